import { SystemStatusPage } from '../../views/desk/system-status.tsx'
import { actingOf, newRoutes } from '../http/environment.ts'
import { permit } from '../http/permit.ts'
import { respond } from '../http/respond.tsx'
import { brokenWords, wholeWords } from '../identity/chain-words.ts'
import { verifyAudit } from '../identity/verify-audit.ts'
import { loadSystemStatus } from './load-system-status.ts'

/** 系统状态: what whoever keeps the machine looks at first. */
export function systemStatusRoutes() {
  const routes = newRoutes()

  routes.get('/system-status', permit('system.read'), async (c) => {
    const status = await loadSystemStatus(c.get('services'))
    return respond(
      c,
      { title: '系统状态' },
      <SystemStatusPage status={status} said={null} csrfToken={c.get('csrfToken')} />,
    )
  })

  routes.post('/system-status/verification', permit('system.read'), async (c) => {
    const services = c.get('services')
    const found = await verifyAudit(services.db, actingOf(c), services.keeping?.dataDirectory ?? null)
    const said = { whole: found.whole, words: found.whole ? wholeWords(found) : brokenWords(found.broken) }
    const status = await loadSystemStatus(services)
    return respond(
      c,
      { title: '系统状态' },
      <SystemStatusPage status={status} said={said} csrfToken={c.get('csrfToken')} />,
    )
  })

  return routes
}
