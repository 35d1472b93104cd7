import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '../database/connection.ts'
import type { IsoDate } from '../kernel/dates.ts'
import { organizations } from '../organization/schema.ts'
import {
  assignments,
  educationRecords,
  personParticulars,
  personPosts,
  placements,
} from '../staffing/schema.ts'
import type { Values } from './column.ts'
import type { PersonKey } from './person-columns.ts'
import type { PresentPerson } from './person-ground.ts'

type Row = Omit<Values<PersonKey>, 'movementKind' | 'changeOn' | 'otherUnit' | 'reason'> & {
  ownId: string
  identityHash: string
  particularsId: string | null
}

/** Whom a file may mean: bearers of these numbers, holders of these own numbers, or everybody in a place of these units. */
export type PeopleAsked = {
  identityHashes?: readonly string[]
  personIds?: readonly string[]
  /** null: of the whole region */
  inOrganizations?: readonly string[] | null
}

/**
 * People as they stand on the day by what is believed now, in the columns of the table and in one question. Bearers of
 * a number that is no longer believed are answered too, with `particularsId` null: one identity for life.
 */
export async function presentPeople(
  db: Db,
  regionCode: string,
  asOf: IsoDate,
  asked: PeopleAsked,
): Promise<PresentPerson[]> {
  const rows = await db.execute<Row>(sql`
    with chosen as (${chosen(regionCode, asOf, asked)}),
    one as (
      select distinct on (person_id) person_id, id, identity_hash, superseded_at
      from ${personParticulars} p
      where p.region_code = ${regionCode} and p.person_id in (select person_id from chosen)
      order by person_id, (superseded_at is null) desc,
        (effective_from <= ${asOf}::date and (effective_to is null or effective_to > ${asOf}::date)) desc,
        recorded_at desc
    )
    select one.person_id as "ownId", one.identity_hash as "identityHash",
      case when one.superseded_at is null then p.id end as "particularsId",
      one.person_id as "personId", p.name, p.identity_masked as "identityNumber", p.ethnicity,
      p.political_status as "politicalStatus", p.native_place as "nativePlace",
      p.birth_place as "birthPlace", p.joined_party_on::text as "joinedPartyOn",
      p.began_work_on::text as "beganWorkOn", p.identity_category as "identityCategory",
      e.level as "educationLevel", e.mode as "educationMode", e.degree, nullif(e.school, '') as school,
      nullif(e.major, '') as major, e.graduated_on::text as "graduatedOn",
      o.code as organization, a.establishment_kind as "establishmentKind", a.effective_from::text as "enteredOn",
      duty.title as "dutyTitle", duty.level_code as "dutyLevel", duty.leadership,
      duty.leadership_rank as "leadershipRank", duty.effective_from::text as "dutyFrom",
      rank.level_code as "rankTitle", rank.effective_from::text as "rankFrom",
      post.title as "postTitle", post.level_code as "postLevel", post.effective_from::text as "postFrom",
      coalesce(wo.code, work.place) as "workPlace", work.secondment_kind as "secondmentKind",
      coalesce(po.code, pay.place) as "payingPlace",
      null as "documentNumber", null as "documentIssuer", null as "documentIssuedOn", null as "documentTitle"
    from one
    join ${personParticulars} p on p.region_code = ${regionCode} and p.id = one.id
    left join ${assignments} a on a.region_code = ${regionCode} and a.person_id = one.person_id
      and ${inForce('a', asOf)}
    left join ${organizations} o on o.region_code = ${regionCode} and o.id = a.organization_id
    left join lateral (
      select * from ${educationRecords} t
      where t.region_code = ${regionCode} and t.person_id = one.person_id and t.superseded_at is null
      order by t.level, t.graduated_on desc limit 1
    ) e on true
    left join ${personPosts} duty on duty.region_code = ${regionCode} and duty.person_id = one.person_id
      and duty.aspect = 'duty' and not duty.concurrent and ${inForce('duty', asOf)}
    left join ${personPosts} rank on rank.region_code = ${regionCode} and rank.person_id = one.person_id
      and rank.aspect = 'rank' and not rank.concurrent and ${inForce('rank', asOf)}
    left join ${personPosts} post on post.region_code = ${regionCode} and post.person_id = one.person_id
      and post.aspect = 'post' and not post.concurrent and ${inForce('post', asOf)}
    left join ${placements} work on work.region_code = ${regionCode} and work.person_id = one.person_id
      and work.aspect = 'work' and ${inForce('work', asOf)}
    left join ${organizations} wo on wo.region_code = ${regionCode} and wo.id = work.organization_id
    left join ${placements} pay on pay.region_code = ${regionCode} and pay.person_id = one.person_id
      and pay.aspect = 'pay' and ${inForce('pay', asOf)}
    left join ${organizations} po on po.region_code = ${regionCode} and po.id = pay.organization_id
    order by o.code, a.establishment_kind, p.pinyin, one.person_id`)
  const about = { movementKind: null, changeOn: null, otherUnit: null, reason: null }
  return rows.map(({ ownId, identityHash, particularsId, ...values }) => ({
    personId: ownId,
    identityHash,
    particularsId,
    values: { ...values, ...about },
  }))
}

function chosen(regionCode: string, asOf: IsoDate, asked: PeopleAsked): SQL {
  const { identityHashes = [], personIds = [], inOrganizations } = asked
  if (inOrganizations === undefined) {
    return sql`
      select person_id from ${personParticulars}
      where region_code = ${regionCode} and identity_hash = any(${textList(identityHashes)}::text[])
      union
      select person_id from ${personParticulars}
      where region_code = ${regionCode} and person_id = any(${textList(personIds)}::uuid[])`
  }
  const within =
    inOrganizations === null ? sql`` : sql`and a.organization_id = any(${textList(inOrganizations)}::uuid[])`
  return sql`
    select person_id from ${assignments} a
    where a.region_code = ${regionCode} and ${inForce('a', asOf)} ${within}`
}

type Alias = 'a' | 'duty' | 'rank' | 'post' | 'work' | 'pay'

function inForce(alias: Alias, asOf: IsoDate): SQL {
  const table = sql.identifier(alias)
  return sql`${table}.superseded_at is null and ${table}.effective_from <= ${asOf}::date
    and (${table}.effective_to is null or ${table}.effective_to > ${asOf}::date)`
}

/** As one parameter, however many there are: hashes and ids hold no comma. */
function textList(texts: readonly string[]): string {
  return `{${texts.join(',')}}`
}
