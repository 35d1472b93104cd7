import type { Problem } from './problem.ts'

/** Whose turn it is on a paper that goes round. */
export type SigningTurn = {
  /** 股室审核 */
  step: string
  roleName: string
  /** who signed or handed in since it last began its round */
  signedBy: readonly string[]
}

/**
 * May this person take the step? Nobody takes two steps of one paper, whatever roles he holds; and only who holds the
 * role of the step takes it. Movements, reforms, vacancy plans, requests and overrides all go round by this rule.
 */
export function checkTurn(
  { step, roleName, signedBy }: SigningTurn,
  { userId, holdsRole }: { userId: string; holdsRole: boolean },
): Problem | null {
  const field = 'decision'
  if (signedBy.includes(userId)) return { code: 'signed-twice', field, step }
  return holdsRole ? null : { code: 'not-your-step', field, step, roleName }
}
