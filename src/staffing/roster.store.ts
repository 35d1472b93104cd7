import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '../database/connection.ts'
import { establishmentKindOrder } from '../establishment/establishment-kind.ts'
import type { Viewpoint } from '../kernel/acting.ts'
import { addDays, dateOf, dayOfMonth, daysInMonth, type IsoDate, monthOf, yearOf } from '../kernel/dates.ts'
import { organizationVersions } from '../organization/schema.ts'
import type { RosterFilter, RosterRow, RosterSort } from './roster.ts'
import { assignments, educationRecords, personParticulars, personPosts, placements } from './schema.ts'

type RosterQuery = {
  filter: RosterFilter
  sort: RosterSort
  /** organizations in the office's order, for the sort by unit */
  order: readonly string[]
  /** `next` of the page before; null: from the start */
  after: string | null
  /** null: all of them */
  most: number | null
}

/** A page of the 花名册 on the day as known at the moment; `next` is null on the last one. */
export async function rosterOn(
  db: Db,
  viewpoint: Viewpoint,
  { filter, sort, order, after, most }: RosterQuery,
): Promise<{ rows: RosterRow[]; next: string | null }> {
  if (filter.organizationIds?.length === 0) return { rows: [], next: null }
  const keys = sortKeys(sort)
  const rows = await db.execute<RosterRow & { key: string[] }>(sql`
    with chosen as (
      select a.person_id, a.organization_id, a.establishment_kind, a.effective_from as entered_on, p.id as particulars_id,
        array[${sql.join(keys.map(asText), sql`, `)}] as key, ${sql.join(
          keys.map(({ column }, place) => sql`${column} as ${sql.identifier(`key${place}`)}`),
          sql`, `,
        )}
      ${fromWhere(viewpoint, filter, order)}
      ${
        after === null
          ? sql``
          : sql`and (${sql.join(
              keys.map(({ column }) => column),
              sql`, `,
            )}) > (${sql.join(valuesOf(after, keys), sql`, `)})`
      }
      order by ${sql.join(
        keys.map(({ column }) => column),
        sql`, `,
      )}
      ${most === null ? sql`` : sql`limit ${most + 1}`}
    )
    select chosen.person_id as "personId", p.name, p.identity_masked as "identityMasked", p.sex,
      p.born_on::text as "bornOn", p.ethnicity, p.political_status as "politicalStatus",
      p.began_work_on::text as "beganWorkOn", p.identity_category as "identityCategory",
      chosen.organization_id as "organizationId", o.name as "organizationName",
      chosen.establishment_kind as "establishmentKind", chosen.entered_on::text as "enteredOn",
      posts.duty, posts.rank, places.work_place as "workPlace", places.secondment_kind as "secondmentKind",
      places.paying_place as "payingPlace", learned.level as "educationLevel", learned.degree, chosen.key
    from chosen
    join ${personParticulars} p on p.region_code = ${viewpoint.regionCode} and p.id = chosen.particulars_id
    left join ${organizationVersions} o on o.region_code = ${viewpoint.regionCode}
      and o.organization_id = chosen.organization_id and ${seen('o', viewpoint)}
    left join lateral (
      select string_agg(title, '、' order by concurrent, effective_from) filter (where aspect = 'duty') as duty,
        string_agg(title, '、' order by aspect desc) filter (where aspect <> 'duty') as rank
      from ${personPosts} t
      where t.region_code = ${viewpoint.regionCode} and t.person_id = chosen.person_id and ${seen('t', viewpoint)}
    ) posts on true
    left join lateral (
      select max(place) filter (where aspect = 'work') as work_place,
        max(secondment_kind) filter (where aspect = 'work') as secondment_kind,
        max(place) filter (where aspect = 'pay') as paying_place
      from ${placements} t
      where t.region_code = ${viewpoint.regionCode} and t.person_id = chosen.person_id and ${seen('t', viewpoint)}
    ) places on true
    left join lateral (
      select min(level) as level, min(degree) as degree
      from ${educationRecords} t
      where t.region_code = ${viewpoint.regionCode} and t.person_id = chosen.person_id
        and t.graduated_on <= ${viewpoint.asOf}::date and ${known('t', viewpoint)}
    ) learned on true
    order by ${sql.join(
      keys.map((_, place) => sql`chosen.${sql.identifier(`key${place}`)}`),
      sql`, `,
    )}`)
  const shown = most === null ? [...rows] : rows.slice(0, most)
  const last = shown.at(-1)
  const next = most !== null && rows.length > most && last ? JSON.stringify(last.key) : null
  return { rows: shown.map(({ key, ...row }) => row), next }
}

/** How many the filter finds in all. */
export async function rosterCount(db: Db, viewpoint: Viewpoint, filter: RosterFilter): Promise<number> {
  if (filter.organizationIds?.length === 0) return 0
  const [row] = await db.execute<{ count: number }>(
    sql`select count(*)::int as count ${fromWhere(viewpoint, filter, [])}`,
  )
  return row?.count ?? 0
}

