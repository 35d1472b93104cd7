import { recordAudit } from '../database/audit.ts'
import type { Db } from '../database/connection.ts'
import { brokenConstraint } from '../database/constraint.ts'
import { inOrder } from '../database/together.ts'
import type { Acting } from '../kernel/acting.ts'
import { done, type Outcome, refused } from '../kernel/problem.ts'
import { documentNumberOf } from '../organization/document.store.ts'
import { undoneWhenRefused } from './draft-movement.ts'
import type { Effect } from './effect.ts'
import { appendSignature, movementWithLife, waitFor } from './movement.store.ts'
import { type Decision, type MovementState, signing, stateOf } from './signature.ts'
import { takeEffect } from './take-effect.ts'

export type Signed = { state: MovementState; effect: Effect | null }

/**
 * 签批、退回、撤回. The last signature lets the movement take effect in the same transaction; what is refused there
 * refuses the signature too.
 */
export async function signMovement(
  db: Db,
  acting: Acting,
  movementId: string,
  { decision, words }: { decision: Decision; words: string },
): Promise<Outcome<Signed>> {
  try {
    return await undoneWhenRefused(db, async (tx) => {
      const [, found] = await inOrder([
        () => waitFor(tx, acting, movementId),
        () => movementWithLife(tx, acting.regionCode, movementId),
      ])
      if (found === null) return refused({ code: 'not-found', field: 'decision', sought: '该异动' })
      const { movement, life } = found
      const signed = signing(life, acting, { decision, words })
      if (!signed.done) return signed
      const { signature, completes } = signed.value
      // What the effect reads first is answered first: it is thought about while the server writes the signature.
      const [effect] = await inOrder([
        () => (completes ? takeEffect(tx, acting, movement, { withMoney: true }) : null),
        () => appendSignature(tx, acting, { movementId, ...signature }),
        () =>
          recordAudit(tx, acting, {
            action: `movement.${decision}`,
            subjectKind: 'movement',
            subjectId: movementId,
            reason: words,
            documentNumber: documentNumberOf(acting, movement.documentId),
            before: { state: stateOf(life) },
            after: { step: signature.step },
          }),
      ])
      if (effect === null) return done({ state: stateOf(signed.value.life), effect: null })
      return effect.done ? done({ state: 'effective', effect: effect.value }) : effect
    })
  } catch (error) {
    const broken = brokenConstraint(error)
    const meanwhile = [
      'movement_signatures_nobody_twice',
      'movement_signatures_step_once',
      'movement_signatures_end_once',
      'movement_effects_corrected_once',
      'assignments_one_at_a_time',
    ]
    if (broken !== null && meanwhile.includes(broken)) {
      return refused({ code: 'changed-meanwhile', field: 'decision' })
    }
    throw error
  }
}
