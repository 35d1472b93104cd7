import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '../database/connection.ts'
import type { Viewpoint } from '../kernel/acting.ts'
import type { IsoDate } from '../kernel/dates.ts'
import { amongPositions, type PositionKey, type Scope } from './approved-headcount.store.ts'
import { headcountFreezes, vacancyRequestDecisions, vacancyRequests, vacancyRequestUses } from './schema.ts'

/**
 * 已批未用 on a day, zero left out: of every request approved on or before the day, not lapsed, not recalled, what
 * was granted less what entries up to that day have used. A place is reserved until its entry and occupied from then.
 */
export async function reservedOn(
  db: Db,
  viewpoint: Viewpoint,
  scope: Scope = {},
): Promise<(PositionKey & { reserved: number })[]> {
  const { regionCode, asOf, asKnownAt } = viewpoint
  const rows = await db.execute<{
    organization_id: string
    establishment_kind: string
    reserved: number
  }>(sql`
    with ${grantTables(regionCode, asKnownAt, scopeCondition(scope))},
    used as (
      select request_id, count(*) as entries from usage where used_on <= ${asOf}::date group by request_id
    )
    select organization_id, establishment_kind, sum(granted - coalesce(entries, 0))::int as reserved
    from grants left join used using (request_id)
    where granted_on <= ${asOf}::date and ends_on > ${asOf}::date
    group by organization_id, establishment_kind
    having sum(granted - coalesce(entries, 0)) <> 0
    order by organization_id, establishment_kind`)
  return rows.map((row) => ({
    organizationId: row.organization_id,
    establishmentKind: row.establishment_kind,
    reserved: row.reserved,
  }))
}

/** A step of the reserved or frozen count after the day asked for. */
export type CountChange = PositionKey & { on: IsoDate; change: number }

/**
 * How the reservations of these positions change after the day (exclusive): later approvals, entries that use them,
 * their lapse (the day after the last day) and their recall.
 */
export async function reservedChangesAfter(
  db: Db,
  regionCode: string,
  { after, positions }: { after: IsoDate; positions: readonly PositionKey[] },
): Promise<CountChange[]> {
  if (positions.length === 0) return []
  const rows = await db.execute<ChangeRow>(sql`
    with ${grantTables(regionCode, null, amongPositions(vacancyRequests, positions))},
    steps as (
      select organization_id, establishment_kind, granted_on as "on", granted as change from grants
      where granted_on < ends_on
      union all
      select organization_id, establishment_kind, greatest(used_on, granted_on), -1
      from grants join usage using (request_id) where used_on < ends_on
      union all
      select organization_id, establishment_kind, ends_on, -(granted - (
        select count(*)::int from usage
        where usage.request_id = grants.request_id and usage.used_on < grants.ends_on
      ))
      from grants where ends_on < 'infinity'::date and granted_on < ends_on
    )
    select organization_id, establishment_kind, to_char("on", 'YYYY-MM-DD') as "on", change
    from steps where "on" > ${after}::date and change <> 0
    order by "on", organization_id, establishment_kind, change`)
  return rows.map(changeOf)
}

/** 冻结 on a day, zero left out. */
export async function frozenOn(
  db: Db,
  viewpoint: Viewpoint,
  scope: Scope = {},
): Promise<(PositionKey & { frozen: number })[]> {
  const { regionCode, asOf, asKnownAt } = viewpoint
  const rows = await db.execute<{ organization_id: string; establishment_kind: string; frozen: number }>(sql`
    select organization_id, establishment_kind, sum(count)::int as frozen
    from ${headcountFreezes}
    where region_code = ${regionCode}
      and effective_from <= ${asOf}::date and (effective_to is null or effective_to > ${asOf}::date)
      and ${knownRow(asKnownAt)}
      and ${scopeCondition(scope)}
    group by organization_id, establishment_kind
    order by organization_id, establishment_kind`)
  return rows.map((row) => ({
    organizationId: row.organization_id,
    establishmentKind: row.establishment_kind,
    frozen: row.frozen,
  }))
}

