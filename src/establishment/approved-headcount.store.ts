import { and, asc, eq, gt, inArray, lte, type SQL, sql, sum } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import type { Db } from '../database/connection.ts'
import { addedBy } from '../database/recorded.ts'
import { inOrder } from '../database/together.ts'
import type { Viewpoint } from '../kernel/acting.ts'
import type { IsoDate } from '../kernel/dates.ts'
import { approvedHeadcounts, establishmentPositions } from './schema.ts'

/** One organization and one kind: where a place is. */
export type PositionKey = { organizationId: string; establishmentKind: string }

/** `organizationIds` not given: the whole region. */
export type Scope = { organizationIds?: readonly string[] | undefined }

/**
 * 核定编制 on a day: one row per organization and kind, zero sums left out. The rows of the region's root are the
 * 总量 (ceilings) and no places of anybody: leave the root out of a sum of units.
 */
export async function approvedOn(
  db: Db,
  viewpoint: Viewpoint,
  scope: Scope = {},
): Promise<(PositionKey & { approved: number })[]> {
  const total = sum(approvedHeadcounts.change).mapWith(wholeNumber)
  return db
    .select({
      organizationId: approvedHeadcounts.organizationId,
      establishmentKind: approvedHeadcounts.establishmentKind,
      approved: total,
    })
    .from(approvedHeadcounts)
    .where(
      and(
        eq(approvedHeadcounts.regionCode, viewpoint.regionCode),
        lte(approvedHeadcounts.effectiveOn, viewpoint.asOf),
        addedBy(approvedHeadcounts, viewpoint.asKnownAt),
        within(scope),
      ),
    )
    .groupBy(approvedHeadcounts.organizationId, approvedHeadcounts.establishmentKind)
    .having(sql`sum(${approvedHeadcounts.change}) <> 0`)
    .orderBy(asc(approvedHeadcounts.organizationId), asc(approvedHeadcounts.establishmentKind))
}

/** Which changes are asked for: of some positions, or of one kind in the whole region. */
export type ChangesAsked = { after: IsoDate } & ({ positions: readonly PositionKey[] } | { ofKind: string })

/** Every change after the day (exclusive), oldest first; several of one day are several rows. */
export async function approvedChangesAfter(
  db: Db,
  regionCode: string,
  asked: ChangesAsked,
): Promise<(PositionKey & { on: IsoDate; change: number })[]> {
  if ('positions' in asked && asked.positions.length === 0) return []
  return db
    .select({
      organizationId: approvedHeadcounts.organizationId,
      establishmentKind: approvedHeadcounts.establishmentKind,
      on: approvedHeadcounts.effectiveOn,
      change: approvedHeadcounts.change,
    })
    .from(approvedHeadcounts)
    .where(
      and(
        eq(approvedHeadcounts.regionCode, regionCode),
        gt(approvedHeadcounts.effectiveOn, asked.after),
        'positions' in asked
          ? amongPositions(approvedHeadcounts, asked.positions)
          : eq(approvedHeadcounts.establishmentKind, asked.ofKind),
      ),
    )
    .orderBy(asc(approvedHeadcounts.effectiveOn), asc(approvedHeadcounts.id))
}

/**
 * Makes everybody else who asks for these places wait until this transaction ends. A position nobody has used yet
 * gets its row first. Always in one order, so that two who ask for the same two never wait for each other.
 */
export async function lockPositions(
  tx: Db,
  regionCode: string,
  positions: readonly PositionKey[],
): Promise<void> {
  if (positions.length === 0) return
  const ordered = [...positions].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
  const rows = ordered.map(({ organizationId, establishmentKind }) => ({
    regionCode,
    organizationId,
    establishmentKind,
  }))
  await inOrder([
    () => tx.insert(establishmentPositions).values(rows).onConflictDoNothing(),
    () =>
      tx
        .select({ organizationId: establishmentPositions.organizationId })
        .from(establishmentPositions)
        .where(
          and(
            eq(establishmentPositions.regionCode, regionCode),
            amongPositions(establishmentPositions, ordered),
          ),
        )
        .orderBy(asc(establishmentPositions.organizationId), asc(establishmentPositions.establishmentKind))
        .for('update'),
  ])
}

/** For a map keyed by organization and kind. */
export function keyOf({ organizationId, establishmentKind }: PositionKey): string {
  return `${organizationId} ${establishmentKind}`
}

type PositionColumns = { organizationId: PgColumn; establishmentKind: PgColumn }

/** Row-wise `in`: organization and kind together. */
export function amongPositions(table: PositionColumns, positions: readonly PositionKey[]): SQL {
  const pairs = positions.map(
    ({ organizationId, establishmentKind }) => sql`(${organizationId}::uuid, ${establishmentKind})`,
  )
  return sql`(${table.organizationId}, ${table.establishmentKind}) in (${sql.join(pairs, sql`, `)})`
}

function within({ organizationIds }: Scope): SQL | undefined {
  return organizationIds === undefined
    ? undefined
    : inArray(approvedHeadcounts.organizationId, [...organizationIds])
}

/** A sum of integers comes back as text. */
function wholeNumber(text: string | null): number {
  return text === null ? 0 : Number.parseInt(text, 10)
}
