import { recordAudit } from '../database/audit.ts'
import type { Db } from '../database/connection.ts'
import { brokenConstraint } from '../database/constraint.ts'
import type { Acting } from '../kernel/acting.ts'
import { zero } from '../kernel/money.ts'
import { done, type Outcome, type Problem, refused } from '../kernel/problem.ts'
import { documentNumberOf } from '../organization/document.store.ts'
import { adjustmentLinesOf, adjustmentToDecide, appendDecision } from './adjustment.store.ts'
import { checkRemainder } from './budget-adjustment.ts'
import { lineBalances, lineKey } from './budget-line.store.ts'

/**
 * 财政受理: approves or refuses an adjustment, once. Only finance decides, nobody decides on a proposal of their own,
 * and a cut by document never goes below what was already paid.
 */
export async function decideAdjustment(
  db: Db,
  acting: Acting,
  adjustmentId: string,
  { approved, words }: { approved: boolean; words: string },
): Promise<Outcome<null>> {
  if (!acting.roles.includes('finance')) {
    return refused({ code: 'not-your-step', field: 'decision', step: '财政受理', roleName: '财政' })
  }
  try {
    return await db.transaction(async (tx) => {
      const adjustment = await adjustmentToDecide(tx, acting.regionCode, adjustmentId)
      if (!adjustment) return refused({ code: 'not-found', field: 'decision', sought: '预算调整' })
      if (adjustment.decided) return refused({ code: 'changed-meanwhile', field: 'decision' })
      if (adjustment.kind !== 'movement' && adjustment.recordedBy === acting.userId) {
        return refused({ code: 'refused', field: 'decision', because: '本人提出的调整应由他人受理。' })
      }
      if (approved && adjustment.kind !== 'movement') {
        const problem = await remainderProblem(tx, acting, adjustmentId, adjustment.year)
        if (problem) return refused(problem)
      }
      await appendDecision(tx, acting, { adjustmentId, approved, words })
      await recordAudit(tx, acting, {
        action: approved ? 'budget.adjustment-approval' : 'budget.adjustment-refusal',
        subjectKind: 'budget-adjustment',
        subjectId: adjustmentId,
        reason: words,
        documentNumber: documentNumberOf(acting, adjustment.documentId),
        before: { decision: null },
        after: { decision: approved ? '批准' : '不予批准' },
      })
      return done(null)
    })
  } catch (error) {
    if (brokenConstraint(error) === 'budget_adjustment_decisions_region_code_adjustment_id_pk') {
      return refused({ code: 'changed-meanwhile', field: 'decision' })
    }
    throw error
  }
}

async function remainderProblem(
  tx: Db,
  { regionCode }: Acting,
  adjustmentId: string,
  year: number,
): Promise<Problem | null> {
  const lines = await adjustmentLinesOf(tx, regionCode, [adjustmentId])
  const balances = await lineBalances(tx, regionCode, year, [
    ...new Set(lines.map((line) => line.projectCode)),
  ])
  for (const line of lines) {
    const balance = balances.get(lineKey(line)) ?? { adjusted: zero, executed: zero }
    const problem = checkRemainder({ ...balance, change: line.amount, field: 'decision' })
    if (problem) return problem
  }
  return null
}
