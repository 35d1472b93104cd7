import { and, asc, desc, eq, lte, type SQL, sql } from 'drizzle-orm'
import { v7 } from 'uuid'
import type { Db } from '../database/connection.ts'
import type { Acting, Viewpoint } from '../kernel/acting.ts'
import { isReformKind, planOf, type Reform, signingKindOf } from './reform.ts'
import { reformEffects, reformSignatures, reforms } from './schema.ts'
import type { Decision, Life, Signature } from './signature.ts'

export async function appendReform(tx: Db, acting: Acting, reform: Reform): Promise<void> {
  const { regionCode, at, userId } = acting
  await tx.insert(reforms).values({ ...reform, regionCode, recordedAt: at, recordedBy: userId })
}

export async function reformOf(db: Db, regionCode: string, reformId: string): Promise<Reform | null> {
  const [found] = await reformsWhere(db, and(eq(reforms.regionCode, regionCode), eq(reforms.id, reformId)))
  return found ?? null
}

/** Every reform with its life, as known at the moment, latest first. */
export async function reformsOf(
  db: Db,
  { regionCode, asKnownAt }: Pick<Viewpoint, 'regionCode' | 'asKnownAt'>,
): Promise<{ reform: Reform; life: Life }[]> {
  const known = asKnownAt === null ? undefined : lte(reforms.recordedAt, asKnownAt)
  const found = await reformsWhere(db, and(eq(reforms.regionCode, regionCode), known))
  const signed = await signaturesWhere(db, eq(reformSignatures.regionCode, regionCode), asKnownAt)
  const effects = await db
    .select({ reformId: reformEffects.reformId })
    .from(reformEffects)
    .where(
      and(
        eq(reformEffects.regionCode, regionCode),
        asKnownAt === null ? undefined : lte(reformEffects.recordedAt, asKnownAt),
      ),
    )
  const effective = new Set(effects.map(({ reformId }) => reformId))
  return found.map((reform) => ({
    reform,
    life: lifeOf(
      reform,
      signed.filter(({ reformId }) => reformId === reform.id),
      effective.has(reform.id),
    ),
  }))
}

/** 签批 of one reform and whether it took effect. */
export async function reformLife(db: Db, reform: Reform, regionCode: string): Promise<Life> {
  const ofReform = and(eq(reformSignatures.regionCode, regionCode), eq(reformSignatures.reformId, reform.id))
  const [signed, effects] = [
    await signaturesWhere(db, ofReform, null),
    await db
      .select({ reformId: reformEffects.reformId })
      .from(reformEffects)
      .where(and(eq(reformEffects.regionCode, regionCode), eq(reformEffects.reformId, reform.id))),
  ]
  return lifeOf(reform, signed, effects.length > 0)
}

/** The reform drafted anew from this one after it was returned or withdrawn, or null. */
export async function reformAmendmentOf(
  db: Db,
  regionCode: string,
  reformId: string,
): Promise<{ id: string; number: string } | null> {
  const [found] = await db
    .select({ id: reforms.id, number: reforms.number })
    .from(reforms)
    .where(and(eq(reforms.regionCode, regionCode), sql`${reforms.plan} -> 'amends' ->> 'id' = ${reformId}`))
  return found ?? null
}

export async function appendReformSignature(
  tx: Db,
  acting: Acting,
  signature: { reformId: string; step: string; decision: Decision; words: string },
): Promise<void> {
  await tx.insert(reformSignatures).values({
    regionCode: acting.regionCode,
    id: v7(),
    ...signature,
    signedByName: acting.userName,
    recordedAt: acting.at,
    recordedBy: acting.userId,
  })
}

export async function appendReformEffect(tx: Db, acting: Acting, reform: Reform): Promise<void> {
  await tx.insert(reformEffects).values({
    regionCode: acting.regionCode,
    reformId: reform.id,
    effectiveOn: reform.effectiveOn,
    recordedAt: acting.at,
    recordedBy: acting.userId,
  })
}

async function reformsWhere(db: Db, condition: SQL | undefined): Promise<Reform[]> {
  const rows = await db
    .select()
    .from(reforms)
    .where(condition)
    .orderBy(desc(reforms.recordedAt), desc(reforms.number))
  return rows.map(({ regionCode: _region, kind, plan, ...row }) => {
    if (!isReformKind(kind)) throw new Error(`a reform of the unknown kind ${kind}`)
    return { ...row, kind, plan: planOf(plan) }
  })
}

function signaturesWhere(
  db: Db,
  condition: SQL | undefined,
  asKnownAt: Date | null,
): Promise<(Signature & { reformId: string })[]> {
  return db
    .select({
      reformId: reformSignatures.reformId,
      step: reformSignatures.step,
      decision: reformSignatures.decision,
      words: reformSignatures.words,
      signedByName: reformSignatures.signedByName,
      recordedBy: reformSignatures.recordedBy,
      recordedAt: reformSignatures.recordedAt,
    })
    .from(reformSignatures)
    .where(and(condition, asKnownAt === null ? sql`true` : lte(reformSignatures.recordedAt, asKnownAt)))
    .orderBy(asc(reformSignatures.recordedAt), asc(reformSignatures.id))
}

function lifeOf(reform: Reform, signatures: readonly Signature[], effective: boolean): Life {
  return {
    kind: signingKindOf(reform.kind),
    recordedBy: reform.recordedBy,
    signatures,
    effective,
    corrected: false,
  }
}
