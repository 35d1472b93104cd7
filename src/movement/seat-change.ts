import { leadershipPositions, type SeatKey } from '../establishment/leadership-post.ts'
import { type Period, uncovered } from '../kernel/dates.ts'
import type { Post } from './fact-change.ts'

/**
 * The days of `after` on a leadership seat that `before` did not hold there: what must be vacant for others' sake. A
 * post held beside another duty (兼任) takes no seat, so that the person is counted once, at the main duty.
 */
export function seatsTaken(before: readonly Post[], after: readonly Post[]): (SeatKey & Period)[] {
  const held = before.flatMap(seatOf)
  return after.flatMap(seatOf).flatMap((seat) => {
    const own = held.filter((other) => sameSeat(other, seat))
    return uncovered(seat, own).map((period) => ({ ...seat, ...period }))
  })
}

export function sameSeat(a: SeatKey, b: SeatKey): boolean {
  return a.organizationId === b.organizationId && a.rank === b.rank && a.position === b.position
}

function seatOf(post: Post): (SeatKey & Period)[] {
  const { aspect, concurrent, leadership, leadershipRank, organizationId, effectiveFrom, effectiveTo } = post
  if (aspect !== 'duty' || concurrent || leadership === null || leadershipRank === null) return []
  if (!Object.hasOwn(leadershipPositions, leadership)) return []
  return [{ organizationId, rank: leadershipRank, position: leadership, effectiveFrom, effectiveTo }]
}
