import { createHash } from 'node:crypto'
import { recordAudit } from '../database/audit.ts'
import type { Db } from '../database/connection.ts'
import type { PersonalCipher } from '../database/personal-cipher.ts'
import type { Acting } from '../kernel/acting.ts'
import { done, type Outcome, refused } from '../kernel/problem.ts'
import { identityTakenMeanwhile } from '../staffing/register-person.ts'
import { type Counts, countsOf, digestOf } from './difference.ts'
import type { RefusedCell } from './imported-table.ts'
import {
  appendOpening,
  appendOpeningStep,
  lockExchange,
  openingOf,
  refreshStatistics,
} from './opening.store.ts'
import { type ImportFile, previewImport } from './preview-import.ts'
import type { Progress } from './writing.ts'

export type Applied = { counts: Counts }

/** What was seen before: another difference meanwhile refuses the import. Null: nobody looked before. */
export type Seen = { digest: string | null; acknowledged: boolean }

export type Completion = Outcome<Applied> & { refused?: RefusedCell[] }

/**
 * 应用: the whole file or nothing of it, in one transaction, as facts of their kind. What is refused while it is
 * written is answered with its cell, and nothing is left behind. What `settle` writes is there with the file or not.
 */
export async function completeImport(
  db: Db,
  cipher: PersonalCipher,
  acting: Acting,
  file: ImportFile,
  { seen, progress, settle }: { seen: Seen; progress: Progress; settle(tx: Db): Promise<void> },
): Promise<Completion> {
  let answer: Completion | null = null
  try {
    await db.transaction(async (tx) => {
      answer = await written(tx, cipher, acting, file, { seen, progress })
      if (!answer.done) throw new Error('refused')
      await settle(tx)
    })
  } catch (error) {
    const refusal = answer as Completion | null
    if (refusal !== null && !refusal.done) return refusal
    const taken = identityTakenMeanwhile(error)
    if (taken !== null) return taken
    throw error
  }
  const completion = answer as Completion | null
  if (completion === null) throw new Error('an import ended without an answer')
  if (file.opensOn !== null) await refreshStatistics(db)
  return completion
}

async function written(
  tx: Db,
  cipher: PersonalCipher,
  acting: Acting,
  file: ImportFile,
  { seen, progress }: { seen: Seen; progress: Progress },
): Promise<Completion> {
  const { regionCode } = acting
  await lockExchange(tx, regionCode)
  const preview = await previewImport(tx, cipher, acting, file)
  if (!preview.done) return preview
  const { rows, write, overEstablished } = preview.value
  const counts = countsOf(rows)
  if (counts.refused > 0) {
    const cells = rows.flatMap((row) => row.refused)
    const because = `有 ${counts.refused} 行被拒绝，整个文件未导入。请改正后重新上传。`
    return { ...refused({ code: 'refused', field: 'file', because }), refused: cells }
  }
  if (seen.digest !== null && seen.digest !== digestOf(rows)) {
    return refused({ code: 'changed-meanwhile', field: 'file' })
  }
  if (overEstablished && !seen.acknowledged)
    return refused({ code: 'not-acknowledged', field: 'acknowledged' })
  const openingId = file.opensOn === null ? null : await openedFor(tx, acting, file.opensOn)
  const cell = await write(tx, progress)
  if (cell !== null) {
    const because = `${cell.address} 被拒绝，整个文件未导入。请改正后重新上传。`
    return { ...refused({ code: 'refused', field: 'file', because }), refused: [cell] }
  }
  if (openingId !== null) {
    const count = counts.new + counts.changed
    await appendOpeningStep(tx, acting, { openingId, step: 'load', subject: file.subject, count })
  }
  await recordAudit(tx, acting, {
    action: openingId === null ? 'exchange.import' : 'opening.load',
    subjectKind: openingId === null ? file.subject : 'opening',
    subjectId: openingId ?? file.fileName,
    after: {
      subject: file.subject,
      fileName: file.fileName,
      fileHash: createHash('sha256').update(file.bytes).digest('hex'),
      ...counts,
    },
  })
  return done({ counts })
}

async function openedFor(tx: Db, acting: Acting, opensOn: string): Promise<string> {
  const { id } = await openingOf(tx, acting.regionCode)
  if (id !== null) return id
  const openingId = await appendOpening(tx, acting, opensOn)
  await recordAudit(tx, acting, {
    action: 'opening.open',
    subjectKind: 'opening',
    subjectId: openingId,
    after: { opensOn },
  })
  return openingId
}
