import { overridesOf } from '../establishment/entry-override.store.ts'
import { requestsOfConcern } from '../establishment/vacancy-life.store.ts'
import { plansOf } from '../establishment/vacancy-plan.store.ts'
import { planReviewer, planState, type VacancyPlan } from '../establishment/vacancy-plan.ts'
import { checkVacancySigner, daysOfWarning } from '../establishment/vacancy-request.ts'
import { actingOf, type Request } from '../http/environment.ts'
import { viewpointOf } from '../http/viewpoint.ts'
import { addDays, yearOf } from '../kernel/dates.ts'
import { visibleTo } from '../organization/scope.ts'
import { endingsOn, isReturnedTo, type VacancyDesk } from './vacancy-desk.ts'

/** What of 用编 waits for this user, and what ends soon in the units he may see. */
export async function loadVacancyDesk(c: Request): Promise<VacancyDesk | null> {
  const permissions = c.get('permissions')
  if (!permissions.has('establishment.read')) return null
  const { db } = c.get('services')
  const viewpoint = viewpointOf(c)
  const acting = actingOf(c)
  const visible = await visibleTo(db, acting, viewpoint)
  const organizationIds = visible === null ? null : [...visible]
  const [requests, overrides, plans] = await Promise.all([
    requestsOfConcern(db, viewpoint, { organizationIds, until: addDays(viewpoint.asOf, daysOfWarning) }),
    overridesOf(db, viewpoint, organizationIds),
    permissions.has('plan.review') || permissions.has('plan.decide')
      ? plansOfTwoYears(c, organizationIds)
      : [],
  ])
  const overUnit = (plan: VacancyPlan) =>
    acting.roles.includes('unit-contact') &&
    acting.scopeOrganizationId !== plan.organizationId &&
    (visible?.has(plan.organizationId) ?? false)
  return {
    requests: permissions.has('vacancy.sign')
      ? requests.filter(({ steps }) => checkVacancySigner(steps, acting) === null).length
      : 0,
    plans: permissions.has('plan.review')
      ? plans.filter(
          (plan) => typeof planReviewer(plan.steps, { ...acting, overUnit: overUnit(plan) }) === 'string',
        ).length
      : 0,
    overrides: permissions.has('override.sign')
      ? overrides.filter(({ steps }) => checkVacancySigner(steps, acting) === null).length
      : 0,
    returnedRequests: requests.filter((request) => isReturnedTo(request, acting.roles)).length,
    returnedPlans: plans.filter((plan) => isReturnedTo(plan, acting.roles)).length,
    toDecide: permissions.has('plan.decide')
      ? plans.filter(({ steps }) => planState(steps) === 'reviewed').length
      : null,
    endings: endingsOn({ requests, overrides }, viewpoint.asOf),
  }
}

/** This year's plans and those of the next, which are declared before it begins. */
async function plansOfTwoYears(c: Request, organizationIds: string[] | null): Promise<VacancyPlan[]> {
  const { db } = c.get('services')
  const viewpoint = viewpointOf(c)
  const year = yearOf(viewpoint.asOf)
  const [now, next] = await Promise.all(
    [year, year + 1].map((one) => plansOf(db, viewpoint, { year: one, organizationIds })),
  )
  return [...(now ?? []), ...(next ?? [])]
}
