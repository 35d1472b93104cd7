import { establishmentKindName, establishmentKinds } from '../../src/establishment/establishment-kind.ts'
import type { VacancyGround } from '../../src/establishment/vacancy-ground.ts'
import type { PlanLine } from '../../src/establishment/vacancy-plan.ts'
import { waysIn } from '../../src/establishment/vacancy-request.ts'
import type { Typed } from '../../src/http/form.ts'
import type { Problem } from '../../src/kernel/problem.ts'
import { choicesOf, wordOf } from '../../src/organization/organization.ts'
import { messageOf } from '../messages.ts'
import {
  AreaField,
  CsrfField,
  ProblemSummary,
  SelectField,
  TextField,
  TypedAsHidden,
} from '../parts/form.tsx'
import { OrganizationField } from '../parts/organization-field.tsx'
import { GroundTable } from './vacancy-plan-tables.tsx'

type Form = { typed: Typed; problems: readonly Problem[]; csrfToken: string }

type PlanFormProps = Form & {
  lines: number
  /** null: the unit is not known yet */
  grounds: readonly VacancyGround[] | null
  today: string
}

/** 申报用编计划: the unit's places beside, then kind, way in, how many and why. */
export function PlanForm({ typed, problems, csrfToken, lines, grounds, today }: PlanFormProps) {
  const common = { typed, problems }
  return (
    <form class="work" method="post" action="/vacancy-plans/review">
      <ProblemSummary problems={problems} />
      <CsrfField token={csrfToken} />
      <input type="hidden" name="lines" value={String(lines)} />
      <fieldset>
        <legend>计划</legend>
        <OrganizationField {...common} required name="organization" label="单位" />
        <TextField {...common} required name="year" label="计划年度" width={6} />
      </fieldset>
      <div class="buttons">
        <button class="plain" formaction="/vacancy-plans/form">
          查看编制情况
        </button>
        <button class="plain" formaction="/vacancy-plans/form" name="copy" value="yes">
          套用上年计划
        </button>
      </div>
      {grounds === null ? (
        <p class="note">填写单位和年度后，点击“查看编制情况”，列出空编、年内退休和最多可申报名数。</p>
      ) : (
        <GroundTable grounds={grounds} year={Number.parseInt(typed.year ?? '', 10)} today={today} />
      )}
      <PlanLineFields {...common} lines={lines} from={0} />
      <p>
        <button class="plain" formaction="/vacancy-plans/form" name="more" value="yes">
          增加行
        </button>
      </p>
      <fieldset>
        <legend>说明</legend>
        <AreaField {...common} name="words" label="申报说明" rows={2} />
      </fieldset>
      <div class="buttons">
        <button class="main">下一步：核对</button>
        <button class="plain" formaction="/vacancy-plans/draft">
          保存草稿
        </button>
      </div>
    </form>
  )
}

/** The lines to fill in, each a group of its own. */
export function PlanLineFields({
  typed,
  problems,
  lines,
  from,
}: Pick<Form, 'typed' | 'problems'> & { lines: number; from: number }) {
  return (
    <>
      {Array.from({ length: lines - from }, (_, place) => {
        const at = from + place
        const common = { typed, problems }
        return (
          <fieldset class="line">
            <legend>第 {at + 1} 行</legend>
            <SelectField
              {...common}
              name={`kind-${at}`}
              label="编制类型"
              choices={choicesOf(establishmentKinds)}
            />
            <SelectField {...common} name={`wayIn-${at}`} label="进入方式" choices={choicesOf(waysIn)} />
            <TextField {...common} name={`count-${at}`} label="名数" width={5} />
            <TextField
              {...common}
              name={`reason-${at}`}
              label="理由"
              width={44}
              placeholder="岗位、缺员情况"
            />
          </fieldset>
        )
      })}
    </>
  )
}

type PlanReviewProps = {
  organizationName: string
  year: number
  lines: readonly PlanLine[]
  grounds: readonly VacancyGround[]
  warnings: readonly Problem[]
  /** who looks at it next */
  chain: readonly string[]
  today: string
  typed: Typed
  csrfToken: string
}

/** 请核对: what will be declared, on what it stands, who looks at it next. */
export function PlanDraftReview(props: PlanReviewProps) {
  const { organizationName, year, lines, grounds, warnings, chain, today, typed, csrfToken } = props
  const total = lines.reduce((sum, { count }) => sum + count, 0)
  return (
    <form class="work" method="post" action="/vacancy-plans">
      <CsrfField token={csrfToken} />
      <TypedAsHidden typed={typed} />
      <p class="notice">
        {organizationName}申报 {year} 年用编计划 {total} 名。申报后依次由{chain.join('、')}
        审核，编委会核定后生效。
      </p>
      {warnings.map((problem) => (
        <p class="warning">该编制类型为提示控制，可以申报：{messageOf(problem)}</p>
      ))}
      <table class="register">
        <caption>申报内容，单位：名</caption>
        <thead>
          <tr>
            <th scope="col">编制类型</th>
            <th scope="col">进入方式</th>
            <th scope="col" class="number">
              申报
            </th>
            <th scope="col">理由</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr>
              <th scope="row">{establishmentKindName(line.establishmentKind)}</th>
              <td>{wordOf(waysIn, line.wayIn)}</td>
              <td class="number">{line.count}</td>
              <td>{line.reason}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colspan={2}>
              合计
            </th>
            <td class="number">{total}</td>
            <td />
          </tr>
        </tfoot>
      </table>
      <GroundTable grounds={grounds} year={year} today={today} />
      <div class="buttons">
        <button class="main">提交申报</button>
        <button class="plain" formaction="/vacancy-plans/form">
          返回修改
        </button>
      </div>
    </form>
  )
}
