import type { Typed } from '../../src/http/form.ts'
import type { Problem } from '../../src/kernel/problem.ts'
import { type Choice, CsrfField, ProblemSummary, SelectField, TextField } from '../parts/form.tsx'

type UserFormProps = {
  typed: Typed
  problems: readonly Problem[]
  units: readonly Choice[]
  csrfToken: string
}

export function UserForm({ typed, problems, units, csrfToken }: UserFormProps) {
  const shared = { typed, problems }
  return (
    <>
      <p>账号建立后没有角色，由安全管理员授予角色后方可办理业务。</p>
      <ProblemSummary problems={problems} />
      <form class="work" method="post" action="/users">
        <CsrfField token={csrfToken} />
        <fieldset>
          <TextField
            {...shared}
            name="account"
            label="账号"
            required
            width={20}
            help="小写字母、数字、点或短横线，以字母开头。"
          />
          <TextField {...shared} name="name" label="姓名" required width={14} />
          <SelectField
            {...shared}
            name="scopeOrganizationId"
            label="查看范围"
            choices={units}
            empty="全部单位"
            help="只能看到该单位及其下属单位；单位联络员须选定本单位。"
          />
        </fieldset>
        <div class="buttons">
          <button class="main">建立账号</button>
        </div>
      </form>
    </>
  )
}
