import type { Seats } from '../../src/establishment/leadership-post.ts'
import type { RankQuota } from '../../src/establishment/rank-quota.ts'
import type { Typed } from '../../src/http/form.ts'
import type { Link } from '../../src/http/viewpoint.ts'
import type { Problem } from '../../src/kernel/problem.ts'
import type { Movement } from '../../src/movement/movement.ts'
import { isMovementKind, movementKindName, movementRule, papers } from '../../src/movement/movement-kind.ts'
import { type Life, stateOf } from '../../src/movement/signature.ts'
import type { ApprovalDocument } from '../../src/organization/document.ts'
import { DocumentWords } from '../parts/document-words.tsx'
import { ProblemSummary } from '../parts/form.tsx'
import { ChainSigningForm, WithdrawalForm } from '../parts/signing-form.tsx'
import { Consequences } from './consequences.tsx'
import { placeInWords, StateTag } from './movement-list.tsx'
import { RanksOnRecord } from './rank-standing.tsx'
import { SeatHeld } from './seat-standing.tsx'
import { SignatureSteps } from './signature-steps.tsx'

export type MovementRecordProps = {
  movement: Movement
  personName: string
  life: Life
  document: ApprovalDocument | null
  /** of the organizations named anywhere on the page */
  names: ReadonlyMap<string, string>
  /** number and id of the movement this one corrects, and of the one that corrected it */
  corrects: { id: string; number: string } | null
  correctedBy: { id: string; number: string } | null
  /** drafted anew from this one after it was returned or withdrawn */
  amendedBy: { id: string; number: string } | null
  /** what it would do now; null once its life is over, problems when it would be refused */
  foreseen: Parameters<typeof Consequences>[0]['foreseen'] | null
  foreseenProblems: readonly string[]
  /** of what took effect and put somebody in a leadership post: that seat then, as then known */
  seatHeld: Seats | null
  ranksHeld: readonly RankQuota[]
  maySign: boolean
  mayWithdraw: boolean
  mayCorrect: boolean
  mayAmend: boolean
  mayReadPay: boolean
  typed: Typed
  problems: readonly Problem[]
  csrfToken: string
  link: Link
}

export function MovementRecord(props: MovementRecordProps) {
  const { movement, life, names, link } = props
  const state = stateOf(life)
  return (
    <>
      <header class="record">
        <p class="record-tags">
          <span class="tag">{movementKindName(movement.kind)}</span> <StateTag state={state} />
          {movement.particulars.takesBack === true ? <span class="tag warn">冲销</span> : null}
        </p>
        <dl class="facts">
          <dt>人员</dt>
          <dd>
            <a href={link(`/people/${movement.personId}`)}>{props.personName}</a>
          </dd>
          <dt>生效日期</dt>
          <dd>{movement.effectiveOn}</dd>
          <dt>原编制单位</dt>
          <dd>{placeInWords(names, movement.fromOrganizationId, movement.fromEstablishmentKind) || '–'}</dd>
          <dt>新编制单位</dt>
          <dd>{placeInWords(names, movement.toOrganizationId, movement.toEstablishmentKind) || '–'}</dd>
          <Particulars movement={movement} />
          <dt>事由</dt>
          <dd class="wide">{movement.reason}</dd>
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
          <ByReform movement={movement} link={link} />
          <OtherMovement title="更正的异动" of={props.corrects} link={link} />
          <OtherMovement title="更正本次的异动" of={props.correctedBy} link={link} />
          <OtherMovement title="修改重报自" of={movement.particulars.amends ?? null} link={link} />
          <OtherMovement title="修改重报为" of={props.amendedBy} link={link} />
        </dl>
      </header>
      {movement.particulars.reform === undefined ? <SignatureSteps life={life} /> : null}
      {props.maySign ? null : <ProblemSummary problems={props.problems} />}
      <Papers movement={movement} effective={life.effective} link={link} />
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
      {props.seatHeld === null ? null : (
        <SeatHeld
          seats={props.seatHeld}
          on={movement.effectiveOn}
          name={(id) => names.get(id) ?? '（已撤销机构）'}
        />
      )}
      <RanksOnRecord ranks={props.ranksHeld} on={movement.effectiveOn} />
      {props.foreseen === null ? null : <Consequences {...props} foreseen={props.foreseen} />}
      {props.maySign ? <ChainSigningForm {...props} action={`/movements/${movement.id}/signatures`} /> : null}
      {props.mayWithdraw ? (
        <WithdrawalForm
          action={`/movements/${movement.id}/withdrawal`}
          note="撤回后本次异动不再签批，可修改后重新登记。"
          csrfToken={props.csrfToken}
        />
      ) : null}
      {props.mayAmend ? (
        <div class="buttons">
          <a class="plain" href={link(`/movements/${movement.id}/amendment`)}>
            修改后重新登记
          </a>
          {movement.particulars.batch === undefined ? null : (
            <a class="plain" href={link('/movements/batch', { former: movement.id })}>
              整批修改后重新登记
            </a>
          )}
        </div>
      ) : null}
      {props.mayCorrect ? (
        <div class="buttons">
          <a class="plain" href={link(`/movements/${movement.id}/correction`)}>
            更正
          </a>
          <a class="plain" href={link(`/movements/${movement.id}/correction`, { takesBack: 'yes' })}>
            冲销
          </a>
        </div>
      ) : null}
    </>
  )
}

function Particulars({ movement }: { movement: Movement }) {
  const { duty, rank, post, otherUnit, place, plannedEnd } = movement.particulars
  const facts: [string, string | undefined][] = [
    ['职务', duty?.title],
    ['职级', rank?.title],
    ['岗位等级', post?.title],
    ['来源（去向）单位', otherUnit],
    ['借用单位', place?.name],
    ['预计归还', plannedEnd],
  ]
  return (
    <>
      {facts.map(([title, value]) =>
        value === undefined ? null : (
          <>
            <dt>{title}</dt>
            <dd>{value}</dd>
          </>
        ),
      )}
    </>
  )
}

function OtherMovement({
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
        <a href={link(`/movements/${of.id}`)}>{of.number}</a>
      </dd>
    </>
  )
}

/** Moved with others: the signatures are those of the reform. */
function ByReform({ movement, link }: { movement: Movement; link: Link }) {
  const { reform } = movement.particulars
  if (reform === undefined) return null
  return (
    <>
      <dt>一并办理</dt>
      <dd class="wide">
        随 <a href={link(`/reforms/${reform.id}`)}>{reform.number}</a> 一并签批、生效
      </dd>
    </>
  )
}

function Papers({ movement, effective, link }: { movement: Movement; effective: boolean; link: Link }) {
  if (!effective || !isMovementKind(movement.kind)) return null
  const own = movementRule(movement.kind).papers
  if (own.length === 0) return null
  return (
    <p class="papers">
      文书：
      {own.map((paper) => (
        <a class="plain" href={link(`/movements/${movement.id}/papers/${paper}`)}>
          {papers[paper]}
        </a>
      ))}
    </p>
  )
}

/** Kind and place in one line, for titles. */
export function movementTitle(movement: Movement, personName: string): string {
  return `${personName} ${movementKindName(movement.kind)} ${movement.number}`
}
