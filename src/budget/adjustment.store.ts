import { and, asc, desc, eq, inArray, isNull, lte, type SQL, sql } from 'drizzle-orm'
import { v7 } from 'uuid'
import type { Db } from '../database/connection.ts'
import { addedBy } from '../database/recorded.ts'
import { inOrder } from '../database/together.ts'
import type { Acting, Viewpoint } from '../kernel/acting.ts'
import type { IsoDate } from '../kernel/dates.ts'
import { type Money, yuan } from '../kernel/money.ts'
import { approvalDocuments } from '../organization/schema.ts'
import { governmentCodeOf } from './account-code.ts'
import type { AdjustmentLineRow, AdjustmentRow } from './budget-adjustment.ts'
import {
  budgetAdjustmentDecisions,
  budgetAdjustmentLines,
  budgetAdjustments,
  budgetProjects,
} from './schema.ts'

export type AdjustmentFilter = {
  year?: number | undefined
  organizationIds?: readonly string[] | undefined
  kind?: string | undefined
  state?: 'open' | 'approved' | 'refused' | undefined
  movementId?: string | undefined
  adjustmentId?: string | undefined
}

/** 预算调整 as known at the viewpoint's moment and in effect by its day, newest first. */
export async function adjustmentsOf(
  db: Db,
  { regionCode, asOf, asKnownAt }: Viewpoint,
  filter: AdjustmentFilter,
): Promise<AdjustmentRow[]> {
  const amount = budgetAdjustmentLines.amount
  const rows = await db
    .select({
      adjustmentId: budgetAdjustments.id,
      year: budgetAdjustments.year,
      organizationId: budgetAdjustments.organizationId,
      kind: budgetAdjustments.kind,
      movementId: budgetAdjustments.movementId,
      documentNumber: approvalDocuments.number,
      documentTitle: approvalDocuments.title,
      documentIssuer: approvalDocuments.issuer,
      documentIssuedOn: approvalDocuments.issuedOn,
      reason: budgetAdjustments.reason,
      effectiveOn: budgetAdjustments.effectiveOn,
      recordedAt: budgetAdjustments.recordedAt,
      recordedBy: budgetAdjustments.recordedBy,
      approved: budgetAdjustmentDecisions.approved,
      words: budgetAdjustmentDecisions.words,
      decidedByName: budgetAdjustmentDecisions.decidedByName,
      decidedAt: budgetAdjustmentDecisions.recordedAt,
      increase: sql<string>`coalesce(sum(${amount}) filter (where ${amount} > 0), 0)`,
      decrease: sql<string>`coalesce(sum(${amount}) filter (where ${amount} < 0), 0)`,
      lines: sql`count(${budgetAdjustmentLines.id})`.mapWith((text) => Number.parseInt(text, 10)),
    })
    .from(budgetAdjustments)
    .leftJoin(
      budgetAdjustmentLines,
      and(
        eq(budgetAdjustmentLines.regionCode, budgetAdjustments.regionCode),
        eq(budgetAdjustmentLines.adjustmentId, budgetAdjustments.id),
      ),
    )
    .leftJoin(
      budgetAdjustmentDecisions,
      and(
        eq(budgetAdjustmentDecisions.regionCode, budgetAdjustments.regionCode),
        eq(budgetAdjustmentDecisions.adjustmentId, budgetAdjustments.id),
        addedBy(budgetAdjustmentDecisions, asKnownAt),
      ),
    )
    .leftJoin(
      approvalDocuments,
      and(
        eq(approvalDocuments.regionCode, budgetAdjustments.regionCode),
        eq(approvalDocuments.id, budgetAdjustments.documentId),
      ),
    )
    .where(
      and(
        eq(budgetAdjustments.regionCode, regionCode),
        lte(budgetAdjustments.effectiveOn, asOf),
        addedBy(budgetAdjustments, asKnownAt),
        chosen(filter),
      ),
    )
    .groupBy(
      budgetAdjustments.regionCode,
      budgetAdjustments.id,
      budgetAdjustmentDecisions.regionCode,
      budgetAdjustmentDecisions.adjustmentId,
      approvalDocuments.regionCode,
      approvalDocuments.id,
    )
    .orderBy(
      desc(budgetAdjustments.effectiveOn),
      desc(budgetAdjustments.recordedAt),
      asc(budgetAdjustments.id),
    )
  return rows.map(({ approved, words, decidedByName, decidedAt, increase, decrease, ...row }) => ({
    ...row,
    decision:
      approved === null || words === null || decidedByName === null || decidedAt === null
        ? null
        : { approved, words, decidedByName, decidedAt },
    increase: yuan(increase),
    decrease: yuan(decrease),
  }))
}

