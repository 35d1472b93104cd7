import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '../database/connection.ts'
import { knownAs } from '../database/recorded.ts'
import { users } from '../identity/schema.ts'
import type { Viewpoint } from '../kernel/acting.ts'
import { approvalDocumentFiles, approvalDocuments } from '../organization/schema.ts'
import { personParticulars } from '../staffing/schema.ts'
import { factsResting } from './document-fact.store.ts'
import type {
  DocumentFact,
  DocumentFilter,
  DocumentUse,
  KeptDocument,
  ListedDocument,
} from './document-use.ts'

/** Who asks: what concerns these units may be seen, and the papers of one's own making; null is the whole region. */
export type DocumentReader = {
  userId: string
  organizationIds: readonly string[] | null
  /** what the reader may be told of */
  uses: readonly DocumentUse[]
}

type DocumentRange = { sort: { key: string; descending: boolean } | null; most: number | null; after: number }

/** 批文 as known at the moment, latest issued first unless sorted otherwise; `count` counts all the filter finds. */
export async function documentList(
  db: Db,
  viewpoint: Viewpoint,
  {
    reader,
    filter,
    range: { sort, most, after },
  }: { reader: DocumentReader; filter: DocumentFilter; range: DocumentRange },
): Promise<{ rows: ListedDocument[]; count: number }> {
  const where = sql.join([seenBy(viewpoint, reader), ...narrowedBy(viewpoint, reader, filter)], sql` and `)
  const order = sql`${sort === null ? sql`` : sql`${orderOf(sort, viewpoint)},`} d.issued_on desc, ${serial} desc, d.id`
  const [papers, [counted]] = await Promise.all([
    papersWhere(
      db,
      viewpoint,
      sql`${where} order by ${order}
      ${most === null ? sql`` : sql`limit ${most} offset ${after}`}`,
    ),
    db.execute<{ count: number }>(sql`
      select count(*)::int as count from ${approvalDocuments} d where ${where}`),
  ])
  const counts = await countsOfFacts(db, viewpoint, { reader, documentIds: papers.map(({ id }) => id) })
  const rows = papers.map((paper) => ({ ...paper, ...(counts.get(paper.id) ?? nothing) }))
  return { rows, count: counted?.count ?? 0 }
}

/** Null when it is not there, was not known, or concerns no unit of the reader's. */
export async function documentSeen(
  db: Db,
  viewpoint: Viewpoint,
  { reader, documentId }: { reader: DocumentReader; documentId: string },
): Promise<KeptDocument | null> {
  const [found] = await papersWhere(db, viewpoint, sql`d.id = ${documentId} and ${seenBy(viewpoint, reader)}`)
  return found ?? null
}

/** Whose 文号 or title contains the text, latest issued first, at most `most`. */
export function searchDocuments(
  db: Db,
  viewpoint: Viewpoint,
  { reader, text, most }: { reader: DocumentReader; text: string; most: number },
): Promise<KeptDocument[]> {
  const named = narrowedBy(viewpoint, reader, { text, year: null, issuer: '', use: null })
  const where = sql.join([...named, seenBy(viewpoint, reader)], sql` and `)
  return papersWhere(
    db,
    viewpoint,
    sql`${where} order by d.issued_on desc, ${serial} desc, d.id limit ${most}`,
  )
}

/** Everything that rests on the paper and that the reader may be told of, in the order of the uses and days. */
export async function factsOfDocument(
  db: Db,
  viewpoint: Viewpoint,
  { reader, documentId }: { reader: DocumentReader; documentId: string },
): Promise<DocumentFact[]> {
  const { regionCode } = viewpoint
  const facts = factsResting(viewpoint, {
    ofDocument: (paper) => sql`${paper} = ${documentId}`,
    uses: reader.uses,
  })
  const rows = await db.execute<Omit<DocumentFact, 'recordedAt'> & { recordedAt: string }>(sql`
    select f.use, f.id, f.words, array_to_json(f.organization_ids) as "organizationIds", f.person_id as "personId",
      f.effective_on::text as "effectiveOn", f.recorded_at as "recordedAt", f.standing, u.name as "recordedByName",
      (select p.name from ${personParticulars} p
        where p.region_code = ${regionCode} and p.person_id = f.person_id and p.superseded_at is null
        order by p.effective_from desc limit 1) as "personName"
    from (${facts}) f
    left join ${users} u on u.region_code = ${regionCode} and u.id = f.recorded_by
    where ${concerns(reader)}
    order by array_position(${`{${reader.uses.join(',')}}`}::text[], f.use), f.effective_on, f.recorded_at, f.id`)
  return rows.map((row) => ({ ...row, recordedAt: new Date(row.recordedAt) }) as DocumentFact)
}

/** What the list may be narrowed by: years of issue, latest first, and 批准机关, the most frequent first. */
export async function documentChoices(
  db: Db,
  regionCode: string,
): Promise<{ years: number[]; issuers: string[] }> {
  const ofRegion = sql`from ${approvalDocuments} where region_code = ${regionCode}`
  const [years, issuers] = await Promise.all([
    db.execute<{ year: number }>(sql`
      select distinct extract(year from issued_on)::int as year ${ofRegion} order by year desc`),
    db.execute<{ issuer: string }>(sql`
      select issuer ${ofRegion} group by issuer order by count(*) desc, issuer`),
  ])
  return { years: years.map(({ year }) => year), issuers: issuers.map(({ issuer }) => issuer) }
}

