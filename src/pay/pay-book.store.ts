import { and, eq } from 'drizzle-orm'
import type { Db } from '../database/connection.ts'
import { knownAt } from '../database/recorded.ts'
import { stateOf } from '../database/table-state.ts'
import { yuan } from '../kernel/money.ts'
import { organizationVersions } from '../organization/schema.ts'
import { type PayBook, payBook } from './pay-book.ts'
import { payItemOf } from './pay-item.ts'
import { payingUnits } from './paying-unit.ts'
import { contributionRates, payItems, wageStandards } from './schema.ts'

/**
 * Items, standards, rates and paying units of all times, as known at the moment (null: now). Standards change a few
 * times a year and are asked for at every movement: the book read last is kept for as long as its tables say the same.
 */
export async function payBookOf(db: Db, regionCode: string, asKnownAt: Date | null): Promise<PayBook> {
  const { state, changedAt } = await stateOf(db, regionCode, tables)
  if (asKnownAt !== null && changedAt !== null && changedAt > asKnownAt)
    return readPayBook(db, regionCode, asKnownAt)
  const remembered = newest.get(regionCode)
  if (remembered?.state === state) return remembered.book
  const book = await readPayBook(db, regionCode, null)
  newest.set(regionCode, { state, book })
  return book
}

/** What a book is read from. */
const tables = [payItems, wageStandards, contributionRates, organizationVersions]

/** One book a region. */
const newest = new Map<string, { state: string; book: PayBook }>()

async function readPayBook(db: Db, regionCode: string, asKnownAt: Date | null): Promise<PayBook> {
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
