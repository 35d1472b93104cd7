import { and, eq, inArray, type SQL, sql } from 'drizzle-orm'
import { v7 } from 'uuid'
import type { Db } from '../database/connection.ts'
import type { Acting } from '../kernel/acting.ts'
import type { ApprovalDocument, DocumentDraft } from './document.ts'
import { approvalDocuments } from './schema.ts'

const columns = {
  id: approvalDocuments.id,
  number: approvalDocuments.number,
  title: approvalDocuments.title,
  issuer: approvalDocuments.issuer,
  issuedOn: approvalDocuments.issuedOn,
}

/** Answers the id. A paper already in the registry, the same in every word, is not kept twice. */
export async function saveDocument(tx: Db, acting: Acting, draft: DocumentDraft): Promise<string> {
  const { number, title, issuer, issuedOn } = draft
  const [known] = await tx
    .select({ id: approvalDocuments.id })
    .from(approvalDocuments)
    .where(
      and(
        eq(approvalDocuments.regionCode, acting.regionCode),
        eq(approvalDocuments.number, number),
        eq(approvalDocuments.title, title),
        eq(approvalDocuments.issuer, issuer),
        eq(approvalDocuments.issuedOn, issuedOn),
      ),
    )
    .limit(1)
  if (known) return known.id
  const id = v7()
  await tx.insert(approvalDocuments).values({
    regionCode: acting.regionCode,
    id,
    number,
    title,
    issuer,
    issuedOn,
    recordedAt: acting.at,
    recordedBy: acting.userId,
  })
  return id
}

export async function findDocument(
  db: Db,
  regionCode: string,
  documentId: string,
): Promise<ApprovalDocument | null> {
  const [found] = await documentsByIds(db, regionCode, [documentId])
  return found ?? null
}

/** 文号 of a kept paper, for the audit entry of what stands on it: read by the statement that writes the entry. */
export function documentNumberOf({ regionCode }: Acting, documentId: string | null): SQL | null {
  if (documentId === null) return null
  const { number } = approvalDocuments
  return sql`(select ${number} from ${approvalDocuments}
    where ${approvalDocuments.regionCode} = ${regionCode} and ${approvalDocuments.id} = ${documentId})`
}

/** In no particular order. */
export async function documentsByIds(
  db: Db,
  regionCode: string,
  documentIds: readonly string[],
): Promise<ApprovalDocument[]> {
  if (documentIds.length === 0) return []
  return db
    .select(columns)
    .from(approvalDocuments)
    .where(and(eq(approvalDocuments.regionCode, regionCode), inArray(approvalDocuments.id, [...documentIds])))
}
