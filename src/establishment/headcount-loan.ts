import { type IsoDate, inForce } from '../kernel/dates.ts'
import type { Problem } from '../kernel/problem.ts'
import type { ApprovalDocument } from '../organization/document.ts'
import type { TotalAhead } from './total-control.ts'
import { checkEntry, type PositionAhead } from './vacancy.ts'

/** 周转编制 as it is believed now. */
export type HeadcountLoan = {
  id: string
  loanId: string
  lenderId: string
  borrowerId: string
  /** the region itself lends from what it has not allotted */
  ofRegion: boolean
  establishmentKind: string
  count: number
  note: string
  document: ApprovalDocument
  lendingRowIds: string[]
  returnRowIds: string[]
  /** half-open: on the end day the places are back */
  effectiveFrom: IsoDate
  effectiveTo: IsoDate
  recordedAt: Date
  recordedByName: string | null
}

/** A version of it as it was recorded; another took its place since, or null. */
export type RecordedLoan = HeadcountLoan & { supersededAt: Date | null }

export const loanStates = { ahead: '未开始', lent: '在借', returned: '已归还' } as const

export type LoanState = keyof typeof loanStates

export function loanState(
  loan: Pick<HeadcountLoan, 'effectiveFrom' | 'effectiveTo'>,
  day: IsoDate,
): LoanState {
  if (inForce(loan, day)) return 'lent'
  return day < loan.effectiveFrom ? 'ahead' : 'returned'
}

type Period = { effectiveTo: IsoDate }

/** A unit lends only what stands empty on every day of the loan. `ahead` begins on its first day. */
export function checkUnitLends(
  [first, ...later]: readonly [PositionAhead, ...PositionAhead[]],
  { count, effectiveTo }: Period & { count: number },
  place: { organizationName: string; establishmentKind: string },
): Problem | null {
  const during = later.filter(({ on }) => on < effectiveTo)
  const problem = checkEntry([first, ...during], count, place)
  return problem === null ? null : { ...problem, field: 'lender' }
}

/** The region lends only what is not allotted on any day of the loan. */
export function checkRegionLends(
  [first, ...later]: readonly [TotalAhead, ...TotalAhead[]],
  { count, effectiveTo }: Period & { count: number },
  establishmentKind: string,
): Problem | null {
  const days = [first, ...later.filter(({ on }) => on < effectiveTo)]
  const broken = days.find(({ ceiling, allocated }) => allocated + count > ceiling)
  if (broken === undefined) return null
  const { on, ceiling, allocated } = broken
  return {
    code: 'over-total',
    field: 'count',
    on,
    establishmentKind,
    ceiling,
    allocated: allocated + count,
  }
}
