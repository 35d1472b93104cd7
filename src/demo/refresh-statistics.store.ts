import { sql } from 'drizzle-orm'
import { type Db, serverRole } from '../database/connection.ts'

/**
 * The planner knows nothing of rows just loaded, and without statistics the derivation takes minutes. Only the owner
 * of the tables may tell it; the server's role is taken again at once.
 */
export async function refreshStatistics(tx: Db): Promise<void> {
  await tx.execute(sql`set local role none`)
  await tx.execute(sql`analyze`)
  await tx.execute(sql`set local role ${sql.identifier(serverRole)}`)
}
