import { establishmentKindName } from '../../src/establishment/establishment-kind.ts'
import { vacancies } from '../../src/establishment/vacancy.ts'
import { expectedVacancies } from '../../src/establishment/vacancy-ground.ts'
import { countOf, type PlanLine, type VacancyPlan } from '../../src/establishment/vacancy-plan.ts'
import type { PlanSummaryRow, PlanTotals } from '../../src/establishment/vacancy-plan-summary.ts'
import { waysIn } from '../../src/establishment/vacancy-request.ts'
import type { Typed } from '../../src/http/form.ts'
import type { Link } from '../../src/http/viewpoint.ts'
import type { Problem } from '../../src/kernel/problem.ts'
import { wordOf } from '../../src/organization/organization.ts'
import { messageOf } from '../messages.ts'
import { DocumentFields } from '../parts/document-fields.tsx'
import { Count, Vacancies } from '../parts/figure.tsx'
import { AreaField, CsrfField, ProblemSummary, TextField, TypedAsHidden } from '../parts/form.tsx'
import { PlanLineFields } from './vacancy-plan-form.tsx'

type Form = { typed: Typed; problems: readonly Problem[]; csrfToken: string }
type Line = Pick<PlanLine, 'establishmentKind' | 'wayIn'>

/** By kind for the district: what it may have, what it has, what is planned. */
export type DistrictLine = PlanTotals & { establishmentKind: string; ceiling: number }

type DecisionFormProps = Form & {
  year: number
  plans: readonly VacancyPlan[]
  rows: readonly PlanSummaryRow[]
  district: readonly DistrictLine[]
  countField: (organizationId: string, line: Line) => string
  takenField: (organizationId: string) => string
  link: Link
}

