import type { IsoDate } from '../kernel/dates.ts'
import { compareEstablishmentKinds } from './establishment-kind.ts'
import { nothingThere, type VacancyGround } from './vacancy-ground.ts'
import { plannedCount, planState, type VacancyPlan } from './vacancy-plan.ts'
import { drawnBy } from './vacancy-plan-draw.ts'
import type { VacancyRequest } from './vacancy-request.ts'

/** 用编计划汇总: one unit and kind. */
export type PlanSummaryRow = VacancyGround & {
  organizationName: string
  planId: string | null
  declared: number
  reviewed: number
  /** zero before the decision */
  approved: number
  /** taken up by requests */
  requested: number
  /** entered by these requests */
  used: number
  /** of a decided plan what may still be asked for; below zero more was asked for than planned */
  left: number
}

type Asked = {
  plans: readonly VacancyPlan[]
  grounds: readonly VacancyGround[]
  /** of the year; those beyond the plan are left out here */
  requests: readonly VacancyRequest[]
  /** the units shown, in the order of the office; others are left out */
  names: ReadonlyMap<string, string>
  today: IsoDate
}

/** A row for every unit and kind that has places, people or a plan, unit by unit. */
export function planSummary({ plans, grounds, requests, names, today }: Asked): PlanSummaryRow[] {
  const order = [...names.keys()]
  const place = new Map(order.map((organizationId, index) => [organizationId, index]))
  const rows = new Map<string, PlanSummaryRow>()
  const at = (organizationId: string, establishmentKind: string): PlanSummaryRow | null => {
    const organizationName = names.get(organizationId)
    if (organizationName === undefined) return null
    const key = `${organizationId} ${establishmentKind}`
    const known = rows.get(key)
    if (known !== undefined) return known
    const row = {
      organizationId,
      organizationName,
      establishmentKind,
      now: nothingThere,
      yearEnd: nothingThere,
      retiring: 0,
      planId: null,
      declared: 0,
      reviewed: 0,
      approved: 0,
      requested: 0,
      used: 0,
      left: 0,
    }
    rows.set(key, row)
    return row
  }
  for (const ground of grounds) {
    const row = at(ground.organizationId, ground.establishmentKind)
    if (row !== null) Object.assign(row, ground)
  }
  for (const plan of plans) {
    const decided = planState(plan.steps) === 'decided'
    const kinds = [...plan.declared, ...plan.approved].map(({ establishmentKind }) => establishmentKind)
    for (const kind of new Set(kinds)) {
      const row = at(plan.organizationId, kind)
      if (row === null) continue
      row.planId = plan.planId
      row.declared = plannedCount(plan.declared, kind)
      row.reviewed = plannedCount(plan.reviewed, kind)
      row.approved = decided ? plannedCount(plan.approved, kind) : 0
      row.left = row.approved
    }
  }
  const decided = new Set(
    plans.filter(({ steps }) => planState(steps) === 'decided').map(({ organizationId }) => organizationId),
  )
  for (const request of requests) {
    if (request.beyondPlan !== null) continue
    const row = at(request.organizationId, request.establishmentKind)
    if (row === null) continue
    const drawn = drawnBy(request, today)
    row.requested += drawn
    if (decided.has(request.organizationId)) row.left -= drawn
    row.used += request.used
  }
  return [...rows.values()].toSorted(
    (a, b) =>
      (place.get(a.organizationId) ?? 0) - (place.get(b.organizationId) ?? 0) ||
      compareEstablishmentKinds(a.establishmentKind, b.establishmentKind),
  )
}

/** What is summed up at the foot of the table, and by kind for the whole district. */
export type PlanTotals = Omit<
  PlanSummaryRow,
  'organizationId' | 'organizationName' | 'establishmentKind' | 'planId'
>

export function planTotals(rows: readonly PlanTotals[]): PlanTotals {
  const sum = (pick: (row: PlanTotals) => number) => rows.reduce((total, row) => total + pick(row), 0)
  const position = (pick: (row: PlanTotals) => PlanTotals['now']) => ({
    approved: sum((row) => pick(row).approved),
    occupied: sum((row) => pick(row).occupied),
    reserved: sum((row) => pick(row).reserved),
    frozen: sum((row) => pick(row).frozen),
  })
  return {
    now: position(({ now }) => now),
    yearEnd: position(({ yearEnd }) => yearEnd),
    retiring: sum(({ retiring }) => retiring),
    declared: sum(({ declared }) => declared),
    reviewed: sum(({ reviewed }) => reviewed),
    approved: sum(({ approved }) => approved),
    requested: sum(({ requested }) => requested),
    used: sum(({ used }) => used),
    left: sum(({ left }) => left),
  }
}
