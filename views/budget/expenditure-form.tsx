import { economicItemName, functionItemName } from '../../src/budget/account-code.ts'
import type { BudgetLineRow } from '../../src/budget/budget-line.ts'
import type { Typed } from '../../src/http/form.ts'
import { formatYuan } from '../../src/kernel/money.ts'
import type { Problem } from '../../src/kernel/problem.ts'
import type { Organization } from '../../src/organization/organization.ts'
import { CsrfField, ProblemSummary, SelectField, TextField } from '../parts/form.tsx'

type ExpenditureFormProps = {
  unit: Organization
  year: number
  lines: readonly BudgetLineRow[]
  typed: Typed
  problems: readonly Problem[]
  csrfToken: string
}

/** 登记支出: one payment of one budget line, with what the line has left. */
export function ExpenditureForm({ unit, year, lines, typed, problems, csrfToken }: ExpenditureFormProps) {
  const common = { typed, problems, required: true }
  return (
    <form
      class="work"
      method="post"
      action={`/expenditures?organizationId=${unit.organizationId}&year=${year}`}
    >
      <CsrfField token={csrfToken} />
      <ProblemSummary problems={problems} />
      <fieldset>
        <legend>{year} 年支出</legend>
        <SelectField
          {...common}
          name="line"
          label="预算科目"
          choices={lines.map((line) => ({
            value: `${line.projectCode} ${line.functionCode} ${line.economicCode}`,
            label:
              `${line.projectName} · ${functionItemName(line.functionCode)} · ${line.economicCode} ` +
              `${economicItemName(line.economicCode)}（可用 ${formatYuan(line.adjusted.minus(line.executed))} 元）`,
          }))}
        />
        <TextField {...common} name="month" label="月份" width={4} />
        <TextField {...common} name="amount" label="金额（元）" width={16} />
        <TextField {...common} name="summary" label="摘要" width={50} />
        <TextField {...common} required={false} name="voucherNumber" label="凭证号" width={20} />
      </fieldset>
      <div class="buttons">
        <button class="main">登记支出</button>
      </div>
    </form>
  )
}
