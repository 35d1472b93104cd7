import type { Db } from '../database/connection.ts'
import type { Acting } from '../kernel/acting.ts'
import { done, type Outcome, refused } from '../kernel/problem.ts'
import { amendmentOf, movementWithLife, waitFor } from './movement.store.ts'
import { reformAmendmentOf, reformLife, reformOf } from './reform.store.ts'
import { checkAmendment } from './signature.ts'

/** What a new draft names as the one it was drafted from. */
type Amended = Outcome<{ id: string; number: string } | null>

const field = 'amendsId'

/** The returned or withdrawn movement of the same person that is drafted anew. */
export async function amendedMovement(
  tx: Db,
  acting: Acting,
  { amendsId, personId }: { amendsId: string | null; personId: string },
): Promise<Amended> {
  if (amendsId === null) return done(null)
  const { regionCode } = acting
  await waitFor(tx, acting, amendsId)
  const found = await movementWithLife(tx, regionCode, amendsId)
  if (found === null || found.movement.personId !== personId) {
    return refused({ code: 'not-found', field, sought: '原异动' })
  }
  const { movement, life } = found
  const { id, number } = movement
  const again = (await amendmentOf(tx, regionCode, movement))?.number ?? null
  const problem = checkAmendment({ number, life, again })
  return problem === null ? done({ id, number }) : refused(problem)
}

/** The returned or withdrawn reform that is drafted anew. */
export async function amendedReform(tx: Db, acting: Acting, amendsId: string | null): Promise<Amended> {
  if (amendsId === null) return done(null)
  const { regionCode } = acting
  await waitFor(tx, acting, amendsId)
  const reform = await reformOf(tx, regionCode, amendsId)
  if (reform === null) return refused({ code: 'not-found', field, sought: '原方案' })
  const { id, number } = reform
  const life = await reformLife(tx, reform, regionCode)
  const again = (await reformAmendmentOf(tx, regionCode, id))?.number ?? null
  const problem = checkAmendment({ number, life, again })
  return problem === null ? done({ id, number }) : refused(problem)
}
