import { actingOf, type Request } from '../http/environment.ts'
import { isId } from '../http/form.ts'
import { mayBeSeen, visibleTo } from '../organization/scope.ts'
import { vacancyRequestOf } from './vacancy-life.store.ts'
import type { VacancyRequest } from './vacancy-request.ts'

/** The request of the address, or null when it is not there or not of the user's units. */
export async function loadVacancyRequest(c: Request): Promise<VacancyRequest | null> {
  const requestId = c.req.param('id') ?? ''
  if (!isId(requestId)) return null
  const { db, regionCode } = c.get('services')
  const viewpoint = { regionCode, asOf: actingOf(c).today, asKnownAt: null }
  const request = await vacancyRequestOf(db, viewpoint, requestId)
  if (request === null) return null
  const visible = await visibleTo(db, actingOf(c), viewpoint)
  return mayBeSeen(visible, request.organizationId) ? request : null
}
