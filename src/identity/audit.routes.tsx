import { stream } from 'hono/streaming'
import { z } from 'zod'
import { AuditTrail } from '../../views/identity/audit-trail.tsx'
import { fieldName, valueWords } from '../../views/identity/audit-words.ts'
import { beijingMinute } from '../../views/parts/moment.tsx'
import { chainHead, sealedEntries, sealPending } from '../database/audit-chain.store.ts'
import { chainLines } from '../database/audit-file.ts'
import type { Db } from '../database/connection.ts'
import { actingOf, newRoutes, type Request } from '../http/environment.ts'
import { optionalDate, optionalText, shaped } from '../http/form.ts'
import { permit } from '../http/permit.ts'
import { respond } from '../http/respond.tsx'
import { type Cell, workbookAnswer } from '../http/workbook.ts'
import type { Problem } from '../kernel/problem.ts'
import { type AuditFilter, auditEntriesBy, countEntries, type ListedEntry } from './audit.store.ts'
import {
  auditActionName,
  organizationsIn,
  type ShownChange,
  shownChanges,
  subjectKindName,
} from './audit-entry.ts'
import { brokenWords, wholeWords } from './chain-words.ts'
import { roleName } from './role.ts'
import { verifyAudit } from './verify-audit.ts'

const perPage = 100
/** What a sheet of Excel and a reader can bear; the rest is in the exported chain. */
const mostExported = 50_000

const filterForm = z.object({
  who: optionalText(50),
  action: optionalText(60),
  subject: optionalText(100),
  document: optionalText(60),
  from: optionalDate(),
  to: optionalDate(),
  before: optionalText(18),
})

/** The names of organizations, by their ids: the area of organizations stands to the right. */
type NameReader = (db: Db, regionCode: string, ids: readonly string[]) => Promise<ReadonlyMap<string, string>>

/** 审计: who did what, when, from where; the chain's state; both for taking away. */
export function auditRoutes(organizationNames: NameReader) {
  const routes = newRoutes()

  routes.get('/audit', permit('audit.read'), async (c) => {
    const { db, regionCode } = c.get('services')
    const { filter, olderThan, problems } = filterOf(c)
    const [entries, count, head] = await Promise.all([
      auditEntriesBy(db, regionCode, { filter, olderThan, most: perPage + 1 }),
      countEntries(db, regionCode, filter),
      chainHead(db, regionCode),
    ])
    const shown = entries.slice(0, perPage)
    const rows = shown.map((entry) => ({ ...entry, changes: shownChanges(entry) }))
    const last = entries.length > perPage ? shown.at(-1) : undefined
    return respond(
      c,
      { title: '审计' },
      <AuditTrail
        rows={rows}
        count={count}
        organizations={await namesIn(c, rows)}
        typed={c.req.query()}
        problems={problems}
        head={head}
        csrfToken={c.get('csrfToken')}
        next={last === undefined ? null : addressOf(c, { before: String(last.id) })}
        exported={addressOf(c, { before: undefined }, '/audit.xlsx')}
      />,
      problems.length === 0 ? 200 : 422,
    )
  })

  routes.get('/audit.xlsx', permit('audit.read'), async (c) => {
    const { db, regionCode } = c.get('services')
    const { filter } = filterOf(c)
    const entries = await auditEntriesBy(db, regionCode, { filter, olderThan: null, most: mostExported })
    const rows = entries.map((entry) => ({ ...entry, changes: shownChanges(entry) }))
    return workbookAnswer(c, workbookOfEntries(rows, await namesIn(c, rows)))
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
    const { db, regionCode, clock } = c.get('services')
    await sealPending(db, regionCode)
    c.header('Content-Type', 'application/x-ndjson; charset=utf-8')
    const name = encodeURIComponent(`审计链 ${regionCode} ${clock.today()}.ndjson`)
    c.header('Content-Disposition', `attachment; filename*=UTF-8''${name}`)
    c.header('Cache-Control', 'no-store')
    return stream(c, async (out) => {
      for await (const line of chainLines(regionCode, sealedEntries(db, regionCode))) await out.write(line)
    })
  })

  return routes

  async function namesIn(c: Request, rows: readonly ChangedEntry[]): Promise<ReadonlyMap<string, string>> {
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

type ChangedEntry = ListedEntry & { changes: readonly ShownChange[] }

function filterOf(c: Request): {
  filter: AuditFilter
  olderThan: bigint | null
  problems: readonly Problem[]
} {
  const outcome = shaped(c.req.query(), filterForm)
  if (!outcome.done) return { filter: everything, olderThan: null, problems: outcome.problems }
  const { who, action, subject, document, from, to, before } = outcome.value
  const olderThan = before !== null && /^\d{1,18}$/.test(before) ? BigInt(before) : null
  const filter = {
    who: who ?? '',
    action: action ?? '',
    subject: subject ?? '',
    document: document ?? '',
    from,
    to,
  }
  return { filter, olderThan, problems: [] }
}

const everything: AuditFilter = { who: '', action: '', subject: '', document: '', from: null, to: null }

function addressOf(c: Request, change: Record<string, string | undefined>, path = '/audit'): string {
  const parameters = new URLSearchParams(c.req.query())
  for (const [name, value] of Object.entries(change)) {
    if (value === undefined) parameters.delete(name)
    else parameters.set(name, value)
  }
  const text = parameters.toString()
  return text === '' ? path : `${path}?${text}`
}

function workbookOfEntries(entries: readonly ChangedEntry[], organizations: ReadonlyMap<string, string>) {
  return {
    title: '审计记录',
    columns: [
      { title: '时间', width: 18 },
      { title: '人员', width: 14 },
      { title: '角色', width: 16 },
      { title: '来源', width: 16 },
      { title: '事项', width: 18 },
      { title: '对象', width: 20 },
      { title: '对象标识', width: 38 },
      { title: '事由', width: 40 },
      { title: '文号', width: 20 },
      { title: '变动', width: 50 },
      { title: '链上位置', width: 10 },
    ],
    rows: entries.map((entry): Cell[] => [
      beijingMinute(entry.at),
      entry.userName,
      entry.roles.split(' ').filter(Boolean).map(roleName).join('、'),
      entry.from,
      auditActionName(entry.action),
      subjectKindName(entry.subjectKind),
      entry.subjectId,
      entry.reason,
      entry.documentNumber,
      entry.changes
        .map(({ name, hidden, before, after }) => {
          const field = fieldName(entry.subjectKind, name)
          const words = (value: unknown) => valueWords(name, value, organizations)
          return hidden ? field : `${field}：${words(before)} → ${words(after)}`
        })
        .join('\n'),
      entry.position === null ? '' : String(entry.position),
    ]),
    notes: entries.length === mostExported ? [`只含最近 ${mostExported} 条，全部记录见导出的审计链。`] : [],
  }
}