type Counts = Pick<ListedDocument, 'uses' | 'organizations' | 'people'>

const nothing: Counts = { uses: {}, organizations: 0, people: 0 }

async function papersWhere(db: Db, viewpoint: Viewpoint, whereAndOrder: SQL): Promise<KeptDocument[]> {
  const rows = await db.execute<Omit<KeptDocument, 'recordedAt'> & { recordedAt: string }>(sql`
    select d.id, d.number, d.title, d.issuer, d.issued_on::text as "issuedOn", d.recorded_at as "recordedAt",
      d.recorded_by as "recordedBy", ${files(viewpoint)} as files
    from ${approvalDocuments} d
    where ${whereAndOrder}`)
  return rows.map((row) => ({ ...row, recordedAt: new Date(row.recordedAt) }))
}

function files(viewpoint: Viewpoint): SQL {
  return sql`(select count(*)::int from ${approvalDocumentFiles} x
    where x.region_code = d.region_code and x.document_id = d.id and ${knownAs('x', viewpoint)})`
}

async function countsOfFacts(
  db: Db,
  viewpoint: Viewpoint,
  { reader, documentIds }: { reader: DocumentReader; documentIds: readonly string[] },
): Promise<Map<string, Counts>> {
  if (documentIds.length === 0) return new Map()
  const facts = factsResting(viewpoint, {
    ofDocument: (paper) => sql`${paper} = any(${uuids(documentIds)})`,
    uses: reader.uses,
  })
  const within =
    reader.organizationIds === null
      ? sql``
      : sql`where organization_id = any(${uuids(reader.organizationIds)})`
  const rows = await db.execute<Counts & { id: string }>(sql`
    with f as materialized (select f.* from (${facts}) f where ${concerns(reader)})
    select u.document_id as id, u.uses, p.people, coalesce(o.organizations, 0) as organizations
    from (
      select document_id, json_object_agg(use, facts) as uses
      from (select document_id, use, count(*)::int as facts from f group by document_id, use) n
      group by document_id
    ) u
    join (
      select document_id, count(distinct person_id)::int as people from f group by document_id
    ) p using (document_id)
    left join (
      select document_id, count(distinct organization_id)::int as organizations
      from f, unnest(organization_ids) organization_id ${within}
      group by document_id
    ) o using (document_id)`)
  return new Map(rows.map(({ id, ...counts }) => [id, counts]))
}

/** Of the region, known at the moment, and the reader's to see. */
function seenBy({ regionCode, asKnownAt, ...day }: Viewpoint, reader: DocumentReader): SQL {
  const known = asKnownAt === null ? sql`true` : sql`d.recorded_at <= ${asKnownAt.toISOString()}::timestamptz`
  const kept = sql`d.region_code = ${regionCode} and ${known}`
  if (reader.organizationIds === null) return kept
  const facts = factsResting(
    { regionCode, asKnownAt, ...day },
    { ofDocument: (paper) => sql`${paper} is not null`, uses: reader.uses },
  )
  return sql`${kept} and (d.recorded_by = ${reader.userId} or d.id in (
    select f.document_id from (${facts}) f where ${concerns(reader)}))`
}

/** Is the fact `f` of a unit that the reader may see? */
function concerns({ organizationIds }: DocumentReader): SQL {
  return organizationIds === null ? sql`true` : sql`f.organization_ids && ${uuids(organizationIds)}`
}

function narrowedBy(
  viewpoint: Viewpoint,
  reader: DocumentReader,
  { text, year, issuer, use }: DocumentFilter,
): SQL[] {
  const pattern = `%${text.trim().replace(/[\\%_]/g, '\\$&')}%`
  const conditions: SQL[] = []
  if (text.trim() !== '') conditions.push(sql`(d.number ilike ${pattern} or d.title ilike ${pattern})`)
  if (year !== null) conditions.push(sql`extract(year from d.issued_on) = ${year}`)
  if (issuer !== '') conditions.push(sql`d.issuer = ${issuer}`)
  if (use !== null) {
    const uses = reader.uses.filter((one) => one === use)
    const ofDocument = (paper: SQL) => sql`${paper} is not null`
    conditions.push(
      uses.length === 0
        ? sql`false`
        : sql`d.id in (select f.document_id from (${factsResting(viewpoint, { ofDocument, uses })}) f
            where ${concerns(reader)})`,
    )
  }
  return conditions
}

/** 朝编发〔2023〕9号 stands before 朝编发〔2023〕31号. */
const serial = sql`substring(d.number from '(\\d{1,9})\\D*$')::int`

/** By a column of the list. */
function orderOf({ key, descending }: { key: string; descending: boolean }, viewpoint: Viewpoint): SQL {
  const way = descending ? sql`desc` : sql`asc`
  const orders: Record<string, readonly SQL[]> = {
    number: [
      sql`substring(d.number from '^[^〔\\[(（0-9]*') collate "zh-x-icu"`,
      sql`substring(d.number from '\\d{4}')`,
      serial,
    ],
    title: [sql`d.title collate "zh-x-icu"`],
    issuer: [sql`d.issuer collate "zh-x-icu"`],
    issuedOn: [sql`d.issued_on`],
    files: [files(viewpoint)],
  }
  const columns = orders[key] ?? [sql`d.issued_on`]
  return sql.join(
    columns.map((column) => sql`${column} ${way} nulls last`),
    sql`, `,
  )
}

function uuids(ids: readonly string[]): SQL {
  return sql`${`{${ids.join(',')}}`}::uuid[]`
}
