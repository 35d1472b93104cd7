import type { IsoDate } from '../kernel/dates.ts'
import { roles } from '../kernel/permission.ts'
import type { Problem } from '../kernel/problem.ts'
import { checkTurn } from '../kernel/signing-turn.ts'
import type { ApprovalDocument } from '../organization/document.ts'

/** 用编计划, one line: how many of a kind by a way in, and why. */
export type PlanLine = { establishmentKind: string; wayIn: string; count: number; reason: string }

/** as the unit declared, as the office found it, as the 编委会 decided */
export type PlanStage = 'declared' | 'reviewed' | 'approved'

/** One row of a plan's life, in the order of recording. */
export type PlanStep = {
  step: string
  role: string
  words: string
  recordedBy: string
  recordedByName: string | null
  recordedAt: Date
  effectiveOn: IsoDate
  /** 核定、调整: the paper */
  document: ApprovalDocument | null
}

/** The yearly plan of one unit. */
export type VacancyPlan = {
  planId: string
  number: string
  organizationId: string
  organizationName: string
  year: number
  steps: PlanStep[]
} & Record<PlanStage, PlanLine[]>

export const planStepWords = {
  draft: '起草',
  submission: '申报',
  supervision: '主管部门审核',
  review: '编办审核',
  decision: '核定',
  adjustment: '调整',
  return: '退回',
  withdrawal: '撤回',
} as const

/**
 * In which part somebody acts. unit-contact: a unit under a 主管部门; department: a 主管部门, for itself or for a unit
 * under it, and a unit that has none.
 */
export const planRoles = { ...roles, 'unit-contact': '单位', department: '部门' } as const

export type PlanRole = 'department' | 'clerk' | 'section-head'

export const planStates = {
  drafted: '起草中',
  waiting: '审核中',
  reviewed: '待核定',
  decided: '已核定',
  returned: '已退回',
  withdrawn: '已撤回',
} as const

export type PlanState = keyof typeof planStates

export function isPlanState(text: string): text is PlanState {
  return Object.hasOwn(planStates, text)
}

type Signed = Pick<PlanStep, 'step' | 'role' | 'recordedBy'>

/** Who looks at it after the submission, in order: the 主管部门 of a unit that has one, then the office twice. */
export function planChain(steps: readonly Signed[]): PlanRole[] {
  const submission = steps.findLast(({ step }) => step === 'submission')
  if (submission?.role === 'clerk') return ['section-head']
  if (submission?.role === 'unit-contact') return ['department', 'clerk', 'section-head']
  return ['clerk', 'section-head']
}

/** The part that is waited for; null when nobody's review is. */
export function planWaitsFor(steps: readonly Signed[]): PlanRole | null {
  const last = steps.at(-1)
  if (last === undefined || !['submission', 'supervision', 'review'].includes(last.step)) return null
  const chain: string[] = planChain(steps)
  // A clerk who reviews before the 主管部门 did, on its paper, stands for both.
  const next = last.step === 'submission' ? 0 : chain.indexOf(last.role) + 1
  return planChain(steps)[next] ?? null
}

export function planState(steps: readonly Signed[]): PlanState {
  const last = steps.at(-1)?.step
  if (last === 'return') return 'returned'
  if (last === 'withdrawal') return 'withdrawn'
  if (last === 'decision' || last === 'adjustment') return 'decided'
  if (last === undefined || last === 'draft') return 'drafted'
  return planWaitsFor(steps) === null ? 'reviewed' : 'waiting'
}

/** May what it declares still be changed by whoever declares it? */
export function isPlanOpen(steps: readonly Signed[]): boolean {
  return ['drafted', 'returned', 'withdrawn'].includes(planState(steps))
}

/** 审核中（待部门）, 已核定 */
export function planStateWords(steps: readonly Signed[]): string {
  const role = planWaitsFor(steps)
  return role === null ? planStates[planState(steps)] : `${planStates.waiting}（待${planRoles[role]}）`
}

/** Whose review is still to come, the present one first. */
export function comingPlanRoles(steps: readonly Signed[]): string[] {
  const role = planWaitsFor(steps)
  const chain = planChain(steps)
  return role === null ? [] : chain.slice(chain.indexOf(role)).map((one) => planRoles[one])
}

/** `overUnit`: a contact whose units include this one and who is not the unit's own. */
type Reviewer = { userId: string; roles: readonly string[]; overUnit: boolean }

/**
 * In which part this person may review now; nobody reviews what he declared or reviewed in this round. The clerk
 * may stand in for a 主管部门 that is not in the system, on its paper, and says so.
 */
export function planReviewer(steps: readonly Signed[], reviewer: Reviewer): PlanRole | Problem {
  const field = 'decision'
  const role = planWaitsFor(steps)
  if (role === null) return { code: 'not-open-for-signature', field, state: planStates[planState(steps)] }
  const parts: readonly PlanRole[] = role === 'department' ? ['department', 'clerk'] : [role]
  const part = parts.find((one) => (one === 'department' ? reviewer.overUnit : reviewer.roles.includes(one)))
  const turn = { step: `${planRoles[role]}审核`, roleName: planRoles[role], signedBy: actorsOfRound(steps) }
  const notNow = checkTurn(turn, { userId: reviewer.userId, holdsRole: part !== undefined })
  return notNow ?? part ?? { code: 'not-open-for-signature', field, state: planStates[planState(steps)] }
}

/** Did this person declare or review it since it was last submitted? */
export function actedInRound(steps: readonly Signed[], userId: string): boolean {
  return actorsOfRound(steps).includes(userId)
}

function actorsOfRound(steps: readonly Signed[]): string[] {
  const start = steps.findLastIndex(({ step }) => step === 'submission')
  return steps.slice(Math.max(start, 0)).map(({ recordedBy }) => recordedBy)
}

export function plannedCount(lines: readonly PlanLine[], establishmentKind?: string): number {
  return lines
    .filter((line) => establishmentKind === undefined || line.establishmentKind === establishmentKind)
    .reduce((sum, { count }) => sum + count, 0)
}

/** Kind and way in: one line each. */
export function lineKey({ establishmentKind, wayIn }: Pick<PlanLine, 'establishmentKind' | 'wayIn'>): string {
  return `${establishmentKind} ${wayIn}`
}

/** How many the lines say for a kind and way; null when they do not name it. */
export function countOf(
  lines: readonly PlanLine[],
  line: Pick<PlanLine, 'establishmentKind' | 'wayIn'>,
): number | null {
  return lines.find((one) => lineKey(one) === lineKey(line))?.count ?? null
}
