import { establishmentKindName } from '../../src/establishment/establishment-kind.ts'
import {
  comingPlanRoles,
  countOf,
  lineKey,
  type PlanLine,
  type PlanRole,
  plannedCount,
  planRoles,
  planStateWords,
  planStepWords,
  type VacancyPlan,
} from '../../src/establishment/vacancy-plan.ts'
import type { PlanSummaryRow } from '../../src/establishment/vacancy-plan-summary.ts'
import { type VacancyRequest, waysIn } from '../../src/establishment/vacancy-request.ts'
import type { Typed } from '../../src/http/form.ts'
import type { Link } from '../../src/http/viewpoint.ts'
import type { IsoDate } from '../../src/kernel/dates.ts'
import type { Problem } from '../../src/kernel/problem.ts'
import { wordOf } from '../../src/organization/organization.ts'
import { messageOf } from '../messages.ts'
import { DocumentWords } from '../parts/document-words.tsx'
import { AreaField, CsrfField, ProblemSummary, SelectField, TextField } from '../parts/form.tsx'
import { ReasonedWithdrawalForm } from '../parts/signing-form.tsx'
import { StepChain } from '../parts/step-chain.tsx'
import { stateWords } from './vacancy-list.tsx'
import { GroundFigures, groundColumns, PlanFigures, planColumns } from './vacancy-plan-tables.tsx'

type PlanPageProps = {
  plan: VacancyPlan
  /** by kind: how the unit stands and what the plan says of it */
  rows: readonly PlanSummaryRow[]
  warnings: readonly Problem[]
  requests: readonly VacancyRequest[]
  today: IsoDate
  /** in which part this user may review it now */
  part: PlanRole | null
  mayWithdraw: boolean
  typed: Typed
  problems: readonly Problem[]
  csrfToken: string
  link: Link
  /** where the count the office finds right stands */
  reviewedField: (line: PlanLine) => string
}

/** One plan: what is declared, found and decided, how the unit stands, the chain, what draws on it. */
export function PlanPage(props: PlanPageProps) {
  const { plan, rows, requests, warnings, today, link } = props
  const decided = plan.steps.filter(({ document }) => document !== null)
  return (
    <>
      <ProblemSummary problems={props.problems} />
      <header class="record">
        <dl class="facts">
          <dt>单位</dt>
          <dd>
            <a href={link(`/organizations/${plan.organizationId}`)}>{plan.organizationName}</a>
          </dd>
          <dt>年度</dt>
          <dd>{plan.year} 年</dd>
          <dt>状态</dt>
          <dd>{planStateWords(plan.steps)}</dd>
          <dt>核定计划</dt>
          <dd>{decided.length === 0 ? '–' : `${plannedCount(plan.approved)} 名`}</dd>
          <dt>批准文件</dt>
          <dd class={decided.length === 0 ? undefined : 'wide'}>
            {decided.length === 0
              ? '–'
              : decided.map(({ document, step }) => (
                  <div>
                    {wordOf(planStepWords, step)}：
                    <a href={link(`/documents/${document?.id}`)}>
                      <DocumentWords document={document} />
                    </a>
                  </div>
                ))}
          </dd>
        </dl>
      </header>
      {warnings.map((problem) => (
        <p class="warning">{messageOf(problem)}</p>
      ))}
      <LineTable plan={plan} />
      <h2>编制情况</h2>
      <table class="register wide-print">
        <caption>
          {today} 编制情况和 {plan.year} 年计划执行，单位：名
        </caption>
        <thead>
          <tr>
            <th scope="col">编制类型</th>
            {[...groundColumns, ...planColumns].map((title) => (
              <th scope="col" class="number">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr>
              <th scope="row">{establishmentKindName(row.establishmentKind)}</th>
              <GroundFigures ground={row} />
              <PlanFigures row={row} />
            </tr>
          ))}
        </tbody>
      </table>
      <h2>办理过程</h2>
      <StepChain
        steps={plan.steps.map((step) => ({
          ...step,
          name: `${wordOf(planStepWords, step.step)}（${wordOf(planRoles, step.role)}）`,
        }))}
        coming={comingPlanRoles(plan.steps)}
      />
      <h2>用编申请</h2>
      <RequestTable requests={requests} today={today} link={link} />
      {props.part === null ? null : <ReviewForm {...props} part={props.part} />}
      {props.mayWithdraw ? (
        <ReasonedWithdrawalForm
          {...props}
          action={`/vacancy-plans/${plan.planId}/withdrawal`}
          legend="撤回申报"
          label="撤回"
        />
      ) : null}
    </>
  )
}

