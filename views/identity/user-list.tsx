import { roleName } from '../../src/identity/role.ts'
import { Moment } from '../parts/moment.tsx'

type UserRow = {
  id: string
  account: string
  name: string
  roles: readonly string[]
  scopeName: string
  createdAt: Date
  disabledAt: Date | null
}

export function UserList({ rows }: { rows: readonly UserRow[] }) {
  const open = rows.filter(({ disabledAt }) => disabledAt === null).length
  return (
    <table class="register">
      <caption>
        用户　共 {rows.length} 个账号，在用 {open} 个
      </caption>
      <thead>
        <tr>
          <th scope="col">账号</th>
          <th scope="col">姓名</th>
          <th scope="col">角色</th>
          <th scope="col">查看范围</th>
          <th scope="col">状态</th>
          <th scope="col">建立时间</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr>
            <th scope="row">
              <a href={`/users/${row.id}`}>{row.account}</a>
            </th>
            <td>{row.name}</td>
            <td>{row.roles.map(roleName).join('、') || '未授予'}</td>
            <td>{row.scopeName}</td>
            <td>{row.disabledAt === null ? '在用' : <span class="tag">停用</span>}</td>
            <td>
              <Moment at={row.createdAt} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
