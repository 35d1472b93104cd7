import { recordAudits } from '../database/audit.ts'
import type { Db } from '../database/connection.ts'
import { brokenConstraint } from '../database/constraint.ts'
import type { Acting } from '../kernel/acting.ts'
import { done, type Outcome, type Problem, refused } from '../kernel/problem.ts'
import { saveDocument } from '../organization/document.store.ts'
import type { DocumentDraft } from '../organization/document.ts'
import { keyOf, lockPositions } from './approved-headcount.store.ts'
import { controlRows } from './establishment-control.store.ts'
import { controlOnDay } from './establishment-control.ts'
import type { VacancyGround } from './vacancy-ground.ts'
import type { VacancyGroundReader } from './vacancy-ground-reader.ts'
import { vacancyRequestsOf } from './vacancy-life.store.ts'
import { appendPlanStep, plansOf, replacePlanLines } from './vacancy-plan.store.ts'
import {
  actedInRound,
  countOf,
  type PlanLine,
  plannedCount,
  planState,
  planStateWords,
  type VacancyPlan,
} from './vacancy-plan.ts'
import { type PlanExcess, planExcesses } from './vacancy-plan-check.ts'
import { placesTaken } from './vacancy-plan-draw.store.ts'
import { drawnBy } from './vacancy-plan-draw.ts'

/** How many of which line of which plan; `field` is where a problem with it stands. */
export type DecidedLine = Pick<PlanLine, 'establishmentKind' | 'wayIn'> & { count: number; field: string }

export type PlansDecision = {
  year: number
  plans: readonly { organizationId: string; lines: readonly DecidedLine[] }[]
  words: string
  document: DocumentDraft
}

/** What a decision would write, and what goes beyond a limit where that is only warned about. */
export type FoundDecision = {
  plan: VacancyPlan
  lines: PlanLine[]
  grounds: VacancyGround[]
  excesses: PlanExcess[]
}

/** 核定: the 编委会's numbers for many units at once, all or none. Answers how many plans. */
export function decidePlans(
  db: Db,
  acting: Acting,
  decision: PlansDecision,
  groundsOf: VacancyGroundReader,
): Promise<Outcome<number>> {
  return decided(db, acting, decision, async (tx) => {
    const found = await checkDecision(tx, acting, decision, groundsOf)
    if (!found.done) return found
    return write(tx, acting, { decision, found: found.value, step: 'decision' })
  })
}

/** 调整: other numbers for a plan that is decided, on another paper; never fewer than asked for already. */
export function adjustPlan(
  db: Db,
  acting: Acting,
  decision: PlansDecision & { lines: readonly PlanLine[] },
  groundsOf: VacancyGroundReader,
): Promise<Outcome<number>> {
  return decided(db, acting, decision, async (tx) => {
    const found = await checkAdjustment(tx, acting, decision, groundsOf)
    if (!found.done) return found
    return write(tx, acting, { decision, found: [found.value], step: 'adjustment' })
  })
}

