import { recordAudit } from '../database/audit.ts'
import type { Db } from '../database/connection.ts'
import { brokenConstraint } from '../database/constraint.ts'
import type { Acting } from '../kernel/acting.ts'
import { dateOf } from '../kernel/dates.ts'
import { fixedYuan, type Money, zero } from '../kernel/money.ts'
import { done, type Outcome, refused } from '../kernel/problem.ts'
import { governmentCodeOf } from './account-code.ts'
import { checkExpenditure } from './budget-adjustment.ts'
import { lineBalances, lineKey } from './budget-line.store.ts'
import {
  appendExpenditure,
  appendPayroll,
  expendituresOf,
  isPayrollRecorded,
  isReversed,
} from './expenditure.store.ts'
import { projectOf } from './project.store.ts'
import { staffOfLine } from './staff-of-line.ts'

/**
 * 发放: records the pay of a month from the people's months, for all units or some. Months are recorded in order, each
 * once; a month left out is paid with the next. Answers how many lines and their sum in yuan.
 */
export function recordPayrollExpenditures(
  db: Db,
  acting: Acting,
  {
    year,
    month,
    organizationIds = null,
  }: { year: number; month: number; organizationIds?: readonly string[] | null },
): Promise<Outcome<{ lines: number; amount: Money }>> {
  return recordPayrolls(db, acting, { year, months: [{ month, at: acting.at }], organizationIds })
}

/** 补登: the same for several months that follow each other, each with the moment it was paid. */
export async function recordPayrolls(
  db: Db,
  acting: Acting,
  {
    year,
    months,
    organizationIds = null,
  }: {
    year: number
    months: readonly { month: number; at: Date }[]
    organizationIds?: readonly string[] | null
  },
): Promise<Outcome<{ lines: number; amount: Money }>> {
  const month = months[0]?.month ?? 1
  const again = {
    code: 'refused',
    field: 'month',
    because: `${year} 年 ${month} 月或以后月份的人员经费已经登记，不能重复登记。`,
  } as const
  try {
    return await db.transaction(async (tx) => {
      if (await isPayrollRecorded(tx, acting.regionCode, { year, month }, organizationIds))
        return refused(again)
      const written = await appendPayroll(tx, acting, { year, months }, organizationIds)
      await recordAudit(tx, acting, {
        action: 'budget.payroll',
        subjectKind: 'budget-month',
        subjectId: months.map((one) => dateOf(year, one.month, 1).slice(0, 7)).join(' '),
        after: { lines: written.lines, amount: fixedYuan(written.amount) },
      })
      return done(written)
    })
  } catch (error) {
    if (brokenConstraint(error) === 'expenditures_payroll_once') return refused(again)
    throw error
  }
}

/** A payment entered by hand, yuan; `month` 1 … 12. */
export type EnteredExpenditure = {
  year: number
  month: number
  organizationId: string
  projectCode: string
  functionCode: string
  economicCode: string
  amount: Money
  summary: string
  voucherNumber: string | null
}

/** Records a payment; refused where the line has no budget left. Answers its id. */
export async function recordExpenditure(
  db: Db,
  acting: Acting,
  entered: EnteredExpenditure,
): Promise<Outcome<string>> {
  return db.transaction(async (tx) => {
    const { organizationId, ...row } = entered
    const project = await projectOf(tx, acting.regionCode, row.year, row.projectCode)
    if (!project || project.organizationId !== organizationId) {
      return refused({ code: 'not-found', field: 'line', sought: row.projectCode })
    }
    if (row.amount.lessThanOrEqualTo(zero)) {
      return refused({ code: 'refused', field: 'amount', because: '支出金额应大于零；多付的请冲销原记录。' })
    }
    const balances = await lineBalances(tx, acting.regionCode, row.year, [row.projectCode])
    const balance = balances.get(lineKey(row)) ?? { adjusted: zero, executed: zero }
    const problem = checkExpenditure({ ...balance, amount: row.amount, field: 'amount' })
    if (problem) return refused(problem)
    const id = await appendExpenditure(tx, acting, {
      ...row,
      governmentEconomicCode: governmentCodeOf(row.economicCode, staffOfLine(row, project.staff)),
      fundSource: 'general',
      reversesId: null,
    })
    await recordAudit(tx, acting, {
      action: 'budget.expenditure',
      subjectKind: 'expenditure',
      subjectId: id,
      after: { ...row, amount: fixedYuan(row.amount) },
    })
    return done(id)
  })
}

/** 冲销: takes a payment back by a negative row in the same month. A row is taken back once. Answers the new id. */
export async function reverseExpenditure(
  db: Db,
  acting: Acting,
  { year, expenditureId, reason }: { year: number; expenditureId: string; reason: string },
): Promise<Outcome<string>> {
  try {
    return await db.transaction(async (tx) => {
      const always = { regionCode: acting.regionCode, asOf: dateOf(year, 12, 31), asKnownAt: null }
      const [found] = await expendituresOf(tx, always, { year, expenditureId })
      if (!found) return refused({ code: 'not-found', field: 'reason', sought: '支出记录' })
      if (found.reversesId !== null) {
        return refused({ code: 'refused', field: 'reason', because: '冲销记录不能再冲销，请重新登记支出。' })
      }
      if (await isReversed(tx, acting.regionCode, expenditureId)) {
        return refused({ code: 'changed-meanwhile', field: 'reason' })
      }
      const { expenditureId: _, organizationId, projectName, recordedAt, ...row } = found
      const id = await appendExpenditure(tx, acting, {
        ...row,
        amount: row.amount.negated(),
        summary: `冲销：${reason}`,
        reversesId: expenditureId,
      })
      await recordAudit(tx, acting, {
        action: 'budget.expenditure-reversal',
        subjectKind: 'expenditure',
        subjectId: id,
        reason,
        before: { expenditureId, amount: fixedYuan(found.amount) },
      })
      return done(id)
    })
  } catch (error) {
    if (brokenConstraint(error) === 'expenditures_reversed_once') {
      return refused({ code: 'changed-meanwhile', field: 'reason' })
    }
    throw error
  }
}
