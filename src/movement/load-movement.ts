import { actingOf, type Request } from '../http/environment.ts'
import { isId } from '../http/form.ts'
import { viewpointOf } from '../http/viewpoint.ts'
import { mayBeSeen, visibleTo } from '../organization/scope.ts'
import { particularsOn } from '../staffing/person.store.ts'
import { movementWithLife } from './movement.store.ts'
import type { Movement } from './movement.ts'
import type { Life } from './signature.ts'

export type LoadedMovement = { movement: Movement; life: Life; personName: string }

/** For every page about one movement; null when it is not there or outside the user's scope. */
export async function loadMovement(c: Request, movementId: string): Promise<LoadedMovement | null> {
  if (!isId(movementId)) return null
  const { db, regionCode, clock } = c.get('services')
  const found = await movementWithLife(db, regionCode, movementId)
  if (found === null) return null
  const { movement, life } = found
  const acting = actingOf(c)
  const visible = await visibleTo(db, acting, viewpointOf(c))
  const places = [movement.fromOrganizationId, movement.toOrganizationId]
  const own = movement.recordedBy === acting.userId
  if (!own && !places.some((id) => id !== null && mayBeSeen(visible, id)) && visible !== null) return null
  const viewpoint = { regionCode, asOf: clock.today(), asKnownAt: null }
  const particulars = await particularsOn(db, viewpoint, movement.personId)
  return { movement, life, personName: particulars?.name ?? '' }
}
