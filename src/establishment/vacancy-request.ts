import type { Acting } from '../kernel/acting.ts'
import { addDays, type IsoDate } from '../kernel/dates.ts'
import { type Role, roles } from '../kernel/permission.ts'
import type { Problem } from '../kernel/problem.ts'
import { checkTurn } from '../kernel/signing-turn.ts'
import type { ApprovalDocument } from '../organization/document.ts'

/** 进入方式: the kinds of movement that bring somebody in. */
export const waysIn = {
  recruitment: '公务员考录',
  hiring: '公开招聘',
  selection: '选调',
  'transfer-in': '调入',
  'reassignment-in': '转任',
  demobilization: '军转安置',
  'other-entry': '其他',
} as const

export type WayIn = keyof typeof waysIn

export const vacancyDecisions = {
  submission: '提交',
  review: '审核',
  approval: '核准',
  rejection: '不予核准',
  return: '退回',
  withdrawal: '撤回',
  recall: '收回',
} as const

/** One row of a request's life, in the order of recording. */
export type VacancyStep = {
  decision: string
  role: string
  words: string
  recordedBy: string
  recordedByName: string | null
  recordedAt: Date
  approvedCount: number | null
  noticeNumber: string | null
  effectiveOn: IsoDate
  expiresOn: IsoDate | null
  override: boolean
  /** on a submission after a return: what is asked from then on; null where nothing was changed */
  amendedCount: number | null
  amendedWayIn: string | null
  amendedReason: string | null
}

/** What the order of signing is read from. */
export type SignedStep = Pick<VacancyStep, 'decision' | 'role' | 'recordedBy'>

/** 用编申请 with everything decided about it. */
export type VacancyRequest = {
  requestId: string
  number: string
  organizationId: string
  organizationName: string
  establishmentKind: string
  wayIn: string
  count: number
  reason: string
  planYear: number
  /** 计划外: why it draws on no plan, and the paper that says so; null: it draws on the plan of its year */
  beyondPlan: { reason: string; document: ApprovalDocument } | null
  recordedAt: Date
  recordedBy: string
  /** in the order of recording */
  steps: VacancyStep[]
  /** entries that took a place */
  used: number
}

/** What is asked now: as first handed in, or as last amended after a return. */
export function amended<Asked extends Pick<VacancyRequest, 'count' | 'wayIn' | 'reason'>>(
  asked: Asked,
  steps: readonly VacancyStep[],
): Asked {
  return {
    ...asked,
    count: steps.findLast(({ amendedCount }) => amendedCount !== null)?.amendedCount ?? asked.count,
    wayIn: steps.findLast(({ amendedWayIn }) => amendedWayIn !== null)?.amendedWayIn ?? asked.wayIn,
    reason: steps.findLast(({ amendedReason }) => amendedReason !== null)?.amendedReason ?? asked.reason,
  }
}

export const vacancyStates = {
  waiting: '审核中',
  returned: '已退回',
  rejected: '不予核准',
  withdrawn: '已撤回',
  approved: '已核准',
  'used-up': '已用完',
  lapsed: '已失效',
  recalled: '已收回',
} as const

export type VacancyState = keyof typeof vacancyStates

/** Who signs after the submission, in order; the last one approves. A unit's own submission is first reviewed by a clerk. */
export function vacancyChain(steps: readonly SignedStep[]): Role[] {
  const submission = steps.findLast(({ decision }) => decision === 'submission')
  const superiors: Role[] = ['section-head', 'deputy-director', 'director']
  return submission?.role === 'unit-contact' ? ['clerk', ...superiors] : superiors
}

/** The life of a request told in one word, as of a day. `used` counts the entries that took a place. */
export function vacancyState(steps: readonly VacancyStep[], used: number, today: IsoDate): VacancyState {
  const last = steps.at(-1)
  if (last?.decision === 'recall') return 'recalled'
  if (last?.decision === 'withdrawal') return 'withdrawn'
  if (last?.decision === 'rejection') return 'rejected'
  if (last?.decision === 'return') return 'returned'
  const approval = steps.find(({ decision }) => decision === 'approval')
  if (approval === undefined) return 'waiting'
  if (used >= (approval.approvedCount ?? 0)) return 'used-up'
  return approval.expiresOn !== null && approval.expiresOn < today ? 'lapsed' : 'approved'
}

/** Warned of from so many days before the last day. */
export const daysOfWarning = 30

/** Does something in force today end within the days of warning? */
export function endsSoon(lastDay: IsoDate | null, today: IsoDate): boolean {
  return lastDay !== null && lastDay >= today && lastDay <= addDays(today, daysOfWarning)
}

/** What a list is filtered by: a state, or approved ones that end soon with something left. */
export const listedStates = { ...vacancyStates, expiring: '即将到期' } as const

export type ListedState = keyof typeof listedStates

export function isListedState(text: string): text is ListedState {
  return Object.hasOwn(listedStates, text)
}

export function isInState(
  { steps, used }: Pick<VacancyRequest, 'steps' | 'used'>,
  asked: ListedState | '',
  today: IsoDate,
): boolean {
  if (asked === '') return true
  const state = vacancyState(steps, used, today)
  if (asked !== 'expiring') return state === asked
  const approval = steps.find(({ decision }) => decision === 'approval')
  return state === 'approved' && endsSoon(approval?.expiresOn ?? null, today)
}

/** The role that is waited for, or null when nobody is. */
export function waitedFor(steps: readonly SignedStep[]): Role | null {
  const last = steps.at(-1)
  if (last === undefined || !['submission', 'review'].includes(last.decision)) return null
  return vacancyChain(steps)[currentRound(steps).length - 1] ?? null
}

/** Whose signature is still to come, the present one first. */
export function comingRoles(steps: readonly SignedStep[]): string[] {
  const role = waitedFor(steps)
  const chain = vacancyChain(steps)
  return role === null ? [] : chain.slice(chain.indexOf(role)).map((one) => roles[one])
}

/** May this person sign now? The right role, and nobody twice in one round. */
export function checkVacancySigner(
  steps: readonly SignedStep[],
  acting: Pick<Acting, 'userId' | 'roles'>,
): Problem | null {
  const role = waitedFor(steps)
  if (role === null) return { code: 'not-open-for-signature', field: 'decision', state: '不在审核中' }
  const signedBy = currentRound(steps).map(({ recordedBy }) => recordedBy)
  const turn = { step: `${roles[role]}审核`, roleName: roles[role], signedBy }
  return checkTurn(turn, { userId: acting.userId, holdsRole: acting.roles.includes(role) })
}

/** The step that ends in an approval is the last of the chain. */
export function isLastStep(steps: readonly SignedStep[]): boolean {
  return waitedFor(steps) === vacancyChain(steps).at(-1)
}

/** From the last submission on: what was signed before a return does not count. */
function currentRound(steps: readonly SignedStep[]): SignedStep[] {
  const start = steps.findLastIndex(({ decision }) => decision === 'submission')
  return steps.slice(Math.max(start, 0))
}
