import { v7 } from 'uuid'
import type { Db } from '../database/connection.ts'
import type { Acting } from '../kernel/acting.ts'
import type { Money } from '../kernel/money.ts'
import { governmentCodeOf } from './account-code.ts'
import { initialBudgetLines } from './schema.ts'

/** Writes initial lines that were entered, not derived. `staff` decides the government code. */
export async function recordInitialLines(
  tx: Db,
  acting: Acting,
  year: number,
  lines: readonly {
    projectCode: string
    functionCode: string
    economicCode: string
    staff: string
    amount: Money
    reason: string
  }[],
): Promise<void> {
  if (lines.length === 0) return
  await tx.insert(initialBudgetLines).values(
    lines.map(({ projectCode, functionCode, economicCode, staff, amount, reason }) => ({
      regionCode: acting.regionCode,
      id: v7(),
      year,
      projectCode,
      functionCode,
      economicCode,
      governmentEconomicCode: governmentCodeOf(economicCode, staff),
      fundSource: 'general',
      amount,
      calculationId: null,
      basis: { from: 'entered', reason },
      recordedAt: acting.at,
      recordedBy: acting.userId,
    })),
  )
}
