import type { IsoDate } from '../kernel/dates.ts'
import type { Problem } from '../kernel/problem.ts'
import type { Control } from './establishment-control.ts'
import { plannedCount, planState, type VacancyPlan } from './vacancy-plan.ts'
import { type VacancyRequest, vacancyState } from './vacancy-request.ts'

type Drawing = Pick<VacancyRequest, 'steps' | 'used' | 'count' | 'beyondPlan'>

/**
 * How many of the plan a request takes up: what it asks for while it is looked at, what was granted once it is
 * approved, what was used once the rest has lapsed or was recalled; nothing when it was refused, returned or
 * withdrawn, and nothing when it goes beyond the plan (计划外).
 */
export function drawnBy(request: Drawing, today: IsoDate): number {
  if (request.beyondPlan !== null) return 0
  const granted = request.steps.find(({ decision }) => decision === 'approval')?.approvedCount ?? 0
  switch (vacancyState(request.steps, request.used, today)) {
    case 'waiting':
      return request.count
    case 'approved':
    case 'used-up':
      return granted
    case 'lapsed':
    case 'recalled':
      return request.used
    case 'returned':
    case 'rejected':
    case 'withdrawn':
      return 0
  }
}

/** How many of the plan stand in the registry already, reserved or entered: they are no vacancies any more. */
export function takenBy(request: Drawing, today: IsoDate): number {
  return request.steps.some(({ decision }) => decision === 'approval') ? drawnBy(request, today) : 0
}

/** 计划核定、已申请、剩余 of one unit, year and kind. */
export type PlanStanding = {
  /** null: no plan of the year is decided */
  planId: string | null
  planned: number
  requested: number
}

/** `requests`: all of the unit, year and kind; one that is looked at itself is left out by whoever asks. */
export function planStanding(
  plan: Pick<VacancyPlan, 'planId' | 'steps' | 'approved'> | null,
  requests: readonly Drawing[],
  { establishmentKind, today }: { establishmentKind: string; today: IsoDate },
): PlanStanding {
  const decided = plan !== null && planState(plan.steps) === 'decided' ? plan : null
  return {
    planId: decided?.planId ?? null,
    planned: plannedCount(decided?.approved ?? [], establishmentKind),
    requested: requests.reduce((sum, request) => sum + drawnBy(request, today), 0),
  }
}

export function planLeft({ planned, requested }: PlanStanding): number {
  return planned - requested
}

/**
 * May so many more be asked for? Beyond the plan is stopped where the kind's plan is controlled so. Where it is only
 * warned about, a unit without any decided plan is not bothered: the answer says what the page shows.
 */
export function checkPlanDraw(
  standing: PlanStanding,
  { count, year, control, field }: { count: number; year: number; control: Control; field: string },
): { stops: Problem | null; warns: Problem | null } {
  if (count <= planLeft(standing)) return { stops: null, warns: null }
  const { planned, requested } = standing
  const problem: Problem = { code: 'beyond-plan', field, year, planned, requested, count }
  if (control === 'stop') return { stops: problem, warns: null }
  return { stops: null, warns: standing.planId === null ? null : problem }
}
