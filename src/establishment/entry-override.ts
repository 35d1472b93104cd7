import type { IsoDate } from '../kernel/dates.ts'
import type { ApprovalDocument } from '../organization/document.ts'

/** 提交、审核、批准…: one row of its life, in the order of recording. */
export type OverrideStep = {
  decision: string
  role: string
  words: string
  recordedBy: string
  recordedByName: string | null
  recordedAt: Date
  /** on the approval: how many may enter */
  approvedCount: number | null
  effectiveOn: IsoDate
}

/** 超编进人特批 with everything decided about it, and the entries that used it (those taken back left out). */
export type EntryOverride = {
  overrideId: string
  number: string
  organizationId: string
  organizationName: string
  establishmentKind: string
  count: number
  /** the last day of entry (inclusive) */
  expiresOn: IsoDate
  reason: string
  document: ApprovalDocument
  recordedAt: Date
  recordedBy: string
  steps: OverrideStep[]
  uses: { movementId: string; usedOn: IsoDate }[]
}

export const overrideStates = {
  waiting: '审批中',
  returned: '已退回',
  rejected: '不予批准',
  withdrawn: '已撤回',
  'in-force': '有效',
  'used-up': '已用完',
  expired: '已到期',
  recalled: '已收回',
} as const

export type OverrideState = keyof typeof overrideStates

export function isOverrideState(text: string): text is OverrideState {
  return Object.hasOwn(overrideStates, text)
}

export const overrideDecisions = {
  submission: '提交',
  review: '审核',
  approval: '批准',
  rejection: '不予批准',
  return: '退回',
  withdrawal: '撤回',
  recall: '收回',
} as const

type Told = Pick<EntryOverride, 'steps' | 'expiresOn'> & { uses: readonly { usedOn: IsoDate }[] }

/** The life of an override told in one word, as of a day. */
export function overrideState(override: Told, today: IsoDate): OverrideState {
  const last = override.steps.at(-1)?.decision
  if (last === 'recall') return 'recalled'
  if (last === 'withdrawal') return 'withdrawn'
  if (last === 'rejection') return 'rejected'
  if (last === 'return') return 'returned'
  if (last !== 'approval') return 'waiting'
  if (override.uses.length >= grantedByOverride(override)) return 'used-up'
  return override.expiresOn < today ? 'expired' : 'in-force'
}

/** Nothing before it is approved. */
export function grantedByOverride({ steps }: Pick<EntryOverride, 'steps'>): number {
  return steps.find(({ decision }) => decision === 'approval')?.approvedCount ?? 0
}

/** How many entries it still allows; nothing once it was recalled. */
export function overrideLeft(override: Pick<EntryOverride, 'steps' | 'uses'>): number {
  if (override.steps.at(-1)?.decision !== 'approval') return 0
  return Math.max(0, grantedByOverride(override) - override.uses.length)
}

type Entry = { organizationId: string; establishmentKind: string; on: IsoDate }

/** Why an entry may not use it; null when it may. */
export function overrideRefusal(override: EntryOverride | null, entry: Entry): string | null {
  if (override === null) return '没有找到这份特批，请重新选择。'
  const { number, organizationId, establishmentKind, expiresOn, steps } = override
  if (organizationId !== entry.organizationId || establishmentKind !== entry.establishmentKind) {
    return `${number} 批准的是另一机构或另一编制类型，请重新选择。`
  }
  const approval = steps.at(-1)
  if (approval?.decision !== 'approval') return `${number} 未经批准或已收回，不能使用。`
  if (entry.on < approval.effectiveOn || entry.on > expiresOn) {
    return `${number} 有效期为 ${approval.effectiveOn} 至 ${expiresOn}，${entry.on} 不在有效期内。请核对生效日期。`
  }
  return overrideLeft(override) > 0 ? null : `${number} 批准的名额已经用完。`
}
