import { and, desc, eq, gte, ilike, inArray, isNull, lte, or, type SQL } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { v7 } from 'uuid'
import type { Db } from '../database/connection.ts'
import { addedBy, knownAt, supersededBy } from '../database/recorded.ts'
import { users } from '../identity/schema.ts'
import type { Acting, Viewpoint } from '../kernel/acting.ts'
import type { IsoDate } from '../kernel/dates.ts'
import { organizationNames } from '../organization/organization.store.ts'
import { approvalDocuments } from '../organization/schema.ts'
import { approvedChangesAfter, approvedOn, type PositionKey } from './approved-headcount.store.ts'
import type { Freeze, HeadcountRow, RecordedFreeze } from './headcount.ts'
import { approvedHeadcounts, headcountFreezes } from './schema.ts'
import { type TotalAhead, totalsAhead } from './total-control.ts'

export type LedgerFilter = {
  /** null: the whole region */
  organizationIds: readonly string[] | null
  establishmentKind: string
  /** effective from and to, both inclusive; empty: open */
  from: string
  to: string
  /** any part of the document's number or title */
  document: string
}

const reversal = alias(approvedHeadcounts, 'reversal')

/** Rows of the ledger as known at the viewpoint's moment, latest effective day first, and how many there are in all. */
export async function ledgerRows(
  db: Db,
  viewpoint: Viewpoint,
  { filter, rootId, most }: { filter: LedgerFilter; rootId: string | null; most: number },
): Promise<HeadcountRow[]> {
  if (filter.organizationIds?.length === 0) return []
  const pattern = `%${filter.document.trim().replace(/[\\%_]/g, '\\$&')}%`
  const condition = and(
    eq(approvedHeadcounts.regionCode, viewpoint.regionCode),
    addedBy(approvedHeadcounts, viewpoint.asKnownAt),
    filter.organizationIds === null
      ? undefined
      : inArray(approvedHeadcounts.organizationId, [...filter.organizationIds]),
    filter.establishmentKind === ''
      ? undefined
      : eq(approvedHeadcounts.establishmentKind, filter.establishmentKind),
    filter.from === '' ? undefined : gte(approvedHeadcounts.effectiveOn, filter.from),
    filter.to === '' ? undefined : lte(approvedHeadcounts.effectiveOn, filter.to),
    filter.document.trim() === ''
      ? undefined
      : or(ilike(approvalDocuments.number, pattern), ilike(approvalDocuments.title, pattern)),
  )
  const rows = await rowsWhere(db, viewpoint, condition, most)
  return named(db, viewpoint.regionCode, rows, rootId)
}

/** Null when there is no such row. */
export async function headcountRow(
  db: Db,
  regionCode: string,
  { headcountId, rootId }: { headcountId: string; rootId: string | null },
): Promise<HeadcountRow | null> {
  const condition = and(eq(approvedHeadcounts.regionCode, regionCode), eq(approvedHeadcounts.id, headcountId))
  const rows = await rowsWhere(db, { regionCode, asKnownAt: null }, condition, 1)
  const [row] = await named(db, regionCode, rows, rootId)
  return row ?? null
}

/** 总量 and 已分配 per kind on a day, kinds with neither left out. */
export async function totalsOn(
  db: Db,
  viewpoint: Viewpoint,
  rootId: string | null,
): Promise<{ establishmentKind: string; ceiling: number; allocated: number }[]> {
  const totals = new Map<string, { establishmentKind: string; ceiling: number; allocated: number }>()
  for (const { organizationId, establishmentKind, approved } of await approvedOn(db, viewpoint)) {
    const total = totals.get(establishmentKind) ?? { establishmentKind, ceiling: 0, allocated: 0 }
    if (organizationId === rootId) total.ceiling += approved
    else total.allocated += approved
    totals.set(establishmentKind, total)
  }
  return [...totals.values()]
}

/** 总量 and 已分配 of one kind from a day on, as known now. */
export async function totalsAheadOf(
  db: Db,
  regionCode: string,
  { on, establishmentKind, rootId }: { on: IsoDate; establishmentKind: string; rootId: string },
): Promise<[TotalAhead, ...TotalAhead[]]> {
  const totals = await totalsOn(db, { regionCode, asOf: on, asKnownAt: null }, rootId)
  const opening = totals.find((total) => total.establishmentKind === establishmentKind)
  const changes = await approvedChangesAfter(db, regionCode, { after: on, ofKind: establishmentKind })
  return totalsAhead(
    { on, ceiling: opening?.ceiling ?? 0, allocated: opening?.allocated ?? 0 },
    changes.map((change) => ({
      on: change.on,
      ceiling: change.organizationId === rootId ? change.change : 0,
      allocated: change.organizationId === rootId ? 0 : change.change,
    })),
  )
}

/** Writes one row; the position must be locked. Answers its id. */
export async function appendHeadcount(
  tx: Db,
  acting: Acting,
  row: PositionKey & {
    change: number
    effectiveOn: IsoDate
    documentId: string
    note: string
    reversesId?: string
  },
): Promise<string> {
  const id = v7()
  await tx.insert(approvedHeadcounts).values({
    regionCode: acting.regionCode,
    id,
    ...row,
    recordedAt: acting.at,
    recordedBy: acting.userId,
  })
  return id
}

/** Freezes known at the moment that touch these units (null: all), latest first. */
export async function freezesOf(
  db: Db,
  viewpoint: Viewpoint,
  organizationIds: readonly string[] | null,
): Promise<Freeze[]> {
  if (organizationIds?.length === 0) return []
  const condition = and(
    knownAt(headcountFreezes, viewpoint.asKnownAt),
    organizationIds === null ? undefined : inArray(headcountFreezes.organizationId, [...organizationIds]),
  )
  return freezesWhere(db, viewpoint.regionCode, condition)
}

