import type { Control } from '../establishment/establishment-control.ts'
import type { SeatKey } from '../establishment/leadership-post.ts'
import type { RankGroup } from '../establishment/rank-quota.ts'
import type { EstablishmentPosition } from '../establishment/vacancy.ts'
import type { IsoDate, Period } from '../kernel/dates.ts'
import type { Problem } from '../kernel/problem.ts'
import type { CostDifference } from '../pay/cost-difference.ts'
import type { Assignment, Place } from '../staffing/assignment.ts'

/** What taking effect changed: the person's places, the positions entered, the money by line. */
export type Effect = {
  before: Assignment[]
  after: Assignment[]
  /**
   * each position entered, as it stood on the first day of it, the person left out, and how the kind is controlled
   * on that day; the warning where it is only warned about; the override where it stops and one was used
   */
  entered: Entered[]
  /** each leadership seat newly held, likewise */
  seats: SeatEntered[]
  /** each group of 职级 of which one more is taken up, likewise */
  ranks: RankEntered[]
  differences: CostDifference[]
  adjustmentIds: string[]
}

/** One position entered, as it stood on the first day of it without the person. */
type Entered = Place &
  Period & {
    position: EstablishmentPosition
    control: Control
    warning: Problem | null
    override: OverrideUsed | null
  }

/** One kind of leadership seat as it stood on the first day the person holds it, without the person. */
export type SeatEntered = SeatKey &
  Period & { approved: number; held: number; control: Control; warning: Problem | null }

/** One group of 职级 of a unit as it stood on the first day, without the person. */
export type RankEntered = RankGroup & {
  organizationId: string
  on: IsoDate
  number: number
  held: number
  control: Control
  warning: Problem | null
}

/** 超编进人特批 that let somebody in, and how many it still lets in. */
export type OverrideUsed = { overrideId: string; number: string; documentNumber: string; left: number }

/** What a movement will do: its effect, and what it means for the next whole calendar year. */
export type Foreseen = Effect & { wholeYear: { year: number; differences: CostDifference[] } }
