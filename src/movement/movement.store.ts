import { and, asc, eq, sql } from 'drizzle-orm'
import { v7 } from 'uuid'
import type { Db } from '../database/connection.ts'
import { together } from '../database/together.ts'
import type { Acting } from '../kernel/acting.ts'
import type { Movement } from './movement.ts'
import { particularsOf } from './particulars.ts'
import { movementEffects, movementSignatures, movements } from './schema.ts'
import type { Decision, Life, Signature } from './signature.ts'

const columns = {
  id: movements.id,
  number: movements.number,
  kind: movements.kind,
  personId: movements.personId,
  effectiveOn: movements.effectiveOn,
  fromOrganizationId: movements.fromOrganizationId,
  fromEstablishmentKind: movements.fromEstablishmentKind,
  toOrganizationId: movements.toOrganizationId,
  toEstablishmentKind: movements.toEstablishmentKind,
  particulars: movements.particulars,
  reason: movements.reason,
  documentId: movements.documentId,
  vacancyRequestId: movements.vacancyRequestId,
  correctsId: movements.correctsId,
  recordedAt: movements.recordedAt,
  recordedBy: movements.recordedBy,
}

export async function appendMovement(tx: Db, acting: Acting, movement: Movement): Promise<void> {
  const { recordedAt, recordedBy, ...row } = movement
  await tx
    .insert(movements)
    .values({ regionCode: acting.regionCode, ...row, recordedAt: acting.at, recordedBy: acting.userId })
}

export async function movementOf(db: Db, regionCode: string, movementId: string): Promise<Movement | null> {
  const [row] = await db
    .select(columns)
    .from(movements)
    .where(and(eq(movements.regionCode, regionCode), eq(movements.id, movementId)))
  return row === undefined ? null : { ...row, particulars: particularsOf(row.particulars) }
}

/** All movements of a person that took effect, those later corrected included, in the order of their effect. */
export async function effectiveMovementsOf(
  db: Db,
  regionCode: string,
  personId: string,
): Promise<Movement[]> {
  const rows = await db
    .select(columns)
    .from(movements)
    .innerJoin(
      movementEffects,
      and(eq(movementEffects.regionCode, movements.regionCode), eq(movementEffects.movementId, movements.id)),
    )
    .where(and(eq(movements.regionCode, regionCode), eq(movements.personId, personId)))
    .orderBy(asc(movements.effectiveOn), asc(movements.number))
  return rows.map((row) => ({ ...row, particulars: particularsOf(row.particulars) }))
}

/** The movement with its signatures, oldest first, whether it took effect, and whether a correction of it did. */
export async function movementWithLife(
  db: Db,
  regionCode: string,
  movementId: string,
): Promise<{ movement: Movement; life: Life } | null> {
  const exists = (column: 'movement_id' | 'corrects_id') => sql<boolean>`exists (
    select from ${movementEffects} where region_code = ${regionCode} and ${sql.raw(column)} = ${movementId})`
  const [[row], signatures] = await together([
    db
      .select({ ...columns, effective: exists('movement_id'), corrected: exists('corrects_id') })
      .from(movements)
      .where(and(eq(movements.regionCode, regionCode), eq(movements.id, movementId))),
    signaturesOf(db, regionCode, movementId),
  ])
  if (row === undefined) return null
  const { effective, corrected, ...recorded } = row
  const movement = { ...recorded, particulars: particularsOf(recorded.particulars) }
  const { kind, recordedBy } = movement
  return { movement, life: { kind, recordedBy, signatures, effective, corrected } }
}

/** The correction of it that took effect, or null. */
export async function correctionOf(
  db: Db,
  regionCode: string,
  movementId: string,
): Promise<{ id: string; number: string } | null> {
  const [found] = await db
    .select({ id: movements.id, number: movements.number })
    .from(movementEffects)
    .innerJoin(
      movements,
      and(eq(movements.regionCode, movementEffects.regionCode), eq(movements.id, movementEffects.movementId)),
    )
    .where(and(eq(movementEffects.regionCode, regionCode), eq(movementEffects.correctsId, movementId)))
  return found ?? null
}

/** The movement drafted anew from this one after it was returned or withdrawn, or null. */
export async function amendmentOf(
  db: Db,
  regionCode: string,
  { id, personId }: Pick<Movement, 'id' | 'personId'>,
): Promise<{ id: string; number: string } | null> {
  const [found] = await db
    .select({ id: movements.id, number: movements.number })
    .from(movements)
    .where(
      and(
        eq(movements.regionCode, regionCode),
        eq(movements.personId, personId),
        sql`${movements.particulars} -> 'amends' ->> 'id' = ${id}`,
      ),
    )
  return found ?? null
}

export function signaturesOf(db: Db, regionCode: string, movementId: string): Promise<Signature[]> {
  return db
    .select({
      step: movementSignatures.step,
      decision: movementSignatures.decision,
      words: movementSignatures.words,
      signedByName: movementSignatures.signedByName,
      recordedBy: movementSignatures.recordedBy,
      recordedAt: movementSignatures.recordedAt,
    })
    .from(movementSignatures)
    .where(and(eq(movementSignatures.regionCode, regionCode), eq(movementSignatures.movementId, movementId)))
    .orderBy(asc(movementSignatures.recordedAt), asc(movementSignatures.id))
}

export async function appendSignature(
  tx: Db,
  acting: Acting,
  signature: { movementId: string; step: string; decision: Decision; words: string },
): Promise<void> {
  await tx.insert(movementSignatures).values({
    regionCode: acting.regionCode,
    id: v7(),
    ...signature,
    signedByName: acting.userName,
    recordedAt: acting.at,
    recordedBy: acting.userId,
  })
}

export async function appendEffect(tx: Db, acting: Acting, movement: Movement): Promise<void> {
  await tx.insert(movementEffects).values({
    regionCode: acting.regionCode,
    movementId: movement.id,
    effectiveOn: movement.effectiveOn,
    correctsId: movement.correctsId,
    recordedAt: acting.at,
    recordedBy: acting.userId,
  })
}

/** Everybody else who decides about the same movement or the same person waits until this transaction ends. */
export async function waitFor(tx: Db, acting: Acting, subject: string): Promise<void> {
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${`${acting.regionCode} ${subject}`}, 0))`,
  )
}
