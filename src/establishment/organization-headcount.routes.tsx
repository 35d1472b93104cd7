import { ledgerColumns, ledgerRowId } from '../../views/establishment/ledger-table.tsx'
import { OrganizationHeadcounts } from '../../views/establishment/organization-headcounts.tsx'
import {
  type NamedDocument,
  OrganizationDocuments,
  organizationDocumentColumns,
} from '../../views/organization/organization-documents.tsx'
import { OrganizationRecord } from '../../views/organization/organization-head.tsx'
import { newRoutes, type Request } from '../http/environment.ts'
import { notFoundPage } from '../http/error-pages.tsx'
import { listOf, orderedAsAsked, sheetOfList } from '../http/list.ts'
import { permit } from '../http/permit.ts'
import { respondList } from '../http/respond-list.tsx'
import { linkOf, viewpointOf } from '../http/viewpoint.ts'
import { workbookAnswer } from '../http/workbook.ts'
import type { ApprovalDocument } from '../organization/document.ts'
import { documentFileCounts } from '../organization/document-file.store.ts'
import { loadOrganization } from '../organization/load-organization.ts'
import { rootOn } from '../organization/organization.store.ts'
import { organizationEventKinds, wordOf } from '../organization/organization.ts'
import { eventsOf, versionsRecordedBy } from '../organization/organization-record.store.ts'
import type { PositionReader } from '../organization/position-reader.ts'
import { establishmentKindName, isEstablishmentKind } from './establishment-kind.ts'
import { freezeHistoryOf, freezesOf, ledgerRows } from './headcount.store.ts'
import type { HeadcountRow } from './headcount.ts'

const rowsShown = 2_000

/** 编制 and 文件 of one organization: the tabs of its record that this area fills. */
export function organizationHeadcountRoutes(positionsOn: PositionReader) {
  const routes = newRoutes()

  routes.get('/organizations/:id/headcounts', permit('establishment.read'), async (c) => {
    const loaded = await loadOrganization(c, c.req.param('id'))
    if (loaded === null) return notFoundPage(c)
    const { db } = c.get('services')
    const viewpoint = viewpointOf(c)
    const link = linkOf(c)
    const { organizationId, name, kind } = loaded.head
    const establishmentKind = kindAsked(c)
    const rows = await rowsOf(c, organizationId, establishmentKind)
    const list = listOf(c, { columns: columnsOf(c), rows, rowId: ledgerRowId })
    const recorded = rows.find(({ headcountId }) => headcountId === c.req.query('recorded'))
    const mayWrite = c.get('permissions').has('establishment.write')
    return respondList(
      c,
      {
        title: name,
        crumbs: [{ title: '机构', href: '/organizations' }],
        dated: true,
        action: mayWrite ? (
          <a class="button" href={link('/headcounts/new', { organizationId })}>
            登记编制
          </a>
        ) : undefined,
      },
      list,
      <OrganizationRecord facts={loaded.head} tab="headcounts" asOf={viewpoint.asOf} link={link}>
        {recorded === undefined ? null : <p class="notice">{recordedWords(recorded)}</p>}
        <OrganizationHeadcounts
          organizationId={organizationId}
          positions={
            kind === 'region' ? [] : await positionsOn(db, viewpoint, { organizationIds: [organizationId] })
          }
          list={list}
          freezes={await freezesOf(db, viewpoint, [organizationId])}
          freezeHistory={await freezeHistoryOf(db, viewpoint, organizationId)}
          kindName={establishmentKind === '' ? '' : establishmentKindName(establishmentKind)}
          mayWrite={mayWrite}
          asOf={viewpoint.asOf}
          link={link}
        />
      </OrganizationRecord>,
    )
  })

  routes.get('/organizations/:id/headcounts.xlsx', permit('establishment.read'), async (c) => {
    const loaded = await loadOrganization(c, c.req.param('id'))
    if (loaded === null) return notFoundPage(c)
    const { organizationId, name } = loaded.head
    const rows = await rowsOf(c, organizationId, kindAsked(c))
    const ordered = orderedAsAsked(c, { columns: columnsOf(c), rows })
    const sheet = { title: `${name}核定编制台账`, unitOfMeasure: '名', counted: '行' }
    return workbookAnswer(c, sheetOfList(ordered, sheet))
  })

  routes.get('/organizations/:id/documents', permit('organization.read'), async (c) => {
    const loaded = await loadOrganization(c, c.req.param('id'))
    if (loaded === null) return notFoundPage(c)
    const list = listOf(c, await documentsListed(c, loaded.head.organizationId))
    return respondList(
      c,
      { title: loaded.head.name, crumbs: [{ title: '机构', href: '/organizations' }], dated: true },
      list,
      <OrganizationRecord facts={loaded.head} tab="documents" asOf={viewpointOf(c).asOf} link={linkOf(c)}>
        <OrganizationDocuments list={list} />
      </OrganizationRecord>,
    )
  })

  routes.get('/organizations/:id/documents.xlsx', permit('organization.read'), async (c) => {
    const loaded = await loadOrganization(c, c.req.param('id'))
    if (loaded === null) return notFoundPage(c)
    const { organizationId, name } = loaded.head
    const ordered = orderedAsAsked(c, await documentsListed(c, organizationId))
    return workbookAnswer(c, sheetOfList(ordered, { title: `${name}文件`, counted: '件' }))
  })

  return routes
}

