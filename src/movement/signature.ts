import type { Acting } from '../kernel/acting.ts'
import { roles } from '../kernel/permission.ts'
import type { Problem } from '../kernel/problem.ts'
import { isMovementKind, movementRule, type SigningRole } from './movement-kind.ts'

export type Decision = 'agree' | 'return' | 'withdraw'

export type Signature = {
  step: string
  decision: string
  words: string
  signedByName: string
  recordedBy: string
  recordedAt: Date
}

/** 草拟、待签批、退回、撤回、生效、已更正 */
export const movementStates = {
  drafted: '草拟',
  waiting: '待签批',
  returned: '已退回',
  withdrawn: '已撤回',
  effective: '已生效',
  corrected: '已更正',
} as const

export type MovementState = keyof typeof movementStates

/** What has happened to a movement so far. */
export type Life = {
  kind: string
  /** the drafter */
  recordedBy: string
  signatures: readonly Signature[]
  effective: boolean
  /** a correction of it took effect */
  corrected: boolean
}

export function stateOf(life: Life): MovementState {
  if (life.corrected) return 'corrected'
  if (life.effective) return 'effective'
  if (life.signatures.some(({ decision }) => decision === 'withdraw')) return 'withdrawn'
  if (life.signatures.some(({ decision }) => decision === 'return')) return 'returned'
  return life.signatures.length === 0 ? 'drafted' : 'waiting'
}

/** The chain of the kind; one the table no longer knows ends with the office's director. */
export function chainOf(kind: string): readonly SigningRole[] {
  return isMovementKind(kind)
    ? movementRule(kind).chain
    : ['clerk', 'section-head', 'deputy-director', 'director']
}

/** The step that is waited for, or null when the life is over. */
export function nextStep(life: Life): SigningRole | null {
  const state = stateOf(life)
  if (state !== 'drafted' && state !== 'waiting') return null
  const signed = new Set(life.signatures.map(({ step }) => step))
  return chainOf(life.kind).find((step) => !signed.has(step)) ?? null
}

/** May this person take this step now? Nobody signs two steps, and nobody signs what he drafted but as the clerk. */
export function checkSignature(
  life: Life,
  acting: Pick<Acting, 'userId' | 'roles'>,
  { decision, words }: { decision: Decision; words: string },
): Problem | null {
  const field = 'decision'
  const step = nextStep(life)
  if (step === null) return { code: 'not-open-for-signature', field, state: movementStates[stateOf(life)] }
  if (decision === 'withdraw') {
    if (life.recordedBy === acting.userId) return null
    return { code: 'refused', field, because: '只有草拟人可以撤回。需要退回的，由当前签批人退回。' }
  }
  if (life.signatures.some(({ recordedBy }) => recordedBy === acting.userId)) {
    return { code: 'signed-twice', field, step: stepName(step) }
  }
  if (life.recordedBy === acting.userId && step !== 'clerk') {
    return { code: 'refused', field, because: '草拟人不能签批本人草拟的异动，请由其他人员签批。' }
  }
  if (!acting.roles.includes(step)) {
    return { code: 'not-your-step', field, step: stepName(step), roleName: roles[step] }
  }
  return decision === 'return' && words.trim() === '' ? { code: 'required', field: 'words' } : null
}

export function stepName(step: string): string {
  const names: Record<string, string> = {
    clerk: '经办',
    'section-head': '股室审核',
    'deputy-director': '分管领导',
    director: '主要领导',
  }
  return names[step] ?? step
}