export function adjustmentLinesOf(
  db: Db,
  regionCode: string,
  adjustmentIds: readonly string[],
): Promise<AdjustmentLineRow[]> {
  if (adjustmentIds.length === 0) return Promise.resolve([])
  return db
    .select({
      adjustmentId: budgetAdjustmentLines.adjustmentId,
      projectCode: budgetAdjustmentLines.projectCode,
      projectName: budgetProjects.name,
      functionCode: budgetAdjustmentLines.functionCode,
      economicCode: budgetAdjustmentLines.economicCode,
      amount: budgetAdjustmentLines.amount,
      basis: budgetAdjustmentLines.basis,
    })
    .from(budgetAdjustmentLines)
    .innerJoin(
      budgetProjects,
      and(
        eq(budgetProjects.regionCode, budgetAdjustmentLines.regionCode),
        eq(budgetProjects.year, budgetAdjustmentLines.year),
        eq(budgetProjects.code, budgetAdjustmentLines.projectCode),
      ),
    )
    .where(
      and(
        eq(budgetAdjustmentLines.regionCode, regionCode),
        inArray(budgetAdjustmentLines.adjustmentId, [...adjustmentIds]),
      ),
    )
    .orderBy(
      asc(budgetAdjustmentLines.projectCode),
      asc(budgetAdjustmentLines.functionCode),
      asc(budgetAdjustmentLines.economicCode),
    )
}

/** An adjustment for deciding on it: what it changes; null when there is none of that id. */
export async function adjustmentToDecide(
  tx: Db,
  regionCode: string,
  adjustmentId: string,
): Promise<{
  year: number
  organizationId: string
  kind: string
  documentId: string | null
  recordedBy: string
  decided: boolean
} | null> {
  const [row] = await tx
    .select({
      year: budgetAdjustments.year,
      organizationId: budgetAdjustments.organizationId,
      kind: budgetAdjustments.kind,
      documentId: budgetAdjustments.documentId,
      recordedBy: budgetAdjustments.recordedBy,
      approved: budgetAdjustmentDecisions.approved,
    })
    .from(budgetAdjustments)
    .leftJoin(
      budgetAdjustmentDecisions,
      and(
        eq(budgetAdjustmentDecisions.regionCode, budgetAdjustments.regionCode),
        eq(budgetAdjustmentDecisions.adjustmentId, budgetAdjustments.id),
      ),
    )
    .where(and(eq(budgetAdjustments.regionCode, regionCode), eq(budgetAdjustments.id, adjustmentId)))
  if (!row) return null
  const { approved, ...rest } = row
  return { ...rest, decided: approved !== null }
}

export type NewAdjustment = {
  year: number
  organizationId: string
  kind: string
  movementId: string | null
  documentId: string | null
  reason: string
  effectiveOn: IsoDate
  /** yuan, 调增 positive; `staff` decides the government code */
  lines: readonly {
    projectCode: string
    functionCode: string
    economicCode: string
    staff: string
    amount: Money
    basis: Record<string, unknown>
  }[]
}

/** Adds a proposal with its lines. */
export async function appendAdjustment(
  tx: Db,
  { regionCode, at, userId }: Acting,
  { lines, ...head }: NewAdjustment & { id: string },
): Promise<void> {
  const rows = lines.map(({ staff, ...line }) => ({
    regionCode,
    id: v7(),
    adjustmentId: head.id,
    year: head.year,
    projectCode: line.projectCode,
    functionCode: line.functionCode,
    economicCode: line.economicCode,
    governmentEconomicCode: governmentCodeOf(line.economicCode, staff),
    fundSource: 'general',
    amount: line.amount,
    basis: line.basis,
  }))
  await inOrder([
    () => tx.insert(budgetAdjustments).values({ regionCode, ...head, recordedAt: at, recordedBy: userId }),
    () => tx.insert(budgetAdjustmentLines).values(rows),
  ])
}

/** Adds finance's decision; breaks budget_adjustment_decisions_pkey when there is one already. */
export async function appendDecision(
  tx: Db,
  { regionCode, at, userId, userName }: Acting,
  { adjustmentId, approved, words }: { adjustmentId: string; approved: boolean; words: string },
): Promise<void> {
  await tx.insert(budgetAdjustmentDecisions).values({
    regionCode,
    adjustmentId,
    approved,
    words,
    decidedByName: userName,
    recordedAt: at,
    recordedBy: userId,
  })
}

/** How many wait for a decision of finance. */
export async function openAdjustments(db: Db, viewpoint: Viewpoint): Promise<number> {
  const rows = await adjustmentsOf(db, viewpoint, { state: 'open' })
  return rows.length
}

function chosen({
  year,
  organizationIds,
  kind,
  state,
  movementId,
  adjustmentId,
}: AdjustmentFilter): SQL | undefined {
  const states = {
    open: isNull(budgetAdjustmentDecisions.adjustmentId),
    approved: eq(budgetAdjustmentDecisions.approved, true),
    refused: eq(budgetAdjustmentDecisions.approved, false),
  }
  return and(
    year === undefined ? undefined : eq(budgetAdjustments.year, year),
    organizationIds === undefined
      ? undefined
      : inArray(budgetAdjustments.organizationId, [...organizationIds]),
    kind === undefined ? undefined : eq(budgetAdjustments.kind, kind),
    movementId === undefined ? undefined : eq(budgetAdjustments.movementId, movementId),
    adjustmentId === undefined ? undefined : eq(budgetAdjustments.id, adjustmentId),
    state === undefined ? undefined : states[state],
  )
}
