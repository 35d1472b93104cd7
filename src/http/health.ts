import { isReachable } from '../database/region.store.ts'
import { newRoutes } from './environment.ts'
import { permit } from './permit.ts'

/** For whatever watches the server: does it answer, does its database, is there room. Says nothing else. */
export function healthRoutes() {
  const routes = newRoutes()
  routes.get('/healthz', permit('anyone'), async (c) => {
    const { db, room } = c.get('services')
    if (!(await isReachable(db))) return c.text('database unreachable', 503)
    const state = (await room())?.state
    if (state === 'none') return c.text('disk full', 503)
    return c.text(state === 'low' ? 'ok, disk space low' : 'ok')
  })
  return routes
}
