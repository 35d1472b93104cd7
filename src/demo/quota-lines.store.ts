import { and, eq, isNull, notInArray } from 'drizzle-orm'
import { budgetProjects, initialBudgetLines } from '../budget/schema.ts'
import type { Db } from '../database/connection.ts'
import type { Money } from '../kernel/money.ts'

export type QuotaLine = {
  code: string
  functionCode: string
  economicCode: string
  staff: string
  amount: Money
}

/** Adopted lines of 定额公用经费 of a year, those of some units left out. Yuan. */
export function quotaLinesOf(
  tx: Db,
  { regionCode, year, without }: { regionCode: string; year: number; without: readonly string[] },
): Promise<QuotaLine[]> {
  return tx
    .select({
      code: initialBudgetLines.projectCode,
      functionCode: initialBudgetLines.functionCode,
      economicCode: initialBudgetLines.economicCode,
      staff: budgetProjects.staff,
      amount: initialBudgetLines.amount,
    })
    .from(initialBudgetLines)
    .innerJoin(
      budgetProjects,
      and(
        eq(budgetProjects.regionCode, initialBudgetLines.regionCode),
        eq(budgetProjects.year, initialBudgetLines.year),
        eq(budgetProjects.code, initialBudgetLines.projectCode),
      ),
    )
    .where(
      and(
        eq(initialBudgetLines.regionCode, regionCode),
        eq(initialBudgetLines.year, year),
        isNull(initialBudgetLines.supersededAt),
        eq(budgetProjects.purpose, 'operating-quota'),
        notInArray(budgetProjects.organizationId, [...without]),
      ),
    )
}
