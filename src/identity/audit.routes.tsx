import { stream } from 'hono/streaming'
import { z } from 'zod'
import { type AuditRow, AuditTrail, auditColumns } from '../../views/identity/audit-trail.tsx'
import { anchorFileOf, readAnchor } from '../database/audit-anchor.ts'
import { chainHead, sealedEntries, sealPending } from '../database/audit-chain.store.ts'
import { chainLines } from '../database/audit-file.ts'
import type { Db } from '../database/connection.ts'
import { actingOf, newRoutes, type Request } from '../http/environment.ts'
import { optionalDate, optionalText, shaped } from '../http/form.ts'
import { type List, listAsked, listOfPart, sheetOfList } from '../http/list.ts'
import { permit } from '../http/permit.ts'
import { respond } from '../http/respond.tsx'
import { respondList } from '../http/respond-list.tsx'
import { workbookAnswer } from '../http/workbook.ts'
import type { Problem } from '../kernel/problem.ts'
import {
  type AuditFilter,
  auditEntriesBy,
  countEntries,
  type ListedEntry,
  newestEntry,
} from './audit.store.ts'
import { organizationsIn, shownChanges } from './audit-entry.ts'
import { brokenWords, wholeWords } from './chain-words.ts'
import { verifyAudit } from './verify-audit.ts'

/** What a sheet of Excel, a print and a reader can bear; the rest is in the exported chain. */
const mostExported = 50_000

/** Fewer than of other lists: each brings all that it changed. */
const entriesAtOnce = 100

const filterForm = z.object({
  who: optionalText(50),
  action: optionalText(60),
  subject: optionalText(100),
  document: optionalText(60),
  from: optionalDate(),
  to: optionalDate(),
  upTo: optionalText(18),
})

/** The names of organizations, by their ids: the area of organizations stands to the right. */
type NameReader = (db: Db, regionCode: string, ids: readonly string[]) => Promise<ReadonlyMap<string, string>>

/** 审计: who did what, when, from where; the chain's state; both for taking away. */
export function auditRoutes(organizationNames: NameReader) {
  const routes = newRoutes()

  routes.get('/audit', permit('audit.read'), async (c) => {
    const { db, regionCode } = c.get('services')
    const { filter, problems, ...named } = filterOf(c)
    const upTo = named.upTo ?? (await newestEntry(db, regionCode))
    const { most, ...order } = listAsked(c, auditColumns(new Map()))
    const asked = { ...order, most: most === null ? null : entriesAtOnce }
    const range = { ...asked, most: asked.most ?? mostExported, upTo }
    const [entries, count, head] = await Promise.all([
      auditEntriesBy(db, regionCode, { filter, ...range }),
      countEntries(db, regionCode, { filter, upTo }),
      chainHead(db, regionCode),
    ])
    const rows = changed(entries)
    const columns = auditColumns(await namesIn(c, rows))
    const list = stayingWith(upTo, listOfPart(c, asked, { columns, rows, count }))
    const trail = (
      <AuditTrail
        list={list}
        typed={c.req.query()}
        problems={problems}
        head={head}
        csrfToken={c.get('csrfToken')}
      />
    )
    const page = { title: '审计' }
    return problems.length === 0 ? respondList(c, page, list, trail) : respond(c, page, trail, 422)
  })

  routes.get('/audit.xlsx', permit('audit.read'), async (c) => {
    const { db, regionCode } = c.get('services')
    const { filter, upTo } = filterOf(c)
    const { sort } = listAsked(c, auditColumns(new Map()))
    const range = { sort, after: 0, most: mostExported, upTo }
    const rows = changed(await auditEntriesBy(db, regionCode, { filter, ...range }))
    const columns = auditColumns(await namesIn(c, rows))
    const notes = rows.length === mostExported ? [`只含前 ${mostExported} 条，全部记录见导出的审计链。`] : []
    return workbookAnswer(c, sheetOfList({ columns, rows }, { title: '审计记录', counted: '条', notes }))
  })

  routes.post('/audit/verification', permit('audit.read'), async (c) => {
    const { db, keeping } = c.get('services')
    const found = await verifyAudit(db, actingOf(c), keeping?.dataDirectory ?? null)
    return respond(
      c,
      { title: '审计链核验', crumbs: [{ title: '审计', href: '/audit' }] },
      <p class={found.whole ? 'notice' : 'warning'} role={found.whole ? 'status' : 'alert'}>
        {found.whole ? wholeWords(found) : brokenWords(found.broken)}
      </p>,
    )
  })

  routes.get('/audit/chain.ndjson', permit('audit.read'), async (c) => {
    const { db, regionCode, clock, keeping } = c.get('services')
    await sealPending(db, regionCode)
    const kept = keeping === null ? null : await readAnchor(anchorFileOf(keeping.dataDirectory), regionCode)
    c.header('Content-Type', 'application/x-ndjson; charset=utf-8')
    const name = encodeURIComponent(`审计链 ${regionCode} ${clock.today()}.ndjson`)
    c.header('Content-Disposition', `attachment; filename*=UTF-8''${name}`)
    c.header('Cache-Control', 'no-store')
    return stream(c, async (out) => {
      const lines = chainLines(regionCode, kept, sealedEntries(db, regionCode))
      for await (const line of lines) await out.write(line)
    })
  })

  return routes

  async function namesIn(c: Request, rows: readonly AuditRow[]): Promise<ReadonlyMap<string, string>> {
    const { db, regionCode } = c.get('services')
    const subjects = rows.flatMap(({ subjectKind, subjectId }) =>
      subjectKind === 'organization' ? [subjectId] : [],
    )
    return organizationNames(db, regionCode, [
      ...subjects,
      ...organizationsIn(rows.flatMap(({ changes }) => changes)),
    ])
  }
}

function filterOf(c: Request): {
  filter: AuditFilter
  upTo: bigint | null
  problems: readonly Problem[]
} {
  const outcome = shaped(c.req.query(), filterForm)
  if (!outcome.done) return { filter: everything, upTo: null, problems: outcome.problems }
  const { who, action, subject, document, from, to, ...rest } = outcome.value
  const upTo = rest.upTo !== null && /^\d{1,18}$/.test(rest.upTo) ? BigInt(rest.upTo) : null
  const filter = {
    who: who ?? '',
    action: action ?? '',
    subject: subject ?? '',
    document: document ?? '',
    from,
    to,
  }
  return { filter, upTo, problems: [] }
}

const everything: AuditFilter = { who: '', action: '', subject: '', document: '', from: null, to: null }

function changed(entries: readonly ListedEntry[]): AuditRow[] {
  return entries.map((entry) => ({ ...entry, changes: shownChanges(entry) }))
}

/** Entries come while one reads: the next rows are of those that were there. */
function stayingWith<Row>(upTo: bigint | null, list: List<Row>): List<Row> {
  if (upTo === null) return list
  const { address } = list
  const kept = { upTo: String(upTo) }
  return {
    ...list,
    address: (change) => address(change.after === undefined ? change : { ...kept, ...change }),
  }
}
