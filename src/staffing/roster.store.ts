import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '../database/connection.ts'
import { seenAs } from '../database/recorded.ts'
import { establishmentKindOrder } from '../establishment/establishment-kind.ts'
import type { Viewpoint } from '../kernel/acting.ts'
import {
  addDays,
  ageOn,
  dateOf,
  dayOfMonth,
  daysInMonth,
  type IsoDate,
  monthOf,
  yearOf,
} from '../kernel/dates.ts'
import type { EntryReader } from './entry-reader.ts'
import { calledLike } from './name-search.store.ts'
import type { RosterFilter, RosterRow, RosterSort } from './roster.ts'
import type { Condition } from './roster-condition.ts'
import { expressionOf, joinsOf, type RosterSql, type Source, sortOf } from './roster-field.store.ts'
import { fieldOf, type RosterColumn } from './roster-field.ts'
import { assignments, personParticulars } from './schema.ts'

type RosterQuery = {
  filter: RosterFilter
  sort: RosterSort
  columns: readonly RosterColumn[]
  /** organizations in the office's order */
  order: readonly string[]
  /** `next` of the page before; null: from the start */
  after: string | null
  /** null: all of them */
  most: number | null
}

/**
 * A page of the 花名册 on the day as known at the moment; `next` is null on the last one. Who stands on the page is
 * found first, with what the conditions and the order ask for; the columns are read for those alone.
 */
export async function rosterOn(
  db: Db,
  viewpoint: Viewpoint,
  reader: EntryReader,
  { filter, sort, columns, order, after, most }: RosterQuery,
): Promise<{ rows: RosterRow[]; next: string | null }> {
  if (isEmpty(filter)) return { rows: [], next: null }
  const ground = { viewpoint, reader }
  const keys = sortKeys(sort, ground)
  const shown = columns.map((key) => ({ key, ...expressionOf(key, ground) }))
  const beyond = after === null ? null : startBehind(after, keys)
  const sources = new Set<Source>([...keys.main.sources, ...sourcesOf(filter, ground)])
  const rows = await db.execute<{ key: string } & Record<string, string | null>>(sql`
    with chosen as (
      select *, row_number() over () as place from (
        select a.id as assignment_id, p.id as particulars_id,
          json_build_array(${sql.join(
            keys.all.map(({ column }) => sql`(${column})::text`),
            sql`, `,
          )})::text as key
        ${fromWhere(ground, filter, sources, order)}
        ${beyond === null ? sql`` : sql`and ${beyond}`}
        order by ${sql.join(
          keys.all.map(({ column, descending }) => (descending ? sql`${column} desc` : column)),
          sql`, `,
        )}
        ${most === null ? sql`` : sql`limit ${most + 1}`}
      ) ordered
    )
    select a.person_id as "personId", p.name as "personName", a.organization_id as "organizationId",
      o.name as "organizationName", chosen.key
      ${sql.join(
        shown.map(({ key, sql: expression }) => sql`, (${expression})::text as ${sql.identifier(key)}`),
        sql``,
      )}
    from chosen
    join ${assignments} a on a.region_code = ${viewpoint.regionCode} and a.id = chosen.assignment_id
    join ${personParticulars} p on p.region_code = ${viewpoint.regionCode} and p.id = chosen.particulars_id
    ${joinsOf(['o', ...shown.flatMap((column) => column.sources)], ground)}
    order by chosen.place`)
  const page = most === null ? [...rows] : rows.slice(0, most)
  const last = page.at(-1)
  const next = most !== null && rows.length > most && last ? last.key : null
  return { rows: page.map((row) => rosterRow(row, columns, viewpoint.asOf)), next }
}

/** How many the filter finds in all. */
export async function rosterCount(
  db: Db,
  viewpoint: Viewpoint,
  reader: EntryReader,
  filter: RosterFilter,
): Promise<number> {
  if (isEmpty(filter)) return 0
  const ground = { viewpoint, reader }
  const [row] = await db.execute<{ count: number }>(
    sql`select count(*)::int as count ${fromWhere(ground, filter, sourcesOf(filter, ground), null)}`,
  )
  return row?.count ?? 0
}

function isEmpty({ organizationIds, identityHashes }: RosterFilter): boolean {
  return organizationIds?.length === 0 || identityHashes?.length === 0
}

function rosterRow(
  row: Readonly<Record<string, string | null>>,
  columns: readonly RosterColumn[],
  asOf: IsoDate,
): RosterRow {
  const text = (name: string) => row[name] ?? null
  const values: Partial<Record<RosterColumn, string | null>> = {}
  for (const key of columns) {
    const value = text(key)
    // Whole years are counted from their day in one place, kernel/dates.ts.
    values[key] = fieldOf(key).type === 'count' && value !== null ? String(ageOn(value, asOf)) : value
  }
  return {
    personId: text('personId') ?? '',
    name: text('personName') ?? '',
    organizationId: text('organizationId') ?? '',
    organizationName: text('organizationName') ?? '',
    values,
  }
}

type SortKey = { column: SQL; type: 'int' | 'bigint' | 'text' | 'date' | 'uuid'; descending: boolean }

/**
 * What is empty last; the key asked for, upwards or downwards; behind it always the office's own order (unit, kind,
 * name), so that equals stay in their place.
 */