/** Every freeze of a unit that was recorded by the moment, in all its versions, the latest recorded first. */
export async function freezeHistoryOf(
  db: Db,
  { regionCode, asKnownAt }: Pick<Viewpoint, 'regionCode' | 'asKnownAt'>,
  organizationId: string,
): Promise<RecordedFreeze[]> {
  const condition = and(
    addedBy(headcountFreezes, asKnownAt),
    eq(headcountFreezes.organizationId, organizationId),
  )
  return (await freezesWhere(db, regionCode, condition))
    .map((version) => ({ ...version, supersededAt: supersededBy(version.supersededAt, asKnownAt) }))
    .toSorted((a, b) => b.recordedAt.getTime() - a.recordedAt.getTime())
}

async function freezesWhere(
  db: Db,
  regionCode: string,
  condition: SQL | undefined,
): Promise<RecordedFreeze[]> {
  const rows = await db
    .select({ freeze: headcountFreezes, document: approvalDocuments, recordedByName: users.name })
    .from(headcountFreezes)
    .innerJoin(approvalDocuments, documentOf(headcountFreezes))
    .leftJoin(users, recorderOf(headcountFreezes))
    .where(and(eq(headcountFreezes.regionCode, regionCode), condition))
    .orderBy(desc(headcountFreezes.effectiveFrom), desc(headcountFreezes.recordedAt))
  const names = await organizationNames(
    db,
    regionCode,
    rows.map(({ freeze }) => freeze.organizationId),
  )
  return rows.map(({ freeze, document, recordedByName }) => ({
    freezeId: freeze.id,
    organizationName: names.get(freeze.organizationId) ?? '',
    ...freeze,
    document,
    recordedByName,
  }))
}

/** Writes a freeze; the position must be locked. Answers its id. */
export async function appendFreeze(
  tx: Db,
  acting: Acting,
  freeze: PositionKey & {
    count: number
    effectiveFrom: IsoDate
    effectiveTo: IsoDate | null
    documentId: string
    note: string
  },
): Promise<string> {
  const id = v7()
  await tx.insert(headcountFreezes).values({
    regionCode: acting.regionCode,
    id,
    ...freeze,
    recordedAt: acting.at,
    recordedBy: acting.userId,
  })
  return id
}

/** Closes what was believed of a freeze. False when another was quicker. */
export async function supersedeFreeze(tx: Db, acting: Acting, freezeId: string): Promise<boolean> {
  const closed = await tx
    .update(headcountFreezes)
    .set({ supersededAt: acting.at })
    .where(
      and(
        eq(headcountFreezes.regionCode, acting.regionCode),
        eq(headcountFreezes.id, freezeId),
        isNull(headcountFreezes.supersededAt),
      ),
    )
    .returning({ id: headcountFreezes.id })
  return closed.length === 1
}

type RawRow = {
  headcount: typeof approvedHeadcounts.$inferSelect
  document: typeof approvalDocuments.$inferSelect
  recordedByName: string | null
  reversedById: string | null
}

function rowsWhere(
  db: Db,
  { asKnownAt }: Pick<Viewpoint, 'regionCode' | 'asKnownAt'>,
  condition: SQL | undefined,
  most: number,
): Promise<RawRow[]> {
  return db
    .select({
      headcount: approvedHeadcounts,
      document: approvalDocuments,
      recordedByName: users.name,
      reversedById: reversal.id,
    })
    .from(approvedHeadcounts)
    .innerJoin(approvalDocuments, documentOf(approvedHeadcounts))
    .leftJoin(users, recorderOf(approvedHeadcounts))
    .leftJoin(
      reversal,
      and(
        eq(reversal.regionCode, approvedHeadcounts.regionCode),
        eq(reversal.reversesId, approvedHeadcounts.id),
        addedBy(reversal, asKnownAt),
      ),
    )
    .where(condition)
    .orderBy(
      desc(approvedHeadcounts.effectiveOn),
      desc(approvedHeadcounts.recordedAt),
      desc(approvedHeadcounts.id),
    )
    .limit(most)
}

async function named(
  db: Db,
  regionCode: string,
  rows: RawRow[],
  rootId: string | null,
): Promise<HeadcountRow[]> {
  const names = await organizationNames(
    db,
    regionCode,
    rows.map(({ headcount }) => headcount.organizationId),
  )
  return rows.map(({ headcount, document, recordedByName, reversedById }) => ({
    headcountId: headcount.id,
    organizationId: headcount.organizationId,
    organizationName: names.get(headcount.organizationId) ?? '',
    ofRegion: headcount.organizationId === rootId,
    establishmentKind: headcount.establishmentKind,
    change: headcount.change,
    effectiveOn: headcount.effectiveOn,
    note: headcount.note,
    document,
    reversesId: headcount.reversesId,
    reversedById,
    recordedAt: headcount.recordedAt,
    recordedByName,
  }))
}

function documentOf(table: typeof approvedHeadcounts | typeof headcountFreezes): SQL | undefined {
  return and(eq(approvalDocuments.regionCode, table.regionCode), eq(approvalDocuments.id, table.documentId))
}

function recorderOf(table: typeof approvedHeadcounts | typeof headcountFreezes): SQL | undefined {
  return and(eq(users.regionCode, table.regionCode), eq(users.id, table.recordedBy))
}
