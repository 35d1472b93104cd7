import { actingOf, type Request } from '../http/environment.ts'
import { viewpointOf } from '../http/viewpoint.ts'
import { yearOf } from '../kernel/dates.ts'
import { organizationsByIds, organizationsOn } from '../organization/organization.store.ts'
import type { Organization } from '../organization/organization.ts'
import { mayBeSeen, visibleTo } from '../organization/scope.ts'
import { budgetUnitsOf } from './budget-line.store.ts'

/** The year asked for, that of the viewpoint's day otherwise. */
export function askedYear(c: Request): number {
  const text = c.req.query('year') ?? ''
  return /^(19|20|21)\d{2}$/.test(text) ? Number.parseInt(text, 10) : yearOf(viewpointOf(c).asOf)
}

/** The unit asked for by id, as the user may see it; null when not asked for, not there or not theirs. */
export async function askedUnit(c: Request): Promise<Organization | null> {
  return visibleUnit(c, c.req.query('organizationId') ?? '')
}

export async function visibleUnit(c: Request, organizationId: string): Promise<Organization | null> {
  if (!/^[0-9a-f-]{36}$/.test(organizationId)) return null
  const { db } = c.get('services')
  const viewpoint = viewpointOf(c)
  const visible = await visibleTo(db, actingOf(c), viewpoint)
  if (!mayBeSeen(visible, organizationId)) return null
  const [found] = await organizationsByIds(db, viewpoint, [organizationId])
  return found ?? null
}

/** Units with a budget in the year that the user may see, in the order of the tree. */
export async function visibleBudgetUnits(c: Request, year: number): Promise<Organization[]> {
  const { db, regionCode } = c.get('services')
  const viewpoint = viewpointOf(c)
  const visible = await visibleTo(db, actingOf(c), viewpoint)
  const ids = new Set(await budgetUnitsOf(db, regionCode, year))
  const all = await organizationsOn(db, viewpoint)
  return all.filter(({ organizationId }) => ids.has(organizationId) && mayBeSeen(visible, organizationId))
}
