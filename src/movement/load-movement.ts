import { actingOf, type Request } from '../http/environment.ts'
import { isId } from '../http/form.ts'
import { viewpointOf } from '../http/viewpoint.ts'
import { mayBeSeen, visibleTo } from '../organization/scope.ts'
import { particularsOn } from '../staffing/person.store.ts'
import { movementOf, movementWithLife } from './movement.store.ts'
import type { Movement } from './movement.ts'
import type { Life } from './signature.ts'

export type LoadedMovement = { movement: Movement; life: Life; personName: string }

/** For every page about one movement; null when it is not there or outside the user's scope. */
export async function loadMovement(c: Request, movementId: string): Promise<LoadedMovement | null> {
  if (!isId(movementId)) return null
  const { db, regionCode, clock } = c.get('services')
  const found = await movementWithLife(db, regionCode, movementId)
  if (found === null || !(await isVisible(c, found.movement))) return null
  const viewpoint = { regionCode, asOf: clock.today(), asKnownAt: null }
  const particulars = await particularsOn(db, viewpoint, found.movement.personId)
  return { ...found, personName: particulars?.name ?? '' }
}

/** For an act on it, which reads its life behind a lock; null as above. */
export async function visibleMovement(c: Request, movementId: string): Promise<Movement | null> {
  if (!isId(movementId)) return null
  const { db, regionCode } = c.get('services')
  const movement = await movementOf(db, regionCode, movementId)
  return movement !== null && (await isVisible(c, movement)) ? movement : null
}

async function isVisible(c: Request, movement: Movement): Promise<boolean> {
  const acting = actingOf(c)
  if (movement.recordedBy === acting.userId) return true
  const visible = await visibleTo(c.get('services').db, acting, viewpointOf(c))
  const places = [movement.fromOrganizationId, movement.toOrganizationId]
  return visible === null || places.some((id) => id !== null && mayBeSeen(visible, id))
}
