import { sql } from 'drizzle-orm'
import type { Db } from '../database/connection.ts'
import { together } from '../database/together.ts'
import { approvedSeatsOn, seatChangesAfter } from '../establishment/leadership-post.store.ts'
import type { SeatKey } from '../establishment/leadership-post.ts'
import { type PositionAhead, positionsAhead } from '../establishment/vacancy.ts'
import type { IsoDate } from '../kernel/dates.ts'
import { personPosts } from './schema.ts'

/**
 * One kind of leadership seat from a day on, as known now: approved, and held by the main duties of everybody but the
 * person named, on that day and after each later day that something already recorded changes it. Lock the seats of the
 * unit first when something is decided by it.
 */
export async function seatAheadOf(
  db: Db,
  regionCode: string,
  { on, seat, personId }: { on: IsoDate; seat: SeatKey; personId: string | null },
): Promise<[PositionAhead, ...PositionAhead[]]> {
  const viewpoint = { regionCode, asOf: on, asKnownAt: null }
  const { organizationId, rank, position } = seat
  const [approved, cuts, steps] = await together([
    approvedSeatsOn(db, viewpoint, { organizationIds: [organizationId] }),
    seatChangesAfter(db, regionCode, { after: on, seat }),
    heldSteps(db, regionCode, { on, seat, personId }),
  ])
  const own = approved.find((row) => row.rank === rank && row.position === position)
  const nothing = { approved: 0, occupied: 0, reserved: 0, frozen: 0 }
  const held = steps.find((step) => step.on === null)?.change ?? 0
  return positionsAhead({ ...nothing, on, approved: own?.approved ?? 0, occupied: held }, [
    ...cuts.map((cut) => ({ ...nothing, on: cut.on, approved: cut.change })),
    ...steps.flatMap((step) =>
      step.on === null ? [] : [{ ...nothing, on: step.on, occupied: step.change }],
    ),
  ])
}

/** Who holds the seat on the day (`on` null), and how that changes after it. */
async function heldSteps(
  db: Db,
  regionCode: string,
  { on, seat, personId }: { on: IsoDate; seat: SeatKey; personId: string | null },
): Promise<{ on: IsoDate | null; change: number }[]> {
  const rows = await db.execute<{ on: string | null; change: number }>(sql`
    with spells as (
      select effective_from, effective_to
      from ${personPosts}
      where region_code = ${regionCode} and superseded_at is null and aspect = 'duty' and not concurrent
        and organization_id = ${seat.organizationId} and leadership_rank = ${seat.rank}
        and leadership = ${seat.position} and person_id is distinct from ${personId}::uuid
        and (effective_to is null or effective_to > ${on}::date)
    ),
    steps as (
      select case when effective_from > ${on}::date then effective_from end as "on", 1 as change from spells
      union all
      select effective_to, -1 from spells where effective_to is not null
    )
    select to_char("on", 'YYYY-MM-DD') as "on", sum(change)::int as change
    from steps
    group by 1
    order by 1 nulls first`)
  return [...rows]
}
