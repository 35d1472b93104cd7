import type { IsoDate } from '../kernel/dates.ts'
import type { ApprovalDocument } from '../organization/document.ts'
import type { TotalAhead } from './total-control.ts'
import type { PositionAhead } from './vacancy.ts'

/** One row of the ledger of approved headcount (核定编制台账). */
export type HeadcountRow = {
  headcountId: string
  organizationId: string
  organizationName: string
  /** 总量: the row stands at the region's root */
  ofRegion: boolean
  establishmentKind: string
  /** 增编 positive, 减编 negative */
  change: number
  effectiveOn: IsoDate
  note: string
  document: ApprovalDocument
  /** the row this one takes back */
  reversesId: string | null
  /** the row that took this one back */
  reversedById: string | null
  recordedAt: Date
  recordedByName: string | null
}

/** 冻结 of some places of one unit and kind. */
export type Freeze = {
  freezeId: string
  organizationId: string
  organizationName: string
  establishmentKind: string
  count: number
  note: string
  document: ApprovalDocument
  effectiveFrom: IsoDate
  effectiveTo: IsoDate | null
  recordedAt: Date
  recordedByName: string | null
}

/** A version of it as it was recorded; another took its place since, or null. */
export type RecordedFreeze = Freeze & { supersededAt: Date | null }

/** What a row will do, for the page that is read before it is written. */
export type HeadcountEffect = {
  /** the unit and kind on the effective day */
  before: PositionAhead
  after: PositionAhead
  /** the whole region and kind on the effective day */
  totalBefore: TotalAhead
  totalAfter: TotalAhead
  /** the first day with more people than places, if there is one */
  over: PositionAhead | null
}
