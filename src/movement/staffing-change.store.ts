import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '../database/connection.ts'
import type { IsoDate } from '../kernel/dates.ts'
import { assignments, personParticulars } from '../staffing/schema.ts'
import { movements } from './schema.ts'
import type { StaffingBalance, StaffingEvent } from './staffing-change.ts'

type Asked = {
  regionCode: string
  asKnownAt: Date | null
  /** the state at the end of these days is compared: what happens on `from` itself belongs to the opening */
  from: IsoDate
  to: IsoDate
  organizationIds?: readonly string[] | undefined
}

/**
 * How many of each kind at the end of both days, and how many came and left between them. Who moves inside the
 * units looked at without changing the kind neither comes nor leaves.
 */
export async function staffingBalances(db: Db, asked: Asked): Promise<StaffingBalance[]> {
  if (asked.organizationIds?.length === 0) return []
  const { from, to } = asked
  const rows = await db.execute<StaffingBalance>(sql`
    with ${spells(asked)}
    select establishment_kind as "establishmentKind",
      count(*) filter (where effective_from <= ${from}::date and (effective_to is null or effective_to > ${from}::date))::int as opening,
      count(*) filter (where begins and effective_from > ${from}::date and effective_from <= ${to}::date)::int as entered,
      count(*) filter (where ends and effective_to > ${from}::date and effective_to <= ${to}::date)::int as "left",
      count(*) filter (where effective_from <= ${to}::date and (effective_to is null or effective_to > ${to}::date))::int as closing
    from spells
    group by establishment_kind`)
  return [...rows]
}

/** Who came, left and moved inside, by day and name. */
export async function staffingEvents(db: Db, asked: Asked): Promise<StaffingEvent[]> {
  if (asked.organizationIds?.length === 0) return []
  const { regionCode, from, to } = asked
  const rows = await db.execute<StaffingEvent>(sql`
    with ${spells(asked)},
    events as (
      select person_id, organization_id, establishment_kind, effective_from as "on",
        case when begins then 'in' else 'within' end as direction, begun_by_movement_id as movement_id
      from spells where effective_from > ${from}::date and effective_from <= ${to}::date
      union all
      select person_id, organization_id, establishment_kind, effective_to, 'out', ended_by_movement_id
      from spells where ends and effective_to > ${from}::date and effective_to <= ${to}::date
    )
    select e.person_id as "personId", p.name as "personName", to_char(e."on", 'YYYY-MM-DD') as "on", e.direction,
      e.organization_id as "organizationId", e.establishment_kind as "establishmentKind",
      e.movement_id as "movementId", m.number as "movementNumber", m.kind as "movementKind"
    from events e
    left join ${movements} m on m.region_code = ${regionCode} and m.id = e.movement_id
    left join lateral (
      select name from ${personParticulars} named
      where named.region_code = ${regionCode} and named.person_id = e.person_id and named.superseded_at is null
      order by named.effective_from desc limit 1
    ) p on true
    order by e."on", p.name, e.person_id, e.direction`)
  return [...rows]
}

/**
 * The spells in the units looked at. `begins`: on the first day the person was not already there in the same kind;
 * `ends`: from the last day on the person is there no more in the same kind.
 */
function spells({ regionCode, asKnownAt, from, to, organizationIds }: Asked): SQL {
  const moment = asKnownAt === null ? null : sql`${asKnownAt.toISOString()}::timestamptz`
  const known =
    moment === null
      ? sql`superseded_at is null`
      : sql`recorded_at <= ${moment} and (superseded_at is null or superseded_at > ${moment})`
  const within =
    organizationIds === undefined
      ? sql``
      : sql`and organization_id = any(${`{${organizationIds.join(',')}}`}::uuid[])`
  return sql`there as (
      select person_id, organization_id, establishment_kind, effective_from, effective_to, begun_by_movement_id,
        ended_by_movement_id
      from ${assignments}
      where region_code = ${regionCode} and ${known} ${within}
        and effective_from <= ${to}::date and (effective_to is null or effective_to > ${from}::date - 1)
    ),
    spells as (
      select there.*,
        not exists (select from there before where before.person_id = there.person_id
          and before.establishment_kind = there.establishment_kind and before.effective_to = there.effective_from) as begins,
        not exists (select from there after where after.person_id = there.person_id
          and after.establishment_kind = there.establishment_kind and after.effective_from = there.effective_to) as ends
      from there
    )`
}
