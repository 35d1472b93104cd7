import { OpeningPage } from '../../views/exchange/opening.tsx'
import { actingOf, newRoutes, type Request } from '../http/environment.ts'
import { permit } from '../http/permit.ts'
import { respond } from '../http/respond.tsx'
import { linkOf } from '../http/viewpoint.ts'
import type { Problem } from '../kernel/problem.ts'
import { closeOpening } from './close-opening.ts'
import { wholeRegionOnly } from './exchange.routes.tsx'
import { openingOf, recordedBeside } from './opening.store.ts'
import { withdrawOpening } from './withdraw-opening.ts'

/** 期初建账: its state, throwing it away, going live. */
export function openingRoutes() {
  const routes = newRoutes()

  routes.get('/exchange/opening', permit('exchange.read'), wholeRegionOnly, (c) => showOpening(c, '', []))

  routes.post('/exchange/opening/withdrawal', permit('exchange.write'), wholeRegionOnly, async (c) => {
    const { reason } = await c.req.parseBody()
    const typed = typeof reason === 'string' ? reason.slice(0, 500) : ''
    const outcome = await withdrawOpening(c.get('services').db, actingOf(c), { reason: typed })
    if (!outcome.done) return showOpening(c, typed, outcome.problems)
    return c.redirect(linkOf(c)('/exchange/opening'), 303)
  })

  routes.post('/exchange/opening/closing', permit('opening.close'), wholeRegionOnly, async (c) => {
    const { confirmed } = await c.req.parseBody()
    if (confirmed !== 'yes') return showOpening(c, '', [{ code: 'required', field: 'confirmed' }])
    const outcome = await closeOpening(c.get('services').db, actingOf(c))
    if (!outcome.done) return showOpening(c, '', outcome.problems)
    return c.redirect(linkOf(c)('/exchange/opening'), 303)
  })

  return routes
}

async function showOpening(c: Request, reason: string, problems: readonly Problem[]) {
  const { db, regionCode } = c.get('services')
  const opening = await openingOf(db, regionCode)
  const beside = opening.state === 'open' ? await recordedBeside(db, regionCode, opening.loads) : 0
  return respond(
    c,
    { title: '期初建账', crumbs: [{ title: '数据交换', href: '/exchange' }] },
    <OpeningPage
      opening={opening}
      beside={beside}
      typed={{ reason }}
      problems={problems}
      mayLoad={c.get('permissions').has('exchange.write')}
      mayClose={c.get('permissions').has('opening.close')}
      csrfToken={c.get('csrfToken')}
      link={linkOf(c)}
    />,
    problems.length > 0 ? 422 : 200,
  )
}
