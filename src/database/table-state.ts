import { sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Db } from './connection.ts'

/**
 * What tables of recorded facts hold, in one line, to tell whether something read before still stands: rows come and
 * are superseded, each at a moment, and the server may change nothing else of them. Of two databases the lines differ,
 * since moments and ids of their rows do. `changedAt` is the last of these moments, null for tables without a row.
 */
export async function stateOf(
  db: Db,
  regionCode: string,
  tables: readonly PgTable[],
): Promise<{ state: string; changedAt: Date | null }> {
  const of = (table: PgTable) => sql`
    select count(*) as rows, count(superseded_at) as superseded, max(recorded_at) as recorded,
      max(superseded_at) as closed,
      (select id from ${table} where region_code = ${regionCode} order by id desc limit 1) as last
    from ${table} where region_code = ${regionCode}`
  const [row] = await db.execute<{ state: string; changedAt: string | null }>(sql`
    select string_agg(concat_ws(' ', rows, superseded, recorded, closed, last), ';') as state,
      max(greatest(recorded, closed)) as "changedAt"
    from (${sql.join(tables.map(of), sql` union all `)}) told`)
  const changedAt = row?.changedAt ?? null
  return { state: row?.state ?? '', changedAt: changedAt === null ? null : new Date(changedAt) }
}
