import { type AuditEntry, recordAudit } from '../database/audit.ts'
import type { Db } from '../database/connection.ts'
import type { Acting } from '../kernel/acting.ts'
import type { Problem } from '../kernel/problem.ts'
import { actsSince } from './audit.store.ts'
import { lockUsers } from './user.store.ts'

/**
 * Records an act that one person may do only so often, such as showing identity numbers, or names the problem: then
 * it must not be done. Counted in the audit trail itself, so that a restart forgets nothing.
 */
export async function recordLimitedAct(
  db: Db,
  acting: Acting,
  entry: AuditEntry,
  { most, minutes, field }: { most: number; minutes: number; field: string },
): Promise<Problem | null> {
  return db.transaction(async (tx) => {
    await lockUsers(tx, acting.regionCode)
    const since = new Date(acting.at.getTime() - minutes * 60_000)
    const acts = await actsSince(tx, acting.regionCode, {
      userId: acting.userId,
      action: entry.action,
      since,
    })
    if (acts >= most) return { code: 'too-often', field, minutes }
    await recordAudit(tx, acting, entry)
    return null
  })
}
