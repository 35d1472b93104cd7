import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '../database/connection.ts'
import type { Scope } from '../establishment/approved-headcount.store.ts'
import { frozenOn, reservedOn } from '../establishment/reservation.store.ts'
import { approvedHeadcounts } from '../establishment/schema.ts'
import type { EstablishmentPosition } from '../establishment/vacancy.ts'
import type { Viewpoint } from '../kernel/acting.ts'
import { assignments } from './schema.ts'

/** 编制使用情况: one organization and one kind on a day. */
export type EstablishmentRow = EstablishmentPosition & {
  organizationId: string
  establishmentKind: string
}

/**
 * 核定、实有、已批未用、冻结 of every organization and kind on the day, as known at the moment; rows with nothing in
 * them are left out. One set query counts, two small ones bring what is reserved and frozen. The rows of the
 * region's root are its 总量 and nobody's places: leave the root out of a sum.
 */
export async function establishmentTableOn(
  db: Db,
  viewpoint: Viewpoint,
  scope: Scope = {},
): Promise<EstablishmentRow[]> {
  if (scope.organizationIds?.length === 0) return []
  const [counted, reserved, frozen] = await Promise.all([
    db.execute<EstablishmentRow>(countedOn(viewpoint, scope)),
    reservedOn(db, viewpoint, scope),
    frozenOn(db, viewpoint, scope),
  ])
  const rows = new Map<string, EstablishmentRow>()
  for (const row of counted) rows.set(`${row.organizationId} ${row.establishmentKind}`, { ...row })
  const at = (organizationId: string, establishmentKind: string): EstablishmentRow => {
    const key = `${organizationId} ${establishmentKind}`
    const known = rows.get(key)
    if (known) return known
    const empty = { organizationId, establishmentKind, approved: 0, occupied: 0, reserved: 0, frozen: 0 }
    rows.set(key, empty)
    return empty
  }
  for (const row of reserved) at(row.organizationId, row.establishmentKind).reserved = row.reserved
  for (const row of frozen) at(row.organizationId, row.establishmentKind).frozen = row.frozen
  return [...rows.values()]
}

/** The bare question, also what the benchmark measures against. */
export function countedOn({ regionCode, asOf, asKnownAt }: Viewpoint, { organizationIds }: Scope): SQL {
  const within =
    organizationIds === undefined
      ? sql``
      : sql`and organization_id = any(${`{${organizationIds.join(',')}}`}::uuid[])`
  const moment = asKnownAt === null ? null : sql`${asKnownAt.toISOString()}::timestamptz`
  const believed =
    moment === null
      ? sql`superseded_at is null`
      : sql`recorded_at <= ${moment} and (superseded_at is null or superseded_at > ${moment})`
  const added = moment === null ? sql`` : sql`and recorded_at <= ${moment}`
  return sql`
    select organization_id as "organizationId", establishment_kind as "establishmentKind",
      sum(approved)::int as approved, sum(occupied)::int as occupied, 0 as reserved, 0 as frozen
    from (
      select organization_id, establishment_kind, sum(change) as approved, 0 as occupied
      from ${approvedHeadcounts}
      where region_code = ${regionCode} and effective_on <= ${asOf}::date ${added} ${within}
      group by organization_id, establishment_kind
      union all
      select organization_id, establishment_kind, 0, count(*)
      from ${assignments}
      where region_code = ${regionCode} and ${believed} and effective_from <= ${asOf}::date
        and (effective_to is null or effective_to > ${asOf}::date) ${within}
      group by organization_id, establishment_kind
    ) counted
    group by organization_id, establishment_kind
    having sum(approved) <> 0 or sum(occupied) <> 0`
}
