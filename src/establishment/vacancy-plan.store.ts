import { and, asc, eq, inArray, isNull, type SQL } from 'drizzle-orm'
import { v7 } from 'uuid'
import type { Db } from '../database/connection.ts'
import { addedBy, knownAt } from '../database/recorded.ts'
import { users } from '../identity/schema.ts'
import type { Acting, Viewpoint } from '../kernel/acting.ts'
import { organizationNames } from '../organization/organization.store.ts'
import { approvalDocuments } from '../organization/schema.ts'
import { vacancyPlanLines, vacancyPlanSteps, vacancyPlans } from './vacancy-plan.schema.ts'
import type { PlanLine, PlanStage, PlanStep, VacancyPlan } from './vacancy-plan.ts'

type Asked = Pick<Viewpoint, 'regionCode' | 'asKnownAt'>

/** Of a year, in the order of their numbers; null: of the whole region. */
export async function plansOf(
  db: Db,
  asked: Asked,
  { year, organizationIds }: { year: number; organizationIds: readonly string[] | null },
): Promise<VacancyPlan[]> {
  if (organizationIds?.length === 0) return []
  return plansWhere(
    db,
    asked,
    and(
      eq(vacancyPlans.year, year),
      organizationIds === null ? undefined : inArray(vacancyPlans.organizationId, [...organizationIds]),
    ),
  )
}

export async function planOf(db: Db, asked: Asked, planId: string): Promise<VacancyPlan | null> {
  const [found] = await plansWhere(db, asked, eq(vacancyPlans.id, planId))
  return found ?? null
}

/** The one plan of a unit and year, or null. */
export async function planOfUnit(
  db: Db,
  asked: Asked,
  { organizationId, year }: { organizationId: string; year: number },
): Promise<VacancyPlan | null> {
  const [found] = await plansOf(db, asked, { year, organizationIds: [organizationId] })
  return found ?? null
}

/** Years of which there is any plan, the latest first. */
export async function planYears(db: Db, regionCode: string): Promise<number[]> {
  const rows = await db
    .selectDistinct({ year: vacancyPlans.year })
    .from(vacancyPlans)
    .where(eq(vacancyPlans.regionCode, regionCode))
    .orderBy(asc(vacancyPlans.year))
  return rows.map(({ year }) => year).toReversed()
}

/** Answers the new id. A second plan of the unit and year breaks vacancy_plans_one_a_year. */
export async function appendPlan(
  tx: Db,
  acting: Acting,
  plan: Pick<VacancyPlan, 'number' | 'organizationId' | 'year'>,
): Promise<string> {
  const id = v7()
  await tx.insert(vacancyPlans).values({
    regionCode: acting.regionCode,
    id,
    ...plan,
    recordedAt: acting.at,
    recordedBy: acting.userId,
  })
  return id
}

/** `place` counts the steps from 0; taken twice, the constraint vacancy_plan_steps_in_order refuses. */
export async function appendPlanStep(
  tx: Db,
  acting: Acting,
  step: { planId: string; place: number; documentId?: string } & Pick<PlanStep, 'step' | 'role' | 'words'>,
): Promise<void> {
  await tx.insert(vacancyPlanSteps).values({
    regionCode: acting.regionCode,
    id: v7(),
    ...step,
    effectiveOn: acting.today,
    recordedAt: acting.at,
    recordedBy: acting.userId,
  })
}

/** What the plan says at a stage from now on; what it said before stays, superseded. */
export async function replacePlanLines(
  tx: Db,
  acting: Acting,
  { planId, stage, lines }: { planId: string; stage: PlanStage; lines: readonly PlanLine[] },
): Promise<void> {
  const { regionCode, at, userId } = acting
  await tx
    .update(vacancyPlanLines)
    .set({ supersededAt: at })
    .where(
      and(
        eq(vacancyPlanLines.regionCode, regionCode),
        eq(vacancyPlanLines.planId, planId),
        eq(vacancyPlanLines.stage, stage),
        isNull(vacancyPlanLines.supersededAt),
      ),
    )
  if (lines.length === 0) return
  await tx.insert(vacancyPlanLines).values(
    lines.map(({ establishmentKind, wayIn, count, reason }) => ({
      regionCode,
      id: v7(),
      planId,
      stage,
      establishmentKind,
      wayIn,
      count,
      reason,
      recordedAt: at,
      recordedBy: userId,
    })),
  )
}

