import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '../database/connection.ts'
import type { Viewpoint } from '../kernel/acting.ts'
import { organizationVersions } from '../organization/schema.ts'
import type { SecondmentRow } from './person.ts'
import { assignments, personParticulars, placements } from './schema.ts'

/** 借调、抽调、挂职 in force on the day as known at the moment, by the unit that lends. */
export async function secondmentsOn(
  db: Db,
  viewpoint: Viewpoint,
  { organizationIds, kind }: { organizationIds?: readonly string[] | undefined; kind?: string | undefined },
): Promise<SecondmentRow[]> {
  if (organizationIds?.length === 0) return []
  const { regionCode } = viewpoint
  const ids = organizationIds === undefined ? null : `{${organizationIds.join(',')}}`
  const rows = await db.execute<SecondmentRow>(sql`
    select l.person_id as "personId", p.name as "personName", a.organization_id as "organizationId",
      o.name as "organizationName", a.establishment_kind as "establishmentKind",
      l.secondment_kind as "secondmentKind", l.place, l.organization_id as "placeOrganizationId", l.reason,
      l.effective_from::text as "effectiveFrom", l.movement_id as "movementId"
    from ${placements} l
    join ${assignments} a on a.region_code = l.region_code and a.person_id = l.person_id and ${seen('a', viewpoint)}
    join ${personParticulars} p on p.region_code = l.region_code and p.person_id = l.person_id and ${seen('p', viewpoint)}
    left join ${organizationVersions} o on o.region_code = l.region_code and o.organization_id = a.organization_id
      and ${seen('o', viewpoint)}
    where l.region_code = ${regionCode} and l.aspect = 'work' and ${seen('l', viewpoint)}
      ${kind === undefined ? sql`` : sql`and l.secondment_kind = ${kind}`}
      ${ids === null ? sql`` : sql`and (a.organization_id = any(${ids}::uuid[]) or l.organization_id = any(${ids}::uuid[]))`}
    order by o.sort_order, o.name, p.pinyin, l.person_id`)
  return [...rows]
}

function seen(alias: 'a' | 'p' | 'o' | 'l', { asOf, asKnownAt }: Viewpoint): SQL {
  const table = sql.identifier(alias)
  const inForce = sql`${table}.effective_from <= ${asOf}::date
    and (${table}.effective_to is null or ${table}.effective_to > ${asOf}::date)`
  if (asKnownAt === null) return sql`${inForce} and ${table}.superseded_at is null`
  const moment = sql`${asKnownAt.toISOString()}::timestamptz`
  return sql`${inForce} and ${table}.recorded_at <= ${moment}
    and (${table}.superseded_at is null or ${table}.superseded_at > ${moment})`
}
