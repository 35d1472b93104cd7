import { type IsoDate, inForce } from '../kernel/dates.ts'
import { done, type Outcome, refused } from '../kernel/problem.ts'
import type { ApprovalDocument } from '../organization/document.ts'
import { compareEstablishmentKinds } from './establishment-kind.ts'

/** What is measured before somebody enters, is appointed, or a request is handed in. */
export const measures = {
  headcount: '编制',
  leadership: '领导职数',
  rank: '职级职数',
  plan: '用编计划',
} as const

export type Measure = keyof typeof measures

/** stop: what fails the check does not go on; warn: it goes on, and the check page and the audit entry say so. */
export const controls = { stop: '刚性控制', warn: '提示控制' } as const

export type Control = keyof typeof controls

/**
 * Where the office has set nothing. Nobody enters beyond the approved headcount (地方各级人民政府机构设置和编制管理条例
 * 第六条); for leadership posts, 职级 and the yearly plan a county decides by its own paper whether more than a warning is due.
 */
const unset: Record<Measure, Control> = { headcount: 'stop', leadership: 'warn', rank: 'warn', plan: 'warn' }

/** One row of a series: of one measure and kind, in force for a time, resting on a paper. */
export type ControlRow = {
  controlId: string
  measure: string
  establishmentKind: string
  control: string
  effectiveFrom: IsoDate
  effectiveTo: IsoDate | null
  note: string
  /** null: set when the registry was opened */
  document: ApprovalDocument | null
  recordedAt: Date
  recordedByName: string | null
  supersededAt: Date | null
}

/** The control of a row, or what holds where there is none. */
export function controlOf(measure: Measure, row: { control: string } | undefined): Control {
  if (row === undefined) return unset[measure]
  return row.control === 'warn' ? 'warn' : 'stop'
}

/** The control of a measure and kind on a day, of rows that are read already. */
export function controlOnDay(
  rows: readonly ControlRow[],
  { measure, establishmentKind, on }: { measure: Measure; establishmentKind: string; on: IsoDate },
): Control {
  return controlOf(
    measure,
    rows.find(
      (row) => row.measure === measure && row.establishmentKind === establishmentKind && inForce(row, on),
    ),
  )
}

/** Rows to close and the ends of what is written instead. */
export type ControlChange = {
  superseded: ControlRow[]
  /** the row before, written anew with its end; null: there is none, or it is replaced as a whole */
  shortened: { row: ControlRow; effectiveTo: IsoDate } | null
}

/**
 * From a day on another control: the row in force ends there. A row that begins on that very day was wrong and is
 * replaced. What is recorded for a later day is not written over: it is put right on its own day first.
 */
export function changeOfControl(
  known: readonly ControlRow[],
  { measure, control, on }: { measure: Measure; control: Control; on: IsoDate },
): Outcome<ControlChange> {
  const later = known.find(({ effectiveFrom }) => effectiveFrom > on)
  if (later !== undefined) {
    const because = `${later.effectiveFrom} 起已登记${controls[controlOf(measure, later)]}。请先按该日更正，再登记本项。`
    return refused({ code: 'refused', field: 'effectiveFrom', because })
  }
  const current = known.find((row) => inForce(row, on))
  if (current === undefined) return done({ superseded: [], shortened: null })
  if (controlOf(measure, current) === control) return refused({ code: 'nothing-changed', field: 'control' })
  const shortened = current.effectiveFrom === on ? null : { row: current, effectiveTo: on }
  return done({ superseded: [current], shortened })
}

/** The history: measure by measure and kind by kind, each from its beginning. */
export function controlsInOrder(rows: readonly ControlRow[]): ControlRow[] {
  const measure = (row: ControlRow) => Object.keys(measures).indexOf(row.measure)
  return rows.toSorted(
    (a, b) =>
      measure(a) - measure(b) ||
      compareEstablishmentKinds(a.establishmentKind, b.establishmentKind) ||
      a.effectiveFrom.localeCompare(b.effectiveFrom) ||
      a.recordedAt.getTime() - b.recordedAt.getTime(),
  )
}