/** Everything that stops the decision, each problem at its line. */
export async function checkDecision(
  tx: Db,
  acting: Acting,
  { year, plans }: Pick<PlansDecision, 'year' | 'plans'>,
  groundsOf: VacancyGroundReader,
): Promise<Outcome<FoundDecision[]>> {
  if (plans.length === 0) {
    return refused({ code: 'refused', field: 'plans', because: '没有选中的单位。请勾选要核定的单位。' })
  }
  const { known, limitsOf } = await loadedFor(tx, acting, { year, plans }, groundsOf)
  const problems: Problem[] = []
  const found: FoundDecision[] = []
  for (const { organizationId, lines: given } of plans) {
    const plan = known.get(organizationId)
    const field = given[0]?.field ?? 'plans'
    if (plan === undefined || planState(plan.steps) !== 'reviewed') {
      problems.push(notReviewed(plan, field))
      continue
    }
    if (actedInRound(plan.steps, acting.userId)) {
      problems.push({ code: 'signed-twice', field, step: '核定' })
      continue
    }
    const lines = plan.declared.map((line) => ({
      ...line,
      count: countOfLine(given, line) ?? countOf(plan.reviewed, line) ?? line.count,
    }))
    for (const line of lines) {
      const most = countOf(plan.declared, line) ?? 0
      if (line.count < 0 || line.count > most) {
        problems.push({ code: 'not-a-number', field: fieldOfLine(given, line, field), least: 0, most })
      }
    }
    const limits = limitsOf(
      plan,
      lines,
      (kind) => given.find((one) => one.establishmentKind === kind)?.field ?? field,
    )
    problems.push(
      ...limits.excesses.filter(({ control }) => control === 'stop').map(({ problem }) => problem),
    )
    found.push({ plan, lines, ...limits })
  }
  return problems.length > 0 ? refused(...problems) : done(found)
}

/** The same of other numbers for one decided plan; lines may be new ones. */
export async function checkAdjustment(
  tx: Db,
  acting: Acting,
  { year, plans, lines }: Pick<PlansDecision, 'year' | 'plans'> & { lines: readonly PlanLine[] },
  groundsOf: VacancyGroundReader,
): Promise<Outcome<FoundDecision>> {
  const [given] = plans
  const { known, limitsOf } = await loadedFor(tx, acting, { year, plans }, groundsOf)
  const plan = given === undefined ? undefined : known.get(given.organizationId)
  if (given === undefined || plan === undefined || planState(plan.steps) !== 'decided') {
    return refused(notReviewed(plan, 'plans'))
  }
  const told = JSON.stringify(
    [...lines].map(({ establishmentKind, wayIn, count }) => [establishmentKind, wayIn, count]),
  )
  if (
    told ===
    JSON.stringify(
      plan.approved.map(({ establishmentKind, wayIn, count }) => [establishmentKind, wayIn, count]),
    )
  ) {
    return refused({ code: 'nothing-changed', field: 'plans' })
  }
  const viewpoint = { regionCode: acting.regionCode, asOf: acting.today, asKnownAt: null }
  const requests = await vacancyRequestsOf(tx, viewpoint, {
    organizationIds: [plan.organizationId],
    establishmentKind: '',
    planYear: year,
  })
  const fieldOfKind = (kind: string) =>
    given.lines.find((one) => one.establishmentKind === kind)?.field ?? 'plans'
  const problems: Problem[] = []
  for (const kind of new Set(
    [...plan.approved, ...lines].map(({ establishmentKind }) => establishmentKind),
  )) {
    const drawn = requests
      .filter(({ establishmentKind }) => establishmentKind === kind)
      .reduce((sum, request) => sum + drawnBy(request, acting.today), 0)
    const count = plannedCount(lines, kind)
    // Whoever asked relied on it; more than was planned for was asked for where the plan only warns.
    if (count < Math.min(drawn, plannedCount(plan.approved, kind))) {
      const because = `已申请 ${drawn} 名，不能调整为 ${count} 名。请先撤回或收回用编申请。`
      problems.push({ code: 'refused', field: fieldOfKind(kind), because })
    }
  }
  const more = lines.filter(
    (line) =>
      plannedCount(lines, line.establishmentKind) > plannedCount(plan.approved, line.establishmentKind),
  )
  const limits = limitsOf(plan, more, fieldOfKind)
  problems.push(...limits.excesses.filter(({ control }) => control === 'stop').map(({ problem }) => problem))
  return problems.length > 0 ? refused(...problems) : done({ plan, lines: [...lines], ...limits })
}

type Writing = { decision: PlansDecision; found: readonly FoundDecision[]; step: 'decision' | 'adjustment' }