/** 核定: all plans that were reviewed, a line each, on one page. */
export function DecisionForm(props: DecisionFormProps) {
  const { year, plans, rows, typed, problems, csrfToken, link } = props
  if (plans.length === 0) {
    return (
      <p class="empty">
        没有待核定的 {year} 年用编计划。单位申报、主管部门和编办审核后，计划在这里一并核定。
      </p>
    )
  }
  const ground = new Map(rows.map((row) => [`${row.organizationId} ${row.establishmentKind}`, row]))
  return (
    <form class="work wide" method="post" action="/vacancy-plans/decision/review">
      <ProblemSummary problems={problems} />
      <CsrfField token={csrfToken} />
      <input type="hidden" name="year" value={String(year)} />
      <DistrictTable district={props.district} year={year} />
      <table class="register" id="plans">
        <caption>
          待核定 {plans.length} 个单位，单位：名。取消勾选的本次不核定；核定数不得超过申报数。
        </caption>
        <thead>
          <tr>
            <th scope="col">核定</th>
            <th scope="col">单位</th>
            <th scope="col">编制类型</th>
            <th scope="col">进入方式</th>
            {['空缺', '年内到龄退休', '预计年末空缺', '申报', '审核', '核定数'].map((title) => (
              <th scope="col" class="number">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {plans.flatMap((plan) =>
            plan.declared.map((line, place) => (
              <tr>
                <td>
                  {place === 0 ? (
                    <input
                      type="checkbox"
                      name={props.takenField(plan.organizationId)}
                      value="yes"
                      checked={typed[props.takenField(plan.organizationId)] === 'yes'}
                      aria-label={`核定${plan.organizationName}`}
                    />
                  ) : null}
                </td>
                <th scope="row">
                  <a href={link(`/vacancy-plans/${plan.planId}`)}>{plan.organizationName}</a>
                </th>
                <td>{establishmentKindName(line.establishmentKind)}</td>
                <td>{wordOf(waysIn, line.wayIn)}</td>
                <LineGround row={ground.get(`${plan.organizationId} ${line.establishmentKind}`)} />
                <td class="number">{line.count}</td>
                <td class="number">{countOf(plan.reviewed, line) ?? '–'}</td>
                <td class="number">
                  <CountCell
                    {...props}
                    name={props.countField(plan.organizationId, line)}
                    label={`${plan.organizationName} ${establishmentKindName(line.establishmentKind)} ${wordOf(waysIn, line.wayIn)}核定数`}
                  />
                </td>
              </tr>
            )),
          )}
        </tbody>
      </table>
      <fieldset>
        <legend>决定</legend>
        <AreaField typed={typed} problems={problems} name="words" label="决定用语" rows={2} />
      </fieldset>
      <DocumentFields typed={typed} problems={problems} />
      <p class="buttons">
        <button class="main">下一步：核对</button>
      </p>
    </form>
  )
}

function LineGround({ row }: { row: PlanSummaryRow | undefined }) {
  if (row === undefined) {
    return (
      <>
        <td class="number">–</td>
        <td class="number">–</td>
        <td class="number">–</td>
      </>
    )
  }
  return (
    <>
      <td class="number">
        <Vacancies value={vacancies(row.now)} />
      </td>
      <td class="number">
        <Count value={row.retiring} />
      </td>
      <td class="number">
        <Vacancies value={expectedVacancies(row)} />
      </td>
    </>
  )
}

function CountCell({
  name,
  label,
  typed,
  problems,
}: Pick<Form, 'typed' | 'problems'> & { name: string; label: string }) {
  const own = problems.filter(({ field }) => field === name)
  return (
    <>
      <input
        id={name}
        name={name}
        value={typed[name] ?? ''}
        size={4}
        maxlength={6}
        inputmode="numeric"
        autocomplete="off"
        aria-label={label}
        aria-invalid={own.length > 0 ? 'true' : undefined}
      />
      {own.length === 0 ? null : <div class="message">{own.map(messageOf).join(' ')}</div>}
    </>
  )
}

/** 总量、核定、实有 … by kind for the whole district, and what the plans add up to. */
function DistrictTable({ district, year }: { district: readonly DistrictLine[]; year: number }) {
  return (
    <table class="register">
      <caption>全区 {year} 年汇总，单位：名</caption>
      <thead>
        <tr>
          <th scope="col">编制类型</th>
          {['总量', '核定', '实有', '空缺', '年内到龄退休', '预计年末空缺', '申报', '审核', '核定计划'].map(
            (title) => (
              <th scope="col" class="number">
                {title}
              </th>
            ),
          )}
        </tr>
      </thead>
      <tbody>
        {district.map((line) => (
          <tr>
            <th scope="row">{establishmentKindName(line.establishmentKind)}</th>
            {[line.ceiling, line.now.approved, line.now.occupied].map((count) => (
              <td class="number">
                <Count value={count} />
              </td>
            ))}
            <td class="number">
              <Vacancies value={vacancies(line.now)} />
            </td>
            <td class="number">
              <Count value={line.retiring} />
            </td>
            <td class="number">
              <Vacancies value={expectedVacancies({ ...line, organizationId: '' })} />
            </td>
            {[line.declared, line.reviewed, line.approved].map((count) => (
              <td class="number">
                <Count value={count} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

type DecisionReviewProps = {
  year: number
  found: readonly { plan: VacancyPlan; lines: readonly PlanLine[] }[]
  warnings: readonly { organizationName: string; problem: Problem }[]
  district: readonly DistrictLine[]
  typed: Typed
  csrfToken: string
}

/** 请核对: the sums of the district with these numbers, then every line. */
export function DecisionReview({ year, found, warnings, district, typed, csrfToken }: DecisionReviewProps) {
  const lines = found.flatMap(({ plan, lines: own }) => own.map((line) => ({ plan, line })))
  const total = lines.reduce((sum, { line }) => sum + line.count, 0)
  return (
    <form class="work wide" method="post" action="/vacancy-plans/decision">
      <CsrfField token={csrfToken} />
      <TypedAsHidden typed={typed} />
      <p class="notice">
        按{typed.documentNumber}核定 {found.length} 个单位 {year} 年用编计划 {total}{' '}
        名。核定后即公布，用编申请在计划内办理。
      </p>
      {warnings.map(({ organizationName, problem }) => (
        <p class="warning">
          {organizationName}（提示控制）：{messageOf(problem)}
        </p>
      ))}
      <DistrictTable district={district} year={year} />
      <table class="register">
        <caption>核定内容，单位：名</caption>
        <thead>
          <tr>
            <th scope="col">单位</th>
            <th scope="col">编制类型</th>
            <th scope="col">进入方式</th>
            {['申报', '审核', '核定'].map((title) => (
              <th scope="col" class="number">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map(({ plan, line }) => (
            <tr>
              <th scope="row">{plan.organizationName}</th>
              <td>{establishmentKindName(line.establishmentKind)}</td>
              <td>{wordOf(waysIn, line.wayIn)}</td>
              <td class="number">{countOf(plan.declared, line) ?? '–'}</td>
              <td class="number">{countOf(plan.reviewed, line) ?? '–'}</td>
              <td class="number">{line.count}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colspan={5}>
              合计
            </th>
            <td class="number">{total}</td>
          </tr>
        </tfoot>
      </table>
      <div class="buttons">
        <button class="main">核定并公布</button>
        <button class="plain" formaction="/vacancy-plans/decision/form">
          返回修改
        </button>
      </div>
    </form>
  )
}

type AdjustmentFormProps = Form & { plan: VacancyPlan; rows: readonly PlanSummaryRow[]; lines: number }

/** 调整: other numbers for a decided plan, on another paper. */
export function AdjustmentForm({ plan, rows, lines, typed, problems, csrfToken }: AdjustmentFormProps) {
  const common = { typed, problems }
  return (
    <form class="work" method="post" action={`/vacancy-plans/${plan.planId}/adjustment`}>
      <ProblemSummary problems={problems} />
      <CsrfField token={csrfToken} />
      <input type="hidden" name="lines" value={String(lines)} />
      <p class="notice" id="plans">
        {plan.organizationName} {plan.year} 年用编计划。已申请的不能减少；核减为零的填 0。
      </p>
      <ul>
        {rows
          .filter(({ approved, requested }) => approved > 0 || requested > 0)
          .map((row) => (
            <li>
              {establishmentKindName(row.establishmentKind)}：核定计划 {row.approved} 名，已申请{' '}
              {row.requested} 名，空缺 {vacancies(row.now)} 名，年内到龄退休 {row.retiring} 人。
            </li>
          ))}
      </ul>
      <PlanLineFields {...common} lines={lines} from={0} />
      <fieldset>
        <legend>决定</legend>
        <TextField {...common} required name="words" label="调整事由" width={60} />
      </fieldset>
      <DocumentFields {...common} />
      <p class="buttons">
        <button class="main">登记调整</button>
      </p>
    </form>
  )
}
