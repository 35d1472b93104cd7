import { establishmentKindName, establishmentKinds } from '../../src/establishment/establishment-kind.ts'
import type { HeadcountLoan } from '../../src/establishment/headcount-loan.ts'
import { type EstablishmentPosition, vacancies } from '../../src/establishment/vacancy.ts'
import type { Typed } from '../../src/http/form.ts'
import { type IsoDate, inChinese } from '../../src/kernel/dates.ts'
import type { Problem } from '../../src/kernel/problem.ts'
import { choicesOf } from '../../src/organization/organization.ts'
import { DocumentFields } from '../parts/document-fields.tsx'
import { Vacancies } from '../parts/figure.tsx'
import {
  AreaField,
  CsrfField,
  DateField,
  ProblemSummary,
  SelectField,
  TextField,
  TypedAsHidden,
} from '../parts/form.tsx'
import { OrganizationField } from '../parts/organization-field.tsx'

type Form = { typed: Typed; problems: readonly Problem[]; csrfToken: string }
type Names = { names: ReadonlyMap<string, string> }

export function LoanForm({ typed, problems, csrfToken }: Form) {
  const common = { typed, problems, required: true }
  return (
    <form class="work" method="post" action="/headcount-loans/review">
      <ProblemSummary problems={problems} />
      <CsrfField token={csrfToken} />
      <fieldset>
        <legend>周转编制</legend>
        <OrganizationField
          {...common}
          name="lender"
          label="借出单位"
          help="从全区未分配编制借出的，填写行政区名称。"
        />
        <OrganizationField {...common} name="borrower" label="借入单位" />
        <SelectField
          {...common}
          name="establishmentKind"
          label="编制类型"
          choices={choicesOf(establishmentKinds)}
        />
        <TextField {...common} name="count" label="名数" width={6} />
        <DateField {...common} name="effectiveFrom" label="起始日期" />
        <DateField {...common} name="effectiveTo" label="归还日期" help="当日起编制回到借出单位。" />
        <AreaField {...common} required={false} name="note" label="备注" rows={2} />
      </fieldset>
      <DocumentFields {...common} />
      <p class="buttons">
        <button class="main">下一步：核对</button>
      </p>
    </form>
  )
}

type LoanReviewProps = Names & {
  draft: {
    lenderId: string
    borrowerId: string
    establishmentKind: string
    count: number
    effectiveFrom: IsoDate
    effectiveTo: IsoDate
  }
  /** null: the region lends what is not allotted */
  lender: EstablishmentPosition | null
  borrower: EstablishmentPosition
  typed: Typed
  csrfToken: string
}

/** 请核对: before and after of both, and what happens by itself on the end day. */
export function LoanReview({ draft, names, lender, borrower, typed, csrfToken }: LoanReviewProps) {
  const { count, effectiveFrom, effectiveTo } = draft
  const kind = establishmentKindName(draft.establishmentKind)
  const [from, to] = [names.get(draft.lenderId) ?? '', names.get(draft.borrowerId) ?? '']
  return (
    <form class="work" method="post" action="/headcount-loans">
      <CsrfField token={csrfToken} />
      <TypedAsHidden typed={typed} />
      <p class="notice">
        {inChinese(effectiveFrom)}起，{from}
        {lender === null ? '未分配编制' : ''}借给{to}
        {kind} {count} 名，{inChinese(effectiveTo)}自动归还。
      </p>
      <table class="register effect">
        <caption>
          {effectiveFrom} {kind}（单位：名）
        </caption>
        <thead>
          <tr>
            <th scope="col">机构</th>
            {['核定', '借用后核定', '空缺', '借用后空缺'].map((title) => (
              <th scope="col" class="number">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lender === null ? null : <Line title={from} position={lender} change={-count} />}
          <Line title={to} position={borrower} change={count} />
        </tbody>
      </table>
      <p class="note">借用期满前须有相应人员出编，进入借用编制的异动才能登记。</p>
      <div class="buttons">
        <button class="main">登记借出</button>
        <button class="plain" formaction="/headcount-loans/form">
          返回修改
        </button>
      </div>
    </form>
  )
}

function Line({
  title,
  position,
  change,
}: {
  title: string
  position: EstablishmentPosition
  change: number
}) {
  return (
    <tr>
      <th scope="row">{title}</th>
      <td class="number">{position.approved}</td>
      <td class="number">{position.approved + change}</td>
      <td class="number">
        <Vacancies value={vacancies(position)} />
      </td>
      <td class="number">
        <Vacancies value={vacancies(position) + change} />
      </td>
    </tr>
  )
}

/** 提前归还、延期. */
export function LoanEndForm({
  loan,
  names,
  typed,
  problems,
  csrfToken,
}: Form & Names & { loan: HeadcountLoan }) {
  const common = { typed, problems, required: true }
  return (
    <form class="work" method="post" action={`/headcount-loans/${loan.loanId}/end`}>
      <ProblemSummary problems={problems} />
      <CsrfField token={csrfToken} />
      <p class="notice">
        {names.get(loan.lenderId)}借给{names.get(loan.borrowerId)}
        {establishmentKindName(loan.establishmentKind)} {loan.count} 名，{loan.effectiveFrom} 起，
        {loan.effectiveTo} 归还。
      </p>
      <fieldset>
        <legend>变更</legend>
        <DateField {...common} name="effectiveTo" label="归还日期" />
        <AreaField {...common} name="note" label="事由" rows={2} />
      </fieldset>
      <DocumentFields {...common} />
      <p class="buttons">
        <button class="main">登记变更</button>
      </p>
    </form>
  )
}
