import { addDays, type IsoDate, monthOf, yearOf } from '../kernel/dates.ts'
import { exampleRegionCode, officeMoment } from './example-region.ts'
import { clerk } from './example-users.ts'
import { addHeadcount, addLeadershipPosts } from './headcount-rows.ts'
import { relocate } from './inner-movements.ts'
import type { Writer } from './member.ts'
import { foundingDocument, mergerDocument, named } from './organization-rows.ts'
import { type DistrictState, membersOf, type PositionState, positionOf, vacant } from './position-state.ts'
import { mergers } from './reorganization.ts'
import { kindsOf, type Unit } from './unit.ts'

/** New units get their places on their first day; a merger takes places and people along. */
export function reorganize(writer: Writer, state: DistrictState, month: IsoDate): void {
  const units = [...new Set(state.positions.map(({ unit }) => unit))]
  for (const unit of units) {
    if (unit.foundedOn?.slice(0, 7) === month.slice(0, 7)) found(writer, state, unit, unit.foundedOn)
  }
  for (const merger of mergers.filter(({ on }) => on === month)) {
    const documentId = mergerDocument(merger, writer.documents)
    const successor = named(units, merger.successor)
    const recordedAt = officeMoment(writer.generator, addDays(merger.on, -2))
    for (const predecessor of merger.predecessors.map((name) => named(units, name))) {
      for (const kind of kindsOf(predecessor)) {
        const source = positionOf(state, predecessor, kind)
        const goal = positionOf(state, successor, kind)
        const change = { kind, on: merger.on, documentId, note: '机构撤并划转编制', recordedAt }
        addHeadcount(writer, { ...change, organizationId: predecessor.id, change: -source.approved })
        if (successor.foundedOn === null) {
          addHeadcount(writer, { ...change, organizationId: successor.id, change: source.approved })
          goal.approved += source.approved
        }
        source.approved = 0
        source.reserved = 0
        for (const member of membersOf(state, predecessor)) {
          relocate(writer, state, member, goal, {
            on: merger.on,
            reason: '机构撤并，人员随编制划转',
            documentId,
          })
        }
      }
    }
  }
}

function found(writer: Writer, state: DistrictState, unit: Unit, on: IsoDate): void {
  const documentId = foundingDocument(unit, on, writer.documents)
  const recordedAt = officeMoment(writer.generator, addDays(on, -3))
  for (const kind of kindsOf(unit)) {
    const position = positionOf(state, unit, kind)
    const change = unit.places[kind] ?? 0
    addHeadcount(writer, {
      organizationId: unit.id,
      kind,
      change,
      on,
      documentId,
      note: '新设机构核定编制',
      recordedAt,
    })
    position.approved += change
  }
  addLeadershipPosts(writer, unit, { on, documentId, recordedAt })
}

/** Five cuts below what is occupied: the units that are over-established (超编) since July 2022. */
const cutMonth = '2022-07-01'
const cutUnits: readonly string[] = [
  '区供销合作社联合社',
  '区国有林场',
  '区公路养护管理中心',
  '李家镇小学',
  '区信访局',
]

/** 增编、减编: in March, June and October some units, once the five cuts; a wrong row is taken back in its month. */
export function alterHeadcounts(writer: Writer, state: DistrictState, month: IsoDate): void {
  if (month === cutMonth) {
    for (const name of cutUnits) {
      const position = state.positions.find(({ unit }) => unit.shortName === name)
      if (position) {
        const change = -(vacant(position) + position.reserved + 2)
        alter(writer, position, { month, change, note: '精简压缩编制，待自然减员消化' })
      }
    }
  }
  if (![3, 6, 10].includes(monthOf(month))) return
  const { generator } = writer
  const able = state.positions.filter(
    ({ unit, kind, approved }) =>
      approved > 5 && unit.abolishedOn === null && (kind === 'administrative' || kind === 'institution'),
  )
  for (const position of generator.shuffled(able).slice(0, generator.whole({ least: 5, most: 9 }))) {
    const rises = generator.chance(0.5)
    if (!rises && vacant(position) < 2) continue
    const note = rises ? '因职责增加增核编制' : '收回空编'
    alter(writer, position, { month, change: rises ? generator.whole({ least: 1, most: 3 }) : -1, note })
  }
  if (month === '2022-03-01') mistakenRow(writer, state, month)
}

function alter(
  writer: Writer,
  position: PositionState,
  { month, change, note }: { month: IsoDate; change: number; note: string },
): void {
  const documentId = adjustmentPaper(writer, month)
  const recordedAt = officeMoment(writer.generator, addDays(month, -3))
  const { unit, kind } = position
  addHeadcount(writer, { organizationId: unit.id, kind, change, on: month, documentId, note, recordedAt })
  position.approved += change
}

/** 冲销: entered for the wrong unit, taken back nine days later; both rows stay. */
function mistakenRow(writer: Writer, state: DistrictState, month: IsoDate): void {
  const { unit, kind } = positionOf(
    state,
    named(
      state.positions.map((position) => position.unit),
      '区图书馆',
    ),
    'institution',
  )
  const row = {
    organizationId: unit.id,
    kind,
    on: month,
    documentId: adjustmentPaper(writer, month),
  }
  const wrong = addHeadcount(writer, {
    ...row,
    change: 2,
    note: '增核编制',
    recordedAt: officeMoment(writer.generator, addDays(month, 1)),
  })
  addHeadcount(writer, {
    ...row,
    change: -2,
    note: '冲销：应为区文化馆，登记单位有误',
    recordedAt: officeMoment(writer.generator, addDays(month, 10)),
    reversesId: wrong,
  })
}

function adjustmentPaper({ documents }: Writer, month: IsoDate): string {
  return documents.issue(`headcount ${month}`, {
    series: '朝编发',
    issuedOn: addDays(month, -9),
    title: `关于调整部分单位人员编制的通知（${yearOf(month)}年${monthOf(month)}月）`,
    issuer: '中共朝天区委机构编制委员会',
  })
}

/** 控制方式 since the opening: every kind stops at its number, 备案人员总量 warns. */
export function openControls({ rows, generator }: Writer, recordedAt: Date): void {
  const kinds = [
    'administrative',
    'political-legal',
    'civil-service-institution',
    'institution',
    'office-worker',
    'office-use-institution',
    'filed',
  ]
  const controls = [
    ...kinds.map((kind) => ['headcount', kind, kind === 'filed' ? 'warn' : 'stop'] as const),
    ...kinds.map((kind) => ['leadership', kind, 'warn'] as const),
  ]
  for (const [measure, establishmentKind, control] of controls) {
    rows.establishmentControls.push({
      regionCode: exampleRegionCode,
      id: generator.id(),
      measure,
      establishmentKind,
      control,
      documentId: null,
      effectiveFrom: '2021-01-01',
      effectiveTo: null,
      recordedAt,
      recordedBy: clerk.id,
      supersededAt: null,
    })
  }
}
