import { sql } from 'drizzle-orm'
import type { Db } from './connection.ts'

/** What PostgreSQL says of itself. */
export type ServerState = {
  version: string
  /** bytes of the whole database */
  size: number
  connections: number
  mostConnections: number
  /** the last migration that landed, and how many did */
  migration: string
  migrations: number
  keyFingerprint: string | null
}

export async function serverState(db: Db, regionCode: string): Promise<ServerState> {
  const [row] = await db.execute<ServerState>(sql`
    select current_setting('server_version') as version,
      pg_database_size(current_database())::float8 as size,
      (select count(*)::int from pg_stat_activity where datname = current_database()) as connections,
      current_setting('max_connections')::int as "mostConnections",
      (select max(name) from landed_migrations) as migration,
      (select count(*)::int from landed_migrations) as migrations,
      (select key_fingerprint from regions where region_code = ${regionCode}) as "keyFingerprint"`)
  if (row === undefined) throw new Error('the server says nothing of itself')
  return row
}
