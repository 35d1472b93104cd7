import { actingOf, type Request } from '../http/environment.ts'
import { isId } from '../http/form.ts'
import { viewpointOf } from '../http/viewpoint.ts'
import type { Viewpoint } from '../kernel/acting.ts'
import { yearOf } from '../kernel/dates.ts'
import { loadChosenUnits } from '../organization/load-chosen-units.ts'
import { organizationsOn } from '../organization/organization.store.ts'
import { mayBeSeen, visibleTo } from '../organization/scope.ts'
import type { VacancyGroundReader } from './vacancy-ground-reader.ts'
import { vacancyRequestsOf } from './vacancy-life.store.ts'
import { planOf, plansOf, planYears } from './vacancy-plan.store.ts'
import { isPlanState, planState, type VacancyPlan } from './vacancy-plan.ts'
import { planSummary } from './vacancy-plan-summary.ts'

/** The year a page asks for; without one, this year. */
export function planYearOf(c: Request): number {
  const year = Number.parseInt(c.req.query('year') ?? '', 10)
  return year >= 2000 && year <= 2100 ? year : yearOf(viewpointOf(c).asOf)
}

/** Plans of a year with what they stand on and what draws on them; null: of the whole region. */
export async function loadPlansOfYear(
  c: Request,
  groundsOf: VacancyGroundReader,
  {
    year,
    organizationIds,
    viewpoint,
  }: { year: number; organizationIds: readonly string[] | null; viewpoint: Viewpoint },
) {
  const { db } = c.get('services')
  const [plans, grounds, requests, nodes] = await Promise.all([
    plansOf(db, viewpoint, { year, organizationIds }),
    groundsOf(db, viewpoint, { year, organizationIds: organizationIds ?? undefined }),
    vacancyRequestsOf(db, viewpoint, { organizationIds, establishmentKind: '', planYear: year }),
    organizationsOn(db, viewpoint),
  ])
  const within = organizationIds === null ? null : new Set(organizationIds)
  const planned = new Map(
    plans.map(({ organizationId, organizationName }) => [organizationId, organizationName]),
  )
  const names = new Map(
    nodes
      .filter(
        ({ organizationId, kind }) =>
          kind !== 'region' &&
          (within?.has(organizationId) ?? true) &&
          (kind === 'unit' || planned.has(organizationId)),
      )
      .map(({ organizationId, name }) => [organizationId, name]),
  )
  // A unit abolished since keeps its plan in the list.
  for (const [organizationId, name] of planned)
    if (!names.has(organizationId)) names.set(organizationId, name)
  const rows = planSummary({ plans, grounds, requests, names, today: viewpoint.asOf })
  const order = new Map([...names.keys()].map((organizationId, place) => [organizationId, place]))
  const inOrder = plans.toSorted(
    (a, b) => (order.get(a.organizationId) ?? 0) - (order.get(b.organizationId) ?? 0),
  )
  return { plans: inOrder, grounds, requests, rows }
}

/** What a list of plans is filtered by, and what every such page shows above its table. */
export async function loadPlanFrame(c: Request) {
  const { db, regionCode, clock } = c.get('services')
  const viewpoint = viewpointOf(c)
  const year = planYearOf(c)
  const units = await loadChosenUnits(c)
  const { state = '', scope = '' } = c.req.query()
  const fields = {
    unit: units.typed,
    state: isPlanState(state) ? state : '',
    scope: scope === 'planned' ? scope : '',
  }
  const thisYear = yearOf(clock.today())
  return {
    organizationIds: units.organizationIds ?? null,
    frame: {
      year,
      years: [...(await planYears(db, regionCode)), thisYear, thisYear + 1],
      fields,
      hint: units.hint,
      viewpoint,
      today: clock.today(),
      query: { year: String(year), ...fields },
    },
    fits: (plan: VacancyPlan) => fields.state === '' || planState(plan.steps) === fields.state,
  }
}

/** The plan of the address, or null when it is not there or not of the user's units. */
export async function loadPlan(c: Request, planId: string): Promise<VacancyPlan | null> {
  if (!isId(planId)) return null
  const { db, regionCode } = c.get('services')
  const plan = await planOf(db, { regionCode, asKnownAt: null }, planId)
  if (plan === null) return null
  const viewpoint = { regionCode, asOf: actingOf(c).today, asKnownAt: null }
  return mayBeSeen(await visibleTo(db, actingOf(c), viewpoint), plan.organizationId) ? plan : null
}
