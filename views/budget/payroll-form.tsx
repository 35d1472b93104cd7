import type { Typed } from '../../src/http/form.ts'
import type { Problem } from '../../src/kernel/problem.ts'
import { CsrfField, ProblemSummary, TextField } from '../parts/form.tsx'

/** 登记人员经费发放: the pay of a month for all units at once. */
export function PayrollForm({
  typed,
  problems,
  csrfToken,
}: {
  typed: Typed
  problems: readonly Problem[]
  csrfToken: string
}) {
  const common = { typed, problems, required: true }
  return (
    <form class="work" method="post" action="/payrolls">
      <CsrfField token={csrfToken} />
      <ProblemSummary problems={problems} />
      <p class="notice">
        按在编人员当月应发金额登记全区人员经费支出；本年以前月份的补发、补扣一并计入。每月只登记一次。
      </p>
      <fieldset>
        <legend>发放月份</legend>
        <TextField {...common} name="year" label="年度" width={6} />
        <TextField {...common} name="month" label="月份" width={4} />
      </fieldset>
      <div class="buttons">
        <button class="main">登记发放</button>
      </div>
    </form>
  )
}
