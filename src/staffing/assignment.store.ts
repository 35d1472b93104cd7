import { and, asc, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm'
import { v7 } from 'uuid'
import type { Db } from '../database/connection.ts'
import { knownAt } from '../database/recorded.ts'
import { inOrder } from '../database/together.ts'
import { amongPositions, type PositionKey } from '../establishment/approved-headcount.store.ts'
import type { Acting } from '../kernel/acting.ts'
import type { IsoDate } from '../kernel/dates.ts'
import type { Assignment } from './assignment.ts'
import { assignments } from './schema.ts'

export type KnownAssignment = Assignment & { id: string; personId: string }

const columns = {
  id: assignments.id,
  personId: assignments.personId,
  organizationId: assignments.organizationId,
  establishmentKind: assignments.establishmentKind,
  begunByMovementId: assignments.begunByMovementId,
  endedByMovementId: assignments.endedByMovementId,
  effectiveFrom: assignments.effectiveFrom,
  effectiveTo: assignments.effectiveTo,
}

/** 在编经历 of one person as known at the moment (null: now), oldest first. */
export function assignmentsOf(
  db: Db,
  regionCode: string,
  personId: string,
  asKnownAt: Date | null,
): Promise<KnownAssignment[]> {
  return db
    .select(columns)
    .from(assignments)
    .where(
      and(
        eq(assignments.regionCode, regionCode),
        eq(assignments.personId, personId),
        knownAt(assignments, asKnownAt),
      ),
    )
    .orderBy(asc(assignments.effectiveFrom))
}

/**
 * Makes the person's assignments these: rows that stay as they are stay, the others are superseded and written
 * anew. Answers whether anything changed.
 */
export async function replaceAssignments(
  tx: Db,
  acting: Acting,
  personId: string,
  { current, wanted }: { current: readonly KnownAssignment[]; wanted: readonly Assignment[] },
): Promise<boolean> {
  const outdated = current.filter((row) => !wanted.some((assignment) => sameAssignment(row, assignment)))
  const fresh = wanted.filter((assignment) => !current.some((row) => sameAssignment(row, assignment)))
  const ids = outdated.map(({ id }) => id)
  const rows = fresh.map((assignment) => ({
    regionCode: acting.regionCode,
    id: v7(),
    personId,
    ...assignment,
    recordedAt: acting.at,
    recordedBy: acting.userId,
  }))
  await inOrder([
    () =>
      ids.length > 0 &&
      tx
        .update(assignments)
        .set({ supersededAt: acting.at })
        .where(
          and(
            eq(assignments.regionCode, acting.regionCode),
            inArray(assignments.id, ids),
            isNull(assignments.supersededAt),
          ),
        ),
    () => rows.length > 0 && tx.insert(assignments).values(rows),
  ])
  return outdated.length > 0 || fresh.length > 0
}

/** 实有 of these positions on the day, one person left out: who moves is not counted against himself. */
export async function occupiedByOthersOn(
  db: Db,
  regionCode: string,
  {
    on,
    positions,
    personId,
  }: { on: IsoDate; positions: readonly PositionKey[]; personId?: string | undefined },
): Promise<(PositionKey & { occupied: number })[]> {
  if (positions.length === 0) return []
  const rows = await db.execute<PositionKey & { occupied: number }>(sql`
    select organization_id as "organizationId", establishment_kind as "establishmentKind", count(*)::int as occupied
    from ${assignments}
    where ${ofOthers(regionCode, positions, personId)}
      and effective_from <= ${on}::date and (effective_to is null or effective_to > ${on}::date)
    group by organization_id, establishment_kind`)
  return [...rows]
}

/** How 实有 of these positions changes after the day (exclusive) by what is already recorded of the others. */
export async function occupiedChangesAfter(
  db: Db,
  regionCode: string,
  {
    after,
    positions,
    personId,
  }: { after: IsoDate; positions: readonly PositionKey[]; personId?: string | undefined },
): Promise<(PositionKey & { on: IsoDate; change: number })[]> {
  if (positions.length === 0) return []
  const rows = await db.execute<PositionKey & { on: string; change: number }>(sql`
    with spells as (
      select organization_id, establishment_kind, effective_from, effective_to
      from ${assignments}
      where ${ofOthers(regionCode, positions, personId)}
        and (effective_to is null or effective_to > ${after}::date)
    ),
    steps as (
      select organization_id, establishment_kind, effective_from as "on", 1 as change from spells
      union all
      select organization_id, establishment_kind, effective_to, -1 from spells where effective_to is not null
    )
    select organization_id as "organizationId", establishment_kind as "establishmentKind",
      to_char("on", 'YYYY-MM-DD') as "on", sum(change)::int as change
    from steps
    where "on" > ${after}::date
    group by 1, 2, 3
    having sum(change) <> 0
    order by 3, 1, 2`)
  return [...rows]
}

function ofOthers(regionCode: string, positions: readonly PositionKey[], personId: string | undefined): SQL {
  const others = personId === undefined ? sql`` : sql`and person_id <> ${personId}`
  return sql`region_code = ${regionCode} and superseded_at is null ${others}
    and ${amongPositions(assignments, positions)}`
}

function sameAssignment(a: Assignment, b: Assignment): boolean {
  return (
    a.organizationId === b.organizationId &&
    a.establishmentKind === b.establishmentKind &&
    a.effectiveFrom === b.effectiveFrom &&
    a.effectiveTo === b.effectiveTo &&
    a.begunByMovementId === b.begunByMovementId &&
    a.endedByMovementId === b.endedByMovementId
  )
}
