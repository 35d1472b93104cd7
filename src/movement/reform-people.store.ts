import { and, asc, eq, gt, inArray, isNull, or, type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { v7 } from 'uuid'
import type { Db } from '../database/connection.ts'
import { insertRows } from '../database/insert-rows.ts'
import type { Acting } from '../kernel/acting.ts'
import type { IsoDate } from '../kernel/dates.ts'
import type { KnownAssignment } from '../staffing/assignment.store.ts'
import type { Assignment } from '../staffing/assignment.ts'
import { assignments, personPosts, placements } from '../staffing/schema.ts'
import type { Placement, Post } from './fact-change.ts'
import type { Movement } from './movement.ts'
import { particularsOf } from './particulars.ts'
import type { PersonMoved } from './reform-effect.ts'
import type { FactRewrite, Held } from './reform-fact.ts'
import { movementEffects, movements } from './schema.ts'

/** Spells in these units that reach to the day or beyond it, as believed now. */
export function assignmentsFromDay(
  db: Db,
  regionCode: string,
  { organizationIds, on }: { organizationIds: readonly string[]; on: IsoDate },
): Promise<KnownAssignment[]> {
  return spellsWhere(
    db,
    and(
      eq(assignments.regionCode, regionCode),
      inArray(assignments.organizationId, [...organizationIds]),
      lasting(assignments, on),
    ),
  )
}

/** Every believed spell of these people, oldest first. */
export function assignmentsOfPeople(
  db: Db,
  regionCode: string,
  personIds: readonly string[],
): Promise<KnownAssignment[]> {
  return spellsWhere(
    db,
    and(eq(assignments.regionCode, regionCode), inArray(assignments.personId, [...personIds])),
  )
}

/** Every movement of these people that took effect, in the order of effect. */
export async function effectiveMovementsOfPeople(
  db: Db,
  regionCode: string,
  personIds: readonly string[],
): Promise<Movement[]> {
  const rows = await db
    .select({ movement: movements })
    .from(movements)
    .innerJoin(
      movementEffects,
      and(eq(movementEffects.regionCode, movements.regionCode), eq(movementEffects.movementId, movements.id)),
    )
    .where(and(eq(movements.regionCode, regionCode), inArray(movements.personId, [...personIds])))
    .orderBy(asc(movements.effectiveOn), asc(movements.number))
  return rows.map(({ movement: { regionCode: _region, ...movement } }) => ({
    ...movement,
    particulars: particularsOf(movement.particulars),
  }))
}

/** Posts that reach to the day: of these people, and of whoever holds one in these units. */
export async function postsTouched(
  db: Db,
  regionCode: string,
  { personIds, organizationIds, on }: Touched,
): Promise<Held<Post>[]> {
  const rows = await db
    .select()
    .from(personPosts)
    .where(
      and(
        eq(personPosts.regionCode, regionCode),
        lasting(personPosts, on),
        touching(personPosts, { personIds, organizationIds }),
      ),
    )
  return rows.map(({ regionCode: _region, recordedAt, recordedBy, supersededAt, ...post }) => post)
}

/** 工作单位、工资发放单位 likewise. */
export async function placementsTouched(
  db: Db,
  regionCode: string,
  { personIds, organizationIds, on }: Touched,
): Promise<Held<Placement>[]> {
  const rows = await db
    .select()
    .from(placements)
    .where(
      and(
        eq(placements.regionCode, regionCode),
        lasting(placements, on),
        touching(placements, { personIds, organizationIds }),
      ),
    )
  return rows.map(({ regionCode: _region, recordedAt, recordedBy, supersededAt, ...placement }) => placement)
}

/** The movements of a reform and their effect, all at once. */
export async function insertMovements(tx: Db, acting: Acting, moved: readonly Movement[]): Promise<void> {
  const { regionCode, at, userId } = acting
  await insertRows(
    tx,
    movements,
    moved.map((movement) => ({ ...movement, regionCode, recordedAt: at, recordedBy: userId })),
  )
  await insertRows(
    tx,
    movementEffects,
    moved.map(({ id, effectiveOn }) => ({
      regionCode,
      movementId: id,
      effectiveOn,
      recordedAt: at,
      recordedBy: userId,
    })),
  )
}

/** Everybody a reform that took effect has moved. */
export async function movedByReform(
  db: Db,
  regionCode: string,
  reformId: string,
): Promise<Omit<PersonMoved, 'name' | 'named'>[]> {
  const rows = await db
    .select()
    .from(movements)
    .where(
      and(
        eq(movements.regionCode, regionCode),
        inArray(movements.kind, ['internal-transfer', 'kind-change']),
        sql`${movements.particulars} -> 'reform' ->> 'id' = ${reformId}`,
      ),
    )
  return rows.map((row) => ({
    personId: row.personId,
    movementId: row.id,
    establishmentKind: row.fromEstablishmentKind ?? '',
    toEstablishmentKind: row.toEstablishmentKind ?? '',
    fromId: row.fromOrganizationId ?? '',
    toId: row.toOrganizationId ?? '',
  }))
}

/** Rows that are no longer believed are closed, others written in their stead. */
export async function rewriteAssignments(
  tx: Db,
  acting: Acting,
  {
    outdatedIds,
    fresh,
  }: { outdatedIds: readonly string[]; fresh: readonly (Assignment & { personId: string })[] },
): Promise<void> {
  await supersede(tx, acting, assignments, outdatedIds)
  await insertRows(
    tx,
    assignments,
    fresh.map((row) => ({ ...row, ...stamp(acting) })),
  )
}

export async function rewritePosts(tx: Db, acting: Acting, rewrite: FactRewrite<Post>): Promise<void> {
  await supersede(tx, acting, personPosts, rewrite.outdatedIds)
  await insertRows(
    tx,
    personPosts,
    rewrite.fresh.map((row) => ({ ...row, ...stamp(acting) })),
  )
}

export async function rewritePlacements(
  tx: Db,
  acting: Acting,
  rewrite: FactRewrite<Placement>,
): Promise<void> {
  await supersede(tx, acting, placements, rewrite.outdatedIds)
  await insertRows(
    tx,
    placements,
    rewrite.fresh.map((row) => ({ ...row, ...stamp(acting) })),
  )
}

/** Whoever else decides about one of these people waits; always in one order. */
export async function waitForPeople(tx: Db, acting: Acting, personIds: readonly string[]): Promise<void> {
  const subjects = [...personIds].sort().map((personId) => `${acting.regionCode} ${personId}`)
  await tx.execute(sql`
    select pg_advisory_xact_lock(hashtextextended(subject, 0))
    from json_array_elements_text(${JSON.stringify(subjects)}::text::json) as asked (subject)`)
}

type Touched = { personIds: readonly string[]; organizationIds: readonly string[]; on: IsoDate }
type Table = typeof assignments | typeof personPosts | typeof placements

function lasting(table: { supersededAt: PgColumn; effectiveTo: PgColumn }, on: IsoDate): SQL | undefined {
  return and(isNull(table.supersededAt), or(isNull(table.effectiveTo), gt(table.effectiveTo, on)))
}

function touching(
  table: { personId: PgColumn; organizationId: PgColumn },
  { personIds, organizationIds }: Pick<Touched, 'personIds' | 'organizationIds'>,
): SQL | undefined {
  return or(inArray(table.personId, [...personIds]), inArray(table.organizationId, [...organizationIds]))
}

function spellsWhere(db: Db, condition: SQL | undefined): Promise<KnownAssignment[]> {
  return db
    .select({
      id: assignments.id,
      personId: assignments.personId,
      organizationId: assignments.organizationId,
      establishmentKind: assignments.establishmentKind,
      begunByMovementId: assignments.begunByMovementId,
      endedByMovementId: assignments.endedByMovementId,
      effectiveFrom: assignments.effectiveFrom,
      effectiveTo: assignments.effectiveTo,
    })
    .from(assignments)
    .where(and(condition, isNull(assignments.supersededAt)))
    .orderBy(asc(assignments.personId), asc(assignments.effectiveFrom))
}

async function supersede(tx: Db, acting: Acting, table: Table, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await tx
    .update(table)
    .set({ supersededAt: acting.at })
    .where(
      and(eq(table.regionCode, acting.regionCode), inArray(table.id, [...ids]), isNull(table.supersededAt)),
    )
}

function stamp({ regionCode, at, userId }: Acting) {
  return { regionCode, id: v7(), recordedAt: at, recordedBy: userId }
}
