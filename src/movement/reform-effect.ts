import type { SeatKey, Seats } from '../establishment/leadership-post.ts'
import type { EstablishmentPosition, PositionAhead } from '../establishment/vacancy.ts'
import type { IsoDate } from '../kernel/dates.ts'
import type { CostDifference } from '../pay/cost-difference.ts'

/** One unit and kind on the day of a reform. */
export type ReformPosition = EstablishmentPosition & { organizationId: string; establishmentKind: string }

/** A unit and kind on the first day on which it has more people than places. */
export type OverFrom = PositionAhead & { organizationId: string; establishmentKind: string }

/** A kind of leadership seat on the first day on which it has more leaders than posts. */
export type SeatsOverFrom = SeatKey & { on: IsoDate; approved: number; held: number }

/** One person's way. */
export type PersonMoved = {
  personId: string
  name: string
  movementId: string
  establishmentKind: string
  /** from the day on */
  toEstablishmentKind: string
  fromId: string
  toId: string
  /** said for this person alone, and not only by going to the heir */
  named: boolean
}

/** An inner section or a subordinate unit with its way; null: abolished. */
export type ChildMoved = { organizationId: string; name: string; fromId: string; toId: string | null }

/** What a reform changed, or would change: places, posts, people, units below, money. */
export type ReformEffect = {
  before: ReformPosition[]
  after: ReformPosition[]
  seatsBefore: Seats[]
  seatsAfter: Seats[]
  over: OverFrom[]
  seatsOver: SeatsOverFrom[]
  people: PersonMoved[]
  /** of the predecessors that go on: who stays */
  staying: number
  children: ChildMoved[]
  differences: CostDifference[]
  adjustmentIds: string[]
}
