import { and, asc, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm'
import type { AnyPgColumn } from 'drizzle-orm/pg-core'
import { v7 } from 'uuid'
import type { Db } from '../database/connection.ts'
import { addedBy, knownAt, supersededBy } from '../database/recorded.ts'
import { users } from '../identity/schema.ts'
import type { Acting, Viewpoint } from '../kernel/acting.ts'
import type { Period } from '../kernel/dates.ts'
import { organizationNames } from '../organization/organization.store.ts'
import { approvalDocuments } from '../organization/schema.ts'
import type { Scope } from './approved-headcount.store.ts'
import { rankApprovals, rankRatios } from './rank-quota.schema.ts'
import type { RankApproval, RankRatio } from './rank-quota.ts'
import type { ApprovalRow, RatioRow } from './rank-setting.ts'

type Known = Pick<Viewpoint, 'regionCode' | 'asKnownAt'>

/** Every ratio believed at the moment, of all days. */
export function ratioRows(db: Db, known: Known): Promise<RatioRow[]> {
  return ratiosWhere(db, known, knownAt(rankRatios, known.asKnownAt))
}

/** The same with what was believed before and is not any more. */
export function ratioHistory(db: Db, known: Known): Promise<RatioRow[]> {
  return ratiosWhere(db, known, addedBy(rankRatios, known.asKnownAt))
}

/** Every number by document believed at the moment, of all days. */
export function approvalRows(db: Db, known: Known, scope: Scope = {}): Promise<ApprovalRow[]> {
  return approvalsWhere(db, known, and(knownAt(rankApprovals, known.asKnownAt), within(scope)))
}

/** The same with what was believed before and is not any more. */
export function approvalHistory(db: Db, known: Known, scope: Scope = {}): Promise<ApprovalRow[]> {
  return approvalsWhere(db, known, and(addedBy(rankApprovals, known.asKnownAt), within(scope)))
}

type Written = Period & { documentId: string; note: string }

/** Answers the new row's id. */
export async function appendRatio(tx: Db, acting: Acting, ratio: RankRatio & Written): Promise<string> {
  const id = v7()
  const { fromLevel, toLevel, percent, outer, rounding, leadersCount, documentId, note } = ratio
  await tx.insert(rankRatios).values({
    regionCode: acting.regionCode,
    id,
    fromLevel,
    toLevel,
    percent,
    establishmentKinds: [...ratio.establishmentKinds],
    outerFrom: outer?.fromLevel ?? null,
    outerTo: outer?.toLevel ?? null,
    rounding,
    leadersCount,
    documentId,
    note,
    effectiveFrom: ratio.effectiveFrom,
    effectiveTo: ratio.effectiveTo,
    recordedAt: acting.at,
    recordedBy: acting.userId,
  })
  return id
}

/** Answers the new row's id. */
export async function appendApproval(
  tx: Db,
  acting: Acting,
  approval: RankApproval & Written,
): Promise<string> {
  const id = v7()
  const { organizationId, fromLevel, toLevel, count, documentId, note, effectiveFrom, effectiveTo } = approval
  await tx.insert(rankApprovals).values({
    regionCode: acting.regionCode,
    id,
    ...{ organizationId, fromLevel, toLevel, count, documentId, note, effectiveFrom, effectiveTo },
    recordedAt: acting.at,
    recordedBy: acting.userId,
  })
  return id
}

export async function supersedeRatio(tx: Db, acting: Acting, ratioId: string): Promise<void> {
  await tx
    .update(rankRatios)
    .set({ supersededAt: acting.at })
    .where(
      and(
        eq(rankRatios.regionCode, acting.regionCode),
        eq(rankRatios.id, ratioId),
        isNull(rankRatios.supersededAt),
      ),
    )
}

export async function supersedeApproval(tx: Db, acting: Acting, approvalId: string): Promise<void> {
  await tx
    .update(rankApprovals)
    .set({ supersededAt: acting.at })
    .where(
      and(
        eq(rankApprovals.regionCode, acting.regionCode),
        eq(rankApprovals.id, approvalId),
        isNull(rankApprovals.supersededAt),
      ),
    )
}

/** Two who change the ratios of a region wait for each other until the transaction ends. */
export async function lockRatios(tx: Db, regionCode: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`${regionCode} rank-ratios`}, 0))`)
}

/** Likewise two who change a unit's numbers, or let somebody take one up. */
export async function lockRanks(tx: Db, regionCode: string, organizationId: string): Promise<void> {
  const key = `${regionCode} ranks ${organizationId}`
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`)
}

