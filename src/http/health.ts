import { isReachable } from '../database/region.store.ts'
import { newRoutes } from './environment.ts'
import { permit } from './permit.ts'

/** For whatever watches the server: does it answer, and does its database. Says nothing else. */
export function healthRoutes() {
  const routes = newRoutes()
  routes.get('/healthz', permit('anyone'), async (c) =>
    (await isReachable(c.get('services').db)) ? c.text('ok') : c.text('database unreachable', 503),
  )
  return routes
}
