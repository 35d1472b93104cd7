import type { IsoDate } from '../kernel/dates.ts'
import type { Problem } from '../kernel/problem.ts'
import type { ApprovalDocument } from '../organization/document.ts'
import { type PositionAhead, tightestOf } from './vacancy.ts'

/** 正职、副职 of the unit; those of its 内设机构 are approved for the unit as a whole and counted apart. */
export const leadershipPositions = {
  chief: '正职',
  deputy: '副职',
  'division-chief': '内设机构正职',
  'division-deputy': '内设机构副职',
} as const

export type LeadershipPosition = keyof typeof leadershipPositions

export const leadershipPositionOrder = Object.keys(leadershipPositions) as LeadershipPosition[]

/** Does the post lead an inner section and not the unit? */
export function leadsDivision(position: string): boolean {
  return position === 'division-chief' || position === 'division-deputy'
}

/** One unit, one rank (ZB03), one of leadershipPositions. */
export type SeatKey = { organizationId: string; rank: string; position: string }

/** Who sits: `held` by a main duty, `concurrent` beside another duty (兼任), which takes no seat of its own. */
export type SeatsHeld = SeatKey & { held: number; concurrent: number }

/** 核定、实配 of one kind of seat on a day. */
export type Seats = SeatsHeld & { approved: number }

/** Somebody behind the figures of a seat. */
export type SeatHolder = SeatKey & {
  personId: string
  name: string
  title: string
  divisionId: string | null
  concurrent: boolean
  from: IsoDate
  /** of the place held on the day; null: none in this registry */
  establishmentKind: string | null
}

/** Seats left; below zero are more leaders than posts (超职数). Somebody who holds it concurrently is counted once, elsewhere. */
export function vacantSeats({ approved, held }: Seats): number {
  return approved - held
}

/**
 * 超规格: a leadership post of a higher rank than the unit's own, or one of an inner section as high as the unit.
 * Ranks are codes of ZB03, the higher the smaller; where either is 不定级 (999) nothing is compared. The duty to keep
 * to the approved rank is 地方各级人民政府机构设置和编制管理条例 第二十六条; that sections stand below their unit is from
 * the practice of counties (certainty 90).
 */
export function isAboveRank(
  { rank, position }: Omit<SeatKey, 'organizationId'>,
  unitRank: string | null,
): boolean {
  if (rank === unranked || unitRank === unranked || unitRank === null) return false
  return leadsDivision(position) ? rank <= unitRank : rank < unitRank
}

const unranked = '999'

/** Approved and held side by side; a seat held without being approved is shown too. */
export function seatsOf(
  approved: readonly (SeatKey & { approved: number })[],
  held: readonly SeatsHeld[],
): Seats[] {
  const seats = new Map<string, Seats>()
  for (const row of approved) seats.set(seatKey(row), { ...row, held: 0, concurrent: 0 })
  for (const row of held) {
    const known = seats.get(seatKey(row))
    if (known === undefined) seats.set(seatKey(row), { ...row, approved: 0 })
    else seats.set(seatKey(row), { ...known, held: row.held, concurrent: row.concurrent })
  }
  return [...seats.values()]
}

/**
 * 领导职数核查: may one more person hold the seat? As a place of the establishment, from the first day on through every
 * later one, and the tightest decides; of a seat 已批未用 and 冻结 are always zero, `occupied` is who holds it by a main
 * duty. Who holds it beside another duty (兼任) is never asked for here: he takes no seat.
 */
export function checkSeatTaken(
  ahead: readonly [PositionAhead, ...PositionAhead[]],
  seat: { organizationName: string; rank: string; position: string },
): Problem | null {
  const { on, approved, occupied: held } = tightestOf(ahead)
  if (held < approved) return null
  return { code: 'no-seat', field: 'dutyLeadership', on, ...seat, approved, held }
}

/** One row of the ledger of leadership posts (领导职数台账). */
export type LeadershipRow = SeatKey & {
  leadershipPostId: string
  organizationName: string
  change: number
  effectiveOn: IsoDate
  note: string
  document: ApprovalDocument
  reversesId: string | null
  reversedById: string | null
  recordedAt: Date
  recordedByName: string | null
}

/** What a row of the ledger will do: the seat before and after on its day; the worst later day if people are over. */
export type LeadershipEffect = {
  before: Standing
  after: Standing
  over: (Standing & { on: IsoDate }) | null
  /** 超规格, the unit's own rank beside it */
  aboveRank: boolean
  unitRank: string | null
}

type Standing = { approved: number; held: number }

/** 超职数 after a cut: the day with the most leaders too many, when the row makes it so or worse. */
export function overSeats(
  ahead: readonly [PositionAhead, ...PositionAhead[]],
  change: number,
): LeadershipEffect['over'] {
  if (change > 0) return null
  const { on, approved, occupied: held } = tightestOf(ahead)
  const left = approved + change
  return left < held ? { on, approved: left, held } : null
}

/** No unit has fewer posts than none, on any day from the change on. `later` are the changes after its day. */
export function checkSeats(
  approved: number,
  change: number,
  on: IsoDate,
  later: readonly { on: IsoDate; change: number }[],
): Problem | null {
  let standing = approved + change
  if (standing < 0 && change < 0) return { code: 'seats-below-zero', field: 'count', on, approved }
  for (const step of later) {
    standing += step.change
    if (standing < 0 && change < 0) {
      return { code: 'seats-below-zero', field: 'count', on: step.on, approved: standing - change }
    }
  }
  return null
}

/** For a map keyed by unit, rank and position. */
export function seatKey({ organizationId, rank, position }: SeatKey): string {
  return `${organizationId} ${rank} ${position}`
}
