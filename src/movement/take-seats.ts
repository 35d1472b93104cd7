import type { Db } from '../database/connection.ts'
import { together } from '../database/together.ts'
import { controlOn } from '../establishment/establishment-control.store.ts'
import { lockSeats } from '../establishment/leadership-post.store.ts'
import { checkSeatTaken } from '../establishment/leadership-post.ts'
import type { Acting } from '../kernel/acting.ts'
import { done, type Outcome, refused } from '../kernel/problem.ts'
import { organizationOn } from '../organization/organization.store.ts'
import { type Assignment, assignmentOn } from '../staffing/assignment.ts'
import { seatAheadOf } from '../staffing/seat-ahead.store.ts'
import type { SeatEntered } from './effect.ts'
import type { Post } from './fact-change.ts'
import type { Movement } from './movement.ts'
import { seatsTaken } from './seat-change.ts'

/**
 * 领导职数核查: locks the seats of every unit the person will newly lead in and looks at every day of it. Where the
 * office set the person's kind of place to warn, a missing seat is noted and does not stop. Seats are locked after
 * people and places, by everybody.
 */
export async function takeSeats(
  tx: Db,
  acting: Acting,
  movement: Movement,
  {
    before,
    after,
    assignments,
  }: { before: readonly Post[]; after: readonly Post[]; assignments: readonly Assignment[] },
): Promise<Outcome<SeatEntered[]>> {
  const { regionCode } = acting
  const taken = seatsTaken(before, after)
  const units = [...new Set(taken.map(({ organizationId }) => organizationId))].sort()
  for (const organizationId of units) await lockSeats(tx, regionCode, organizationId)
  const entered: SeatEntered[] = []
  for (const seat of taken) {
    const { organizationId, effectiveFrom: on, effectiveTo } = seat
    const { personId } = movement
    const viewpoint = { regionCode, asOf: on, asKnownAt: null }
    const establishmentKind =
      assignmentOn(assignments, on)?.establishmentKind ?? movement.toEstablishmentKind ?? ''
    const [[opening, ...later], organization, control] = await together([
      seatAheadOf(tx, regionCode, { on, seat, personId }),
      organizationOn(tx, viewpoint, organizationId),
      controlOn(tx, viewpoint, { measure: 'leadership', establishmentKind }),
    ])
    const during = later.filter((day) => effectiveTo === null || day.on < effectiveTo)
    const missing = checkSeatTaken([opening, ...during], {
      organizationName: organization?.name ?? '',
      rank: seat.rank,
      position: seat.position,
    })
    if (missing !== null && control === 'stop') {
      // Who gets an earlier post back by a correction finds no field for it: the day is what can be changed.
      const field = movement.particulars.duty === undefined ? 'effectiveOn' : missing.field
      return refused({ ...missing, field })
    }
    const { approved, occupied: held } = opening
    entered.push({ ...seat, approved, held, control, warning: missing })
  }
  return done(entered)
}
