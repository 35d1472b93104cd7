import { establishmentKindName } from '../../src/establishment/establishment-kind.ts'
import type { Typed } from '../../src/http/form.ts'
import type { Link } from '../../src/http/viewpoint.ts'
import { addDays } from '../../src/kernel/dates.ts'
import type { Problem } from '../../src/kernel/problem.ts'
import { type Reform, reformKinds, staysInUnit } from '../../src/movement/reform.ts'
import type { PersonMoved, ReformEffect, ReformPosition } from '../../src/movement/reform-effect.ts'
import { type Life, stateOf } from '../../src/movement/signature.ts'
import type { ApprovalDocument } from '../../src/organization/document.ts'
import { DocumentWords } from '../parts/document-words.tsx'
import { ProblemSummary } from '../parts/form.tsx'
import { ChainSigningForm, WithdrawalForm } from '../parts/signing-form.tsx'
import { StateTag } from './movement-list.tsx'
import { Positions, ReformConsequences, type ReformConsequencesProps } from './reform-consequences.tsx'
import { ReformPeople } from './reform-people.tsx'
import { SignatureSteps } from './signature-steps.tsx'

type ReformRecordProps = Omit<ReformConsequencesProps, 'effect'> & {
  reform: Reform
  life: Life
  document: ApprovalDocument | null
  /** what it would do now; null once its life is over */
  foreseen: ReformEffect | null
  foreseenProblems: readonly string[]
  /** what it did; null before */
  happened: { before: ReformPosition[]; after: ReformPosition[]; people: PersonMoved[] } | null
  /** drafted anew from this one after it was returned or withdrawn */
  amendedBy: { id: string; number: string } | null
  maySign: boolean
  mayWithdraw: boolean
  mayAmend: boolean
  typed: Typed
  problems: readonly Problem[]
  csrfToken: string
}

/** One merger, split or batch of transfers: what it says, its chain, what it will do or did, and what this user may do now. */
export function ReformRecord(props: ReformRecordProps) {
  const { reform, life, names, link, happened } = props
  const transfer = reform.kind === 'transfer'
  const word = transfer ? '调动' : '改革'
  const name = (organizationId: string) => names.get(organizationId) ?? '（未登记的机构）'
  const linked = (organizationId: string) => (
    <a href={link(`/organizations/${organizationId}/history`)}>{name(organizationId)}</a>
  )
  return (
    <>
      <header class="record">
        <p class="record-tags">
          <span class="tag">{reformKinds[reform.kind]}</span> <StateTag state={stateOf(life)} />
          <button type="button" class="plain" data-print>
            打印
          </button>
        </p>
        <dl class="facts">
          <dt>{placeOfPredecessors(reform)}</dt>
          <dd class="wide">
            {reform.plan.predecessors.map(({ organizationId, abolished }) => (
              <>
                {linked(organizationId)}
                {transfer ? '' : `（${abolished ? '撤销' : '保留'}） `}
              </>
            ))}
          </dd>
          {staysInUnit(reform.plan) ? null : (
            <>
              <dt>{transfer ? '调入单位' : '合并、分设后'}</dt>
              <dd class="wide">
                {reform.plan.successors.map(({ organizationId, founded }) => (
                  <>
                    {founded !== null && !life.effective
                      ? `${founded.name}（新设）`
                      : linked(organizationId)}{' '}
                  </>
                ))}
              </dd>
            </>
          )}
          {reform.plan.toEstablishmentKind === undefined ? null : (
            <>
              <dt>变更为编制类型</dt>
              <dd>{establishmentKindName(reform.plan.toEstablishmentKind)}</dd>
            </>
          )}
          <dt>生效日期</dt>
          <dd>{reform.effectiveOn}</dd>
          <dt>{transfer ? '事由' : '沿革用语'}</dt>
          <dd class="wide">{reform.summary}</dd>
          <OtherReform title="修改重报自" of={reform.plan.amends ?? null} link={link} />
          <OtherReform title="修改重报为" of={props.amendedBy} link={link} />
          <dt>批准文件</dt>
          <dd class="wide">
            {props.document === null ? (
              '–'
            ) : (
              <a href={link(`/documents/${props.document.id}`)}>
                <DocumentWords document={props.document} />
              </a>
            )}
          </dd>
        </dl>
      </header>
      <SignatureSteps life={life} />
      {props.maySign ? null : <ProblemSummary problems={props.problems} />}
      {props.foreseenProblems.length === 0 ? null : (
        <section class="problems" role="alert">
          <h2>现在签批将不能生效</h2>
          <ul>
            {props.foreseenProblems.map((sentence) => (
              <li>{sentence}</li>
            ))}
          </ul>
        </section>
      )}
      {props.foreseen === null ? null : <ReformConsequences {...props} effect={props.foreseen} />}
      {happened === null ? null : (
        <section class="consequences">
          <h2>编制</h2>
          <Positions
            caption={`${addDays(reform.effectiveOn, -1)} ${word}前一日（单位：名）`}
            rows={happened.before}
            name={name}
          />
          <Positions
            caption={`${reform.effectiveOn} ${word}当日（单位：名）`}
            rows={happened.after}
            name={name}
          />
          <h2>人员</h2>
          <ReformPeople people={happened.people} staying={0} names={names} link={link} />
        </section>
      )}
      {props.maySign ? <ChainSigningForm {...props} action={`/reforms/${reform.id}/signatures`} /> : null}
      {props.mayAmend ? (
        <div class="buttons">
          <a class="plain" href={link(`/reforms/${reform.id}/amendment`)}>
            修改后重新提交
          </a>
        </div>
      ) : null}
      {props.mayWithdraw ? (
        <WithdrawalForm
          action={`/reforms/${reform.id}/withdrawal`}
          note="撤回后本方案不再签批，可修改后重新提交。"
          csrfToken={props.csrfToken}
        />
      ) : null}
    </>
  )
}

function OtherReform({
  title,
  of,
  link,
}: {
  title: string
  of: { id: string; number: string } | null
  link: Link
}) {
  if (of === null) return null
  return (
    <>
      <dt>{title}</dt>
      <dd>
        <a href={link(`/reforms/${of.id}`)}>{of.number}</a>
      </dd>
    </>
  )
}

function placeOfPredecessors({ kind, plan }: Reform): string {
  if (kind !== 'transfer') return '原机构'
  return staysInUnit(plan) ? '单位' : '调出单位'
}
