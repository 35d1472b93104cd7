import type { Db } from '../database/connection.ts'
import { controlRows } from '../establishment/establishment-control.store.ts'
import { controlOnDay } from '../establishment/establishment-control.ts'
import { type Seats, vacantSeats } from '../establishment/leadership-post.ts'
import { vacancies } from '../establishment/vacancy.ts'
import type { Acting } from '../kernel/acting.ts'
import { done, type Outcome, refused } from '../kernel/problem.ts'
import { organizationNames } from '../organization/organization.store.ts'
import { seatHoldersOn } from '../staffing/leadership-seat.store.ts'
import { seatAheadOf } from '../staffing/seat-ahead.store.ts'
import type { Reform } from './reform.ts'
import type { SeatsOverFrom } from './reform-effect.ts'
import { sameSeat } from './seat-change.ts'

/**
 * Looks at every later day of the leadership seats of the units that remain; they are locked already. Where the reform
 * itself leaves more leaders than posts and the kind of place of one of them is set to stop, it is refused: the plan
 * needs more posts, or ends the leadership to give it anew.
 */
export async function lookAheadOfSeats(
  tx: Db,
  acting: Acting,
  { reform, before, after }: { reform: Reform; before: readonly Seats[]; after: readonly Seats[] },
): Promise<Outcome<SeatsOverFrom[]>> {
  const { regionCode } = acting
  const { effectiveOn: on } = reform
  const viewpoint = { regionCode, asOf: on, asKnownAt: null }
  const over: SeatsOverFrom[] = []
  for (const seat of after) {
    const ahead = await seatAheadOf(tx, regionCode, { on, seat, personId: null })
    const first = ahead.find((day) => vacancies(day) < 0)
    if (first === undefined) continue
    const { organizationId, rank, position } = seat
    over.push({
      organizationId,
      rank,
      position,
      on: first.on,
      approved: first.approved,
      held: first.occupied,
    })
  }
  const worse = over.filter((seat) => {
    const stood = before.find((row) => sameSeat(row, seat))
    const overBefore = stood === undefined ? 0 : Math.max(-vacantSeats(stood), 0)
    return seat.held - seat.approved > overBefore
  })
  if (worse.length === 0) return done(over)
  const organizationIds = worse.map(({ organizationId }) => organizationId)
  const holders = await seatHoldersOn(tx, viewpoint, { organizationIds })
  const controls = await controlRows(tx, viewpoint)
  const stopped = worse.find((seat) =>
    holders.some(
      (holder) =>
        sameSeat(holder, seat) &&
        !holder.concurrent &&
        controlOnDay(controls, {
          measure: 'leadership',
          establishmentKind: holder.establishmentKind ?? '',
          on,
        }) === 'stop',
    ),
  )
  if (stopped === undefined) return done(over)
  const names = await organizationNames(tx, regionCode, [stopped.organizationId])
  const { organizationId, ...seat } = stopped
  return refused({
    code: 'no-seat',
    field: 'leadership',
    organizationName: names.get(organizationId) ?? '',
    ...seat,
  })
}
