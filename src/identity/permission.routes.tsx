import { PermissionTable, type RouteRow } from '../../views/identity/permission-table.tsx'
import { newRoutes } from '../http/environment.ts'
import { permit } from '../http/permit.ts'
import { respond } from '../http/respond.tsx'

/** 权限: who may do what, as the table in the code says and as the routes declare. */
export function permissionRoutes(declared: () => RouteRow[]) {
  const routes = newRoutes()
  routes.get('/permissions', permit('user.read'), (c) =>
    respond(c, { title: '权限' }, <PermissionTable routes={declared()} />),
  )
  return routes
}
