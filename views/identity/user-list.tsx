import type { List, ListColumn } from '../../src/http/list.ts'
import { roleName } from '../../src/identity/role.ts'
import { FilterChoice } from '../parts/filter-choice.tsx'
import { ListTable, ListTools } from '../parts/list-table.tsx'
import { beijingMinute, Moment } from '../parts/moment.tsx'

export type UserRow = {
  id: string
  account: string
  name: string
  roles: readonly string[]
  scopeName: string
  createdAt: Date
  disabledAt: Date | null
}

export const userColumns: readonly ListColumn<UserRow>[] = [
  {
    key: 'account',
    title: '账号',
    width: 20,
    kind: 'code',
    value: ({ account }) => account,
    cell: ({ id, account }) => <a href={`/users/${id}`}>{account}</a>,
  },
  { key: 'name', title: '姓名', width: 14, kind: 'code', value: ({ name }) => name },
  {
    key: 'roles',
    title: '角色',
    width: 30,
    value: ({ roles }) => roles.map(roleName).join('、') || '未授予',
  },
  { key: 'scope', title: '查看范围', width: 30, value: ({ scopeName }) => scopeName },
  {
    key: 'state',
    title: '状态',
    width: 8,
    kind: 'code',
    value: ({ disabledAt }) => (disabledAt === null ? '在用' : '停用'),
    cell: ({ disabledAt }) => (disabledAt === null ? '在用' : <span class="tag">停用</span>),
  },
  {
    key: 'createdAt',
    title: '建立时间',
    width: 18,
    kind: 'date',
    value: ({ createdAt }) => beijingMinute(createdAt),
    cell: ({ createdAt }) => <Moment at={createdAt} />,
  },
]

type UserListProps = {
  list: List<UserRow>
  asked: { role: string; state: string }
  roles: readonly { value: string; label: string }[]
}

export function UserList({ list, asked, roles }: UserListProps) {
  return (
    <section id="users">
      <form class="filters" method="get" action="/users" aria-label="筛选用户">
        <FilterChoice name="role" label="角色" choices={roles} chosen={asked.role} />
        <FilterChoice
          name="state"
          label="状态"
          choices={[
            { value: 'open', label: '在用' },
            { value: 'disabled', label: '停用' },
          ]}
          chosen={asked.state}
        />
        <button class="plain">查看</button>
        <ListTools list={list} counted="个账号" />
      </form>
      {list.count === 0 ? (
        <p class="empty">没有符合条件的账号。账号由系统管理员用“建立账号”建立，角色由安全管理员授予。</p>
      ) : (
        <ListTable list={list} caption="用户" counted="个账号" />
      )}
    </section>
  )
}
