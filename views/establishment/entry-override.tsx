import type { Entrant } from '../../src/establishment/entrant-reader.ts'
import {
  type EntryOverride,
  grantedByOverride,
  overrideDecisions,
  overrideLeft,
} from '../../src/establishment/entry-override.ts'
import { establishmentKindName, establishmentKinds } from '../../src/establishment/establishment-kind.ts'
import { type EstablishmentPosition, vacancies } from '../../src/establishment/vacancy.ts'
import { comingRoles, isLastStep } from '../../src/establishment/vacancy-request.ts'
import type { Typed } from '../../src/http/form.ts'
import type { Link } from '../../src/http/viewpoint.ts'
import type { IsoDate } from '../../src/kernel/dates.ts'
import { roles } from '../../src/kernel/permission.ts'
import type { Problem } from '../../src/kernel/problem.ts'
import { choicesOf, wordOf } from '../../src/organization/organization.ts'
import { DocumentFields } from '../parts/document-fields.tsx'
import { DocumentWords } from '../parts/document-words.tsx'
import { Vacancies } from '../parts/figure.tsx'
import { AreaField, CsrfField, DateField, ProblemSummary, SelectField, TextField } from '../parts/form.tsx'
import { OrganizationField } from '../parts/organization-field.tsx'
import { ReasonedWithdrawalForm } from '../parts/signing-form.tsx'
import { StepChain } from '../parts/step-chain.tsx'
import { EntrantTable } from './entrant-table.tsx'
import { OverrideTag } from './entry-override-list.tsx'

type Form = { typed: Typed; problems: readonly Problem[]; csrfToken: string }

export function OverrideForm({ typed, problems, csrfToken }: Form) {
  const common = { typed, problems, required: true }
  return (
    <form class="work" method="post" action="/entry-overrides">
      <ProblemSummary problems={problems} />
      <CsrfField token={csrfToken} />
      <p class="note">
        只用于刚性控制、没有空编的单位。批准后，在有效期内办理入编时选用，一人用一名；用完或到期即止。
      </p>
      <fieldset>
        <legend>特批事项</legend>
        <OrganizationField {...common} name="organization" label="单位" />
        <SelectField
          {...common}
          name="establishmentKind"
          label="编制类型"
          choices={choicesOf(establishmentKinds)}
        />
        <TextField {...common} name="count" label="名数" width={6} />
        <DateField {...common} name="expiresOn" label="有效期至" help="含当日；到期未用的自动失效。" />
        <AreaField
          {...common}
          name="reason"
          label="事由"
          rows={3}
          help="进什么人、为什么没有空编仍须进人。"
        />
      </fieldset>
      <DocumentFields {...common} />
      <p class="buttons">
        <button class="main">提交审批</button>
      </p>
    </form>
  )
}

type OverridePageProps = Form & {
  override: EntryOverride
  entrants: readonly Entrant[]
  position: EstablishmentPosition
  today: IsoDate
  maySign: boolean
  mayTakeBack: boolean
  link: Link
}

/** One override: what is asked on which paper, how the unit stands, the chain, who entered by it. */
export function OverridePage(props: OverridePageProps) {
  const { override, entrants, position, today, link } = props
  const approval = override.steps.find(({ decision }) => decision === 'approval')
  const granted = grantedByOverride(override)
  return (
    <>
      <ProblemSummary problems={props.problems} />
      <header class="record">
        <dl class="facts">
          <dt>单位</dt>
          <dd>
            <a href={link(`/organizations/${override.organizationId}`)}>{override.organizationName}</a>
          </dd>
          <dt>状态</dt>
          <dd>
            <OverrideTag override={override} today={today} />
          </dd>
          <dt>编制类型</dt>
          <dd>{establishmentKindName(override.establishmentKind)}</dd>
          <dt>申请</dt>
          <dd>{override.count} 名</dd>
          <dt>批准</dt>
          <dd>
            {approval === undefined
              ? '–'
              : `${granted} 名，已用 ${override.uses.length} 名，剩余 ${overrideLeft(override)} 名`}
          </dd>
          <dt>有效期至</dt>
          <dd>{override.expiresOn}</dd>
          <dt>批准文件</dt>
          <dd class="wide">
            <a href={link(`/documents/${override.document.id}`)}>
              <DocumentWords document={override.document} />
            </a>
          </dd>
          <dt>事由</dt>
          <dd class="wide">{override.reason}</dd>
        </dl>
      </header>
      <h2>审批过程</h2>
      <StepChain
        steps={override.steps.map((step) => ({
          ...step,
          name: `${wordOf(overrideDecisions, step.decision)}（${wordOf(roles, step.role)}）`,
        }))}
        coming={comingRoles(override.steps)}
      />
      <h2>编制核查（{today}）</h2>
      <p>
        核定 {position.approved} 名，实有 {position.occupied} 名，已批未用 {position.reserved} 名，冻结{' '}
        {position.frozen} 名，空缺 <Vacancies value={vacancies(position)} />。
      </p>
      <h2>凭特批进入的人员</h2>
      {entrants.length === 0 ? (
        <p class="empty">尚无人员凭此特批进入。办理入编异动时，在“超编进人特批”一栏选用。</p>
      ) : (
        <EntrantTable caption={`凭特批进入 ${entrants.length} 人`} entrants={entrants} link={link} />
      )}
      {props.maySign ? <SignForm {...props} /> : null}
      {props.mayTakeBack ? <TakeBackForm {...props} /> : null}
    </>
  )
}

function SignForm({ override, typed, problems, csrfToken }: OverridePageProps) {
  const last = isLastStep(override.steps)
  const common = { typed, problems }
  const decisions = [
    { value: 'agree', label: last ? '批准' : '同意，送下一环节' },
    { value: 'return', label: '退回' },
    { value: 'reject', label: '不予批准' },
  ]
  return (
    <form class="work" method="post" action={`/entry-overrides/${override.overrideId}/signatures`}>
      <CsrfField token={csrfToken} />
      <fieldset>
        <legend>签批</legend>
        <SelectField {...common} required name="decision" label="意见" choices={decisions} />
        {last ? <TextField {...common} required name="approvedCount" label="批准名数" width={6} /> : null}
        <AreaField {...common} name="words" label="签批用语" rows={2} help="退回、不予批准须写明理由。" />
      </fieldset>
      <p class="buttons">
        <button class="main">签批</button>
      </p>
    </form>
  )
}

function TakeBackForm(props: OverridePageProps) {
  const { override } = props
  const granted = grantedByOverride(override) > 0
  return (
    <ReasonedWithdrawalForm
      {...props}
      action={`/entry-overrides/${override.overrideId}/withdrawal`}
      legend={granted ? '收回未用名数' : '撤回'}
      label={granted ? '收回' : '撤回'}
    />
  )
}
