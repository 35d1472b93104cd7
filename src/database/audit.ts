import { type SQL, sql } from 'drizzle-orm'
import type { Acting } from '../kernel/acting.ts'
import type { Db } from './connection.ts'
import { auditEntries, auditPending } from './schema.ts'

export type AuditEntry = {
  /** `area.verb`, such as movement.draft */
  action: string
  subjectKind: string
  subjectId: string
  reason?: string
  /** 文号 of the paper it stands on, or how the statement finds it */
  documentNumber?: string | SQL | null
  before?: unknown
  after?: unknown
}

/** Written in the transaction of the change: either both are there or neither. Never a full identity number. */
export async function recordAudit(tx: Db, acting: Acting, entry: AuditEntry): Promise<void> {
  await recordAudits(tx, acting, [entry])
}

/** Several entries of one act, in their order. */
export async function recordAudits(tx: Db, acting: Acting, entries: readonly AuditEntry[]): Promise<void> {
  const rows = entries.map((entry) => ({
    regionCode: acting.regionCode,
    at: acting.at,
    userId: acting.userId,
    userName: acting.userName,
    roles: acting.roles.join(' '),
    from: acting.from,
    action: entry.action,
    subjectKind: entry.subjectKind,
    subjectId: entry.subjectId,
    reason: entry.reason ?? null,
    documentNumber: entry.documentNumber ?? null,
    before: entry.before ?? null,
    after: entry.after ?? null,
  }))
  const written = tx
    .$with('written')
    .as(
      tx
        .insert(auditEntries)
        .values(rows)
        .returning({ regionCode: auditEntries.regionCode, id: auditEntries.id }),
    )
  await tx.with(written).insert(auditPending).select(sql`select region_code, id from written`)
}
