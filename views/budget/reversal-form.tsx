import { economicItemName, functionItemName } from '../../src/budget/account-code.ts'
import type { ExpenditureRow } from '../../src/budget/expenditure.ts'
import type { Typed } from '../../src/http/form.ts'
import { formatYuan } from '../../src/kernel/money.ts'
import type { Problem } from '../../src/kernel/problem.ts'
import { AreaField, CsrfField, ProblemSummary } from '../parts/form.tsx'

/** 冲销: the payment stays and a negative row takes it back. */
export function ReversalForm({
  row,
  typed,
  problems,
  csrfToken,
}: {
  row: ExpenditureRow
  typed: Typed
  problems: readonly Problem[]
  csrfToken: string
}) {
  return (
    <form class="work" method="post" action={`/expenditures/${row.expenditureId}/reversal`}>
      <CsrfField token={csrfToken} />
      <ProblemSummary problems={problems} />
      <p class="notice">
        冲销 {row.year} 年 {row.month} 月“{row.summary}”{formatYuan(row.amount)} 元（{row.projectName}，
        {functionItemName(row.functionCode)}，{economicItemName(row.economicCode)}
        ）。原记录保留，另记一笔负数。
      </p>
      <fieldset>
        <legend>冲销</legend>
        <AreaField name="reason" label="理由" required typed={typed} problems={problems} rows={2} />
      </fieldset>
      <div class="buttons">
        <button class="main">冲销</button>
      </div>
    </form>
  )
}
