import type { Child } from 'hono/jsx'
import {
  fieldClasses,
  fieldsShownAt,
  fieldsShownTo,
  mayOpen,
  type PermissionFilter,
} from '../../src/identity/shown-field.ts'
import {
  type Declaration,
  type Permission,
  permissions,
  type Role,
  roles,
} from '../../src/kernel/permission.ts'
import { FilterChoice } from '../parts/filter-choice.tsx'
import { permissionWords } from './permission-words.ts'

export type RouteRow = { method: string; path: string; declaration: Declaration }

type PermissionTableProps = { routes: readonly RouteRow[]; filter: PermissionFilter }

const roleNames = Object.keys(roles) as Role[]
const permissionNames = Object.keys(permissions) as Permission[]

export function PermissionTable({ routes, filter }: PermissionTableProps) {
  const told = routes.flatMap((route) =>
    fieldsShownAt(route.method, route.path)
      .filter((field) => filter.field === null || filter.field === field)
      .map((field) => ({ route, field })),
  )
  return (
    <>
      <p class="note">
        三员分立：系统管理员、安全管理员、审计管理员不得由一人兼任，不兼任业务角色，看不到人员和工资。
        有查看范围的用户，以下权限只及于本单位及其下属单位。
      </p>
      <Filters filter={filter} shown={routes.length} />
      <Table title="角色与权限" heads={['权限']}>
        {permissionNames.map((name) => (
          <tr>
            <th scope="row">{permissionWords[name]}</th>
            <Marks may={(role) => mayOpen(role, name)} />
          </tr>
        ))}
      </Table>
      <Table title={`角色与页面　共 ${routes.length} 个地址`} heads={['地址', '方式', '所需权限']}>
        {routes.map(({ method, path, declaration }) => (
          <tr>
            <th scope="row">
              <code>{path}</code>
            </th>
            <td>{method === 'GET' ? '查看' : '办理'}</td>
            <td>{permissionWords[declaration]}</td>
            <Marks may={(role) => mayOpen(role, declaration)} />
          </tr>
        ))}
      </Table>
      {told.length === 0 ? (
        <p class="empty">所选地址不显示人员内容。</p>
      ) : (
        <Table title={`角色、页面与内容　共 ${told.length} 项`} heads={['地址', '方式', '内容']}>
          {told.map(({ route, field }) => (
            <tr>
              <th scope="row">
                <code>{route.path}</code>
              </th>
              <td>{route.method === 'GET' ? '查看' : '办理'}</td>
              <td>{fieldClasses[field].title}</td>
              <Marks may={(role) => fieldsShownTo(role, route).includes(field)} />
            </tr>
          ))}
        </Table>
      )}
      <p class="note">
        未列出的地址不显示人员内容。身份证号、电话、住址、账号默认遮盖，显示完整内容须填写事由并记入审计。
      </p>
    </>
  )
}

function Table({ title, heads, children }: { title: string; heads: readonly string[]; children?: Child }) {
  return (
    <div class="scroll" role="region" aria-label={title} tabindex={0}>
      <table class="register wide-print">
        <caption>{title}</caption>
        <thead>
          <tr>
            {[...heads, ...roleNames.map((role) => roles[role])].map((head) => (
              <th scope="col">{head}</th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  )
}

function Filters({ filter, shown }: { filter: PermissionFilter; shown: number }) {
  const { address, role, field } = filter
  const query = new URLSearchParams({ address, role: role ?? '', field: field ?? '' })
  return (
    <form class="filters" method="get" action="/permissions" aria-label="筛选权限">
      <label for="address">地址</label>
      <input id="address" name="address" type="search" value={address} size={20} maxlength={60} />
      <FilterChoice
        name="role"
        label="角色"
        chosen={role ?? ''}
        choices={roleNames.map((one) => ({ value: one, label: roles[one] }))}
      />
      <FilterChoice
        name="field"
        label="内容"
        chosen={field ?? ''}
        choices={Object.entries(fieldClasses).map(([value, { title }]) => ({ value, label: title }))}
      />
      <button class="plain">查看</button>
      <span class="shown">{shown} 个地址</span>
      <a class="export" href={`/permissions.xlsx?${query}`}>
        导出 .xlsx
      </a>
      <button type="button" class="plain" data-print>
        打印
      </button>
    </form>
  )
}

function Marks({ may }: { may: (role: Role) => boolean }) {
  return (
    <>
      {roleNames.map((role) => (
        <td>{may(role) ? <span title={roles[role]}>✓</span> : <span class="full">–</span>}</td>
      ))}
    </>
  )
}
