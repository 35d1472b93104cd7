import type { Typed } from '../../src/http/form.ts'
import type { Link } from '../../src/http/viewpoint.ts'
import type { IsoDate } from '../../src/kernel/dates.ts'
import type { Problem } from '../../src/kernel/problem.ts'
import type { ApprovalDocument } from '../../src/organization/document.ts'
import type { LoadedPerson, PersonParticulars } from '../../src/staffing/person.ts'
import {
  applicationDecisions,
  applicationState,
  applicationStates,
  applicationSubject,
  type PersonApplication,
} from '../../src/staffing/person-application.ts'
import {
  type FactDraft,
  factRules,
  factWord,
  isFactKind,
  type PersonFact,
} from '../../src/staffing/person-fact.ts'
import { DocumentFields } from '../parts/document-fields.tsx'
import { DocumentWords } from '../parts/document-words.tsx'
import {
  AreaField,
  CsrfField,
  DateField,
  described,
  Field,
  ProblemSummary,
  TextField,
} from '../parts/form.tsx'
import { Moment } from '../parts/moment.tsx'
import { sexName } from '../parts/person-words.ts'
import { SigningForm, WithdrawalForm } from '../parts/signing-form.tsx'

type Form = { typed: Typed; problems: readonly Problem[]; csrfToken: string; link: Link }

/** 申请更正: what is locked to the unit, the reason, the paper and its file. */
export function ApplicationForm({
  person,
  typed,
  problems,
  csrfToken,
  link,
}: Form & { person: LoadedPerson }) {
  const common = { typed, problems }
  const file = {
    ...common,
    name: 'file',
    label: '证明材料',
    help: 'pdf、ofd、docx、xlsx、jpg、png，不超过 10 MB。',
  }
  return (
    <form
      class="work"
      method="post"
      action={`/people/${person.personId}/application`}
      enctype="multipart/form-data"
    >
      <CsrfField token={csrfToken} />
      <ProblemSummary problems={problems} />
      <p class="note">
        姓名、身份证号、出生日期、参加工作时间由编办受理更正。只改需要更正的项目，其余保持不变。
      </p>
      <fieldset>
        <legend>申请更正为</legend>
        <TextField {...common} name="name" label="姓名" width={12} required />
        <TextField
          {...common}
          name="identityNumber"
          label="公民身份号码"
          width={22}
          placeholder={person.particulars.identityMasked}
          help="留空不变。出生日期、性别随号码更正。"
        />
        <DateField {...common} name="beganWorkOn" label="参加工作时间" />
      </fieldset>
      <fieldset>
        <legend>事由</legend>
        <DateField
          {...common}
          name="changedOn"
          label="变更日期"
          help="原登记一直有误的，留空；自某日起变更的（如改名），填写该日。"
        />
        <AreaField {...common} name="reason" label="事由" required rows={2} />
      </fieldset>
      <DocumentFields {...common} />
      <fieldset>
        <legend>附件</legend>
        <Field {...file}>
          <input
            id="file"
            name="file"
            type="file"
            accept=".pdf,.ofd,.docx,.xlsx,.jpg,.jpeg,.png"
            {...described(file)}
          />
        </Field>
      </fieldset>
      <div class="buttons">
        <button class="main">提交申请</button>
        <a href={link(`/people/${person.personId}`)}>取消</a>
      </div>
    </form>
  )
}

type ApplicationPageProps = Form & {
  application: PersonApplication
  /** as they stood when the unit asked */
  particulars: PersonParticulars | null
  document: ApprovalDocument | null
  /** of a fact of the person's own: the record it is about, and what is asked for, contacts masked */
  requested: { fact: PersonFact | null; draft: Omit<FactDraft, 'kind'> | null } | null
  /** what the number asked for says; the number itself is shown to nobody */
  told: { bornOn: IsoDate; sex: string } | null
  names: ReadonlyMap<string, string>
  mayDecide: boolean
  mayWithdraw: boolean
}

