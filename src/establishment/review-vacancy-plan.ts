import { recordAudit } from '../database/audit.ts'
import type { Db } from '../database/connection.ts'
import { brokenConstraint } from '../database/constraint.ts'
import type { Acting } from '../kernel/acting.ts'
import { done, type Outcome, refused } from '../kernel/problem.ts'
import { appendPlanStep, planOf, replacePlanLines } from './vacancy-plan.store.ts'
import { countOf, type PlanLine, planReviewer, planState, type VacancyPlan } from './vacancy-plan.ts'

export type PlanReview = {
  planId: string
  decision: 'agree' | 'return'
  words: string
  /** how many of each declared line the office finds right; not given: as declared, or as found before */
  counts: readonly (Pick<PlanLine, 'establishmentKind' | 'wayIn'> & { count: number; field: string })[]
  /** a contact whose units include this one and who is not the unit's own */
  overUnit: boolean
}

/** 主管部门审核、编办审核: on with what was found, or back with a reason. */
export function reviewPlan(db: Db, acting: Acting, review: PlanReview): Promise<Outcome<string>> {
  return changePlan(db, acting, { planId: review.planId, words: review.words }, async (tx, plan) => {
    const { planId, decision, words, overUnit } = review
    const part = planReviewer(plan.steps, { userId: acting.userId, roles: acting.roles, overUnit })
    if (typeof part !== 'string') return refused(part)
    const place = plan.steps.length
    if (decision === 'return') {
      if (words === '') return refused({ code: 'required', field: 'words' })
      await appendPlanStep(tx, acting, { planId, place, step: 'return', role: part, words })
      return done('return')
    }
    const skipsDepartment = part === 'clerk' && plan.steps.at(-1)?.role === 'unit-contact'
    if (skipsDepartment && words === '') {
      const because = '主管部门尚未在系统内审核。请写明其纸质意见的文号、日期。'
      return refused({ code: 'refused', field: 'words', because })
    }
    if (part !== 'department') {
      const found = foundBy(plan, review.counts)
      if (!found.done) return found
      await replacePlanLines(tx, acting, { planId, stage: 'reviewed', lines: found.value })
    }
    const step = part === 'department' ? 'supervision' : 'review'
    await appendPlanStep(tx, acting, {
      planId,
      place,
      step,
      role: part,
      words: words === '' ? '同意' : words,
    })
    return done(step)
  })
}

/** 撤回 before the decision, with a reason; it may be declared again. */
export function withdrawPlan(
  db: Db,
  acting: Acting,
  { planId, words, role }: { planId: string; words: string; role: string },
): Promise<Outcome<string>> {
  return changePlan(db, acting, { planId, words }, async (tx, plan) => {
    const state = planState(plan.steps)
    if (state !== 'waiting' && state !== 'reviewed')
      return refused({ code: 'changed-meanwhile', field: 'reason' })
    await appendPlanStep(tx, acting, { planId, place: plan.steps.length, step: 'withdrawal', role, words })
    return done('withdrawal')
  })
}

/** Never more than declared; a line the review does not name stays as it was. */
function foundBy(plan: VacancyPlan, counts: PlanReview['counts']): Outcome<PlanLine[]> {
  const problems = []
  const lines: PlanLine[] = []
  for (const line of plan.declared) {
    const given = counts.find(
      ({ establishmentKind, wayIn }) => establishmentKind === line.establishmentKind && wayIn === line.wayIn,
    )
    const count = given?.count ?? countOf(plan.reviewed, line) ?? line.count
    if (count < 0 || count > line.count) {
      const field = given?.field ?? 'decision'
      problems.push({ code: 'not-a-number' as const, field, least: 0, most: line.count })
    }
    lines.push({ ...line, count })
  }
  return problems.length > 0 ? refused(...problems) : done(lines)
}

/** Every step has its place once: of two who take it at the same time the second is told. */
async function changePlan(
  db: Db,
  acting: Acting,
  { planId, words }: { planId: string; words: string },
  act: (tx: Db, plan: VacancyPlan) => Promise<Outcome<string>>,
): Promise<Outcome<string>> {
  try {
    return await db.transaction(async (tx) => {
      const now = { regionCode: acting.regionCode, asKnownAt: null }
      const plan = await planOf(tx, now, planId)
      if (plan === null) return refused({ code: 'not-found', field: 'words', sought: planId })
      const outcome = await act(tx, plan)
      if (outcome.done) {
        const after = (await planOf(tx, now, planId)) ?? plan
        await recordAudit(tx, acting, {
          action: `plan.${outcome.value}`,
          subjectKind: 'vacancy-plan',
          subjectId: planId,
          reason: words,
          before: { state: planState(plan.steps), lines: plan.reviewed },
          after: { number: plan.number, state: planState(after.steps), lines: after.reviewed },
        })
      }
      return outcome
    })
  } catch (error) {
    if (brokenConstraint(error) !== 'vacancy_plan_steps_in_order') throw error
    return refused({ code: 'changed-meanwhile', field: 'decision' })
  }
}
