import { addDays, type IsoDate } from '../kernel/dates.ts'
import type { DistrictRows, OrganizationVersionRow } from './district-rows.ts'
import type { DocumentRegister } from './document-register.ts'
import { exampleRegionCode, officeMoment, rootOrganizationId } from './example-region.ts'
import { clerk } from './example-users.ts'
import type { Generator } from './generator.ts'
import { divisionVersion, rootVersion, unitVersion } from './organization-versions.ts'
import { type Alteration, alterations, mergers } from './reorganization.ts'
import { someDay } from './synthetic-identity.ts'
import type { Unit } from './unit.ts'

type OrganizationRows = Pick<
  DistrictRows,
  'organizations' | 'organizationVersions' | 'organizationEvents' | 'organizationSuccessions'
>

/** The tree: the district, its departments and townships with their inner sections, the institutions below them. */
export function organizationRows(
  units: readonly Unit[],
  documents: DocumentRegister,
  generator: Generator,
): OrganizationRows {
  const rows: OrganizationRows = {
    organizations: [],
    organizationVersions: [],
    organizationEvents: [],
    organizationSuccessions: [],
  }
  rows.organizations.push(organizationRow(rootOrganizationId, exampleRegionCode, openingMoment(generator)))
  rows.organizationVersions.push({ ...rootVersion(), id: generator.id() })
  for (const [index, unit] of units.entries()) {
    addUnit(rows, { unit, index, units, documents, generator })
    for (const [order, division] of unit.divisions.entries()) {
      const code = `${unit.code}N${String(order + 1).padStart(2, '0')}`
      rows.organizations.push(organizationRow(division.id, code, openingMoment(generator)))
      rows.organizationVersions.push({ ...divisionVersion(unit, division, order), id: generator.id() })
    }
  }
  addMergers(rows, units, documents, generator)
  return rows
}

type Step = {
  unit: Unit
  index: number
  units: readonly Unit[]
  documents: DocumentRegister
  generator: Generator
}

/** 新设、更名、撤销 … are recorded the day after the paper, in the office's hours. */
function addUnit(rows: OrganizationRows, step: Step): void {
  const { unit, units, documents, generator } = step
  const version = unitVersion(unit, step.index)
  const alteration = alterations.find((other) => other.unit === unit.shortName)
  const foundedOn = unit.foundedOn ?? oldFounding(unit, generator)
  const documentId = unit.foundedOn === null ? null : foundingDocument(unit, unit.foundedOn, documents)
  const recordedAt =
    unit.foundedOn === null ? openingMoment(generator) : officeMoment(generator, addDays(unit.foundedOn, -3))
  const founded = { ...version, effectiveFrom: foundedOn, documentId, recordedAt }
  rows.organizationEvents.push(
    eventRow(generator, {
      unit,
      kind: 'establishment',
      on: foundedOn,
      documentId,
      recordedAt,
      summary: `设立${unit.name}`,
    }),
  )
  rows.organizations.push(organizationRow(unit.id, unit.code, recordedAt))
  if (alteration) {
    const changed = alterationDocument(alteration, documents)
    const knownAt = officeMoment(generator, addDays(alteration.on, -2))
    const before = { ...founded, ...beforeAlteration(alteration, units) }
    rows.organizationVersions.push({ ...before, id: generator.id(), supersededAt: knownAt })
    rows.organizationVersions.push({
      ...before,
      id: generator.id(),
      effectiveTo: alteration.on,
      recordedAt: knownAt,
    })
    rows.organizationVersions.push({
      ...founded,
      id: generator.id(),
      effectiveFrom: alteration.on,
      documentId: changed,
      recordedAt: knownAt,
    })
    const summary = alteration.title.replace(/^关于/, '').replace(/的通知$/, '')
    const event = {
      unit,
      kind: alteration.kind,
      on: alteration.on,
      documentId: changed,
      recordedAt: knownAt,
      summary,
    }
    rows.organizationEvents.push(eventRow(generator, event))
  } else if (unit.abolishedOn) {
    const knownAt = officeMoment(generator, addDays(unit.abolishedOn, -2))
    rows.organizationVersions.push({ ...founded, id: generator.id(), supersededAt: knownAt })
    rows.organizationVersions.push({
      ...founded,
      id: generator.id(),
      effectiveTo: unit.abolishedOn,
      recordedAt: knownAt,
    })
  } else {
    rows.organizationVersions.push({ ...founded, id: generator.id() })
  }
}

