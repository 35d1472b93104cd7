import { sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import { type Db, serverRole } from '../database/connection.ts'

/**
 * The planner knows nothing of rows just loaded, and without statistics the derivation takes minutes. Only the owner
 * of the tables may tell it; the server's role is taken again at once. Of all tables, or of those alone that grew.
 */
export async function refreshStatistics(tx: Db, grown: readonly PgTable[] = []): Promise<void> {
  await tx.execute(sql`set local role none`)
  await tx.execute(sql`analyze ${sql.join([...grown], sql`, `)}`)
  await tx.execute(sql`set local role ${sql.identifier(serverRole)}`)
}
