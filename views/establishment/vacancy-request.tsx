import type { Entrant } from '../../src/establishment/entrant-reader.ts'
import { type Control, controls } from '../../src/establishment/establishment-control.ts'
import { establishmentKindName } from '../../src/establishment/establishment-kind.ts'
import { type EstablishmentPosition, vacancies } from '../../src/establishment/vacancy.ts'
import type { PlanStanding } from '../../src/establishment/vacancy-plan-draw.ts'
import {
  comingRoles,
  isLastStep,
  type VacancyRequest,
  type VacancyStep,
  vacancyDecisions,
  waitedFor,
  waysIn,
} from '../../src/establishment/vacancy-request.ts'
import type { Typed } from '../../src/http/form.ts'
import type { Link } from '../../src/http/viewpoint.ts'
import type { IsoDate } from '../../src/kernel/dates.ts'
import { roles } from '../../src/kernel/permission.ts'
import type { Problem } from '../../src/kernel/problem.ts'
import { choicesOf, wordOf } from '../../src/organization/organization.ts'
import { messageOf } from '../messages.ts'
import { DocumentFields } from '../parts/document-fields.tsx'
import { DocumentWords } from '../parts/document-words.tsx'
import { Vacancies } from '../parts/figure.tsx'
import { AreaField, CsrfField, DateField, ProblemSummary, SelectField, TextField } from '../parts/form.tsx'
import { ReasonedWithdrawalForm } from '../parts/signing-form.tsx'
import { StepChain } from '../parts/step-chain.tsx'
import { EntrantTable } from './entrant-table.tsx'
import { grantedBy, stateWords } from './vacancy-list.tsx'
import { PlanSentence } from './vacancy-request-form.tsx'

type Form = { typed: Typed; problems: readonly Problem[]; csrfToken: string }

type VacancyRequestPageProps = Form & {
  request: VacancyRequest
  /** the unit and kind as of today */
  position: EstablishmentPosition
  /** the plan of its year; this request is left out of what is asked for already while it waits */
  standing: PlanStanding
  controls: { headcount: Control; plan: Control }
  /** what the page warns of, by the plan */
  warning: Problem | null
  entrants: readonly Entrant[]
  today: IsoDate
  maySign: boolean
  mayTakeBack: boolean
  mayResubmit: boolean
  link: Link
}

/** One request: what is asked, how the unit stands, the chain, and what this user may do now. */
export function VacancyRequestPage(props: VacancyRequestPageProps) {
  const { request, position, standing, controls: held, today, link } = props
  const approval = request.steps.find(({ decision }) => decision === 'approval')
  return (
    <>
      <ProblemSummary problems={props.problems} />
      <header class="record">
        <dl class="facts">
          <dt>用编单位</dt>
          <dd>
            <a href={link(`/organizations/${request.organizationId}`)}>{request.organizationName}</a>
          </dd>
          <dt>状态</dt>
          <dd>{stateWords(request, today)}</dd>
          <dt>编制类型</dt>
          <dd>{establishmentKindName(request.establishmentKind)}</dd>
          <dt>申请</dt>
          <dd>
            {request.count} 名，{wordOf(waysIn, request.wayIn)}，{request.planYear} 年
            {request.beyondPlan === null ? '计划' : <span class="tag warn">计划外</span>}
          </dd>
          <dt>核准</dt>
          <dd>
            {approval === undefined
              ? '–'
              : `${grantedBy(request)} 名，已用 ${request.used} 名，有效期至 ${approval.expiresOn ?? '长期'}`}
          </dd>
          <dt>通知单</dt>
          <dd>
            {approval === undefined ? (
              '–'
            ) : (
              <a href={link(`/vacancy-requests/${request.requestId}/notice`)}>{approval.noticeNumber}</a>
            )}
          </dd>
          <dt>理由</dt>
          <dd class="wide">{request.reason}</dd>
          {request.beyondPlan === null ? null : (
            <>
              <dt>计划外</dt>
              <dd class="wide">
                {request.beyondPlan.reason}{' '}
                <a href={link(`/documents/${request.beyondPlan.document.id}`)}>
                  <DocumentWords document={request.beyondPlan.document} />
                </a>
              </dd>
            </>
          )}
        </dl>
      </header>
      <h2>审核过程</h2>
      <StepChain
        steps={request.steps.map((step) => ({
          ...step,
          name: `${wordOf(vacancyDecisions, step.decision)}（${wordOf(roles, step.role)}）`,
          mark: markOf(step),
        }))}
        coming={comingRoles(request.steps)}
      />
      <h2>编制核查（{today}）</h2>
      <p>
        核定 {position.approved} 名，实有 {position.occupied} 名，已批未用 {position.reserved} 名，冻结{' '}
        {position.frozen} 名，空缺 <Vacancies value={vacancies(position)} />
        {approval === undefined && waitedFor(request.steps) !== null ? (
          <>
            ；核准 {request.count} 名后空缺 <Vacancies value={vacancies(position) - request.count} />
          </>
        ) : null}
        （{controls[held.headcount]}）。
      </p>
      {request.beyondPlan === null ? (
        <p>
          <PlanSentence standing={standing} year={request.planYear} control={held.plan} />
          {standing.planId === null ? null : (
            <>
              {' '}
              <a href={link(`/vacancy-plans/${standing.planId}`)}>查看计划</a>
            </>
          )}
          （{controls[held.plan]}）
        </p>
      ) : null}
      {props.warning === null ? null : <p class="warning">{messageOf(props.warning)}</p>}
      {approval === undefined ? null : (
        <>
          <h2>入编人员</h2>
          {props.entrants.length === 0 ? (
            <p class="empty">尚无人员使用本通知单入编。办理入编异动时，在“用编申请”一栏选用。</p>
          ) : (
            <EntrantTable
              caption={`使用本通知单入编 ${props.entrants.length} 人`}
              entrants={props.entrants}
              link={link}
            />
          )}
        </>
      )}
      {props.maySign ? <SignForm {...props} /> : null}
      {props.mayResubmit ? <ResubmitForm {...props} /> : null}
      {props.mayTakeBack ? <TakeBackForm {...props} /> : null}
    </>
  )
}

