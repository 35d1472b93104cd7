import { z } from 'zod'
import { DocumentPage } from '../../views/movement/document-page.tsx'
import { actingOf, newRoutes, type Request } from '../http/environment.ts'
import { notFoundPage } from '../http/error-pages.tsx'
import { isId, readForm, requiredText, type Typed } from '../http/form.ts'
import { permit } from '../http/permit.ts'
import { respond } from '../http/respond.tsx'
import { linkOf, viewpointOf } from '../http/viewpoint.ts'
import type { Problem } from '../kernel/problem.ts'
import { findDocument } from '../organization/document.store.ts'
import type { ApprovalDocument } from '../organization/document.ts'
import {
  documentFileContent,
  documentFilesOf,
  documentRecorder,
} from '../organization/document-file.store.ts'
import { documentFileTypes, isDocumentFileType } from '../organization/document-file.ts'
import { organizationNames } from '../organization/organization.store.ts'
import { recordDocumentFile, supersedeDocumentFile } from '../organization/record-document-file.ts'
import { visibleTo } from '../organization/scope.ts'
import { organizationsConcerned } from './document-concern.store.ts'

/** 批文: the paper with the files kept with it. */
export function documentRoutes() {
  const routes = newRoutes()

  routes.get('/documents/:id', permit('organization.read'), async (c) => {
    const loaded = await loadDocument(c)
    return loaded === null ? notFoundPage(c) : documentPage(c, loaded, {}, [])
  })

  routes.post('/documents/:id/files', permit('movement.draft'), async (c) => {
    const loaded = await loadDocument(c)
    if (loaded === null || !loaded.mayAttach) return notFoundPage(c)
    const { file } = await c.req.parseBody()
    if (!(file instanceof File)) return documentPage(c, loaded, {}, [{ code: 'required', field: 'file' }])
    const content = Buffer.from(await file.arrayBuffer())
    const asked = { documentId: loaded.document.id, fileName: file.name, content }
    const kept = await recordDocumentFile(c.get('services').db, actingOf(c), asked)
    if (!kept.done) return documentPage(c, loaded, {}, kept.problems)
    return c.redirect(`/documents/${loaded.document.id}`, 303)
  })

  routes.get('/documents/:id/files/:fileId', permit('organization.read'), async (c) => {
    const loaded = await loadDocument(c)
    const file = loaded === null ? null : await fileOf(c, loaded.document.id)
    if (file === null || !isDocumentFileType(file.fileType)) return notFoundPage(c)
    const { db, regionCode } = c.get('services')
    const content = await documentFileContent(db, regionCode, file.id)
    // Offered for saving, never shown in our own frame, whatever is in it.
    return c.body(new Uint8Array(content), 200, {
      'Content-Type': documentFileTypes[file.fileType].media,
      'Content-Disposition': `attachment; filename="file.${documentFileTypes[file.fileType].extension}"; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      'X-Content-Type-Options': 'nosniff',
      'Content-Security-Policy': "default-src 'none'; sandbox",
    })
  })

  routes.post('/documents/:id/files/:fileId/withdrawal', permit('movement.draft'), async (c) => {
    const loaded = await loadDocument(c)
    const file = loaded === null ? null : await fileOf(c, loaded.document.id)
    if (loaded === null || file === null || !loaded.mayAttach) return notFoundPage(c)
    const { typed, outcome } = await readForm(c, z.object({ reason: requiredText(200) }))
    if (!outcome.done) return documentPage(c, loaded, typed, outcome.problems)
    const { db } = c.get('services')
    const taken = await supersedeDocumentFile(db, actingOf(c), { file, reason: outcome.value.reason })
    if (!taken.done) return documentPage(c, loaded, typed, taken.problems)
    return c.redirect(`/documents/${loaded.document.id}`, 303)
  })

  return routes
}

type LoadedDocument = { document: ApprovalDocument; concerned: Set<string>; mayAttach: boolean }

/** Null when it is not there or concerns no unit of the user's. A unit adds files to papers of its own making only. */
async function loadDocument(c: Request): Promise<LoadedDocument | null> {
  const documentId = c.req.param('id') ?? ''
  if (!isId(documentId)) return null
  const { db, regionCode } = c.get('services')
  const acting = actingOf(c)
  const document = await findDocument(db, regionCode, documentId)
  if (document === null) return null
  const concerned = await organizationsConcerned(db, regionCode, documentId)
  const visible = await visibleTo(db, acting, viewpointOf(c))
  const own = (await documentRecorder(db, regionCode, documentId)) === acting.userId
  if (visible !== null && !own && ![...concerned].some((id) => visible.has(id))) return null
  const mayAttach = c.get('permissions').has('movement.draft') && (visible === null || own)
  const shown = [...concerned].filter((id) => visible === null || visible.has(id))
  return { document, concerned: new Set(shown), mayAttach }
}

async function fileOf(c: Request, documentId: string) {
  const { db, regionCode } = c.get('services')
  const files = await documentFilesOf(db, regionCode, documentId)
  return files.find(({ id, supersededAt }) => id === c.req.param('fileId') && supersededAt === null) ?? null
}

async function documentPage(
  c: Request,
  { document, concerned, mayAttach }: LoadedDocument,
  typed: Typed,
  problems: readonly Problem[],
) {
  const { db, regionCode } = c.get('services')
  return respond(
    c,
    { title: document.number, crumbs: [{ title: '机构', href: '/organizations' }] },
    <DocumentPage
      document={document}
      files={await documentFilesOf(db, regionCode, document.id)}
      concerned={await organizationNames(db, regionCode, [...concerned])}
      mayAttach={mayAttach}
      typed={typed}
      problems={problems}
      csrfToken={c.get('csrfToken')}
      link={linkOf(c)}
    />,
    problems.length === 0 ? 200 : 422,
  )
}
