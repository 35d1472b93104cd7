import type { Control } from '../../src/establishment/establishment-control.ts'
import { establishmentKindName, establishmentKinds } from '../../src/establishment/establishment-kind.ts'
import { type PositionAhead, vacancies } from '../../src/establishment/vacancy.ts'
import { type PlanStanding, planLeft } from '../../src/establishment/vacancy-plan-draw.ts'
import { waysIn } from '../../src/establishment/vacancy-request.ts'
import type { Typed } from '../../src/http/form.ts'
import type { Problem } from '../../src/kernel/problem.ts'
import { choicesOf } from '../../src/organization/organization.ts'
import { DocumentFields } from '../parts/document-fields.tsx'
import { Vacancies } from '../parts/figure.tsx'
import { AreaField, CsrfField, ProblemSummary, SelectField, TextField } from '../parts/form.tsx'
import { OrganizationField } from '../parts/organization-field.tsx'

/** How a unit, kind and year stand while the form is filled in. */
export type VacancyChecked = {
  organizationName: string
  establishmentKind: string
  now: PositionAhead
  /** the day from the present on with the fewest places */
  tightest: PositionAhead
  year: number
  standing: PlanStanding
  control: Control
}

type FormProps = {
  typed: Typed
  problems: readonly Problem[]
  checked: VacancyChecked | null
  csrfToken: string
}

/** 用编申请: which unit, which kind, how many, by which way, why; places and plan are shown beside. */
export function VacancyRequestForm({ typed, problems, checked, csrfToken }: FormProps) {
  const common = { typed, problems, required: true }
  return (
    <form class="work" method="post" action="/vacancy-requests">
      <ProblemSummary problems={problems} />
      <CsrfField token={csrfToken} />
      <fieldset>
        <legend>申请事项</legend>
        <OrganizationField {...common} name="organization" label="用编单位" />
        <SelectField
          {...common}
          name="establishmentKind"
          label="编制类型"
          choices={choicesOf(establishmentKinds)}
        />
        <TextField {...common} name="count" label="申请名数" width={6} />
        <SelectField {...common} name="wayIn" label="进入方式" choices={choicesOf(waysIn)} />
        <TextField {...common} name="planYear" label="计划年度" width={6} />
      </fieldset>
      <VacancyCheck checked={checked} />
      <fieldset>
        <legend>理由</legend>
        <AreaField {...common} name="reason" label="用编理由" rows={3} help="岗位、职责、缺员情况。" />
      </fieldset>
      <BeyondPlan typed={typed} problems={problems} />
      <p class="buttons">
        <button class="main">提交审核</button>
      </p>
    </form>
  )
}

/** Fetched anew when unit, kind or year change; the frame that listens stays. */
export function VacancyCheck({ checked }: { checked: VacancyChecked | null }) {
  return (
    <div
      id="vacancy-check"
      hx-get="/vacancy-requests/check"
      hx-trigger="change from:#organization, change from:#establishmentKind, change from:#planYear"
      hx-sync="replace"
      hx-include="#organization, #establishmentKind, #planYear"
      hx-target="#vacancy-check"
      hx-swap="innerHTML"
      aria-live="polite"
    >
      <VacancyChecks checked={checked} />
    </div>
  )
}

export function VacancyChecks({ checked }: { checked: VacancyChecked | null }) {
  return checked === null ? null : <Checked {...checked} />
}

function Checked({
  organizationName,
  establishmentKind,
  now,
  tightest,
  year,
  standing,
  control,
}: VacancyChecked) {
  return (
    <p class="notice">
      {organizationName}
      {establishmentKindName(establishmentKind)}：核定 {now.approved} 名，实有 {now.occupied} 名，已批未用{' '}
      {now.reserved} 名，冻结 {now.frozen} 名，空缺 <Vacancies value={vacancies(now)} />
      {tightest.on === now.on ? '' : `，${tightest.on} 起空缺 ${Math.max(vacancies(tightest), 0)} 名`}。
      <br />
      <PlanSentence standing={standing} year={year} control={control} />
    </p>
  )
}

/** 2024 年用编计划：核定 5 名，已申请 3 名，剩余 2 名。 */
export function PlanSentence({
  standing,
  year,
  control,
}: Pick<VacancyChecked, 'standing' | 'year' | 'control'>) {
  if (standing.planId === null) {
    return (
      <>
        {year} 年没有核定的用编计划
        {control === 'stop' ? '，须按计划外用编办理' : ''}。
      </>
    )
  }
  const left = planLeft(standing)
  return (
    <>
      {year} 年用编计划：核定 {standing.planned} 名，已申请 {standing.requested} 名，
      {left < 0 ? <span class="over">超计划 {-left} 名</span> : `剩余 ${left} 名`}。
    </>
  )
}

/** 计划外: open where it was ticked or something in it is wrong. */
function BeyondPlan({ typed, problems }: Pick<FormProps, 'typed' | 'problems'>) {
  const fields = ['beyondPlanReason', 'documentNumber', 'documentIssuedOn', 'documentIssuer', 'documentTitle']
  const open =
    typed.beyondPlan === 'yes' ||
    problems.some(({ code, field }) => code === 'beyond-plan' || fields.includes(field))
  return (
    <details open={open}>
      <summary>计划外用编</summary>
      <p class="field">
        <label>
          <input
            id="beyondPlan"
            type="checkbox"
            name="beyondPlan"
            value="yes"
            checked={typed.beyondPlan === 'yes'}
          />{' '}
          计划外，不占用年度用编计划
        </label>
      </p>
      <AreaField
        typed={typed}
        problems={problems}
        name="beyondPlanReason"
        label="计划外理由"
        rows={2}
        help="勾选计划外时必填，并填写批准文件。"
      />
      <DocumentFields typed={typed} problems={problems} />
    </details>
  )
}
