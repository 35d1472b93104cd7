import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '../database/connection.ts'
import type { Viewpoint } from '../kernel/acting.ts'
import type { IsoDate } from '../kernel/dates.ts'
import { personRetirements } from '../staffing/person-fact.schema.ts'
import { assignments, personParticulars, personPosts } from '../staffing/schema.ts'
import type { Ageing } from './retirement-due.ts'

type Asked = {
  organizationIds?: readonly string[] | undefined
  establishmentKind?: string | undefined
  /** the latest day of birth looked at, inclusive */
  bornBy: IsoDate
}

/** Everybody in the establishment on the day who was born by the day given. */
export async function ageingOn(
  db: Db,
  viewpoint: Viewpoint,
  { organizationIds, establishmentKind, bornBy }: Asked,
): Promise<Ageing[]> {
  if (organizationIds?.length === 0) return []
  const within =
    organizationIds === undefined
      ? sql``
      : sql`and a.organization_id = any(${`{${organizationIds.join(',')}}`}::uuid[])`
  const ofKind =
    establishmentKind === undefined ? sql`` : sql`and a.establishment_kind = ${establishmentKind}`
  const rows = await db.execute<Ageing>(sql`
    select a.person_id as "personId", p.name, p.sex, p.born_on::text as "bornOn",
      p.identity_category as "identityCategory", a.organization_id as "organizationId",
      a.establishment_kind as "establishmentKind", a.effective_to::text as "endsOn",
      exists (
        select from ${personPosts} t
        where t.region_code = a.region_code and t.person_id = a.person_id and ${seen('t', viewpoint)}
          and (t.leadership_rank between '101' and '108' or t.level_code in ('0131', '0132', '0831', '0832')
            or t.level_code between '0311' and '0323' or t.aspect = 'rank' and t.level_code between '01' and '06')
      ) as senior, c.choice, c.retires_on::text as "chosenOn"
    from ${assignments} a
    join ${personParticulars} p on p.region_code = a.region_code and p.person_id = a.person_id and ${seen('p', viewpoint)}
    left join ${personRetirements} c on c.region_code = a.region_code and c.person_id = a.person_id
      and ${believed('c', viewpoint)}
    where a.region_code = ${viewpoint.regionCode} and ${seen('a', viewpoint)} and p.born_on <= ${bornBy}::date
      ${within} ${ofKind}
    order by p.born_on, a.person_id`)
  return [...rows]
}

/** In force on the day and believed at the moment. */
function seen(alias: 'a' | 'p' | 't', { asOf, asKnownAt }: Viewpoint): SQL {
  const table = sql.identifier(alias)
  const inForce = sql`${table}.effective_from <= ${asOf}::date
    and (${table}.effective_to is null or ${table}.effective_to > ${asOf}::date)`
  return sql`${inForce} and ${believed(alias, { asKnownAt })}`
}

/** A choice is dated by the day it leads to: it counts from when it was recorded. */
function believed(alias: 'a' | 'p' | 't' | 'c', { asKnownAt }: Pick<Viewpoint, 'asKnownAt'>): SQL {
  const table = sql.identifier(alias)
  if (asKnownAt === null) return sql`${table}.superseded_at is null`
  const moment = sql`${asKnownAt.toISOString()}::timestamptz`
  return sql`${table}.recorded_at <= ${moment}
    and (${table}.superseded_at is null or ${table}.superseded_at > ${moment})`
}