async function ratiosWhere(
  db: Db,
  { regionCode, asKnownAt }: Known,
  condition: SQL | undefined,
): Promise<RatioRow[]> {
  const rows = await db
    .select({ row: rankRatios, document: approvalDocuments, recordedByName: users.name })
    .from(rankRatios)
    .innerJoin(approvalDocuments, isDocumentOf(rankRatios))
    .leftJoin(users, isRecorderOf(rankRatios))
    .where(and(eq(rankRatios.regionCode, regionCode), condition))
    .orderBy(
      asc(rankRatios.fromLevel),
      sql`${rankRatios.toLevel} desc`,
      asc(rankRatios.effectiveFrom),
      asc(rankRatios.recordedAt),
      asc(rankRatios.id),
    )
  return rows.map(({ row, document, recordedByName }) => ({
    ratioId: row.id,
    fromLevel: row.fromLevel,
    toLevel: row.toLevel,
    percent: row.percent,
    establishmentKinds: row.establishmentKinds,
    outer:
      row.outerFrom === null || row.outerTo === null
        ? null
        : { fromLevel: row.outerFrom, toLevel: row.outerTo },
    rounding: row.rounding === 'half-up' ? 'half-up' : 'down',
    leadersCount: row.leadersCount,
    effectiveFrom: row.effectiveFrom,
    effectiveTo: row.effectiveTo,
    note: row.note,
    document,
    recordedAt: row.recordedAt,
    recordedByName,
    supersededAt: supersededBy(row.supersededAt, asKnownAt),
  }))
}

async function approvalsWhere(
  db: Db,
  { regionCode, asKnownAt }: Known,
  condition: SQL | undefined,
): Promise<ApprovalRow[]> {
  const rows = await db
    .select({ row: rankApprovals, document: approvalDocuments, recordedByName: users.name })
    .from(rankApprovals)
    .innerJoin(approvalDocuments, isDocumentOf(rankApprovals))
    .leftJoin(users, isRecorderOf(rankApprovals))
    .where(and(eq(rankApprovals.regionCode, regionCode), condition))
    .orderBy(
      asc(rankApprovals.organizationId),
      asc(rankApprovals.fromLevel),
      sql`${rankApprovals.toLevel} desc`,
      asc(rankApprovals.effectiveFrom),
      asc(rankApprovals.recordedAt),
      asc(rankApprovals.id),
    )
  const names = await organizationNames(
    db,
    regionCode,
    rows.map(({ row }) => row.organizationId),
  )
  return rows.map(({ row, document, recordedByName }) => ({
    approvalId: row.id,
    organizationId: row.organizationId,
    organizationName: names.get(row.organizationId) ?? '',
    fromLevel: row.fromLevel,
    toLevel: row.toLevel,
    count: row.count,
    effectiveFrom: row.effectiveFrom,
    effectiveTo: row.effectiveTo,
    note: row.note,
    document,
    recordedAt: row.recordedAt,
    recordedByName,
    supersededAt: supersededBy(row.supersededAt, asKnownAt),
  }))
}

type Papered = { regionCode: AnyPgColumn; documentId: AnyPgColumn; recordedBy: AnyPgColumn }

function isDocumentOf(table: Papered): SQL | undefined {
  return and(eq(approvalDocuments.regionCode, table.regionCode), eq(approvalDocuments.id, table.documentId))
}

function isRecorderOf(table: Papered): SQL | undefined {
  return and(eq(users.regionCode, table.regionCode), eq(users.id, table.recordedBy))
}

function within({ organizationIds }: Scope): SQL | undefined {
  return organizationIds === undefined
    ? undefined
    : inArray(rankApprovals.organizationId, [...organizationIds])
}
