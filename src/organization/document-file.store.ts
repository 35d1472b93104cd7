import { and, asc, count, desc, eq, inArray, isNull } from 'drizzle-orm'
import { v7 } from 'uuid'
import type { Db } from '../database/connection.ts'
import { users } from '../identity/schema.ts'
import type { Acting } from '../kernel/acting.ts'
import type { DocumentFile } from './document-file.ts'
import { approvalDocumentFileParts, approvalDocumentFiles } from './schema.ts'

const bytesOfPart = 16 * 1024

/** Every file kept with the paper, those taken out too, newest first; without what stands in them. */
export async function documentFilesOf(
  db: Db,
  regionCode: string,
  documentId: string,
): Promise<DocumentFile[]> {
  const rows = await db
    .select({ file: approvalDocumentFiles, recordedByName: users.name })
    .from(approvalDocumentFiles)
    .leftJoin(
      users,
      and(
        eq(users.regionCode, approvalDocumentFiles.regionCode),
        eq(users.id, approvalDocumentFiles.recordedBy),
      ),
    )
    .where(
      and(eq(approvalDocumentFiles.regionCode, regionCode), eq(approvalDocumentFiles.documentId, documentId)),
    )
    .orderBy(desc(approvalDocumentFiles.recordedAt), asc(approvalDocumentFiles.name))
  return rows.map(({ file: { regionCode: _region, ...file }, recordedByName }) => ({
    ...file,
    recordedByName,
  }))
}

/** How many files are kept with each of these papers. */
export async function documentFileCounts(
  db: Db,
  regionCode: string,
  documentIds: readonly string[],
): Promise<Map<string, number>> {
  if (documentIds.length === 0) return new Map()
  const rows = await db
    .select({ documentId: approvalDocumentFiles.documentId, files: count() })
    .from(approvalDocumentFiles)
    .where(
      and(
        eq(approvalDocumentFiles.regionCode, regionCode),
        isNull(approvalDocumentFiles.supersededAt),
        inArray(approvalDocumentFiles.documentId, [...documentIds]),
      ),
    )
    .groupBy(approvalDocumentFiles.documentId)
  return new Map(rows.map(({ documentId, files }) => [documentId, files]))
}

export async function documentFileContent(db: Db, regionCode: string, fileId: string): Promise<Buffer> {
  const parts = await db
    .select({ content: approvalDocumentFileParts.content })
    .from(approvalDocumentFileParts)
    .where(
      and(eq(approvalDocumentFileParts.regionCode, regionCode), eq(approvalDocumentFileParts.fileId, fileId)),
    )
    .orderBy(asc(approvalDocumentFileParts.place))
  return Buffer.concat(parts.map(({ content }) => content))
}

/** Answers the file's id. */
export async function appendDocumentFile(
  tx: Db,
  acting: Acting,
  {
    content,
    ...file
  }: { documentId: string; name: string; fileType: string; sha256: string; content: Buffer },
): Promise<string> {
  const { regionCode, at, userId } = acting
  const id = v7()
  const size = content.length
  await tx
    .insert(approvalDocumentFiles)
    .values({ regionCode, id, ...file, size, recordedAt: at, recordedBy: userId })
  for (let from = 0; from < size; from += bytesOfPart * 64) {
    const parts = []
    for (let start = from; start < Math.min(size, from + bytesOfPart * 64); start += bytesOfPart) {
      const part = content.subarray(start, start + bytesOfPart)
      parts.push({ regionCode, fileId: id, place: start / bytesOfPart, content: part })
    }
    await tx.insert(approvalDocumentFileParts).values(parts)
  }
  return id
}

/** False when another was quicker. */
export async function closeDocumentFile(tx: Db, acting: Acting, fileId: string): Promise<boolean> {
  const closed = await tx
    .update(approvalDocumentFiles)
    .set({ supersededAt: acting.at })
    .where(
      and(
        eq(approvalDocumentFiles.regionCode, acting.regionCode),
        eq(approvalDocumentFiles.id, fileId),
        isNull(approvalDocumentFiles.supersededAt),
      ),
    )
    .returning({ id: approvalDocumentFiles.id })
  return closed.length === 1
}
