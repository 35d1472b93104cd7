import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '../database/connection.ts'
import type { Viewpoint } from '../kernel/acting.ts'
import type { CountedPeople, PersonTraits } from './people-statistics.ts'
import { assignments, educationRecords, personParticulars, personPosts } from './schema.ts'

type Asked = { organizationIds?: readonly string[] | undefined }

export type ListedPerson = PersonTraits & {
  personId: string
  name: string
  bornOn: string | null
  organizationId: string
}

/** Everybody with a place on the day, counted by all traits at once. */
export async function peopleByTraits(db: Db, viewpoint: Viewpoint, asked: Asked): Promise<CountedPeople[]> {
  if (asked.organizationIds?.length === 0) return []
  const rows = await db.execute<CountedPeople>(sql`
    with everybody as (${everybody(viewpoint, asked)})
    select "establishmentKind", sex, ethnicity, age, "educationLevel", standing, count(*)::int as people
    from everybody
    group by "establishmentKind", sex, ethnicity, age, "educationLevel", standing`)
  return [...rows]
}

/** The same people one by one, by name. */
export async function peopleWithTraits(db: Db, viewpoint: Viewpoint, asked: Asked): Promise<ListedPerson[]> {
  if (asked.organizationIds?.length === 0) return []
  const rows = await db.execute<ListedPerson>(sql`
    with everybody as (${everybody(viewpoint, asked)})
    select "personId", name, "bornOn"::text as "bornOn", "organizationId", "establishmentKind", sex, ethnicity, age,
      "educationLevel", standing
    from everybody
    order by pinyin, "personId"`)
  return [...rows]
}

/** One row a person. Joined from the left: whose particulars are missing is counted, as not known. */
function everybody(viewpoint: Viewpoint, { organizationIds }: Asked): SQL {
  const { regionCode, asOf } = viewpoint
  const within =
    organizationIds === undefined
      ? sql``
      : sql`and a.organization_id = any(${`{${organizationIds.join(',')}}`}::uuid[])`
  return sql`
    select a.person_id as "personId", a.organization_id as "organizationId",
      a.establishment_kind as "establishmentKind", p.name, p.pinyin, p.born_on as "bornOn", p.sex, p.ethnicity,
      extract(year from age(${asOf}::date, p.born_on))::int as age, learned.level as "educationLevel",
      posts.standing
    from ${assignments} a
    left join ${personParticulars} p on p.region_code = a.region_code and p.person_id = a.person_id
      and ${seen('p', viewpoint)}
    left join (
      select person_id, min(level) as level
      from ${educationRecords} t
      where t.region_code = ${regionCode} and t.graduated_on <= ${asOf}::date and ${known('t', viewpoint)}
      group by person_id
    ) learned on learned.person_id = a.person_id
    left join (
      select distinct on (person_id) person_id, aspect || ' ' || level_code as standing
      from ${personPosts} t
      where t.region_code = ${regionCode} and ${seen('t', viewpoint)}
      order by person_id, case when aspect = 'duty' and leadership is not null then 0 when aspect = 'rank' then 1
        when aspect = 'post' then 2 else 3 end, concurrent, level_code, id
    ) posts on posts.person_id = a.person_id
    where a.region_code = ${regionCode} and ${seen('a', viewpoint)} ${within}`
}

/** In force on the day and believed at the moment. */
function seen(alias: 'a' | 'p' | 't', viewpoint: Viewpoint): SQL {
  const table = sql.identifier(alias)
  return sql`${table}.effective_from <= ${viewpoint.asOf}::date
    and (${table}.effective_to is null or ${table}.effective_to > ${viewpoint.asOf}::date) and ${known(alias, viewpoint)}`
}

function known(alias: 'a' | 'p' | 't', { asKnownAt }: Viewpoint): SQL {
  const table = sql.identifier(alias)
  if (asKnownAt === null) return sql`${table}.superseded_at is null`
  const moment = sql`${asKnownAt.toISOString()}::timestamptz`
  return sql`${table}.recorded_at <= ${moment} and (${table}.superseded_at is null or ${table}.superseded_at > ${moment})`
}
