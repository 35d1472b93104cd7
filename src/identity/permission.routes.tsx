import { z } from 'zod'
import { PermissionTable, type RouteRow } from '../../views/identity/permission-table.tsx'
import { permissionWords } from '../../views/identity/permission-words.ts'
import { newRoutes, type Request } from '../http/environment.ts'
import { optionalText, shaped } from '../http/form.ts'
import { permit } from '../http/permit.ts'
import { respond } from '../http/respond.tsx'
import { workbookAnswerOfSheets } from '../http/workbook.ts'
import { permissions, type Role, roles } from '../kernel/permission.ts'
import { isRole } from './role.ts'
import {
  fieldClasses,
  fieldsShownAt,
  fieldsShownTo,
  isFieldClass,
  mayOpen,
  type PermissionFilter,
} from './shown-field.ts'

const filterForm = z.object({ address: optionalText(60), role: optionalText(30), field: optionalText(30) })

const roleNames = Object.keys(roles) as Role[]

/** 权限: who may do what and see what, as the tables in the code say and as the routes declare. */
export function permissionRoutes(declared: () => RouteRow[]) {
  const routes = newRoutes()

  routes.get('/permissions', permit('user.read'), (c) => {
    const filter = filterOf(c)
    return respond(
      c,
      { title: '权限' },
      <PermissionTable routes={fitting(declared(), filter)} filter={filter} />,
    )
  })

  routes.get('/permissions.xlsx', permit('user.read'), (c) => {
    const shown = fitting(declared(), filterOf(c))
    const marks = (may: (role: Role) => boolean) => roleNames.map((role) => (may(role) ? '✓' : '–'))
    const perRole = roleNames.map((role) => ({ title: roles[role], width: 12 }))
    return workbookAnswerOfSheets(c, '权限', [
      {
        title: '角色与权限',
        columns: [{ title: '权限', width: 30 }, ...perRole],
        rows: Object.entries(permissions).map(([name, holders]: [string, readonly Role[]]) => [
          permissionWords[name as keyof typeof permissionWords],
          ...marks((role) => holders.includes(role)),
        ]),
      },
      {
        title: '角色与页面',
        columns: [
          { title: '地址', width: 44 },
          { title: '方式', width: 8 },
          { title: '所需权限', width: 26 },
          ...perRole,
        ],
        rows: shown.map((route) => [
          route.path,
          route.method === 'GET' ? '查看' : '办理',
          permissionWords[route.declaration],
          ...marks((role) => mayOpen(role, route.declaration)),
        ]),
      },
      {
        title: '角色、页面与内容',
        columns: [
          { title: '地址', width: 44 },
          { title: '方式', width: 8 },
          { title: '内容', width: 26 },
          ...perRole,
        ],
        rows: shown.flatMap((route) =>
          fieldsShownAt(route.method, route.path).map((field) => [
            route.path,
            route.method === 'GET' ? '查看' : '办理',
            fieldClasses[field].title,
            ...marks((role) => fieldsShownTo(role, route).includes(field)),
          ]),
        ),
      },
    ])
  })

  return routes
}

function filterOf(c: Request): PermissionFilter {
  const outcome = shaped(c.req.query(), filterForm)
  const { address, role, field } = outcome.done ? outcome.value : { address: null, role: null, field: null }
  return {
    address: address ?? '',
    role: role !== null && isRole(role) ? role : null,
    field: field !== null && isFieldClass(field) ? field : null,
  }
}

/** Of the addresses those that fit; with a role, those it may open; with a field too, those that show it to the role. */
function fitting(routes: RouteRow[], { address, role, field }: PermissionFilter): RouteRow[] {
  return routes.filter(
    (route) =>
      route.path.includes(address) &&
      (role === null || mayOpen(role, route.declaration)) &&
      (field === null ||
        (role === null ? fieldsShownAt(route.method, route.path) : fieldsShownTo(role, route)).includes(
          field,
        )),
  )
}
