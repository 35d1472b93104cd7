import type { Child } from 'hono/jsx'
import { establishmentKindName } from '../../src/establishment/establishment-kind.ts'
import { type EstablishmentPosition, vacancies } from '../../src/establishment/vacancy.ts'
import {
  type VacancyRequest,
  type VacancyState,
  type VacancyStep,
  vacancyDecisions,
  vacancyStates,
  waysIn,
} from '../../src/establishment/vacancy-request.ts'
import { dayInShanghai } from '../../src/kernel/clock.ts'
import { inChinese } from '../../src/kernel/dates.ts'
import { roles } from '../../src/kernel/permission.ts'
import {
  fundings,
  type Organization,
  organizationNatures,
  organizationRanks,
  wordOf,
} from '../../src/organization/organization.ts'

type NoticeProps = { request: VacancyRequest; approval: VacancyStep; regionName: string; state: VacancyState }

/** 用编通知单, as it goes out on paper. One that is no longer good says so on the screen and on the print. */
export function VacancyNotice({ request, approval, regionName, state }: NoticeProps) {
  const kind = establishmentKindName(request.establishmentKind)
  const until = approval.expiresOn === null ? '用完为止' : inChinese(approval.expiresOn)
  const ended = state === 'lapsed' || state === 'recalled' || state === 'used-up'
  return (
    <Sheet title="用编通知单" number={approval.noticeNumber ?? ''}>
      {ended ? (
        <p class="warning">
          本通知单{vacancyStates[state]}，已使用 {request.used} 名，不得再凭以进人。
        </p>
      ) : null}
      <p>{request.organizationName}：</p>
      <p class="sheet-text">
        你单位《{request.number}》收悉。经审核，同意你单位使用{kind} {approval.approvedCount} 名，进入方式为
        {wordOf(waysIn, request.wayIn)}，有效期至{until}，逾期未用的自动收回。
      </p>
      <Facts
        title="用编通知单"
        rows={[
          ['用编单位', request.organizationName],
          ['编制类型', kind],
          ['核准名数', `${approval.approvedCount ?? 0} 名`],
          ['进入方式', wordOf(waysIn, request.wayIn)],
          [
            '用编计划',
            request.beyondPlan === null
              ? `${request.planYear} 年`
              : `计划外（${request.beyondPlan.document.number}）`,
          ],
          ['有效期', `${inChinese(approval.effectiveOn)}至${until}`],
          ...(approval.override ? [['备注', '超出空编核准'] as [string, Child]] : []),
        ]}
      />
      <p class="sheet-text">请凭本通知单按规定办理进人手续，人员到位后及时办理入编登记。</p>
      <Office regionName={regionName} day={approval.effectiveOn} />
      <p class="sheet-copies">抄送：组织、人力资源社会保障、财政部门。</p>
    </Sheet>
  )
}

type ApplicationProps = {
  request: VacancyRequest
  organization: Organization | null
  supervisorName: string | null
  /** as it stood on the day it was handed in, by what was known then */
  position: EstablishmentPosition
  regionName: string
}

/** 编制使用申请（核准）表: what was asked on which ground, and what everybody wrote on it. */
export function VacancyApplicationSheet(props: ApplicationProps) {
  const { request, organization, supervisorName, position, regionName } = props
  const approval = request.steps.find(({ decision }) => decision === 'approval')
  const kind = establishmentKindName(request.establishmentKind)
  const character = [
    wordOf(organizationNatures, organization?.nature ?? null),
    wordOf(organizationRanks, organization?.rank ?? null),
    wordOf(fundings, organization?.funding ?? null),
  ].filter((word) => word !== '')
  return (
    <Sheet title="编制使用申请（核准）表" number={request.number}>
      <Facts
        title="编制使用申请（核准）表"
        rows={[
          ['申请单位', request.organizationName],
          ['主管部门', supervisorName ?? '—'],
          ['性质、规格、经费形式', character.join('，')],
          [
            `${kind}情况`,
            `核定 ${position.approved} 名，实有 ${position.occupied} 名，已批未用 ${position.reserved} 名，` +
              `冻结 ${position.frozen} 名，空编 ${vacancies(position)} 名（${dayInShanghai(request.recordedAt)}）`,
          ],
          ['申请用编', `${kind} ${request.count} 名`],
          ['进入方式', wordOf(waysIn, request.wayIn)],
          [
            '用编计划',
            request.beyondPlan === null
              ? `${request.planYear} 年`
              : `计划外：${request.beyondPlan.reason}（${request.beyondPlan.document.number}）`,
          ],
          ['用编理由', request.reason],
          ...request.steps.map((step): [string, Child] => [
            `${wordOf(vacancyDecisions, step.decision)}（${wordOf(roles, step.role)}）`,
            <>
              {step.words}
              <div class="sheet-signers">
                {step.recordedByName ?? ''}　{inChinese(dayInShanghai(step.recordedAt))}
              </div>
            </>,
          ]),
          [
            '核准意见',
            approval === undefined
              ? '尚未核准'
              : `核准 ${approval.approvedCount ?? 0} 名，有效期至 ${approval.expiresOn ?? '用完为止'}，${approval.noticeNumber ?? ''}`,
          ],
        ]}
      />
      {approval === undefined ? null : <Office regionName={regionName} day={approval.effectiveOn} />}
    </Sheet>
  )
}

function Sheet({ title, number, children }: { title: string; number: string; children: Child }) {
  return (
    <>
      <p class="buttons">
        <button type="button" class="plain" data-print>
          打印
        </button>
      </p>
      <article class="sheet">
        <h2>{title}</h2>
        <p class="sheet-number">编号：{number}</p>
        {children}
      </article>
    </>
  )
}

function Facts({ title, rows }: { title: string; rows: readonly [string, Child][] }) {
  return (
    <table class="sheet-facts">
      <caption class="hidden">{title}</caption>
      <tbody>
        {rows.map(([name, value]) => (
          <tr>
            <th scope="row">{name}</th>
            <td>{value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Office({ regionName, day }: { regionName: string; day: string }) {
  return (
    <p class="sheet-signature">
      {regionName.replace(/（.*）$/, '')}委机构编制委员会办公室
      <br />
      {inChinese(day)}
    </p>
  )
}
