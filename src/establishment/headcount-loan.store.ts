import { and, desc, eq, isNull, or, type SQL, sql } from 'drizzle-orm'
import { v7 } from 'uuid'
import type { Db } from '../database/connection.ts'
import { addedBy, knownAt, supersededBy } from '../database/recorded.ts'
import { users } from '../identity/schema.ts'
import type { Acting, Viewpoint } from '../kernel/acting.ts'
import { approvalDocuments } from '../organization/schema.ts'
import type { HeadcountLoan, RecordedLoan } from './headcount-loan.ts'
import { headcountLoans } from './schema.ts'

/** As believed at the moment, latest beginning first. `rootId` tells which the region itself lends. */
export function loansOf(
  db: Db,
  { regionCode, asKnownAt }: Pick<Viewpoint, 'regionCode' | 'asKnownAt'>,
  rootId: string | null,
): Promise<HeadcountLoan[]> {
  const condition = and(eq(headcountLoans.regionCode, regionCode), knownAt(headcountLoans, asKnownAt))
  return loansWhere(db, condition, rootId)
}

export async function loanOf(
  db: Db,
  regionCode: string,
  { loanId, rootId }: { loanId: string; rootId: string | null },
): Promise<HeadcountLoan | null> {
  const condition = and(
    eq(headcountLoans.regionCode, regionCode),
    eq(headcountLoans.loanId, loanId),
    isNull(headcountLoans.supersededAt),
  )
  const [found] = await loansWhere(db, condition, rootId)
  return found ?? null
}

/** Every version of one loan that was recorded by the moment, the latest first. */
export async function loanHistoryOf(
  db: Db,
  { regionCode, asKnownAt }: Pick<Viewpoint, 'regionCode' | 'asKnownAt'>,
  { loanId, rootId }: { loanId: string; rootId: string | null },
): Promise<RecordedLoan[]> {
  const condition = and(
    eq(headcountLoans.regionCode, regionCode),
    eq(headcountLoans.loanId, loanId),
    addedBy(headcountLoans, asKnownAt),
  )
  const versions = await loansWhere(db, condition, rootId)
  return versions
    .map((version) => ({ ...version, supersededAt: supersededBy(version.supersededAt, asKnownAt) }))
    .toSorted((a, b) => b.recordedAt.getTime() - a.recordedAt.getTime())
}

/** Does the ledger row belong to a loan? Then it is changed through the loan alone. */
export async function isLoanRow(db: Db, regionCode: string, headcountId: string): Promise<boolean> {
  const [found] = await db
    .select({ id: headcountLoans.id })
    .from(headcountLoans)
    .where(
      and(
        eq(headcountLoans.regionCode, regionCode),
        or(
          sql`${headcountId}::uuid = any(${headcountLoans.lendingRowIds})`,
          sql`${headcountId}::uuid = any(${headcountLoans.returnRowIds})`,
        ),
      ),
    )
    .limit(1)
  return found !== undefined
}

/** A new loan, or the same one with another end. Answers the loan's id. */
export async function appendLoan(
  tx: Db,
  acting: Acting,
  loan: Pick<
    typeof headcountLoans.$inferInsert,
    | 'lenderId'
    | 'borrowerId'
    | 'establishmentKind'
    | 'count'
    | 'documentId'
    | 'note'
    | 'lendingRowIds'
    | 'returnRowIds'
    | 'effectiveFrom'
    | 'effectiveTo'
  > & { loanId?: string },
): Promise<string> {
  const { regionCode, at, userId } = acting
  const loanId = loan.loanId ?? v7()
  await tx
    .insert(headcountLoans)
    .values({ ...loan, loanId, regionCode, id: v7(), recordedAt: at, recordedBy: userId })
  return loanId
}

/** False when another was quicker. */
export async function supersedeLoan(tx: Db, acting: Acting, id: string): Promise<boolean> {
  const closed = await tx
    .update(headcountLoans)
    .set({ supersededAt: acting.at })
    .where(
      and(
        eq(headcountLoans.regionCode, acting.regionCode),
        eq(headcountLoans.id, id),
        isNull(headcountLoans.supersededAt),
      ),
    )
    .returning({ id: headcountLoans.id })
  return closed.length === 1
}

async function loansWhere(
  db: Db,
  condition: SQL | undefined,
  rootId: string | null,
): Promise<RecordedLoan[]> {
  const rows = await db
    .select({ loan: headcountLoans, document: approvalDocuments, recordedByName: users.name })
    .from(headcountLoans)
    .innerJoin(
      approvalDocuments,
      and(
        eq(approvalDocuments.regionCode, headcountLoans.regionCode),
        eq(approvalDocuments.id, headcountLoans.documentId),
      ),
    )
    .leftJoin(
      users,
      and(eq(users.regionCode, headcountLoans.regionCode), eq(users.id, headcountLoans.recordedBy)),
    )
    .where(condition)
    .orderBy(desc(headcountLoans.effectiveFrom), desc(headcountLoans.recordedAt))
  return rows.map(({ loan, document, recordedByName }) => {
    const { regionCode: _region, documentId: _document, recordedBy: _by, ...told } = loan
    return { ...told, ofRegion: loan.lenderId === rootId, document, recordedByName }
  })
}