type SortKey = { column: SQL; type: string }

function sortKeys(sort: RosterSort): SortKey[] {
  const name = { column: sql`p.pinyin`, type: 'text' }
  const person = { column: sql`a.person_id`, type: 'uuid' }
  if (sort === 'name') return [name, person]
  if (sort === 'born') return [{ column: sql`p.born_on`, type: 'date' }, person]
  const unit = { column: sql`coalesce(ordered.place, 1000000)`, type: 'bigint' }
  const kinds = `{${establishmentKindOrder.join(',')}}`
  const kind = {
    column: sql`coalesce(array_position(${kinds}::text[], a.establishment_kind), 99)`,
    type: 'int',
  }
  return [unit, kind, name, person]
}

function asText({ column }: SortKey): SQL {
  return sql`(${column})::text`
}

/** The end of the page before; a text nobody made here starts from the beginning. */
function valuesOf(after: string, keys: readonly SortKey[]): SQL[] {
  const parts: unknown = JSON.parse(after)
  const texts = Array.isArray(parts) ? parts.map(String) : []
  return keys.map(({ type }, place) => sql`${texts[place] ?? ''}::${sql.raw(type)}`)
}

function fromWhere(viewpoint: Viewpoint, filter: RosterFilter, order: readonly string[]): SQL {
  const { regionCode, asOf } = viewpoint
  const conditions: SQL[] = [sql`a.region_code = ${regionCode}`, seen('a', viewpoint)]
  if (filter.organizationIds !== undefined) {
    conditions.push(sql`a.organization_id = any(${idList(filter.organizationIds)}::uuid[])`)
  }
  if (filter.establishmentKind !== undefined) {
    conditions.push(sql`a.establishment_kind = ${filter.establishmentKind}`)
  }
  if (filter.sex !== undefined) conditions.push(sql`p.sex = ${filter.sex}`)
  if (filter.ageFrom !== undefined)
    conditions.push(sql`p.born_on <= ${yearsBefore(asOf, filter.ageFrom)}::date`)
  if (filter.ageTo !== undefined) {
    conditions.push(sql`p.born_on >= ${addDays(yearsBefore(asOf, filter.ageTo + 1), 1)}::date`)
  }
  if (filter.identityHash !== undefined) conditions.push(sql`p.identity_hash = ${filter.identityHash}`)
  if (filter.nameLike !== undefined) {
    const start = `${filter.nameLike.replace(/[\\%_]/g, '\\$&')}%`
    conditions.push(sql`(p.name like ${start} or p.pinyin like ${start.toLowerCase()}
      or p.initials like ${start.toLowerCase()})`)
  }
  if (filter.educationLevel !== undefined) {
    conditions.push(sql`${filter.educationLevel} = (
      select min(t.level) from ${educationRecords} t
      where t.region_code = ${regionCode} and t.person_id = a.person_id and t.graduated_on <= ${asOf}::date
        and ${known('t', viewpoint)})`)
  }
  if (filter.seconded === true) {
    conditions.push(sql`exists (
      select from ${placements} t
      where t.region_code = ${regionCode} and t.person_id = a.person_id and ${seen('t', viewpoint)})`)
  }
  const ordered =
    order.length === 0
      ? sql``
      : sql`left join unnest(${idList(order)}::uuid[]) with ordinality as ordered(organization_id, place)
          on ordered.organization_id = a.organization_id`
  return sql`from ${assignments} a
    join ${personParticulars} p on p.region_code = a.region_code and p.person_id = a.person_id and ${seen('p', viewpoint)}
    ${ordered}
    where ${sql.join(conditions, sql` and `)}`
}

/** The day so many years before; 29 February falls back to the 28th. */
function yearsBefore(day: IsoDate, years: number): IsoDate {
  const year = yearOf(day) - years
  return dateOf(year, monthOf(day), Math.min(dayOfMonth(day), daysInMonth(year, monthOf(day))))
}

type Alias = 'a' | 'p' | 'o' | 't'

/** In force on the day and believed at the moment: the twin of seenFrom for a plain statement. */
function seen(alias: Alias, viewpoint: Viewpoint): SQL {
  const table = sql.identifier(alias)
  return sql`${table}.effective_from <= ${viewpoint.asOf}::date
    and (${table}.effective_to is null or ${table}.effective_to > ${viewpoint.asOf}::date) and ${known(alias, viewpoint)}`
}

function known(alias: Alias, { asKnownAt }: Viewpoint): SQL {
  const table = sql.identifier(alias)
  if (asKnownAt === null) return sql`${table}.superseded_at is null`
  const moment = sql`${asKnownAt.toISOString()}::timestamptz`
  return sql`${table}.recorded_at <= ${moment} and (${table}.superseded_at is null or ${table}.superseded_at > ${moment})`
}

/** As one parameter, however many there are. */
function idList(ids: readonly string[]): string {
  return `{${ids.join(',')}}`
}
