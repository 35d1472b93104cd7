import { and, eq } from 'drizzle-orm'
import type { Db } from '../database/connection.ts'
import { knownAt } from '../database/recorded.ts'
import { yuan } from '../kernel/money.ts'
import { organizationVersions } from '../organization/schema.ts'
import { type PayBook, payBook } from './pay-book.ts'
import { payItemOf } from './pay-item.ts'
import { payingUnits } from './paying-unit.ts'
import { contributionRates, payItems, wageStandards } from './schema.ts'

/** Items, standards, rates and paying units of all times, as known at the moment (null: now). */
export async function payBookOf(db: Db, regionCode: string, asKnownAt: Date | null): Promise<PayBook> {
  const [items, standards, rates, versions] = [
    await db
      .select()
      .from(payItems)
      .where(and(eq(payItems.regionCode, regionCode), knownAt(payItems, asKnownAt))),
    await db
      .select()
      .from(wageStandards)
      .where(and(eq(wageStandards.regionCode, regionCode), knownAt(wageStandards, asKnownAt))),
    await db
      .select()
      .from(contributionRates)
      .where(and(eq(contributionRates.regionCode, regionCode), knownAt(contributionRates, asKnownAt))),
    await db
      .select({
        organizationId: organizationVersions.organizationId,
        parentId: organizationVersions.parentId,
        supervisorId: organizationVersions.supervisorId,
        budgetLevel: organizationVersions.budgetLevel,
        functionClass: organizationVersions.functionClass,
        effectiveFrom: organizationVersions.effectiveFrom,
        effectiveTo: organizationVersions.effectiveTo,
      })
      .from(organizationVersions)
      .where(and(eq(organizationVersions.regionCode, regionCode), knownAt(organizationVersions, asKnownAt))),
  ]
  return payBook({
    items: items.map(payItemOf),
    standards,
    rates: rates.map((row) => ({ ...row, rate: yuan(row.rate) })),
    payingUnits: payingUnits(versions),
  })
}
