import { type EstablishmentKind, establishmentKindOrder } from '../establishment/establishment-kind.ts'
import { addDays, type IsoDate } from '../kernel/dates.ts'
import { exampleRegionCode, officeMoment, openingDay, rootOrganizationId } from './example-region.ts'
import { clerk } from './example-users.ts'
import type { Writer } from './member.ts'
import { openingMoment } from './organization-rows.ts'
import { rankOf, rankOfDeputies } from './organization-versions.ts'
import { kindsOf, type Unit } from './unit.ts'

const issuer = '中共朝天区委机构编制委员会'

/** Every unit's places on the opening day, by the paper that fixed them; leading posts likewise. */
export function openHeadcounts(writer: Writer, units: readonly Unit[]): void {
  for (const unit of units.filter(({ foundedOn }) => foundedOn === null)) {
    const top = unit.supervisor ?? unit
    const documentId = writer.documents.issue(`opening ${top.id}`, {
      series: '朝编发',
      issuedOn: '2020-12-15',
      title: `关于核定${top.name}${unit.supervisor || hasBelow(units, top) ? '及所属事业单位' : ''}机构编制的通知`,
      issuer,
    })
    const recordedAt = openingMoment(writer.generator)
    for (const kind of kindsOf(unit)) {
      const change = unit.places[kind] ?? 0
      addHeadcount(writer, {
        organizationId: unit.id,
        kind,
        change,
        on: openingDay,
        documentId,
        note: '期初核定',
        recordedAt,
      })
    }
    addLeadershipPosts(writer, unit, { on: openingDay, documentId, recordedAt })
  }
}

export type HeadcountChange = {
  organizationId: string
  kind: EstablishmentKind
  /** 增编 positive, 减编 negative */
  change: number
  on: IsoDate
  documentId: string
  note: string
  recordedAt: Date
  /** 冲销: the row this one takes back */
  reversesId?: string
}

export function addHeadcount(writer: Writer, row: HeadcountChange): string {
  const { kind, on, ...rest } = row
  const id = writer.generator.id()
  writer.rows.approvedHeadcounts.push({
    regionCode: exampleRegionCode,
    id,
    establishmentKind: kind,
    effectiveOn: on,
    reversesId: null,
    recordedBy: clerk.id,
    ...rest,
  })
  return id
}

export function addLeadershipPosts(
  { rows, generator }: Writer,
  unit: Unit,
  { on, documentId, recordedAt }: { on: IsoDate; documentId: string; recordedAt: Date },
): void {
  const posts = [
    { position: 'chief', rank: rankOf(unit), change: 1 },
    { position: 'deputy', rank: rankOfDeputies(unit), change: unit.deputies },
  ]
  for (const post of posts.filter(({ change }) => change > 0)) {
    rows.leadershipPosts.push({
      regionCode: exampleRegionCode,
      id: generator.id(),
      organizationId: unit.id,
      ...post,
      effectiveOn: on,
      documentId,
      note: '核定领导职数',
      reversesId: null,
      recordedAt,
      recordedBy: clerk.id,
    })
  }
}

/** One row a position that ever had a place: what an entry locks. */
export function addPositions({ rows }: Writer): void {
  const keys = new Map<string, { organizationId: string; establishmentKind: string }>()
  const present = new Set(
    rows.establishmentPositions.map(
      ({ organizationId, establishmentKind }) => `${organizationId} ${establishmentKind}`,
    ),
  )
  for (const { organizationId, establishmentKind } of rows.approvedHeadcounts) {
    keys.set(`${organizationId} ${establishmentKind}`, { organizationId, establishmentKind })
  }
  for (const [name, key] of keys)
    if (!present.has(name)) rows.establishmentPositions.push({ regionCode: exampleRegionCode, ...key })
}

/**
 * 总量: what the province and the city gave the district, always at least what its units have. Set from the units'
 * own sums on the opening day with some to spare, and raised once where the units grew.
 */
export function addCeilings(writer: Writer): void {
  const { rows, generator, documents } = writer
  const opening = documents.issue('ceiling opening', {
    series: '朝编发',
    issuedOn: '2020-12-10',
    title: '关于转发市委编委下达我区行政事业编制总量的通知',
    issuer,
  })
  const raised = documents.issue('ceiling 2022', {
    series: '朝编发',
    issuedOn: '2022-03-18',
    title: '关于转发市委编委调整我区编制总量的通知',
    issuer,
  })
  for (const kind of establishmentKindOrder) {
    const own = rows.approvedHeadcounts.filter((row) => row.establishmentKind === kind)
    const spare = { administrative: 12, institution: 46, filed: 6 }[kind as string] ?? 3
    const given = highestSum(own.filter(({ effectiveOn }) => effectiveOn < '2022-04-01')) + spare
    const later = highestSum(own) + spare - given
    const row = { organizationId: rootOrganizationId, kind, note: '市委编委下达总量' }
    addHeadcount(writer, {
      ...row,
      change: given,
      on: openingDay,
      documentId: opening,
      recordedAt: openingMoment(generator),
    })
    if (later > 0) {
      const recordedAt = officeMoment(generator, addDays('2022-03-18', 3))
      addHeadcount(writer, { ...row, change: later, on: '2022-04-01', documentId: raised, recordedAt })
    }
  }
}

/** The highest the sum of the changes ever stands. */
function highestSum(changes: readonly { change: number; effectiveOn: string }[]): number {
  const days = [...new Set(changes.map(({ effectiveOn }) => effectiveOn))].sort()
  const standing = days.map((day) =>
    changes.reduce((sum, { change, effectiveOn }) => (effectiveOn <= day ? sum + change : sum), 0),
  )
  return Math.max(0, ...standing)
}

function hasBelow(units: readonly Unit[], top: Unit): boolean {
  return units.some(({ supervisor }) => supervisor === top)
}