async function plansWhere(db: Db, asked: Asked, condition: SQL | undefined): Promise<VacancyPlan[]> {
  const { regionCode, asKnownAt } = asked
  const plans = await db
    .select()
    .from(vacancyPlans)
    .where(and(eq(vacancyPlans.regionCode, regionCode), addedBy(vacancyPlans, asKnownAt), condition))
    .orderBy(asc(vacancyPlans.year), asc(vacancyPlans.number))
  if (plans.length === 0) return []
  const ids = plans.map(({ id }) => id)
  const [steps, lines, names] = await Promise.all([
    stepsOf(db, asked, ids),
    linesOf(db, asked, ids),
    organizationNames(
      db,
      regionCode,
      plans.map(({ organizationId }) => organizationId),
    ),
  ])
  return plans.map(({ id, number, organizationId, year }) => {
    const own = lines.get(id) ?? []
    const at = (stage: PlanStage) => own.filter((line) => line.stage === stage)
    return {
      planId: id,
      number,
      organizationId,
      organizationName: names.get(organizationId) ?? '',
      year,
      steps: steps.get(id) ?? [],
      declared: at('declared'),
      reviewed: at('reviewed'),
      approved: at('approved'),
    }
  })
}

async function stepsOf(
  db: Db,
  { regionCode, asKnownAt }: Asked,
  ids: string[],
): Promise<Map<string, PlanStep[]>> {
  const rows = await db
    .select({ step: vacancyPlanSteps, recordedByName: users.name, document: approvalDocuments })
    .from(vacancyPlanSteps)
    .leftJoin(
      users,
      and(eq(users.regionCode, vacancyPlanSteps.regionCode), eq(users.id, vacancyPlanSteps.recordedBy)),
    )
    .leftJoin(
      approvalDocuments,
      and(
        eq(approvalDocuments.regionCode, vacancyPlanSteps.regionCode),
        eq(approvalDocuments.id, vacancyPlanSteps.documentId),
      ),
    )
    .where(
      and(
        eq(vacancyPlanSteps.regionCode, regionCode),
        addedBy(vacancyPlanSteps, asKnownAt),
        inArray(vacancyPlanSteps.planId, ids),
      ),
    )
    .orderBy(asc(vacancyPlanSteps.place))
  const steps = new Map<string, PlanStep[]>()
  for (const { step, recordedByName, document } of rows) {
    const known = steps.get(step.planId) ?? []
    known.push({ ...step, recordedByName, document })
    steps.set(step.planId, known)
  }
  return steps
}

async function linesOf(
  db: Db,
  { regionCode, asKnownAt }: Asked,
  ids: string[],
): Promise<Map<string, (PlanLine & { stage: string })[]>> {
  const rows = await db
    .select()
    .from(vacancyPlanLines)
    .where(
      and(
        eq(vacancyPlanLines.regionCode, regionCode),
        knownAt(vacancyPlanLines, asKnownAt),
        inArray(vacancyPlanLines.planId, ids),
      ),
    )
    .orderBy(asc(vacancyPlanLines.id))
  const lines = new Map<string, (PlanLine & { stage: string })[]>()
  for (const { planId, stage, establishmentKind, wayIn, count, reason } of rows) {
    const known = lines.get(planId) ?? []
    known.push({ stage, establishmentKind, wayIn, count, reason })
    lines.set(planId, known)
  }
  return lines
}
