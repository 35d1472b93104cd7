import type { Typed } from '../../src/http/form.ts'
import type { Problem } from '../../src/kernel/problem.ts'
import { ProblemSummary, TextField } from '../parts/form.tsx'

type SignInProps = { typed: Typed; problems: readonly Problem[]; regionName: string; isExample: boolean }

export function SignIn({ typed, problems, regionName, isExample }: SignInProps) {
  return (
    <section class="sign-in">
      <p>
        <img src="/assets/logo.svg" alt="" width="48" height="48" />
      </p>
      <p>{regionName} 机构编制实名制管理</p>
      {isExample ? <p class="warning">示例数据，人员均为虚构。</p> : null}
      <ProblemSummary problems={problems} />
      <form class="work" method="post" action="/sign-in">
        <input type="hidden" name="to" value={typed.to ?? ''} />
        <fieldset>
          <TextField
            name="account"
            label="账号"
            typed={typed}
            problems={problems}
            required
            width={28}
            autocomplete="username"
          />
          <TextField
            name="password"
            label="密码"
            kind="password"
            typed={typed}
            problems={problems}
            required
            width={28}
            autocomplete="current-password"
          />
          <TextField
            name="code"
            label="动态口令"
            typed={{}}
            problems={problems}
            width={10}
            autocomplete="one-time-code"
            help="已启用动态口令的账号填写 6 位数字，未启用的不填。"
          />
        </fieldset>
        <div class="buttons">
          <button class="main">登录</button>
        </div>
      </form>
    </section>
  )
}
