import { recordAudit } from '../database/audit.ts'
import { anchorFileOf, readAnchor } from '../database/audit-anchor.ts'
import { sealPending, type Verification, verifyChain } from '../database/audit-chain.store.ts'
import type { Db } from '../database/connection.ts'
import type { Acting } from '../kernel/acting.ts'

/**
 * 校验审计链 on a page: all of it, against the head kept in the data folder where there is one. That somebody looked,
 * and what was found, is an entry itself.
 */
export async function verifyAudit(
  db: Db,
  acting: Acting,
  dataDirectory: string | null,
): Promise<Verification> {
  const { regionCode } = acting
  const anchor = dataDirectory === null ? null : await readAnchor(anchorFileOf(dataDirectory), regionCode)
  const head = await sealPending(db, regionCode)
  const found = await verifyChain(db, regionCode, anchor ?? head)
  const position = String(found.whole ? found.head.position : found.broken.position)
  await recordAudit(db, acting, {
    action: 'audit.verification',
    subjectKind: 'audit-chain',
    subjectId: regionCode,
    after: { whole: found.whole, position },
  })
  return found
}
