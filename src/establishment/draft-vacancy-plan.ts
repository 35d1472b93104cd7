import { recordAudit } from '../database/audit.ts'
import type { Db } from '../database/connection.ts'
import { brokenConstraint } from '../database/constraint.ts'
import { nextSerial } from '../database/serial-number.ts'
import type { Acting } from '../kernel/acting.ts'
import { done, type Outcome, type Problem, refused } from '../kernel/problem.ts'
import { keyOf, lockPositions } from './approved-headcount.store.ts'
import { controlRows } from './establishment-control.store.ts'
import { controlOnDay } from './establishment-control.ts'
import type { VacancyGroundReader } from './vacancy-ground-reader.ts'
import { appendPlan, appendPlanStep, planOfUnit, replacePlanLines } from './vacancy-plan.store.ts'
import { isPlanOpen, lineKey, type PlanLine, planStateWords, type VacancyPlan } from './vacancy-plan.ts'
import { type PlanExcess, planExcesses } from './vacancy-plan-check.ts'
import { placesTaken } from './vacancy-plan-draw.store.ts'

export type PlanDraft = {
  organizationId: string
  year: number
  /** `field` is where a problem with the line stands */
  lines: readonly (PlanLine & { field: string })[]
  /** as whom it is declared: planRoles of vacancy-plan.ts */
  role: 'unit-contact' | 'department' | 'clerk'
  words: string
}

/** 起草: what was typed is kept, right or not yet; nobody looks at it before it is declared. Answers the plan's id. */
export function savePlan(db: Db, acting: Acting, draft: PlanDraft): Promise<Outcome<string>> {
  return changeUnitPlan(db, acting, draft, async (tx, plan) => {
    const doubled = doubledLine(draft.lines)
    if (doubled !== null) return refused(doubled)
    return write(tx, acting, { plan, draft, step: 'draft' })
  })
}

/** 申报: each kind within what will be vacant, where the kind is controlled so. Answers the plan's id. */
export function submitPlan(
  db: Db,
  acting: Acting,
  draft: PlanDraft,
  groundsOf: VacancyGroundReader,
): Promise<Outcome<string>> {
  return changeUnitPlan(db, acting, draft, async (tx, plan) => {
    const checked = await checkPlan(tx, acting, draft, groundsOf)
    if (!checked.done) return checked
    return write(tx, acting, { plan, draft, step: 'submission' })
  })
}

/** What stops a declaration, or else what is only warned about. */
export async function checkPlan(
  tx: Db,
  acting: Acting,
  { organizationId, year, lines }: Pick<PlanDraft, 'organizationId' | 'year' | 'lines'>,
  groundsOf: VacancyGroundReader,
): Promise<Outcome<PlanExcess[]>> {
  const doubled = doubledLine(lines)
  if (doubled !== null) return refused(doubled)
  if (lines.length === 0) {
    return refused({
      code: 'refused',
      field: 'count-0',
      because: '请至少填写一行。没有进人计划的，不必申报。',
    })
  }
  const { regionCode, today: asOf } = acting
  const viewpoint = { regionCode, asOf, asKnownAt: null }
  const asked = { year, organizationIds: [organizationId] }
  const grounds = await groundsOf(tx, viewpoint, asked)
  const taken = await placesTaken(tx, viewpoint, asked)
  const controls = await controlRows(tx, { regionCode, asKnownAt: null })
  const excesses = planExcesses(lines, {
    grounds,
    controlOfKind: (kind) =>
      controlOnDay(controls, { measure: 'headcount', establishmentKind: kind, on: asOf }),
    takenOfKind: (establishmentKind) => taken.get(keyOf({ organizationId, establishmentKind })) ?? 0,
    fieldOfKind: (kind) =>
      lines.find(({ establishmentKind }) => establishmentKind === kind)?.field ?? 'count-0',
  })
  const stopping = excesses.filter(({ control }) => control === 'stop')
  return stopping.length > 0 ? refused(...stopping.map(({ problem }) => problem)) : done(excesses)
}

type Written = { plan: VacancyPlan | null; draft: PlanDraft; step: 'draft' | 'submission' }

async function write(tx: Db, acting: Acting, { plan, draft, step }: Written): Promise<Outcome<string>> {
  const { organizationId, year, role, words } = draft
  const lines = draft.lines.map(({ field: _field, ...line }) => line)
  const planId =
    plan?.planId ??
    (await appendPlan(tx, acting, {
      number: `用编计划${year}-${String(await nextSerial(tx, acting.regionCode, `vacancy plan ${year}`)).padStart(4, '0')}`,
      organizationId,
      year,
    }))
  await appendPlanStep(tx, acting, { planId, place: plan?.steps.length ?? 0, step, role, words })
  if (!sameLines(plan?.declared ?? [], lines)) {
    await replacePlanLines(tx, acting, { planId, stage: 'declared', lines })
  }
  // What the office found the last time is not about what is declared now.
  if ((plan?.reviewed.length ?? 0) > 0) {
    await replacePlanLines(tx, acting, { planId, stage: 'reviewed', lines: [] })
  }
  await recordAudit(tx, acting, {
    action: `plan.${step}`,
    subjectKind: 'vacancy-plan',
    subjectId: planId,
    after: { year, organizationId, lines },
  })
  return done(planId)
}

/**
 * Two who draft at once: the plan of the year and every step of it are there once, so the second is told. Its
 * positions are locked, so that places do not go elsewhere while they are counted.
 */
async function changeUnitPlan(
  db: Db,
  acting: Acting,
  { organizationId, year, lines }: PlanDraft,
  act: (tx: Db, plan: VacancyPlan | null) => Promise<Outcome<string>>,
): Promise<Outcome<string>> {
  const asked = { regionCode: acting.regionCode, asKnownAt: null }
  const kinds = [...new Set(lines.map(({ establishmentKind }) => establishmentKind))]
  try {
    return await db.transaction(async (tx) => {
      await lockPositions(
        tx,
        acting.regionCode,
        kinds.map((establishmentKind) => ({ organizationId, establishmentKind })),
      )
      const plan = await planOfUnit(tx, asked, { organizationId, year })
      if (plan !== null && !isPlanOpen(plan.steps)) {
        const because = `该单位 ${year} 年已有${plan.number}，${planStateWords(plan.steps)}，不能再改。`
        return refused({ code: 'refused', field: 'year', because })
      }
      return act(tx, plan)
    })
  } catch (error) {
    const broken = brokenConstraint(error)
    if (broken !== 'vacancy_plans_one_a_year' && broken !== 'vacancy_plan_steps_in_order') throw error
    return refused({ code: 'changed-meanwhile', field: 'year' })
  }
}

function doubledLine(lines: PlanDraft['lines']): Problem | null {
  const doubled = lines.find((line, place) =>
    lines.slice(0, place).some((earlier) => lineKey(earlier) === lineKey(line)),
  )
  if (doubled === undefined) return null
  const because = '同一编制类型、同一进入方式只填一行。请合并名数。'
  return { code: 'refused', field: doubled.field, because }
}

function sameLines(before: readonly PlanLine[], after: readonly PlanLine[]): boolean {
  const told = (lines: readonly PlanLine[]) =>
    lines.map(({ establishmentKind, wayIn, count, reason }) => [establishmentKind, wayIn, count, reason])
  return JSON.stringify(told(before)) === JSON.stringify(told(after))
}
