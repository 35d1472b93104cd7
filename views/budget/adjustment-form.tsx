import { economicItemName, functionItemName } from '../../src/budget/account-code.ts'
import { formLines, lineFields } from '../../src/budget/adjustment-form.ts'
import { adjustmentKinds, documentKinds } from '../../src/budget/budget-adjustment.ts'
import type { BudgetLineRow } from '../../src/budget/budget-line.ts'
import type { BudgetProject } from '../../src/budget/project-code.ts'
import type { Typed } from '../../src/http/form.ts'
import type { Problem } from '../../src/kernel/problem.ts'
import type { Organization } from '../../src/organization/organization.ts'
import { DocumentFields } from '../parts/document-fields.tsx'
import {
  AreaField,
  CsrfField,
  DateField,
  described,
  Field,
  ProblemSummary,
  SelectField,
} from '../parts/form.tsx'

type AdjustmentFormProps = {
  unit: Organization
  year: number
  projects: readonly BudgetProject[]
  lines: readonly BudgetLineRow[]
  typed: Typed
  problems: readonly Problem[]
  csrfToken: string
}

/** 追加、压减、调剂 by a document, with several lines. */
export function AdjustmentForm(props: AdjustmentFormProps) {
  const { unit, year, typed, problems, csrfToken } = props
  const common = { typed, problems, required: true }
  const address = `/budget-adjustments?organizationId=${unit.organizationId}&year=${year}`
  return (
    <form class="work" method="post" action={address}>
      <CsrfField token={csrfToken} />
      <ProblemSummary problems={problems} />
      <fieldset>
        <legend>调整事项</legend>
        <SelectField
          {...common}
          name="kind"
          label="种类"
          choices={documentKinds.map((kind) => ({ value: kind, label: adjustmentKinds[kind] }))}
          help="追加填正数，压减填负数，调剂各行合计为零。"
        />
        <DateField {...common} name="effectiveOn" label="生效日期" />
        <AreaField {...common} name="reason" label="事由" rows={2} />
      </fieldset>
      <DocumentFields typed={typed} problems={problems} />
      <Lines {...props} />
      <div class="buttons">
        <button class="main">提交财政受理</button>
      </div>
    </form>
  )
}

function Lines({ projects, lines, typed, problems }: AdjustmentFormProps) {
  const functions = [...new Set(lines.map(({ functionCode }) => functionCode))].sort()
  const economics = [...new Set(lines.map(({ economicCode }) => economicCode))].sort()
  return (
    <>
      <datalist id="function-codes">
        {functions.map((code) => (
          <option value={code}>{functionItemName(code)}</option>
        ))}
      </datalist>
      <datalist id="economic-codes">
        {economics.map((code) => (
          <option value={code}>{economicItemName(code)}</option>
        ))}
      </datalist>
      {Array.from({ length: formLines }, (_, at) => {
        const fields = lineFields(at)
        const common = { typed, problems }
        return (
          <fieldset class="line">
            <legend>第 {at + 1} 行</legend>
            <SelectField
              {...common}
              name={fields.project}
              label="项目"
              choices={projects.map(({ code, name }) => ({ value: code, label: `${name} ${code}` }))}
            />
            <CodeField {...common} name={fields.function} label="功能科目" list="function-codes" digits={7} />
            <CodeField {...common} name={fields.economic} label="经济科目" list="economic-codes" digits={5} />
            <CodeField {...common} name={fields.amount} label="金额（元）" list={undefined} digits={14} />
          </fieldset>
        )
      })}
    </>
  )
}

type CodeFieldProps = {
  name: string
  label: string
  typed: Typed
  problems: readonly Problem[]
  list: string | undefined
  digits: number
}

function CodeField(props: CodeFieldProps) {
  const { name, typed, list, digits } = props
  return (
    <Field {...props}>
      <input
        id={name}
        name={name}
        value={typed[name] ?? ''}
        size={digits}
        maxlength={30}
        list={list}
        inputmode="decimal"
        autocomplete="off"
        {...described(props)}
      />
    </Field>
  )
}
