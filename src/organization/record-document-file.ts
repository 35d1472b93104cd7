import { createHash } from 'node:crypto'
import { recordAudit } from '../database/audit.ts'
import type { Db } from '../database/connection.ts'
import { brokenConstraint } from '../database/constraint.ts'
import type { Acting } from '../kernel/acting.ts'
import { done, type Outcome, refused } from '../kernel/problem.ts'
import { documentNumberOf } from './document.store.ts'
import { appendDocumentFile, closeDocumentFile, documentFilesOf } from './document-file.store.ts'
import {
  type DocumentFile,
  documentFileName,
  documentFileType,
  mostDocumentFileBytes,
} from './document-file.ts'

/** 附件 kept with its paper, the same one once. What it is its content says; answers the file's id. */
export async function recordDocumentFile(
  db: Db,
  acting: Acting,
  { documentId, fileName, content }: { documentId: string; fileName: string; content: Buffer },
): Promise<Outcome<string>> {
  const field = 'file'
  if (content.length === 0) return refused({ code: 'required', field })
  if (content.length > mostDocumentFileBytes) {
    return refused({ code: 'refused', field, because: '附件超过 10 MB。请压缩或分成几个文件。' })
  }
  const fileType = documentFileType(content)
  if (fileType === null) {
    const because = '附件应为 pdf、ofd、docx、xlsx、jpg 或 png，且不含宏。请另存为其中一种后再上传。'
    return refused({ code: 'refused', field, because })
  }
  const name = documentFileName(fileName, fileType)
  const sha256 = createHash('sha256').update(content).digest('hex')
  try {
    return await db.transaction(async (tx) => {
      const id = await appendDocumentFile(tx, acting, { documentId, name, fileType, sha256, content })
      await recordAudit(tx, acting, {
        action: 'document.attach',
        subjectKind: 'document',
        subjectId: documentId,
        documentNumber: documentNumberOf(acting, documentId),
        after: { fileId: id, name, size: content.length, sha256 },
      })
      return done(id)
    })
  } catch (error) {
    // Already kept with the paper: it is there, which is what was wanted.
    if (brokenConstraint(error) !== 'approval_document_files_once') throw error
    const files = await documentFilesOf(db, acting.regionCode, documentId)
    const known = files.find((file) => file.sha256 === sha256 && file.supersededAt === null)
    return known === undefined ? refused({ code: 'changed-meanwhile', field }) : done(known.id)
  }
}

/** 作废: no longer among the paper's files; it stays and can be told from the history. */
export function supersedeDocumentFile(
  db: Db,
  acting: Acting,
  { file, reason }: { file: DocumentFile; reason: string },
): Promise<Outcome<string>> {
  return db.transaction(async (tx) => {
    if (!(await closeDocumentFile(tx, acting, file.id))) {
      return refused({ code: 'changed-meanwhile', field: 'reason' })
    }
    await recordAudit(tx, acting, {
      action: 'document.detach',
      subjectKind: 'document',
      subjectId: file.documentId,
      documentNumber: documentNumberOf(acting, file.documentId),
      reason,
      before: { fileId: file.id, name: file.name, sha256: file.sha256 },
    })
    return done(file.id)
  })
}
