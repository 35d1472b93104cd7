import {
  type Declaration,
  type Permission,
  permissions,
  type Role,
  roles,
} from '../../src/kernel/permission.ts'
import { permissionWords } from './permission-words.ts'

export type RouteRow = { method: string; path: string; declaration: Declaration }

const roleNames = Object.keys(roles) as Role[]
const permissionNames = Object.keys(permissions) as Permission[]

export function PermissionTable({ routes }: { routes: readonly RouteRow[] }) {
  return (
    <>
      <p class="note">
        三员分立：系统管理员、安全管理员、审计管理员不得由一人兼任，不兼任业务角色，看不到人员和工资。
        有查看范围的用户，以下权限只及于本单位及其下属单位。
      </p>
      <div class="scroll" role="region" aria-label="角色与权限" tabindex={0}>
        <table class="register wide-print">
          <caption>角色与权限</caption>
          <thead>
            <tr>
              <th scope="col">权限</th>
              {roleNames.map((role) => (
                <th scope="col">{roles[role]}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {permissionNames.map((name) => (
              <tr>
                <th scope="row">{permissionWords[name]}</th>
                <Marks declaration={name} />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div class="scroll" role="region" aria-label="角色与页面" tabindex={0}>
        <table class="register wide-print">
          <caption>角色与页面　共 {routes.length} 个地址</caption>
          <thead>
            <tr>
              <th scope="col">地址</th>
              <th scope="col">方式</th>
              <th scope="col">所需权限</th>
              {roleNames.map((role) => (
                <th scope="col">{roles[role]}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {routes.map(({ method, path, declaration }) => (
              <tr>
                <th scope="row">
                  <code>{path}</code>
                </th>
                <td>{method === 'GET' ? '查看' : '办理'}</td>
                <td>{permissionWords[declaration]}</td>
                <Marks declaration={declaration} />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}

function Marks({ declaration }: { declaration: Declaration }) {
  return (
    <>
      {roleNames.map((role) => {
        const may = mayUse(declaration, role)
        return <td>{may ? <span title={roles[role]}>✓</span> : <span class="full">–</span>}</td>
      })}
    </>
  )
}

function mayUse(declaration: Declaration, role: Role): boolean {
  if (declaration === 'anyone' || declaration === 'signed-in') return true
  const holders: readonly Role[] = permissions[declaration]
  return holders.includes(role)
}
