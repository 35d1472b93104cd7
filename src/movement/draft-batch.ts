import { v7 } from 'uuid'
import type { Db } from '../database/connection.ts'
import type { PersonalCipher } from '../database/personal-cipher.ts'
import type { Acting } from '../kernel/acting.ts'
import { done, type Outcome, type Problem, refused } from '../kernel/problem.ts'
import { type MovementDraft, triedOut, undoneWhenRefused, writeDraft } from './draft-movement.ts'
import type { Effect } from './effect.ts'
import type { Movement } from './movement.ts'
import { takeEffect } from './take-effect.ts'

/** What is wrong with one of several drafts; `place` counts them from 0. */
export type PlacedProblem = { place: number; problem: Problem }

export type BatchOutcome<T> = { done: true; value: T } | { done: false; problems: PlacedProblem[] }

/** What the drafts would do if all took effect now, one after the other. */
export type BatchPreview = { movement: Movement; entered: Effect['entered'] }[]

/**
 * Drafts several movements, all or none. The establishment check counts all of them: each is tried on top of those
 * before it, as if they had taken effect.
 */
export async function draftBatch(
  db: Db,
  cipher: PersonalCipher,
  acting: Acting,
  drafts: readonly MovementDraft[],
): Promise<BatchOutcome<Movement[]>> {
  const problems: PlacedProblem[] = []
  const outcome = await undoneWhenRefused(db, async (tx): Promise<Outcome<Movement[]>> => {
    const tried = await tryAll(tx, cipher, acting, drafts)
    if (!tried.done) {
      problems.push(...tried.problems)
      return nothingWritten
    }
    const movements: Movement[] = []
    // By it the list is found again when it was returned.
    const batch = v7()
    for (const [place, draft] of drafts.entries()) {
      const particulars = { ...draft.particulars, batch }
      const written = await writeDraft(tx, cipher, acting, { ...draft, particulars })
      if (!written.done) {
        problems.push(...written.problems.map((problem) => ({ place, problem })))
        return nothingWritten
      }
      movements.push(written.value)
    }
    return done(movements)
  })
  if (outcome.done) return outcome
  return { done: false, problems: problems.length > 0 ? problems : placed(0, outcome.problems) }
}

/** The same checks and effects, computed and rolled back. */
export function previewBatch(
  db: Db,
  cipher: PersonalCipher,
  acting: Acting,
  drafts: readonly MovementDraft[],
): Promise<BatchOutcome<BatchPreview>> {
  return tryAll(db, cipher, acting, drafts)
}

const nothingWritten: Outcome<never> = refused({ code: 'changed-meanwhile', field: 'people' })

/** One that is refused leaves nothing behind, and the others are still tried: all problems are told at once. */
async function tryAll(
  db: Db,
  cipher: PersonalCipher,
  acting: Acting,
  drafts: readonly MovementDraft[],
): Promise<BatchOutcome<BatchPreview>> {
  const problems: PlacedProblem[] = []
  const previews: BatchPreview = []
  await triedOut(db, async (trial) => {
    for (const [place, draft] of drafts.entries()) {
      const tried = await undoneWhenRefused(trial, (one) => tryOne(one, cipher, acting, draft))
      if (tried.done) previews.push(tried.value)
      else problems.push(...placed(place, tried.problems))
    }
    return done(null)
  })
  return problems.length === 0 ? { done: true, value: previews } : { done: false, problems }
}

async function tryOne(
  tx: Db,
  cipher: PersonalCipher,
  acting: Acting,
  draft: MovementDraft,
): Promise<Outcome<BatchPreview[number]>> {
  const written = await writeDraft(tx, cipher, acting, draft)
  if (!written.done) return written
  const effect = await takeEffect(tx, acting, written.value, { withMoney: false })
  return effect.done ? done({ movement: written.value, entered: effect.value.entered }) : effect
}

function placed(place: number, problems: readonly Problem[]): PlacedProblem[] {
  return problems.map((problem) => ({ place, problem }))
}
