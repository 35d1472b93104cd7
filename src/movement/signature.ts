import type { Acting } from '../kernel/acting.ts'
import { roles } from '../kernel/permission.ts'
import { done, type Outcome, type Problem, refused } from '../kernel/problem.ts'
import { checkTurn } from '../kernel/signing-turn.ts'
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

/** Returned or withdrawn: it is over without effect, and may be drafted anew. */
export function isEnded(life: Life): boolean {
  return ['returned', 'withdrawn'].includes(stateOf(life))
}

/** May it be drafted anew? Once, and only after it was returned or withdrawn. `again`: what was drafted from it already. */
export function checkAmendment({
  number,
  life,
  again,
}: {
  number: string
  life: Life
  again: string | null
}): Problem | null {
  const field = 'amendsId'
  if (again !== null) {
    return { code: 'refused', field, because: `${number} 已修改重报为 ${again}，请打开 ${again} 办理。` }
  }
  return isEnded(life) ? null : { code: 'changed-meanwhile', field }
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
  const signedBy = life.signatures.map(({ recordedBy }) => recordedBy)
  if (life.recordedBy === acting.userId && step !== 'clerk' && !signedBy.includes(acting.userId)) {
    return { code: 'refused', field, because: '草拟人不能签批本人草拟的事项，请由其他人员签批。' }
  }
  const turn = { step: stepName(step), roleName: roles[step], signedBy }
  const notNow = checkTurn(turn, { userId: acting.userId, holdsRole: acting.roles.includes(step) })
  if (notNow !== null) return notNow
  return decision === 'return' && words.trim() === '' ? { code: 'required', field: 'words' } : null
}

/** The row to be written, the life with it, and whether it completes the chain: then the effect is taken. */
export type Signing = {
  signature: { step: string; decision: Decision; words: string }
  life: Life
  completes: boolean
}

/** 签批、退回、撤回 of a movement or a reform, decided; whoever loaded the life writes what it answers. */
export function signing(
  life: Life,
  acting: Pick<Acting, 'userId' | 'userName' | 'roles' | 'at'>,
  { decision, words }: { decision: Decision; words: string },
): Outcome<Signing> {
  const problem = checkSignature(life, acting, { decision, words })
  if (problem !== null) return refused(problem)
  // Whoever drafted takes it back in his own step, whichever step is waited for.
  const step = decision === 'withdraw' ? 'clerk' : (nextStep(life) ?? 'clerk')
  const signature = { step, decision, words: words.trim() }
  const { userId, userName, at } = acting
  const signed = { ...signature, signedByName: userName, recordedBy: userId, recordedAt: at }
  const after = { ...life, signatures: [...life.signatures, signed] }
  return done({ signature, life: after, completes: decision === 'agree' && nextStep(after) === null })
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
