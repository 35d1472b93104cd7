import { v7 } from 'uuid'
import { recordAudits } from '../database/audit.ts'
import type { Db } from '../database/connection.ts'
import { keyOf, lockPositions, type PositionKey } from '../establishment/approved-headcount.store.ts'
import type { Acting } from '../kernel/acting.ts'
import { insertHeadcounts, saveDocuments } from './batch.store.ts'
import type { HeadcountFact } from './headcount-difference.ts'
import type { NamedOrganization } from './named-organization.ts'
import { inPieces, type Progress } from './writing.ts'

const positionsAtOnce = 2000

/**
 * Rows of the ledger, checked together against 总量 and 不得为负 when they were read; the positions are locked first,
 * the region's own before the units', in one order.
 */
export async function importHeadcounts(
  tx: Db,
  acting: Acting,
  {
    facts,
    progress,
    eachAudited,
  }: { facts: readonly HeadcountFact[]; progress: Progress; eachAudited: boolean },
): Promise<void> {
  const documentIds = await saveDocuments(
    tx,
    acting,
    facts.map(({ document }) => document),
  )
  const rows = facts.map(({ organizationId, establishmentKind, change, on, note }, place) => ({
    id: v7(),
    organizationId,
    establishmentKind,
    change,
    effectiveOn: on,
    documentId: documentIds[place] ?? '',
    note,
  }))
  const numbers = new Map(rows.map(({ id }, place) => [id, facts[place]?.document?.number ?? null]))
  await inPieces(rows, 1000, progress, async (piece) => {
    await insertHeadcounts(tx, acting, piece)
    if (!eachAudited) return
    await recordAudits(
      tx,
      acting,
      piece.map(({ id, ...after }) => ({
        action: 'headcount.import',
        subjectKind: 'approved-headcount',
        subjectId: id,
        documentNumber: numbers.get(id) ?? null,
        after,
      })),
    )
  })
}

/** Everybody else who would change these positions or the totals of these kinds waits until this import ends. */
export async function lockForImport(
  tx: Db,
  regionCode: string,
  {
    positions,
    organizations,
  }: { positions: readonly PositionKey[]; organizations: readonly NamedOrganization[] },
): Promise<void> {
  const root = organizations.find(({ kind }) => kind === 'region')
  const distinct = new Map(positions.map((position) => [keyOf(position), position]))
  const kinds = [...new Set([...distinct.values()].map(({ establishmentKind }) => establishmentKind))]
  if (root !== undefined) {
    const roots = kinds.map((establishmentKind) => ({
      organizationId: root.organizationId,
      establishmentKind,
    }))
    await lockPositions(tx, regionCode, roots)
  }
  const ordered = [...distinct.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, position]) => position)
  for (let from = 0; from < ordered.length; from += positionsAtOnce) {
    await lockPositions(tx, regionCode, ordered.slice(from, from + positionsAtOnce))
  }
}
