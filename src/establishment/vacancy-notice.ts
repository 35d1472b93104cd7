import { dayInShanghai } from '../kernel/clock.ts'
import { inChinese } from '../kernel/dates.ts'
import { roles } from '../kernel/permission.ts'
import { issuer, type PrintedPaper } from '../kernel/printed-paper.ts'
import {
  fundings,
  type Organization,
  organizationNatures,
  organizationRanks,
  wordOf,
} from '../organization/organization.ts'
import { establishmentKindName } from './establishment-kind.ts'
import { type EstablishmentPosition, vacancies } from './vacancy.ts'
import {
  type VacancyRequest,
  type VacancyState,
  type VacancyStep,
  vacancyDecisions,
  vacancyStates,
  waysIn,
} from './vacancy-request.ts'

/** What 用编通知单 tells of. */
export type VacancyNoticeFacts = {
  request: VacancyRequest
  approval: VacancyStep
  regionName: string
  state: VacancyState
}

/** 用编通知单, as it goes out. One that is no longer good says so. */
export function vacancyNotice({ request, approval, regionName, state }: VacancyNoticeFacts): PrintedPaper {
  const kind = establishmentKindName(request.establishmentKind)
  const until = approval.expiresOn === null ? '用完为止' : inChinese(approval.expiresOn)
  const ended = state === 'lapsed' || state === 'recalled' || state === 'used-up'
  const wayIn = wordOf(waysIn, request.wayIn)
  const { beyondPlan, planYear, organizationName } = request
  return {
    title: '用编通知单',
    number: approval.noticeNumber ?? '',
    warning: ended ? `本通知单${vacancyStates[state]}，已使用 ${request.used} 名，不得再凭以进人。` : null,
    blocks: [
      { kind: 'addressee', text: `${organizationName}：` },
      {
        kind: 'text',
        text:
          `你单位《${request.number}》收悉。经审核，同意你单位使用${kind} ${approval.approvedCount} 名，` +
          `进入方式为${wayIn}，有效期至${until}，逾期未用的自动收回。`,
      },
      {
        kind: 'facts',
        rows: [
          { name: '用编单位', text: organizationName },
          { name: '编制类型', text: kind },
          { name: '核准名数', text: `${approval.approvedCount ?? 0} 名` },
          { name: '进入方式', text: wayIn },
          {
            name: '用编计划',
            text: beyondPlan === null ? `${planYear} 年` : `计划外（${beyondPlan.document.number}）`,
          },
          { name: '有效期', text: `${inChinese(approval.effectiveOn)}至${until}` },
          ...(approval.override ? [{ name: '备注', text: '超出空编核准' }] : []),
        ],
      },
      { kind: 'text', text: '请凭本通知单按规定办理进人手续，人员到位后及时办理入编登记。' },
      issuer(regionName, inChinese(approval.effectiveOn)),
      { kind: 'copies', text: '抄送：组织、人力资源社会保障、财政部门。' },
    ],
  }
}

/** What 编制使用申请（核准）表 tells of. */
export type VacancyApplicationFacts = {
  request: VacancyRequest
  organization: Organization | null
  supervisorName: string | null
  /** as it stood on the day it was handed in, by what was known then */
  position: EstablishmentPosition
  regionName: string
}

/** 编制使用申请（核准）表: what was asked on which ground, and what everybody wrote on it. */
export function vacancyApplication(facts: VacancyApplicationFacts): PrintedPaper {
  const { request, organization, supervisorName, position, regionName } = facts
  const approval = request.steps.find(({ decision }) => decision === 'approval')
  const kind = establishmentKindName(request.establishmentKind)
  const character = [
    wordOf(organizationNatures, organization?.nature ?? null),
    wordOf(organizationRanks, organization?.rank ?? null),
    wordOf(fundings, organization?.funding ?? null),
  ].filter((word) => word !== '')
  const { beyondPlan, planYear } = request
  return {
    title: '编制使用申请（核准）表',
    number: request.number,
    warning: null,
    blocks: [
      {
        kind: 'facts',
        rows: [
          { name: '申请单位', text: request.organizationName },
          { name: '主管部门', text: supervisorName ?? '—' },
          { name: '性质、规格、经费形式', text: character.join('，') },
          {
            name: `${kind}情况`,
            text:
              `核定 ${position.approved} 名，实有 ${position.occupied} 名，已批未用 ${position.reserved} 名，` +
              `冻结 ${position.frozen} 名，空编 ${vacancies(position)} 名（${dayInShanghai(request.recordedAt)}）`,
          },
          { name: '申请用编', text: `${kind} ${request.count} 名` },
          { name: '进入方式', text: wordOf(waysIn, request.wayIn) },
          {
            name: '用编计划',
            text:
              beyondPlan === null
                ? `${planYear} 年`
                : `计划外：${beyondPlan.reason}（${beyondPlan.document.number}）`,
          },
          { name: '用编理由', text: request.reason },
          ...request.steps.map((step) => ({
            name: `${wordOf(vacancyDecisions, step.decision)}（${wordOf(roles, step.role)}）`,
            text: step.words,
            signer: `${step.recordedByName ?? ''}　${inChinese(dayInShanghai(step.recordedAt))}`,
          })),
          {
            name: '核准意见',
            text:
              approval === undefined
                ? '尚未核准'
                : `核准 ${approval.approvedCount ?? 0} 名，有效期至 ${approval.expiresOn ?? '用完为止'}，${approval.noticeNumber ?? ''}`,
          },
        ],
      },
      ...(approval === undefined ? [] : [issuer(regionName, inChinese(approval.effectiveOn))]),
    ],
  }
}
