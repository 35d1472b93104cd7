import { recordAudit } from '../database/audit.ts'
import type { Db } from '../database/connection.ts'
import { brokenConstraint } from '../database/constraint.ts'
import type { Acting } from '../kernel/acting.ts'
import { done, type Outcome, refused } from '../kernel/problem.ts'
import { documentNumberOf } from '../organization/document.store.ts'
import { undoneWhenRefused } from './draft-movement.ts'
import { waitFor } from './movement.store.ts'
import { appendReformSignature, reformLife, reformOf } from './reform.store.ts'
import type { ReformEffect } from './reform-effect.ts'
import { type Decision, type MovementState, signing, stateOf } from './signature.ts'
import { takeReformEffect } from './take-reform-effect.ts'

export type ReformSigned = { state: MovementState; effect: ReformEffect | null }

/** Two at once, or two about the same unit or person: one passes, the other reads it again. */
const meanwhile = [
  'reform_signatures_nobody_twice',
  'reform_signatures_step_once',
  'reform_signatures_end_once',
  'organization_versions_one_at_a_time',
  'organizations_code_once',
  'assignments_one_at_a_time',
  'person_posts_one_at_a_time',
  'placements_one_at_a_time',
]

/** 签批、退回、撤回 of a reform. The last signature lets it take effect in the same transaction. */
export async function signReform(
  db: Db,
  acting: Acting,
  reformId: string,
  { decision, words }: { decision: Decision; words: string },
): Promise<Outcome<ReformSigned>> {
  try {
    return await undoneWhenRefused(db, async (tx) => {
      await waitFor(tx, acting, reformId)
      const reform = await reformOf(tx, acting.regionCode, reformId)
      if (reform === null) return refused({ code: 'not-found', field: 'decision', sought: '该方案' })
      const life = await reformLife(tx, reform, acting.regionCode)
      const signed = signing(life, acting, { decision, words })
      if (!signed.done) return signed
      const { signature, completes } = signed.value
      await appendReformSignature(tx, acting, { reformId, ...signature })
      await recordAudit(tx, acting, {
        action: `reform.${decision}`,
        subjectKind: 'reform',
        subjectId: reformId,
        reason: words,
        documentNumber: documentNumberOf(acting, reform.documentId),
        before: { state: stateOf(life) },
        after: { step: signature.step },
      })
      if (!completes) return done({ state: stateOf(signed.value.life), effect: null })
      const effect = await takeReformEffect(tx, acting, reform)
      return effect.done ? done({ state: 'effective', effect: effect.value }) : effect
    })
  } catch (error) {
    const broken = brokenConstraint(error)
    if (broken !== null && meanwhile.includes(broken)) {
      return refused({ code: 'changed-meanwhile', field: 'decision' })
    }
    throw error
  }
}