function SignForm({ request, typed, problems, csrfToken }: VacancyRequestPageProps) {
  const last = isLastStep(request.steps)
  const decisions = [
    { value: 'agree', label: last ? '核准' : '同意，送下一环节' },
    { value: 'return', label: '退回修改' },
    { value: 'reject', label: '不予核准' },
  ]
  const overriding = problems.some(({ field }) => field === 'override') || typed.override === 'yes'
  return (
    <form class="work" method="post" action={`/vacancy-requests/${request.requestId}/signatures`}>
      <CsrfField token={csrfToken} />
      <fieldset>
        <legend>签批</legend>
        <SelectField
          typed={typed}
          problems={problems}
          required
          name="decision"
          label="意见"
          choices={decisions}
        />
        {last ? (
          <>
            <TextField
              typed={typed}
              problems={problems}
              required
              name="approvedCount"
              label="核准名数"
              width={6}
            />
            <DateField
              typed={typed}
              problems={problems}
              required
              name="expiresOn"
              label="有效期至"
              help="含当日；到期未用的自动收回。"
            />
          </>
        ) : null}
        <AreaField
          typed={typed}
          problems={problems}
          name="words"
          label="签批用语"
          rows={2}
          help="退回、不予核准须写明理由。"
        />
      </fieldset>
      {overriding ? (
        <>
          <p class="field">
            <label>
              <input
                id="override"
                type="checkbox"
                name="override"
                value="yes"
                checked={typed.override === 'yes'}
              />{' '}
              超出空编核准
            </label>
          </p>
          <DocumentFields typed={typed} problems={problems} />
        </>
      ) : null}
      <p class="buttons">
        <button class="main">签批</button>
      </p>
    </form>
  )
}

function ResubmitForm({ request, typed, problems, csrfToken }: VacancyRequestPageProps) {
  const common = { typed, problems, required: true }
  return (
    <form class="work" method="post" action={`/vacancy-requests/${request.requestId}/submissions`}>
      <CsrfField token={csrfToken} />
      <fieldset>
        <legend>修改后重新提交</legend>
        <TextField {...common} name="count" label="申请名数" width={6} />
        <SelectField {...common} name="wayIn" label="进入方式" choices={choicesOf(waysIn)} />
        <AreaField {...common} name="amendedReason" label="用编理由" rows={3} />
        <AreaField {...common} name="words" label="修改说明" rows={2} help="退回意见如何办理。" />
      </fieldset>
      <p class="buttons">
        <button class="main">重新提交审核</button>
      </p>
    </form>
  )
}

/** What else a step did: 超出空编核准, or what was changed before it was handed in again. */
function markOf({ override, amendedCount, amendedWayIn, amendedReason }: VacancyStep): string | undefined {
  if (override) return '超出空编核准'
  const changes = [
    ...(amendedCount === null ? [] : [`改为 ${amendedCount} 名`]),
    ...(amendedWayIn === null ? [] : [`改为${wordOf(waysIn, amendedWayIn)}`]),
    ...(amendedReason === null ? [] : ['修改理由']),
  ]
  return changes.length === 0 ? undefined : changes.join('，')
}

function TakeBackForm(props: VacancyRequestPageProps) {
  const { request } = props
  const granted = grantedBy(request) > 0
  return (
    <ReasonedWithdrawalForm
      {...props}
      action={`/vacancy-requests/${request.requestId}/withdrawal`}
      legend={granted ? '收回未用名数' : '撤回申请'}
      label={granted ? '收回' : '撤回'}
    />
  )
}
