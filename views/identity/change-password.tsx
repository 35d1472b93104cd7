import type { Problem } from '../../src/kernel/problem.ts'
import { CsrfField, ProblemSummary, TextField } from '../parts/form.tsx'

type ChangePasswordProps = {
  due: 'temporary' | 'aged' | null
  problems: readonly Problem[]
  csrfToken: string
}

export function ChangePassword({ due, problems, csrfToken }: ChangePasswordProps) {
  return (
    <>
      {due === 'temporary' ? (
        <p class="warning">现用密码由管理员设置，须先改为本人密码，再办理其他事项。</p>
      ) : null}
      {due === 'aged' ? <p class="warning">现用密码已使用 90 天以上，须先修改，再办理其他事项。</p> : null}
      <ProblemSummary problems={problems} />
      <form class="work" method="post" action="/account/password">
        <CsrfField token={csrfToken} />
        <fieldset>
          <Password name="current" label="现用密码" problems={problems} autocomplete="current-password" />
        </fieldset>
        <fieldset>
          <Password
            name="wanted"
            label="新密码"
            problems={problems}
            autocomplete="new-password"
            help="至少 10 个字符，含大写字母、小写字母、数字、符号中的三类，不得与最近 5 次用过的相同。"
          />
          <Password
            name="repeated"
            label="再输入一次新密码"
            problems={problems}
            autocomplete="new-password"
          />
        </fieldset>
        <div class="buttons">
          <button class="main">修改密码</button>
        </div>
      </form>
    </>
  )
}

type PasswordProps = {
  name: string
  label: string
  problems: readonly Problem[]
  autocomplete: string
  help?: string
}

function Password(props: PasswordProps) {
  return <TextField kind="password" typed={{}} required width={28} {...props} />
}
