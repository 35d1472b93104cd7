import type { Db } from '../database/connection.ts'
import type { Acting } from '../kernel/acting.ts'
import type { Problem } from '../kernel/problem.ts'
import { controlOn } from './establishment-control.store.ts'
import { vacancyRequestOf } from './vacancy-life.store.ts'
import { planStandingOf } from './vacancy-plan-draw.store.ts'
import { checkPlanDraw, drawnBy } from './vacancy-plan-draw.ts'

/**
 * An entry that is told of when the request it used has lapsed or was recalled: what the request left of the plan may
 * be asked for by others meanwhile, and the entry takes one of it up again. The problem where the plan then does not
 * suffice and its control is to stop; null where it does. The position must be locked.
 */
export async function assessLateUse(
  tx: Db,
  acting: Acting,
  { requestId, field }: { requestId: string; field: string },
): Promise<Problem | null> {
  const { regionCode, today } = acting
  const viewpoint = { regionCode, asOf: today, asKnownAt: null }
  const request = await vacancyRequestOf(tx, viewpoint, requestId)
  if (request === null) return null
  const count = drawnBy({ ...request, used: request.used + 1 }, today)
  if (count === drawnBy(request, today)) return null
  const { organizationId, establishmentKind, planYear: year } = request
  const standing = await planStandingOf(tx, viewpoint, {
    position: { organizationId, establishmentKind },
    year,
    without: requestId,
  })
  const control = await controlOn(tx, viewpoint, { measure: 'plan', establishmentKind })
  const { stops } = checkPlanDraw(standing, { count, year, control, field })
  if (stops === null) return null
  const { planned, requested } = standing
  const because = `${request.number} 已到期或已收回，${year} 年用编计划核定 ${planned} 名，其他申请已占 ${requested} 名，没有余额。请先撤回或收回其他用编申请，或另报计划外用编申请。`
  return { code: 'refused', field, because }
}
