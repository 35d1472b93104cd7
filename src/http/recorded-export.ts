import type { MiddlewareHandler } from 'hono'
import { recordAudit } from '../database/audit.ts'
import type { Environment } from './environment.ts'

/** What somebody typed to search stays out: it is a name or a number. */
const typedByHand = new Set(['q', 'who', 'search', 'name'])

/** Every file that leaves is an audit entry, written before it leaves. */
export const recordedExports: MiddlewareHandler<Environment> = async (c, next) => {
  await next()
  const acting = c.get('acting')
  const leaves = c.res.headers.get('Content-Disposition')?.startsWith('attachment') ?? false
  if (!acting || !leaves || c.res.status !== 200) return
  const filters = filtersOf(c.req.query())
  await recordAudit(c.get('services').db, acting, {
    action: 'export.file',
    subjectKind: 'route',
    subjectId: c.req.path,
    ...(filters === null ? {} : { after: filters }),
  })
}

/** What an address asked for, as the trail keeps it; null when it asked for nothing. */
export function filtersOf(query: Record<string, string>): Record<string, string> | null {
  const filters = Object.entries(query)
    .filter(([name]) => !typedByHand.has(name))
    .slice(0, 20)
    .map(([name, value]) => [name.slice(0, 40), value.slice(0, 100)])
  return filters.length === 0 ? null : Object.fromEntries(filters)
}

/** Addresses that answer with a file. */
export function isExport(path: string): boolean {
  return /\.(xlsx|docx|csv|ndjson|zip)$/.test(path)
}
