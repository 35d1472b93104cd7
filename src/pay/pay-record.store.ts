import { and, eq, inArray, isNull } from 'drizzle-orm'
import { v7 } from 'uuid'
import type { Db } from '../database/connection.ts'
import { addedBy } from '../database/recorded.ts'
import type { Acting, Viewpoint } from '../kernel/acting.ts'
import type { Period } from '../kernel/dates.ts'
import type { Money } from '../kernel/money.ts'
import type { KnownPayFact } from './pay-record.ts'
import { contributionBases, payProfiles, personalAmounts } from './schema.ts'

/** Everything ever recorded of a person's pay up to the moment, superseded rows included. */
export async function payFactsRecorded(
  db: Db,
  { regionCode, asKnownAt }: Viewpoint,
  personId: string,
): Promise<KnownPayFact[]> {
  const own = (table: typeof payProfiles | typeof personalAmounts | typeof contributionBases) =>
    and(eq(table.regionCode, regionCode), eq(table.personId, personId), addedBy(table, asKnownAt))
  const profiles = await db.select().from(payProfiles).where(own(payProfiles))
  const amounts = await db.select().from(personalAmounts).where(own(personalAmounts))
  const bases = await db.select().from(contributionBases).where(own(contributionBases))
  const facts: KnownPayFact[] = [
    ...profiles.map((row) => ({ ...row, kind: 'profile' as const, name: '', amount: null })),
    ...amounts.map((row) => ({ ...row, kind: 'amount' as const, name: row.payItemCode, keys: null })),
    ...bases.map((row) => ({
      ...row,
      kind: 'base' as const,
      name: row.scheme,
      amount: row.base,
      keys: null,
    })),
  ]
  // What was superseded later was still believed at the moment asked for.
  return facts
    .map((fact) => (isLater(fact.supersededAt, asKnownAt) ? { ...fact, supersededAt: null } : fact))
    .sort((a, b) => (a.effectiveFrom < b.effectiveFrom ? -1 : 1))
}

type ValueRow = Period & { id: string; amount: Money; reason: string }

/** The values of one item of the person believed now, locked by the update that follows. */
export function amountsNow(
  tx: Db,
  regionCode: string,
  { personId, payItemCode }: { personId: string; payItemCode: string },
): Promise<ValueRow[]> {
  const table = personalAmounts
  return tx
    .select({
      id: table.id,
      amount: table.amount,
      reason: table.reason,
      effectiveFrom: table.effectiveFrom,
      effectiveTo: table.effectiveTo,
    })
    .from(table)
    .where(
      and(
        eq(table.regionCode, regionCode),
        eq(table.personId, personId),
        eq(table.payItemCode, payItemCode),
        isNull(table.supersededAt),
      ),
    )
}

/** The declared bases of one scheme of the person believed now. */
export function basesNow(
  tx: Db,
  regionCode: string,
  { personId, scheme }: { personId: string; scheme: string },
): Promise<ValueRow[]> {
  const table = contributionBases
  return tx
    .select({
      id: table.id,
      amount: table.base,
      reason: table.reason,
      effectiveFrom: table.effectiveFrom,
      effectiveTo: table.effectiveTo,
    })
    .from(table)
    .where(
      and(
        eq(table.regionCode, regionCode),
        eq(table.personId, personId),
        eq(table.scheme, scheme),
        isNull(table.supersededAt),
      ),
    )
}

/** Closes the old rows and writes the new ones. */
export async function replaceAmounts(
  tx: Db,
  acting: Acting,
  { personId, payItemCode }: { personId: string; payItemCode: string },
  { outdated, fresh }: { outdated: readonly string[]; fresh: readonly Omit<ValueRow, 'id'>[] },
): Promise<void> {
  await supersede(tx, acting, personalAmounts, outdated)
  if (fresh.length === 0) return
  await tx
    .insert(personalAmounts)
    .values(fresh.map((row) => ({ ...recordedBy(acting), personId, payItemCode, ...row })))
}

export async function replaceBases(
  tx: Db,
  acting: Acting,
  { personId, scheme }: { personId: string; scheme: string },
  { outdated, fresh }: { outdated: readonly string[]; fresh: readonly Omit<ValueRow, 'id'>[] },
): Promise<void> {
  await supersede(tx, acting, contributionBases, outdated)
  if (fresh.length === 0) return
  await tx
    .insert(contributionBases)
    .values(
      fresh.map(({ amount, ...row }) => ({ ...recordedBy(acting), personId, scheme, base: amount, ...row })),
    )
}

async function supersede(
  tx: Db,
  acting: Acting,
  table: typeof personalAmounts | typeof contributionBases,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return
  await tx
    .update(table)
    .set({ supersededAt: acting.at })
    .where(and(eq(table.regionCode, acting.regionCode), inArray(table.id, [...ids])))
}

function recordedBy({ regionCode, at, userId }: Acting) {
  return { regionCode, id: v7(), recordedAt: at, recordedBy: userId }
}

function isLater(moment: Date | null, asKnownAt: Date | null): boolean {
  return moment !== null && asKnownAt !== null && moment > asKnownAt
}