function sortKeys(sort: RosterSort, ground: RosterSql): { all: SortKey[]; main: ReturnType<typeof sortOf> } {
  const unit: SortKey = { column: sql`coalesce(ordered.place, 1000000)`, type: 'bigint', descending: false }
  const own = sortOf(sort.key, ground)
  const main =
    sort.key === 'unit' ? { sql: unit.column, type: 'bigint' as const, sources: [], reversed: false } : own
  const kinds = `{${establishmentKindOrder.join(',')}}`
  const all: SortKey[] = [
    { column: sql`(${main.sql} is null)::int`, type: 'int', descending: false },
    { column: main.sql, type: main.type, descending: sort.descending !== main.reversed },
    unit,
    {
      column: sql`coalesce(array_position(${kinds}::text[], a.establishment_kind), 99)`,
      type: 'int',
      descending: false,
    },
    { column: sql`p.pinyin`, type: 'text', descending: false },
    { column: sql`a.person_id`, type: 'uuid', descending: false },
  ]
  return { all, main: { ...own, sources: main.sources } }
}

const forms: Record<SortKey['type'], RegExp> = {
  int: /^\d{1,9}$/,
  bigint: /^\d{1,9}$/,
  text: /^[^\0]{0,300}$/s,
  date: /^\d{4}-\d{2}-\d{2}$/,
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
}

/** Behind the end of the page before; a text nobody made here starts from the beginning. */
function startBehind(after: string, { all }: { all: readonly SortKey[] }): SQL | null {
  const texts = readKey(after)
  const fits = all.every(({ type }, place) => {
    const text = texts?.[place]
    return text === null ? place === 1 : text !== undefined && forms[type].test(text)
  })
  if (texts === null || texts.length !== all.length || !fits) return null
  const given = all.map(({ column, type, descending }, place) => {
    const collated = type === 'text' && place === 1 ? sql`::text collate "zh-x-icu"` : sql.raw(`::${type}`)
    return { column, descending, value: sql`${texts[place] ?? null}${collated}` }
  })
  const [empty, main, ...ties] = given
  if (empty === undefined || main === undefined) return null
  const beyond = main.descending ? sql`<` : sql`>`
  const list = (parts: readonly SQL[]) => sql.join([...parts], sql`, `)
  return sql`(${empty.column} > ${empty.value} or (${empty.column} = ${empty.value} and (
    ${main.column} ${beyond} ${main.value} or (${main.column} is not distinct from ${main.value}
      and (${list(ties.map(({ column }) => column))}) > (${list(ties.map(({ value }) => value))})))))`
}

function readKey(after: string): (string | null)[] | null {
  try {
    const parts: unknown = JSON.parse(after)
    return Array.isArray(parts) && parts.every((part) => part === null || typeof part === 'string')
      ? parts
      : null
  } catch {
    return null
  }
}

function sourcesOf({ conditions }: RosterFilter, ground: RosterSql): Source[] {
  return conditions.flatMap(({ field }) => expressionOf(field, ground).sources)
}

function fromWhere(
  ground: RosterSql,
  filter: RosterFilter,
  sources: Iterable<Source>,
  order: readonly string[] | null,
): SQL {
  const { viewpoint } = ground
  const { regionCode } = viewpoint
  const { organizationIds, identityHashes, nameLike } = filter
  const conditions: SQL[] = [sql`a.region_code = ${regionCode}`, seenAs('a', viewpoint)]
  if (organizationIds !== undefined) {
    conditions.push(sql`a.organization_id = any(${idList(organizationIds)}::uuid[])`)
  }
  if (identityHashes !== undefined) {
    conditions.push(sql`p.identity_hash = any(${idList(identityHashes)}::text[])`)
  }
  if (nameLike !== undefined) conditions.push(calledLike('p', nameLike))
  for (const condition of filter.conditions) conditions.push(conditionSql(condition, ground))
  const ordered =
    order === null
      ? sql``
      : sql`left join unnest(${idList(order)}::uuid[]) with ordinality as ordered(organization_id, place)
          on ordered.organization_id = a.organization_id`
  return sql`from ${assignments} a
    join ${personParticulars} p on p.region_code = a.region_code and p.person_id = a.person_id and ${seenAs('p', viewpoint)}
    ${ordered}
    ${joinsOf(sources, ground)}
    where ${sql.join(conditions, sql` and `)}`
}

function conditionSql({ field, operator, value, until }: Condition, ground: RosterSql): SQL {
  const { sql: expression } = expressionOf(field, ground)
  const { type } = fieldOf(field)
  switch (operator) {
    case 'empty':
      return sql`coalesce((${expression})::text, '') = ''`
    case 'held':
      return sql`coalesce((${expression})::text, '') <> ''`
    case 'is':
      return sql`${expression} = ${value}`
    case 'not':
      return sql`${expression} is distinct from ${value}`
    case 'contains':
      return sql`${expression} ilike ${`%${value.replace(/[\\%_]/g, '\\$&')}%`}`
    case 'between':
      return type === 'count'
        ? yearsBetween(expression, ground.viewpoint.asOf, { from: value, to: until })
        : sql`${expression} between coalesce(nullif(${value}, ''), '-infinity')::date
            and coalesce(nullif(${until}, ''), 'infinity')::date`
  }
}

/** Completed years on the day, both ends inclusive and either open. */
function yearsBetween(since: SQL, asOf: IsoDate, { from, to }: { from: string; to: string }): SQL {
  const least =
    from === '' ? sql`true` : sql`${since} <= ${yearsBefore(asOf, Number.parseInt(from, 10))}::date`
  const most =
    to === ''
      ? sql`true`
      : sql`${since} >= ${addDays(yearsBefore(asOf, Number.parseInt(to, 10) + 1), 1)}::date`
  return sql`(${since} is not null and ${least} and ${most})`
}

/** The day so many years before; 29 February falls back to the 28th. */
function yearsBefore(day: IsoDate, years: number): IsoDate {
  const year = Math.max(yearOf(day) - years, 1)
  return dateOf(year, monthOf(day), Math.min(dayOfMonth(day), daysInMonth(year, monthOf(day))))
}

/** As one parameter, however many there are. */
function idList(ids: readonly string[]): string {
  return `{${ids.join(',')}}`
}