function LineTable({ plan }: { plan: VacancyPlan }) {
  const keys = new Map([...plan.declared, ...plan.approved].map((line) => [lineKey(line), line]))
  const shown = (lines: readonly PlanLine[], line: PlanLine) => countOf(lines, line) ?? '–'
  const sum = (lines: readonly PlanLine[]) =>
    lines.length === 0 ? '–' : lines.reduce((total, { count }) => total + count, 0)
  return (
    <table class="register">
      <caption>计划内容，单位：名</caption>
      <thead>
        <tr>
          <th scope="col">编制类型</th>
          <th scope="col">进入方式</th>
          {['申报', '审核', '核定'].map((title) => (
            <th scope="col" class="number">
              {title}
            </th>
          ))}
          <th scope="col">理由</th>
        </tr>
      </thead>
      <tbody>
        {[...keys.values()].map((line) => (
          <tr>
            <th scope="row">{establishmentKindName(line.establishmentKind)}</th>
            <td>{wordOf(waysIn, line.wayIn)}</td>
            <td class="number">{shown(plan.declared, line)}</td>
            <td class="number">{shown(plan.reviewed, line)}</td>
            <td class="number">{shown(plan.approved, line)}</td>
            <td>{line.reason}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" colspan={2}>
            合计
          </th>
          <td class="number">{sum(plan.declared)}</td>
          <td class="number">{sum(plan.reviewed)}</td>
          <td class="number">{sum(plan.approved)}</td>
          <td />
        </tr>
      </tfoot>
    </table>
  )
}

type RequestTableProps = { requests: readonly VacancyRequest[]; today: IsoDate; link: Link }

function RequestTable({ requests, today, link }: RequestTableProps) {
  if (requests.length === 0) {
    return <p class="empty">本年度尚无用编申请。计划核定后，按计划提交用编申请。</p>
  }
  return (
    <table class="register">
      <caption>本年度用编申请 {requests.length} 件，单位：名</caption>
      <thead>
        <tr>
          <th scope="col">编号</th>
          <th scope="col">编制类型</th>
          <th scope="col">进入方式</th>
          <th scope="col" class="number">
            申请
          </th>
          <th scope="col" class="number">
            已用
          </th>
          <th scope="col">状态</th>
        </tr>
      </thead>
      <tbody>
        {requests.map((request) => (
          <tr>
            <th scope="row">
              <a href={link(`/vacancy-requests/${request.requestId}`)}>{request.number}</a>
              {request.beyondPlan === null ? null : <span class="tag warn">计划外</span>}
            </th>
            <td>{establishmentKindName(request.establishmentKind)}</td>
            <td>{wordOf(waysIn, request.wayIn)}</td>
            <td class="number">{request.count}</td>
            <td class="number">{request.used}</td>
            <td>{stateWords(request, today)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function ReviewForm(props: PlanPageProps & { part: PlanRole }) {
  const { plan, part, typed, problems, csrfToken, reviewedField } = props
  const common = { typed, problems }
  const decisions = [
    { value: 'agree', label: '同意，送下一环节' },
    { value: 'return', label: '退回修改' },
  ]
  return (
    <form class="work" method="post" action={`/vacancy-plans/${plan.planId}/reviews`}>
      <CsrfField token={csrfToken} />
      <fieldset>
        <legend>{planRoles[part]}审核</legend>
        <SelectField {...common} required name="decision" label="意见" choices={decisions} />
        <AreaField
          {...common}
          name="words"
          label="审核用语"
          rows={2}
          help={
            part === 'clerk' && plan.steps.at(-1)?.role === 'unit-contact'
              ? '退回须写明理由；主管部门未在系统内审核的，写明其纸质意见的文号、日期。'
              : '退回须写明理由。'
          }
        />
      </fieldset>
      {part === 'department' ? null : (
        <fieldset>
          <legend>审核名数</legend>
          {plan.declared.map((line) => (
            <TextField
              {...common}
              required
              name={reviewedField(line)}
              label={`${establishmentKindName(line.establishmentKind)} ${wordOf(waysIn, line.wayIn)}`}
              width={6}
              help={`申报 ${line.count} 名`}
            />
          ))}
        </fieldset>
      )}
      <p class="buttons">
        <button class="main">提交审核意见</button>
      </p>
    </form>
  )
}
