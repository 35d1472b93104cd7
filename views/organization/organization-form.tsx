import type { Child } from 'hono/jsx'
import type { Typed } from '../../src/http/form.ts'
import type { Problem } from '../../src/kernel/problem.ts'
import {
  choicesOf,
  fundings,
  organizationCategories,
  organizationNatures,
  organizationRanks,
} from '../../src/organization/organization.ts'
import { type FactChange, tellableFacts } from '../../src/organization/organization-record.ts'
import { DocumentFields } from '../parts/document-fields.tsx'
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
import { factWords } from './fact-words.ts'

type Form = { typed: Typed; problems: readonly Problem[] }

export type FieldGroup = 'identity' | 'names' | 'place' | 'character' | 'particulars'

type OrganizationFormProps = Form & {
  action: string
  groups: readonly FieldGroup[]
  /** what the day means on this form */
  dayLabel: string
  summaryLabel: string
  summaryRequired: boolean
  button: string
  csrfToken: string
  children?: Child
}

/** One form for every event: the groups of fields it asks, the day, the paper, the words for the 沿革. */
export function OrganizationForm(props: OrganizationFormProps) {
  const {
    typed,
    problems,
    action,
    groups,
    dayLabel,
    summaryLabel,
    summaryRequired,
    button,
    csrfToken,
    children,
  } = props
  const form = { typed, problems }
  return (
    <form class="work" method="post" action={action}>
      <ProblemSummary problems={problems} />
      <CsrfField token={csrfToken} />
      {children}
      {groups.includes('identity') ? <Identity {...form} /> : null}
      {groups.includes('names') ? <Names {...form} /> : null}
      {groups.includes('place') ? <Place {...form} /> : null}
      {groups.includes('character') ? <Character {...form} /> : null}
      {groups.includes('particulars') ? <Particulars {...form} /> : null}
      <fieldset>
        <legend>生效</legend>
        <DateField {...form} required name="effectiveOn" label={dayLabel} />
        <AreaField {...form} required={summaryRequired} name="summary" label={summaryLabel} rows={2} />
      </fieldset>
      <DocumentFields {...form} />
      <p class="buttons">
        <button class="main">{button}</button>
      </p>
    </form>
  )
}

function Identity(form: Form) {
  return (
    <fieldset>
      <legend>身份</legend>
      <TextField
        {...form}
        required
        name="code"
        label="机构编码"
        width={16}
        help="不与任何机构重复，撤销后也不再用。"
      />
      <SelectField
        {...form}
        required
        name="kind"
        label="层次"
        choices={[
          { value: 'unit', label: '机构' },
          { value: 'division', label: '内设机构' },
        ]}
      />
    </fieldset>
  )
}

function Names(form: Form) {
  return (
    <fieldset>
      <legend>名称</legend>
      <TextField {...form} required name="name" label="全称" width={44} />
      <TextField {...form} required name="shortName" label="简称" width={24} />
      <TextField {...form} name="otherNames" label="挂牌名称" width={60} help="多个名称用顿号分开。" />
    </fieldset>
  )
}

function Place(form: Form) {
  return (
    <fieldset>
      <legend>隶属</legend>
      <OrganizationField {...form} required name="parent" label="上级机构" help="直属本区的填写本区名称。" />
      <OrganizationField {...form} name="supervisor" label="主管部门" />
    </fieldset>
  )
}

function Character(form: Form) {
  return (
    <fieldset>
      <legend>性质</legend>
      <SelectField
        {...form}
        required
        name="category"
        label="类别"
        choices={choicesOf(organizationCategories)}
      />
      <SelectField {...form} required name="nature" label="性质" choices={choicesOf(organizationNatures)} />
      <SelectField {...form} name="rank" label="规格" choices={choicesOf(organizationRanks)} empty="未定" />
      <SelectField {...form} name="funding" label="经费形式" choices={choicesOf(fundings)} empty="无" />
    </fieldset>
  )
}

function Particulars(form: Form) {
  return (
    <fieldset>
      <legend>登记事项</legend>
      <TextField {...form} name="creditCode" label="统一社会信用代码" width={20} />
      <TextField {...form} name="legalRepresentative" label="法定代表人" width={12} />
      <TextField {...form} name="budgetUnitCode" label="预算单位编码" width={14} />
      <TextField
        {...form}
        name="functionClass"
        label="支出功能分类（款）"
        width={8}
        help="5 位数字，例如 20131。"
      />
      <TextField {...form} name="address" label="地址" width={60} />
      <AreaField
        {...form}
        name="duties"
        label="主要职责"
        rows={5}
        width={80}
        help="按三定规定填写，每条一行。"
      />
    </fieldset>
  )
}

type OrganizationReviewProps = Form & {
  action: string
  back: string
  sentence: string
  changes: FactChange[]
  names: ReadonlyMap<string, string>
  button: string
  csrfToken: string
}

/** 请核对: old → new in one table, then one button with the verb. */
export function OrganizationReview(props: OrganizationReviewProps) {
  const { typed, problems, action, back, sentence, changes, names, button, csrfToken } = props
  return (
    <form class="work" method="post" action={action}>
      <ProblemSummary problems={problems} />
      <CsrfField token={csrfToken} />
      <TypedAsHidden typed={typed} />
      <p>{sentence}</p>
      {changes.length === 0 ? null : (
        <table class="register effect">
          <caption>登记后的变化</caption>
          <thead>
            <tr>
              <th scope="col">事项</th>
              <th scope="col">登记前</th>
              <th scope="col">登记后</th>
            </tr>
          </thead>
          <tbody>
            {changes.map(({ fact, before, after }) => (
              <tr>
                <th scope="row">{tellableFacts[fact]}</th>
                <td>{factWords(fact, before, names)}</td>
                <td>{factWords(fact, after, names)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p>
        依据：{typed.documentNumber} {typed.documentTitle}（{typed.documentIssuer} {typed.documentIssuedOn}）
      </p>
      <p class="buttons">
        <button class="main">{button}</button>
        <button class="plain" formaction={back}>
          返回修改
        </button>
      </p>
    </form>
  )
}

type EventChoiceProps = { name: string; choices: { title: string; words: string; href: string }[] }

/** 办理机构事项: which one. */
export function EventChoice({ name, choices }: EventChoiceProps) {
  return (
    <>
      <p>为“{name}”办理：</p>
      <ul class="event-choices">
        {choices.map(({ title, words, href }) => (
          <li>
            <a href={href}>{title}</a>
            <div class="note">{words}</div>
          </li>
        ))}
      </ul>
    </>
  )
}
