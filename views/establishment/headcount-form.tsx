import { establishmentKinds } from '../../src/establishment/establishment-kind.ts'
import type { Typed } from '../../src/http/form.ts'
import type { Problem } from '../../src/kernel/problem.ts'
import { choicesOf } from '../../src/organization/organization.ts'
import { DocumentFields } from '../parts/document-fields.tsx'
import { AreaField, CsrfField, DateField, ProblemSummary, SelectField, TextField } from '../parts/form.tsx'
import { OrganizationField } from '../parts/organization-field.tsx'

type FormProps = { typed: Typed; problems: readonly Problem[]; csrfToken: string }

/** 登记编制: one row as the paper says it; what it does is shown on the next page. */
export function HeadcountForm({ typed, problems, csrfToken }: FormProps) {
  const common = { typed, problems, required: true }
  return (
    <form class="work" method="post" action="/headcounts/review">
      <ProblemSummary problems={problems} />
      <CsrfField token={csrfToken} />
      <fieldset>
        <legend>核定事项</legend>
        <OrganizationField {...common} name="organization" label="机构" help="调整总量时填写本区名称。" />
        <SelectField
          {...common}
          name="establishmentKind"
          label="编制类型"
          choices={choicesOf(establishmentKinds)}
        />
        <SelectField
          {...common}
          name="direction"
          label="增减"
          choices={[
            { value: 'more', label: '增编' },
            { value: 'fewer', label: '减编' },
          ]}
        />
        <TextField {...common} name="count" label="名数" width={6} />
        <DateField {...common} name="effectiveOn" label="生效日期" help="自这一天起计入核定编制。" />
      </fieldset>
      <DocumentFields typed={typed} problems={problems} />
      <fieldset>
        <legend>备注</legend>
        <AreaField typed={typed} problems={problems} name="note" label="变化原因" rows={2} />
      </fieldset>
      <p class="buttons">
        <button class="main">下一步：核对</button>
      </p>
    </form>
  )
}

/** 冻结: places not to be filled for a time. */
export function FreezeForm({ typed, problems, csrfToken }: FormProps) {
  const common = { typed, problems, required: true }
  return (
    <form class="work" method="post" action="/freezes">
      <ProblemSummary problems={problems} />
      <CsrfField token={csrfToken} />
      <fieldset>
        <legend>冻结事项</legend>
        <OrganizationField {...common} name="organization" label="机构" />
        <SelectField
          {...common}
          name="establishmentKind"
          label="编制类型"
          choices={choicesOf(establishmentKinds)}
        />
        <TextField {...common} name="count" label="冻结名数" width={6} />
        <DateField {...common} name="effectiveFrom" label="起始日期" />
        <DateField
          typed={typed}
          problems={problems}
          name="effectiveTo"
          label="解冻日期"
          help="这一天起不再冻结；未定的不填。"
        />
      </fieldset>
      <DocumentFields typed={typed} problems={problems} />
      <fieldset>
        <legend>备注</legend>
        <AreaField typed={typed} problems={problems} name="note" label="冻结原因" rows={2} />
      </fieldset>
      <p class="buttons">
        <button class="main">登记冻结</button>
      </p>
    </form>
  )
}