async function write(tx: Db, acting: Acting, { decision, found, step }: Writing): Promise<Outcome<number>> {
  const documentId = await saveDocument(tx, acting, decision.document)
  const role = acting.roles.includes('director') ? 'director' : 'deputy-director'
  const { words } = decision
  for (const { plan, lines } of found) {
    const { planId, steps } = plan
    await appendPlanStep(tx, acting, { planId, place: steps.length, step, role, words, documentId })
    await replacePlanLines(tx, acting, { planId, stage: 'approved', lines })
  }
  await recordAudits(
    tx,
    acting,
    found.map(({ plan, lines }) => ({
      action: `plan.${step}`,
      subjectKind: 'vacancy-plan',
      subjectId: plan.planId,
      documentNumber: decision.document.number,
      before: { lines: plan.approved },
      after: { year: plan.year, organizationId: plan.organizationId, lines },
    })),
  )
  return done(found.length)
}

/** The positions are locked first: a request handed in meanwhile waits, and then reads what was decided. */
async function decided(
  db: Db,
  acting: Acting,
  { plans }: PlansDecision,
  act: (tx: Db) => Promise<Outcome<number>>,
): Promise<Outcome<number>> {
  const positions = plans.flatMap(({ organizationId, lines }) =>
    [...new Set(lines.map(({ establishmentKind }) => establishmentKind))].map((establishmentKind) => ({
      organizationId,
      establishmentKind,
    })),
  )
  try {
    return await db.transaction(async (tx) => {
      await lockPositions(tx, acting.regionCode, positions)
      return act(tx)
    })
  } catch (error) {
    if (brokenConstraint(error) !== 'vacancy_plan_steps_in_order') throw error
    return refused({ code: 'changed-meanwhile', field: 'plans' })
  }
}

async function loadedFor(
  tx: Db,
  acting: Acting,
  { year, plans }: Pick<PlansDecision, 'year' | 'plans'>,
  groundsOf: VacancyGroundReader,
) {
  const { regionCode, today: asOf } = acting
  const organizationIds = plans.map(({ organizationId }) => organizationId)
  const viewpoint = { regionCode, asOf, asKnownAt: null }
  const [known, grounds, controls, taken] = [
    await plansOf(tx, viewpoint, { year, organizationIds }),
    await groundsOf(tx, viewpoint, { year, organizationIds }),
    await controlRows(tx, viewpoint),
    await placesTaken(tx, viewpoint, { year, organizationIds }),
  ]
  const controlOfKind = (establishmentKind: string) =>
    controlOnDay(controls, { measure: 'headcount', establishmentKind, on: asOf })
  return {
    known: new Map(known.map((plan) => [plan.organizationId, plan])),
    limitsOf(plan: VacancyPlan, lines: readonly PlanLine[], fieldOfKind: (kind: string) => string) {
      const own = grounds.filter(({ organizationId }) => organizationId === plan.organizationId)
      const { organizationId } = plan
      const excesses = planExcesses(
        lines.filter(({ count }) => count > 0),
        {
          grounds: own,
          controlOfKind,
          takenOfKind: (establishmentKind) => taken.get(keyOf({ organizationId, establishmentKind })) ?? 0,
          fieldOfKind,
        },
      )
      return { grounds: own, excesses }
    },
  }
}

function notReviewed(plan: VacancyPlan | undefined, field: string): Problem {
  return {
    code: 'not-open-for-signature',
    field,
    state: plan === undefined ? '没有申报' : planStateWords(plan.steps),
  }
}

function countOfLine(given: readonly DecidedLine[], line: PlanLine): number | null {
  return (
    given.find((one) => one.establishmentKind === line.establishmentKind && one.wayIn === line.wayIn)
      ?.count ?? null
  )
}

function fieldOfLine(given: readonly DecidedLine[], line: PlanLine, otherwise: string): string {
  return (
    given.find((one) => one.establishmentKind === line.establishmentKind && one.wayIn === line.wayIn)
      ?.field ?? otherwise
  )
}
