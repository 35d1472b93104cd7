import { actingOf, type Request } from '../http/environment.ts'
import { isId } from '../http/form.ts'
import { viewpointOf } from '../http/viewpoint.ts'
import { visibleTo } from '../organization/scope.ts'
import { type DocumentReader, documentSeen } from './document-list.store.ts'
import { documentUseOrder, documentUses, type KeptDocument } from './document-use.ts'

export type LoadedDocument = {
  document: KeptDocument
  reader: DocumentReader
  /** a unit adds files to papers of its own making only */
  mayAttach: boolean
}

/** For every page about one paper; null when it is not there or concerns no unit of the user's. */
export async function loadDocument(c: Request, documentId: string): Promise<LoadedDocument | null> {
  if (!isId(documentId)) return null
  const { db } = c.get('services')
  const reader = await documentReader(c)
  const document = await documentSeen(db, viewpointOf(c), { reader, documentId })
  if (document === null) return null
  const own = document.recordedBy === reader.userId
  const mayAttach = c.get('permissions').has('movement.draft') && (reader.organizationIds === null || own)
  return { document, reader, mayAttach }
}

export async function documentReader(c: Request): Promise<DocumentReader> {
  const acting = actingOf(c)
  const visible = await visibleTo(c.get('services').db, acting, viewpointOf(c))
  const permissions = c.get('permissions')
  return {
    userId: acting.userId,
    organizationIds: visible === null ? null : [...visible],
    uses: documentUseOrder.filter((use) => permissions.has(documentUses[use].needs)),
  }
}
