import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '../database/connection.ts'
import type { Viewpoint } from '../kernel/acting.ts'
import { organizationVersions } from '../organization/schema.ts'
import { type CalledBy, calledBy, waysCalled } from '../staffing/name-search.store.ts'
import { assignments, personParticulars } from '../staffing/schema.ts'
import type { FoundPerson } from './found.ts'

type Asked = {
  /** the start of a name, of a given name, of its pinyin or its initials */
  text: string
  /** keyed hash, when the text is an identity number */
  identityHash: string | null
  /** the units somebody may see; null is all, and people in no post besides */
  organizationIds: readonly string[] | null
  most: number
}

/** People by name, pinyin, initials or identity number, those in a post on the day first; the retired are found too. */
export async function searchPeople(db: Db, viewpoint: Viewpoint, asked: Asked): Promise<FoundPerson[]> {
  const serving = await found(db, viewpoint, asked, 'in a post')
  if (serving.length === asked.most || asked.organizationIds !== null) return serving
  const most = asked.most - serving.length
  return [...serving, ...(await found(db, viewpoint, { ...asked, most }, 'in no post'))]
}

type Standing = 'in a post' | 'in no post'

type Way = { by: CalledBy; called: SQL }

/**
 * Each way of being called is asked on its own, in order and only as far as needed: a surname that a tenth of the
 * people bear costs as little as a rare one.
 */
async function found(db: Db, viewpoint: Viewpoint, asked: Asked, standing: Standing): Promise<FoundPerson[]> {
  const { regionCode, asOf } = viewpoint
  const ways: Way[] =
    asked.identityHash === null
      ? waysCalled(asked.text).map((by) => ({ by, called: calledBy('p', asked.text, by) }))
      : [{ by: 'name', called: sql`p.identity_hash = ${asked.identityHash}` }]
  const arms = ways.map((way) => oneWay(viewpoint, asked, { standing, way }))
  const rows = await db.execute<FoundPerson>(sql`
    select found.person_id as "personId", found.name, found.identity_masked as "identityMasked",
      found.born_on::text as "bornOn", o.name as "organizationName",
      found.establishment_kind as "establishmentKind"
    from (
      select distinct on (person_id) * from (${sql.join(arms, sql` union all `)}) called
      order by person_id, place
    ) found
    left join ${organizationVersions} o on o.region_code = ${regionCode}
      and o.organization_id = found.organization_id and ${inForce('o', asOf)}
    order by place, pinyin, born_on, person_id
    limit ${asked.most}`)
  return [...rows]
}

/** In the order of the names, place by place: the planner cannot know that the first twenty are enough. */
function oneWay(
  { regionCode, asOf }: Viewpoint,
  { organizationIds, most }: Asked,
  { standing, way: { by, called } }: { standing: Standing; way: Way },
): SQL {
  const ofRegion = sql`a.region_code = ${regionCode} and ${inForce('a', asOf)}`
  const visible =
    organizationIds === null
      ? sql``
      : sql`and p.person_id in (
          select a.person_id from ${assignments} a
          where ${ofRegion} and a.organization_id = any(${`{${organizationIds.join(',')}}`}::uuid[]))`
  // The index of the pinyin answers in this order and is read no further than needed; what others answer is sorted
  // before a place is looked for.
  const ordered = by === 'pinyin'
  const order = ordered ? sql`p.pinyin using ~<~, p.born_on` : sql`p.pinyin, p.born_on`
  // Who is called so stands before whose given name begins so.
  return sql`(
    select ${by === 'given-name' ? 1 : 0}::int as place, p.*, a.organization_id, a.establishment_kind
    from (
      select p.person_id, p.name, p.identity_masked, p.pinyin, p.born_on
      from ${personParticulars} p
      where p.region_code = ${regionCode} and p.superseded_at is null and p.effective_to is null
        and ${called} ${visible}
      ${ordered ? sql`` : sql`order by ${order}`}
    ) p
    left join lateral (
      select a.organization_id, a.establishment_kind from ${assignments} a
      where ${ofRegion} and a.person_id = p.person_id
      limit 1
    ) a on true
    where a.organization_id ${standing === 'in a post' ? sql`is not null` : sql`is null`}
    order by ${order}
    limit ${most})`
}

function inForce(alias: 'a' | 'o', asOf: string): SQL {
  const table = sql.identifier(alias)
  return sql`${table}.superseded_at is null and ${table}.effective_from <= ${asOf}::date
    and (${table}.effective_to is null or ${table}.effective_to > ${asOf}::date)`
}
