import { actingOf, type Request } from '../http/environment.ts'
import { isId } from '../http/form.ts'
import { viewpointOf } from '../http/viewpoint.ts'
import { organizationNames } from '../organization/organization.store.ts'
import { mayBeSeen, visibleTo } from '../organization/scope.ts'
import { assignmentsOf } from './assignment.store.ts'
import { assignmentOn } from './assignment.ts'
import { particularsOn, placementsOf, postsOf } from './person.store.ts'
import type { LoadedPerson } from './person.ts'

/** For every page about one person; null when it is not there or outside the user's scope. */
export async function loadPerson(c: Request, personId: string): Promise<LoadedPerson | null> {
  if (!isId(personId)) return null
  const { db, regionCode } = c.get('services')
  const viewpoint = viewpointOf(c)
  const particulars = await particularsOn(db, viewpoint, personId)
  if (particulars === null) return null
  const [assignments, posts, placements, visible] = await Promise.all([
    assignmentsOf(db, regionCode, personId, viewpoint.asKnownAt),
    postsOf(db, viewpoint, personId),
    placementsOf(db, viewpoint, personId),
    visibleTo(db, actingOf(c), viewpoint),
  ])
  const held = assignmentOn(assignments, viewpoint.asOf)
  const last = assignments.at(-1)
  const decisive = held?.organizationId ?? last?.organizationId ?? null
  if (visible !== null && (decisive === null || !mayBeSeen(visible, decisive))) return null
  const names = await organizationNames(db, regionCode, [
    ...assignments.map(({ organizationId }) => organizationId),
    ...posts.flatMap(({ organizationId, divisionId }) => [organizationId, divisionId]),
    ...placements.map(({ organizationId }) => organizationId),
  ])
  return { personId, particulars, assignments, posts, placements, held, names }
}
