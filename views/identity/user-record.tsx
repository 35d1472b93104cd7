import type { Child } from 'hono/jsx'
import type { Typed } from '../../src/http/form.ts'
import { roleName } from '../../src/identity/role.ts'
import { roles } from '../../src/kernel/permission.ts'
import type { Problem } from '../../src/kernel/problem.ts'
import { type Choice, CsrfField, ProblemSummary, SelectField, TextField } from '../parts/form.tsx'
import { Moment } from '../parts/moment.tsx'

type UserRecordProps = {
  user: {
    id: string
    account: string
    createdAt: Date
    disabledAt: Date | null
    passwordSetAt: Date
    passwordTemporary: boolean
    scopeOrganizationId: string | null
    scopeName: string
    hasSecondFactor: boolean
  }
  grants: readonly { role: string; grantedAt: Date; grantedByName: string; revokedAt: Date | null }[]
  mayWriteUser: boolean
  mayWriteRole: boolean
  units: readonly Choice[]
  typed: Typed
  problems: readonly Problem[]
  csrfToken: string
}

export function UserRecord(props: UserRecordProps) {
  const { user, grants, problems } = props
  const held = grants.filter(({ revokedAt }) => revokedAt === null).map(({ role }) => role)
  return (
    <>
      <ProblemSummary problems={problems} />
      <header class="record">
        <dl class="facts">
          <dt>账号</dt>
          <dd>{user.account}</dd>
          <dt>状态</dt>
          <dd>
            {user.disabledAt === null ? (
              '在用'
            ) : (
              <>
                <Moment at={user.disabledAt} /> 停用
              </>
            )}
          </dd>
          <dt>角色</dt>
          <dd>{held.map(roleName).join('、') || '未授予'}</dd>
          <dt>查看范围</dt>
          <dd>{user.scopeName}</dd>
          <dt>密码</dt>
          <dd>
            <Moment at={user.passwordSetAt} />{' '}
            {user.passwordTemporary ? '由管理员设置，尚未修改' : '由本人设置'}
          </dd>
          <dt>动态口令</dt>
          <dd>{user.hasSecondFactor ? '已启用' : '未启用'}</dd>
          <dt>建立时间</dt>
          <dd>
            <Moment at={user.createdAt} />
          </dd>
        </dl>
      </header>
      <div class="columns">
        <Grants grants={grants} />
        <div>
          {props.mayWriteRole ? <RoleForms {...props} held={held} /> : null}
          {props.mayWriteUser ? <AccountForms {...props} /> : null}
        </div>
      </div>
    </>
  )
}

function Grants({ grants }: Pick<UserRecordProps, 'grants'>) {
  return (
    <section>
      <h2>角色沿革</h2>
      {grants.length === 0 ? (
        <p class="empty">尚未授予角色。角色由安全管理员授予，授予和收回都保留在此。</p>
      ) : (
        <ol class="timeline">
          {grants.map(({ role, grantedAt, grantedByName, revokedAt }) => (
            <li>
              <span class={revokedAt === null ? '' : 'struck'}>{roleName(role)}</span>
              {'　'}
              <Moment at={grantedAt} /> 授予（{grantedByName}）
              {revokedAt === null ? null : (
                <>
                  ，<Moment at={revokedAt} /> 收回
                </>
              )}
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}

function RoleForms({ held, ...props }: UserRecordProps & { held: readonly string[] }) {
  const choice = (role: string) => ({ value: role, label: roleName(role) })
  const grantable = Object.keys(roles).filter((role) => !held.includes(role))
  return (
    <>
      <Act {...props} path="roles" title="授予角色" button="授予">
        <SelectField
          name="roles-role"
          label="角色"
          typed={props.typed}
          problems={props.problems}
          choices={grantable.map(choice)}
          required
        />
      </Act>
      {held.length === 0 ? null : (
        <Act {...props} path="role-endings" title="收回角色" button="收回">
          <SelectField
            name="role-endings-role"
            label="角色"
            typed={props.typed}
            problems={props.problems}
            choices={held.map(choice)}
            required
          />
        </Act>
      )}
    </>
  )
}

function AccountForms(props: UserRecordProps) {
  const { user } = props
  const scope = { 'scope-scopeOrganizationId': user.scopeOrganizationId ?? '', ...props.typed }
  return (
    <>
      <Act {...props} path="scope" title="更改查看范围" button="更改范围">
        <SelectField
          name="scope-scopeOrganizationId"
          label="查看范围"
          typed={scope}
          problems={props.problems}
          choices={props.units}
          empty="全部单位"
        />
      </Act>
      <Act {...props} path="password" title="重置密码" button="重置密码" />
      {user.disabledAt === null ? (
        <Act {...props} path="disabling" title="停用账号" button="停用" />
      ) : (
        <Act {...props} path="enabling" title="启用账号" button="启用" />
      )}
    </>
  )
}

type ActProps = UserRecordProps & { path: string; title: string; button: string; children?: Child }

/** One change with its reason. */
function Act({ user, path, title, button, typed, problems, csrfToken, children }: ActProps) {
  return (
    <form class="work" method="post" action={`/users/${user.id}/${path}`}>
      <CsrfField token={csrfToken} />
      <fieldset>
        <legend>{title}</legend>
        {children}
        <TextField
          name={`${path}-reason`}
          label="事由"
          typed={typed}
          problems={problems}
          required
          width={30}
        />
      </fieldset>
      <div class="buttons">
        <button class="plain">{button}</button>
      </div>
    </form>
  )
}
