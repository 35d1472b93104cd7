import { Desk } from '../../views/desk/desk.tsx'
import { actingOf, newRoutes, type Services } from '../http/environment.ts'
import { permit } from '../http/permit.ts'
import { respond } from '../http/respond.tsx'

/** 工作台: what waits for me. */
export function deskRoutes(_services: Services) {
  const routes = newRoutes()
  routes.get('/', permit('desk.read'), (c) =>
    respond(c, { title: '工作台' }, <Desk name={actingOf(c).userName} />),
  )
  return routes
}
