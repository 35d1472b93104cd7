import type { Db } from '../database/connection.ts'
import type { Viewpoint } from '../kernel/acting.ts'
import { keyOf, type PositionKey } from './approved-headcount.store.ts'
import { vacancyRequestsOf } from './vacancy-life.store.ts'
import { planOfUnit } from './vacancy-plan.store.ts'
import { type PlanStanding, planStanding, takenBy } from './vacancy-plan-draw.ts'

/** How the plan of a unit, year and kind stands; a request that is itself being looked at may be left out. */
export async function planStandingOf(
  db: Db,
  viewpoint: Viewpoint,
  { position, year, without }: { position: PositionKey; year: number; without: string | null },
): Promise<PlanStanding> {
  const { organizationId, establishmentKind } = position
  const requests = await vacancyRequestsOf(db, viewpoint, {
    organizationIds: [organizationId],
    establishmentKind,
    planYear: year,
  })
  return planStanding(
    await planOfUnit(db, viewpoint, { organizationId, year }),
    requests.filter(({ requestId }) => requestId !== without),
    { establishmentKind, today: viewpoint.asOf },
  )
}

/** Places reserved or entered by plans of a year already, by unit and kind (`keyOf`). */
export async function placesTaken(
  db: Db,
  viewpoint: Viewpoint,
  { year, organizationIds }: { year: number; organizationIds: readonly string[] },
): Promise<ReadonlyMap<string, number>> {
  const requests = await vacancyRequestsOf(db, viewpoint, {
    organizationIds,
    establishmentKind: '',
    planYear: year,
  })
  const taken = new Map<string, number>()
  for (const request of requests) {
    const key = keyOf(request)
    taken.set(key, (taken.get(key) ?? 0) + takenBy(request, viewpoint.asOf))
  }
  return taken
}
