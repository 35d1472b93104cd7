import { roleName } from '../../src/identity/role.ts'
import { CsrfField } from '../parts/form.tsx'
import { Moment } from '../parts/moment.tsx'

export type AccountFacts = {
  account: string
  name: string
  roles: readonly string[]
  passwordSetAt: Date
  secondFactorSince: Date | null
  sessions: { current: boolean; createdAt: Date; address: string }[]
  signIns: { at: Date; action: string; from: string; reason: string | null }[]
}

type AccountProps = { facts: AccountFacts; said: string | undefined; csrfToken: string }

const sayings: Readonly<Record<string, string>> = {
  password: '密码已修改，其他登录已结束。',
  sessions: '其他登录已结束。如非本人登录，请立即修改密码。',
  'second-factor': '动态口令已启用，下次登录时须填写。',
  'no-second-factor': '动态口令已停用。',
}

export function Account({ facts, said, csrfToken }: AccountProps) {
  const saying = sayings[said ?? '']
  return (
    <>
      {saying === undefined ? null : (
        <p class="notice" role="status">
          {saying}
        </p>
      )}
      <header class="record">
        <dl class="facts">
          <dt>账号</dt>
          <dd>{facts.account}</dd>
          <dt>姓名</dt>
          <dd>{facts.name}</dd>
          <dt>角色</dt>
          <dd>{facts.roles.map(roleName).join('、') || '尚未授予角色'}</dd>
          <dt>密码</dt>
          <dd>
            <Moment at={facts.passwordSetAt} /> 设置{'　'}
            <a class="plain" href="/account/password">
              修改密码
            </a>
          </dd>
          <dt>动态口令</dt>
          <dd>
            {facts.secondFactorSince === null ? (
              '未启用'
            ) : (
              <>
                <Moment at={facts.secondFactorSince} /> 启用
              </>
            )}
            {'　'}
            <a class="plain" href="/account/second-factor">
              {facts.secondFactorSince === null ? '启用' : '停用'}
            </a>
          </dd>
        </dl>
      </header>
      <Sessions sessions={facts.sessions} csrfToken={csrfToken} />
      <SignIns signIns={facts.signIns} />
    </>
  )
}

function Sessions({ sessions, csrfToken }: { sessions: AccountFacts['sessions']; csrfToken: string }) {
  return (
    <section>
      <table class="register">
        <caption>当前登录</caption>
        <thead>
          <tr>
            <th scope="col">登录时间</th>
            <th scope="col">来源地址</th>
            <th scope="col">说明</th>
          </tr>
        </thead>
        <tbody>
          {sessions.map(({ createdAt, address, current }) => (
            <tr>
              <td>
                <Moment at={createdAt} />
              </td>
              <td>{address}</td>
              <td>{current ? '本次登录' : '其他登录'}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {sessions.length > 1 ? (
        <form method="post" action="/account/other-sessions/ending" class="buttons">
          <CsrfField token={csrfToken} />
          <button class="plain">结束其他登录</button>
        </form>
      ) : null}
    </section>
  )
}

function SignIns({ signIns }: { signIns: AccountFacts['signIns'] }) {
  return (
    <table class="register">
      <caption>登录记录（最近 50 条）</caption>
      <thead>
        <tr>
          <th scope="col">时间</th>
          <th scope="col">来源地址</th>
          <th scope="col">结果</th>
        </tr>
      </thead>
      <tbody>
        {signIns.map(({ at, from, action }) => (
          <tr>
            <td>
              <Moment at={at} />
            </td>
            <td>{from}</td>
            <td class={action === 'session.refusal' ? 'over' : ''}>{results[action] ?? action}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const results: Readonly<Record<string, string>> = {
  'session.sign-in': '登录',
  'session.sign-out': '退出',
  'session.refusal': '登录被拒绝',
  'session.end-others': '结束其他登录',
}
