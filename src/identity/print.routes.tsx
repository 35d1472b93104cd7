import { z } from 'zod'
import { recordAudit } from '../database/audit.ts'
import { actingOf, newRoutes } from '../http/environment.ts'
import { readForm, requiredText } from '../http/form.ts'
import { permit } from '../http/permit.ts'
import { filtersOf } from '../http/recorded-export.ts'

const printForm = z.object({ page: requiredText(2_000) })

/**
 * 打印: what leaves on paper is an audit entry, as what leaves as a file. The browser tells of it before its dialog
 * opens, whether by our button or by its own menu; papers and the printed roster are recorded when opened too.
 */
export function printRoutes() {
  const routes = newRoutes()

  routes.post('/prints', permit('signed-in'), async (c) => {
    const { outcome } = await readForm(c, printForm)
    const page = outcome.done ? pageOf(outcome.value.page) : null
    if (page === null) return c.body(null, 400)
    const filters = filtersOf(Object.fromEntries(page.searchParams))
    await recordAudit(c.get('services').db, actingOf(c), {
      action: 'print.page',
      subjectKind: 'route',
      subjectId: page.pathname.slice(0, 200),
      ...(filters === null ? {} : { after: filters }),
    })
    return c.body(null, 204)
  })

  return routes
}

/** An address of our own; null for anything else. */
function pageOf(text: string): URL | null {
  if (!text.startsWith('/')) return null
  const base = 'http://page'
  const url = URL.canParse(text, base) ? new URL(text, base) : null
  return url?.origin === base ? url : null
}