/** One application: before and after side by side, its paper, what was decided. */
export function ApplicationPage(props: ApplicationPageProps) {
  const { application, particulars, document, names, link } = props
  const { decision } = application
  const address = `/person-applications/${application.applicationId}`
  const changes = changesOf(props)
  return (
    <>
      {props.mayDecide ? null : <ProblemSummary problems={props.problems} />}
      <header class="record">
        <dl class="facts">
          <dt>人员</dt>
          <dd>
            <a href={link(`/people/${application.personId}`)}>{particulars?.name ?? ''}</a>
          </dd>
          <dt>单位</dt>
          <dd>{names.get(application.organizationId)}</dd>
          <dt>状态</dt>
          <dd>{applicationStates[applicationState(application)]}</dd>
          <dt>申请</dt>
          <dd>
            {application.recordedByName} <Moment at={application.recordedAt} />
          </dd>
          <dt>事项</dt>
          <dd>{applicationSubject(application)}</dd>
          <dt>事由</dt>
          <dd class="wide">{application.reason}</dd>
          {application.factKind === null ? (
            <>
              <dt>变更日期</dt>
              <dd>{application.changedOn ?? '原登记一直有误'}</dd>
            </>
          ) : null}
          <dt>证明材料</dt>
          <dd class="wide">
            {document === null ? (
              '–'
            ) : (
              <a href={link(`/documents/${document.id}`)}>
                <DocumentWords document={document} />
              </a>
            )}
          </dd>
          {decision === null ? null : (
            <>
              <dt>{applicationDecisions[decision.decision as keyof typeof applicationDecisions]}</dt>
              <dd class="wide">
                {decision.recordedByName} <Moment at={decision.recordedAt} /> {decision.words}
              </dd>
            </>
          )}
        </dl>
      </header>
      <table class="register effect">
        <caption>申请更正的项目</caption>
        <thead>
          <tr>
            <th scope="col">项目</th>
            <th scope="col">原登记</th>
            <th scope="col">申请更正为</th>
          </tr>
        </thead>
        <tbody>
          {changes.map(({ title, before, after }) => (
            <tr>
              <th scope="row">{title}</th>
              <td>{before}</td>
              <td>{after}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {props.mayDecide ? (
        <SigningForm
          {...props}
          action={`${address}/decision`}
          legend="受理"
          agree={{ value: 'acceptance', label: '受理' }}
          refuse={{ value: 'return', label: '退回' }}
          help="退回时必须写明原因。"
        />
      ) : null}
      {props.mayWithdraw ? (
        <WithdrawalForm
          action={`${address}/withdrawal`}
          note="撤回后编办不再受理本申请，需要时重新申请。"
          csrfToken={props.csrfToken}
        />
      ) : null}
    </>
  )
}

type Change = { title: string; before: string; after: string | null }

/** What is asked for beside what stands there. */
function changesOf({ application, particulars, requested, told }: ApplicationPageProps): Change[] {
  const { factKind } = application
  if (requested === null || factKind === null || !isFactKind(factKind)) {
    return [
      { title: '姓名', before: particulars?.name ?? '', after: application.name },
      { title: '公民身份号码', before: particulars?.identityMasked ?? '', after: application.identityMasked },
      { title: '出生日期', before: particulars?.bornOn ?? '', after: told?.bornOn ?? null },
      { title: '性别', before: sexName(particulars?.sex ?? ''), after: told && sexName(told.sex) },
      { title: '参加工作时间', before: particulars?.beganWorkOn ?? '–', after: application.beganWorkOn },
    ].filter(({ after }) => after !== null)
  }
  const { fact, draft } = requested
  const { fields, dayLabel } = factRules[factKind]
  const taken = draft === null ? '撤销' : null
  const said = (values: FactDraft['values'] | undefined, key: string) =>
    factWord(factKind, key, values?.[key] ?? null) || '–'
  return [
    { title: dayLabel, before: fact?.effectiveFrom ?? '–', after: taken ?? draft?.from ?? '–' },
    ...fields.map(({ key, label, secret }) => ({
      title: label,
      before: said(fact?.values, key),
      // A number that is left out of a correction stays as it is.
      after: taken ?? (secret === true && draft?.values[key] == null ? '不变' : said(draft?.values, key)),
    })),
  ]
}
