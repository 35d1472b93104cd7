import type { Db } from '../database/connection.ts'
import { approvedSeatsOn } from '../establishment/leadership-post.store.ts'
import { type Seats, seatsOf } from '../establishment/leadership-post.ts'
import { seatsHeldOn } from '../staffing/leadership-seat.store.ts'
import type { Movement } from './movement.ts'
import type { Life } from './signature.ts'

/**
 * The leadership seat a movement that took effect put somebody in, on that day and as it was known at that moment;
 * null where it put nobody in one.
 */
export async function loadSeatHeld(
  db: Db,
  regionCode: string,
  { movement, life }: { movement: Movement; life: Life },
): Promise<Seats | null> {
  const { duty } = movement.particulars
  const organizationId = movement.toOrganizationId ?? movement.fromOrganizationId
  const tookEffectAt = life.signatures.at(-1)?.recordedAt
  if (!life.effective || tookEffectAt === undefined || organizationId === null) return null
  if (duty === undefined || duty.leadership === null || duty.concurrent) return null
  const viewpoint = { regionCode, asOf: movement.effectiveOn, asKnownAt: tookEffectAt }
  const scope = { organizationIds: [organizationId] }
  const seats = seatsOf(await approvedSeatsOn(db, viewpoint, scope), await seatsHeldOn(db, viewpoint, scope))
  return (
    seats.find(({ rank, position }) => rank === duty.leadershipRank && position === duty.leadership) ?? null
  )
}
