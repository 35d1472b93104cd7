import { z } from 'zod'
import { DocumentFacts, documentFactColumns } from '../../views/movement/document-facts.tsx'
import { DocumentList, documentColumns } from '../../views/movement/document-list.tsx'
import { DocumentPage } from '../../views/movement/document-page.tsx'
import { actingOf, newRoutes, type Request } from '../http/environment.ts'
import { notFoundPage } from '../http/error-pages.tsx'
import { readForm, requiredText, type Typed } from '../http/form.ts'
import { listAsked, listOf, listOfPart, orderedAsAsked, sheetOfList } from '../http/list.ts'
import { permit } from '../http/permit.ts'
import { respond } from '../http/respond.tsx'
import { respondList } from '../http/respond-list.tsx'
import { linkOf, viewpointOf } from '../http/viewpoint.ts'
import { workbookAnswer } from '../http/workbook.ts'
import type { Problem } from '../kernel/problem.ts'
import { documentFileContent, documentFilesOf } from '../organization/document-file.store.ts'
import { documentFileTypes, isDocumentFileType } from '../organization/document-file.ts'
import { organizationNames } from '../organization/organization.store.ts'
import { recordDocumentFile, supersedeDocumentFile } from '../organization/record-document-file.ts'
import { documentChoices, documentList, factsOfDocument } from './document-list.store.ts'
import { type DocumentFilter, isDocumentUse } from './document-use.ts'
import { documentReader, type LoadedDocument, loadDocument } from './load-document.ts'

const crumbs = [{ title: '批文', href: '/documents' }]

/** 批文: the list, and the paper with what rests on it and the files kept with it. */
export function documentRoutes() {
  const routes = newRoutes()

  routes.get('/documents', permit('organization.read'), async (c) => {
    const { db, regionCode, clock } = c.get('services')
    const columns = documentColumns(linkOf(c))
    const range = listAsked(c, columns)
    const [reader, filter] = [await documentReader(c), filterOf(c)]
    const { rows, count } = await documentList(db, viewpointOf(c), { reader, filter, range })
    const list = listOfPart(c, range, { columns, rows, count })
    return respondList(
      c,
      { title: '批文', crumbs: [{ title: '机构', href: '/organizations' }], dated: true },
      list,
      <DocumentList
        list={list}
        filter={filter}
        choices={await documentChoices(db, regionCode)}
        uses={reader.uses}
        viewpoint={viewpointOf(c)}
        today={clock.today()}
      />,
    )
  })

  routes.get('/documents.xlsx', permit('organization.read'), async (c) => {
    const columns = documentColumns(linkOf(c))
    const range = { ...listAsked(c, columns), most: null, after: 0 }
    const [reader, filter] = [await documentReader(c), filterOf(c)]
    const { rows } = await documentList(c.get('services').db, viewpointOf(c), { reader, filter, range })
    return workbookAnswer(c, sheetOfList({ columns, rows }, { title: '批文', counted: '件' }))
  })

  routes.get('/documents/:id', permit('organization.read'), async (c) => {
    const loaded = await loadDocument(c, c.req.param('id'))
    return loaded === null ? notFoundPage(c) : documentPage(c, loaded, {}, [])
  })

  routes.get('/documents/:id/facts.xlsx', permit('organization.read'), async (c) => {
    const loaded = await loadDocument(c, c.req.param('id'))
    if (loaded === null) return notFoundPage(c)
    const { number } = loaded.document
    const title = `依据${number}登记的事项`
    return workbookAnswer(
      c,
      sheetOfList(orderedAsAsked(c, await factsListed(c, loaded)), { title, counted: '项' }),
    )
  })

  routes.post('/documents/:id/files', permit('movement.draft'), async (c) => {
    const loaded = await loadDocument(c, c.req.param('id'))
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
    const loaded = await loadDocument(c, c.req.param('id'))
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
    const loaded = await loadDocument(c, c.req.param('id'))
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

function filterOf(c: Request): DocumentFilter {
  const { q = '', year = '', issuer = '', use = '' } = c.req.query()
  return {
    text: q.slice(0, 50),
    year: /^\d{4}$/.test(year) ? Number.parseInt(year, 10) : null,
    issuer: issuer.slice(0, 100),
    use: isDocumentUse(use) ? use : null,
  }
}

async function factsListed(c: Request, { document, reader }: LoadedDocument) {
  const { db, regionCode } = c.get('services')
  const rows = await factsOfDocument(db, viewpointOf(c), { reader, documentId: document.id })
  const concerned = new Set(rows.flatMap(({ organizationIds }) => organizationIds))
  const { organizationIds } = reader
  const seen = organizationIds === null ? [...concerned] : organizationIds.filter((id) => concerned.has(id))
  return { rows, columns: documentFactColumns(await organizationNames(db, regionCode, seen), linkOf(c)) }
}

async function fileOf(c: Request, documentId: string) {
  const { db, regionCode } = c.get('services')
  const files = await documentFilesOf(db, regionCode, documentId)
  return files.find(({ id, supersededAt }) => id === c.req.param('fileId') && supersededAt === null) ?? null
}

async function documentPage(c: Request, loaded: LoadedDocument, typed: Typed, problems: readonly Problem[]) {
  const { document, mayAttach } = loaded
  const { db, regionCode } = c.get('services')
  const page = `/documents/${document.id}`
  const list = listOf(c, { ...(await factsListed(c, loaded)), at: { page, file: `${page}/facts.xlsx` } })
  const paper = (
    <DocumentPage
      document={document}
      files={await documentFilesOf(db, regionCode, document.id)}
      mayAttach={mayAttach}
      typed={typed}
      problems={problems}
      csrfToken={c.get('csrfToken')}
    >
      <DocumentFacts list={list} />
    </DocumentPage>
  )
  const heading = { title: document.number, crumbs, dated: problems.length === 0 }
  return problems.length === 0 ? respondList(c, heading, list, paper) : respond(c, heading, paper, 422)
}