function addMergers(
  rows: OrganizationRows,
  units: readonly Unit[],
  documents: DocumentRegister,
  generator: Generator,
): void {
  for (const merger of mergers) {
    const documentId = mergerDocument(merger, documents)
    const recordedAt = officeMoment(generator, addDays(merger.on, -2))
    const successor = named(units, merger.successor)
    const into = `并入${successor.name}`
    for (const predecessor of merger.predecessors.map((name) => named(units, name))) {
      const summary = `撤销${predecessor.name}，${into}`
      const event = { unit: predecessor, kind: 'abolition', on: merger.on, documentId, recordedAt, summary }
      rows.organizationEvents.push(eventRow(generator, event))
    }
    const summary = `${merger.predecessors.join('、')}${into}`
    const event = eventRow(generator, {
      unit: successor,
      kind: 'merger',
      on: merger.on,
      documentId,
      recordedAt,
      summary,
    })
    rows.organizationEvents.push(event)
    for (const predecessor of merger.predecessors.map((name) => named(units, name))) {
      rows.organizationSuccessions.push({
        regionCode: exampleRegionCode,
        eventId: event.id,
        predecessorId: predecessor.id,
        successorId: successor.id,
      })
    }
  }
}

export function mergerDocument({ on, title }: (typeof mergers)[number], documents: DocumentRegister): string {
  return documents.issue(`merger ${title}`, {
    ...office,
    series: '朝编发',
    issuedOn: addDays(on, -12),
    title,
  })
}

export function foundingDocument(unit: Unit, on: IsoDate, documents: DocumentRegister): string {
  const merger = mergers.find(({ successor }) => successor === unit.shortName)
  if (merger) return mergerDocument(merger, documents)
  const title = `关于设立${unit.name}的批复`
  return documents.issue(`founding ${unit.id}`, {
    ...office,
    series: '朝编发',
    issuedOn: addDays(on, -10),
    title,
  })
}

export function named(units: readonly Unit[], shortName: string): Unit {
  const unit = units.find((other) => other.shortName === shortName)
  if (!unit) throw new Error(`no unit ${shortName} in the example`)
  return unit
}

const office = { issuer: '中共朝天区委机构编制委员会' }

function alterationDocument({ on, title }: Alteration, documents: DocumentRegister): string {
  return documents.issue(`alteration ${title}`, {
    ...office,
    series: '朝编发',
    issuedOn: addDays(on, -8),
    title,
  })
}

function beforeAlteration({ before }: Alteration, units: readonly Unit[]): Partial<OrganizationVersionRow> {
  const { supervisor, ...rest } = before
  if (supervisor === undefined) return rest
  const { id } = named(units, supervisor)
  return { ...rest, supervisorId: id, parentId: id }
}

/** 行政机构改革 of 2019 and the township reform of 2020 set up most; institutions are older. */
function oldFounding(unit: Unit, generator: Generator): IsoDate {
  if (unit.level === 'township') return '2020-05-08'
  if (unit.level === 'department') return '2019-03-20'
  return someDay(generator, { from: '1992-03-01', to: '2018-06-30' })
}

/** 期初建账 took the last days of December 2020. */
export function openingMoment(generator: Generator): Date {
  return officeMoment(generator, someDay(generator, { from: '2020-12-21', to: '2020-12-24' }))
}

function organizationRow(id: string, code: string, recordedAt: Date): DistrictRows['organizations'][number] {
  return { regionCode: exampleRegionCode, id, code, recordedAt, recordedBy: clerk.id }
}

type Event = {
  unit: Unit
  kind: string
  on: IsoDate
  documentId: string | null
  recordedAt: Date
  summary: string
}

function eventRow(
  generator: Generator,
  { unit, kind, on, documentId, recordedAt, summary }: Event,
): DistrictRows['organizationEvents'][number] & { id: string } {
  return {
    regionCode: exampleRegionCode,
    id: generator.id(),
    organizationId: unit.id,
    kind,
    effectiveOn: on,
    documentId,
    summary,
    recordedAt,
    recordedBy: clerk.id,
  }
}
