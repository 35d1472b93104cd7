import { v7 } from 'uuid'
import { recordAudits } from '../database/audit.ts'
import type { Db } from '../database/connection.ts'
import { lockSeats } from '../establishment/leadership-post.store.ts'
import type { Acting } from '../kernel/acting.ts'
import { insertLeadershipPosts, saveDocuments } from './batch.store.ts'
import type { PostFact } from './post-difference.ts'
import { inPieces, type Progress } from './writing.ts'

/** Rows of the ledger of leadership posts, checked together when they were read; the seats are locked. */
export async function importPosts(
  tx: Db,
  acting: Acting,
  { facts, progress, eachAudited }: { facts: readonly PostFact[]; progress: Progress; eachAudited: boolean },
): Promise<void> {
  const documentIds = await saveDocuments(
    tx,
    acting,
    facts.map(({ document }) => document),
  )
  const rows = facts.map(({ organizationId, rank, position, change, on, note }, place) => ({
    id: v7(),
    organizationId,
    rank,
    position,
    change,
    effectiveOn: on,
    documentId: documentIds[place] ?? '',
    note,
  }))
  const numbers = new Map(rows.map(({ id }, place) => [id, facts[place]?.document.number ?? null]))
  await inPieces(rows, 1000, progress, async (piece) => {
    await insertLeadershipPosts(tx, acting, piece)
    if (!eachAudited) return
    await recordAudits(
      tx,
      acting,
      piece.map(({ id, ...after }) => ({
        action: 'leadership-post.import',
        subjectKind: 'leadership-post',
        subjectId: id,
        documentNumber: numbers.get(id) ?? null,
        after,
      })),
    )
  })
}

/** Everybody else who would change these seats, or be appointed to one, waits until this import ends. */
export async function lockSeatsForImport(
  tx: Db,
  regionCode: string,
  facts: readonly PostFact[],
): Promise<void> {
  const units = [...new Set(facts.map(({ organizationId }) => organizationId))].sort()
  for (const organizationId of units) await lockSeats(tx, regionCode, organizationId)
}