/** Freezes of these positions that begin or end after the day (exclusive). */
export async function frozenChangesAfter(
  db: Db,
  regionCode: string,
  { after, positions }: { after: IsoDate; positions: readonly PositionKey[] },
): Promise<CountChange[]> {
  if (positions.length === 0) return []
  const rows = await db.execute<ChangeRow>(sql`
    with freezes as (
      select organization_id, establishment_kind, effective_from, effective_to, count
      from ${headcountFreezes}
      where region_code = ${regionCode} and superseded_at is null
        and ${amongPositions(headcountFreezes, positions)}
    ),
    steps as (
      select organization_id, establishment_kind, effective_from as "on", count as change from freezes
      union all
      select organization_id, establishment_kind, effective_to, -count from freezes where effective_to is not null
    )
    select organization_id, establishment_kind, to_char("on", 'YYYY-MM-DD') as "on", change
    from steps where "on" > ${after}::date
    order by "on", organization_id, establishment_kind, change`)
  return rows.map(changeOf)
}

type ChangeRow = { organization_id: string; establishment_kind: string; on: string; change: number }

function changeOf(row: ChangeRow): CountChange {
  return {
    organizationId: row.organization_id,
    establishmentKind: row.establishment_kind,
    on: row.on,
    change: row.change,
  }
}

/**
 * Two tables for a `with`: `grants`, one row per approved request with the half-open life of its reservation, and
 * `usage`, the entries that used one, those taken back left out.
 */
export function grantTables(regionCode: string, asKnownAt: Date | null, condition: SQL): SQL {
  return sql`grants as (
      select ${vacancyRequests.id} as request_id, number, approval.notice_number, organization_id, establishment_kind,
        approval.approved_count as granted, approval.effective_on as granted_on,
        least(coalesce(approval.expires_on + 1, 'infinity'::date), coalesce((
          select min(ending.effective_on) from ${vacancyRequestDecisions} ending
          where ending.region_code = ${vacancyRequests.regionCode} and ending.request_id = ${vacancyRequests.id}
            and ending.decision in ('recall', 'withdrawal') and ${knownAddition('ending', asKnownAt)}
        ), 'infinity'::date)) as ends_on
      from ${vacancyRequests}
      join ${vacancyRequestDecisions} approval on approval.region_code = ${vacancyRequests.regionCode}
        and approval.request_id = ${vacancyRequests.id} and approval.decision = 'approval'
        and ${knownAddition('approval', asKnownAt)}
      where ${vacancyRequests.regionCode} = ${regionCode} and ${condition}
    ),
    usage as (
      select used.request_id, used.used_on, used.movement_id
      from ${vacancyRequestUses} used
      where used.region_code = ${regionCode} and used.reverses_id is null and ${knownAddition('used', asKnownAt)}
        and not exists (
          select from ${vacancyRequestUses} taken_back
          where taken_back.region_code = used.region_code and taken_back.reverses_id = used.id
            and ${knownAddition('taken_back', asKnownAt)}
        )
    )`
}

function knownAddition(alias: 'approval' | 'ending' | 'used' | 'taken_back', asKnownAt: Date | null): SQL {
  return asKnownAt === null
    ? sql`true`
    : sql`${sql.identifier(alias)}.recorded_at <= ${asKnownAt.toISOString()}::timestamptz`
}

function knownRow(asKnownAt: Date | null): SQL {
  if (asKnownAt === null) return sql`superseded_at is null`
  const moment = sql`${asKnownAt.toISOString()}::timestamptz`
  return sql`recorded_at <= ${moment} and (superseded_at is null or superseded_at > ${moment})`
}

function scopeCondition({ organizationIds }: Scope): SQL {
  if (organizationIds === undefined) return sql`true`
  if (organizationIds.length === 0) return sql`false`
  const ids = organizationIds.map((organizationId) => sql`${organizationId}::uuid`)
  return sql`organization_id in (${sql.join(ids, sql`, `)})`
}