/** Every paper that the unit's events, its facts and its places rest on. */
async function documentsListed(c: Request, organizationId: string) {
  const { db } = c.get('services')
  const viewpoint = viewpointOf(c)
  const versions = await versionsRecordedBy(db, viewpoint, organizationId)
  const events = await eventsOf(db, viewpoint, organizationId)
  const rows = await rowsOf(c, organizationId, '')
  const named = documentsWithUses([
    ...events.map(({ document, kind, effectiveOn }) => ({
      document,
      use: `${effectiveOn} ${wordOf(organizationEventKinds, kind)}`,
    })),
    ...versions.map(({ document, effectiveFrom }) => ({ document, use: `${effectiveFrom} 起基本情况` })),
    ...rows.map((row) => ({ document: row.document, use: `${row.effectiveOn} ${changeWords(row)}` })),
  ])
  const ids = named.map(({ id }) => id)
  const files = await documentFileCounts(db, viewpoint.regionCode, ids)
  return {
    columns: organizationDocumentColumns(linkOf(c)),
    rows: named.map((document) => ({ ...document, files: files.get(document.id) ?? 0 })),
  }
}

function kindAsked(c: Request): string {
  const kind = c.req.query('kind') ?? ''
  return isEstablishmentKind(kind) ? kind : ''
}

function columnsOf(c: Request) {
  const mayWrite = c.get('permissions').has('establishment.write')
  return ledgerColumns({ ofOneUnit: true, mayWrite, asOf: viewpointOf(c).asOf, link: linkOf(c) })
}

async function rowsOf(
  c: Request,
  organizationId: string,
  establishmentKind: string,
): Promise<HeadcountRow[]> {
  const { db } = c.get('services')
  const viewpoint = viewpointOf(c)
  const root = await rootOn(db, viewpoint)
  const filter = { organizationIds: [organizationId], establishmentKind, from: '', to: '', document: '' }
  const asked = { filter, rootId: root?.organizationId ?? null, most: rowsShown }
  return ledgerRows(db, viewpoint, asked)
}

function recordedWords(row: HeadcountRow): string {
  const done = row.reversesId === null ? '已登记' : '已冲销误登行，登记'
  return `${done}：${row.effectiveOn} ${changeWords(row)}，${row.document.number}。可在下方台账查看。`
}

function changeWords({ establishmentKind, change }: HeadcountRow): string {
  return `${establishmentKindName(establishmentKind)}${change > 0 ? `增 ${change}` : `减 ${-change}`} 名`
}

/** Each paper once, newest first, with everything that rests on it. */
function documentsWithUses(
  named: { document: ApprovalDocument | null; use: string }[],
): Omit<NamedDocument, 'files'>[] {
  const documents = new Map<string, Omit<NamedDocument, 'files'>>()
  for (const { document, use } of named) {
    if (document === null) continue
    const known = documents.get(document.id) ?? { ...document, uses: [] }
    if (!known.uses.includes(use)) known.uses.push(use)
    documents.set(document.id, known)
  }
  return [...documents.values()].sort((a, b) => (a.issuedOn < b.issuedOn ? 1 : -1))
}
