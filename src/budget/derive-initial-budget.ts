import { recordAudit } from '../database/audit.ts'
import type { Db } from '../database/connection.ts'
import { brokenConstraint } from '../database/constraint.ts'
import type { Acting } from '../kernel/acting.ts'
import { dateOf, yearOf } from '../kernel/dates.ts'
import { fixedYuan, type Money, total } from '../kernel/money.ts'
import { done, type Outcome, refused } from '../kernel/problem.ts'
import { deriveCost } from '../pay/derive-cost.ts'
import { adoptDraft, adoptedYears, type DraftScope, draftSumOf, needsOf } from './initial-budget.store.ts'
import { recordInitialLines } from './initial-line.store.ts'
import { ensureProjects } from './project.store.ts'

/**
 * 测算年初预算: counts the people of 1 January with everything known now and leaves the result as a draft, which may
 * be derived again until it is adopted. Answers what the draft comes to.
 */
export async function deriveInitialBudget(
  db: Db,
  acting: Acting,
  year: number,
): Promise<Outcome<{ lines: number; amount: Money }>> {
  return db.transaction(async (tx) => {
    const adopted = await adoptedYears(tx, acting.regionCode, null)
    if (adopted.includes(year)) return refused(alreadyAdopted(year))
    if (year > yearOf(acting.today) + 1) {
      const because = `${year} 年尚早，只能测算到 ${yearOf(acting.today) + 1} 年。`
      return refused({ code: 'refused', field: 'year', because })
    }
    const baseDate = dateOf(year, 1, 1)
    const coversTo = dateOf(year + 1, 1, 1)
    await deriveCost(tx, acting, { purpose: 'initial-budget', coversFrom: baseDate, coversTo, baseDate })
    const scope: DraftScope = {
      regionCode: acting.regionCode,
      year,
      organizationIds: null,
      enteredProjects: [],
    }
    await ensureProjects(tx, acting, year, await needsOf(tx, scope))
    const { lines, amount } = await draftSumOf(tx, scope)
    await recordAudit(tx, acting, {
      action: 'budget.derivation',
      subjectKind: 'budget-year',
      subjectId: String(year),
      after: { lines, amount: fixedYuan(amount) },
    })
    return done({ lines, amount })
  })
}

/** A line that no person's pay makes: a project of a document's own. Yuan. */
export type EnteredLine = {
  projectCode: string
  functionCode: string
  economicCode: string
  /** whose codes: administrative | institution */
  staff: string
  amount: Money
  reason: string
}

/**
 * 批复年初预算: writes the draft as the year's initial lines, once. `entered` lines take the place of what was
 * carried over for their projects. Never edited afterwards: changes are adjustments.
 */
export async function adoptInitialBudget(
  db: Db,
  acting: Acting,
  {
    year,
    organizationIds = null,
    entered = [],
  }: { year: number; organizationIds?: readonly string[] | null; entered?: readonly EnteredLine[] },
): Promise<Outcome<{ lines: number; amount: Money }>> {
  try {
    return await db.transaction(async (tx) => {
      const adopted = await adoptedYears(tx, acting.regionCode, organizationIds)
      if (adopted.includes(year)) return refused(alreadyAdopted(year))
      const scope: DraftScope = {
        regionCode: acting.regionCode,
        year,
        organizationIds,
        enteredProjects: [...new Set(entered.map(({ projectCode }) => projectCode))],
      }
      await ensureProjects(tx, acting, year, await needsOf(tx, scope))
      const derived = await adoptDraft(tx, acting, scope)
      if (derived.lines === 0 && entered.length === 0) {
        return refused({ code: 'refused', field: 'year', because: `${year} 年尚未测算，请先测算再批复。` })
      }
      await recordInitialLines(tx, acting, year, entered)
      const amount = total([derived.amount, ...entered.map((line) => line.amount)])
      const lines = derived.lines + entered.length
      await recordAudit(tx, acting, {
        action: 'budget.adoption',
        subjectKind: 'budget-year',
        subjectId: String(year),
        after: { lines, amount: fixedYuan(amount) },
      })
      return done({ lines, amount })
    })
  } catch (error) {
    // Two adoptions at once both find nothing adopted; only one can write the lines.
    if (brokenConstraint(error) === 'initial_budget_lines_once') return refused(alreadyAdopted(year))
    throw error
  }
}

function alreadyAdopted(year: number) {
  return {
    code: 'refused' as const,
    field: 'year',
    because: `${year} 年年初预算已经批复，不能再改；如需变动请办理预算调整。`,
  }
}
