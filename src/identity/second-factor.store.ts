import { and, eq, isNull, lt } from 'drizzle-orm'
import { v7 } from 'uuid'
import type { Db } from '../database/connection.ts'
import type { Acting } from '../kernel/acting.ts'
import { secondFactors } from './schema.ts'

export type SecondFactor = { id: string; secretCiphertext: Buffer; registeredAt: Date }

export async function secondFactorOf(
  db: Db,
  regionCode: string,
  userId: string,
): Promise<SecondFactor | null> {
  const [row] = await db
    .select({
      id: secondFactors.id,
      secretCiphertext: secondFactors.secretCiphertext,
      registeredAt: secondFactors.recordedAt,
    })
    .from(secondFactors)
    .where(
      and(
        eq(secondFactors.regionCode, regionCode),
        eq(secondFactors.userId, userId),
        isNull(secondFactors.revokedAt),
      ),
    )
  return row ?? null
}

/** Takes a half minute's code once: false when it, or a later one, was used before. */
export async function takeStep(db: Db, regionCode: string, factorId: string, step: bigint): Promise<boolean> {
  const taken = await db
    .update(secondFactors)
    .set({ lastStep: step })
    .where(
      and(
        eq(secondFactors.regionCode, regionCode),
        eq(secondFactors.id, factorId),
        lt(secondFactors.lastStep, step),
      ),
    )
    .returning({ id: secondFactors.id })
  return taken.length === 1
}

export async function insertSecondFactor(
  tx: Db,
  acting: Acting,
  { secretCiphertext, step }: { secretCiphertext: Buffer; step: bigint },
): Promise<void> {
  await tx.insert(secondFactors).values({
    regionCode: acting.regionCode,
    id: v7(),
    userId: acting.userId,
    secretCiphertext,
    lastStep: step,
    recordedAt: acting.at,
    recordedBy: acting.userId,
  })
}

export async function endSecondFactor(tx: Db, acting: Acting, userId: string): Promise<void> {
  await tx
    .update(secondFactors)
    .set({ revokedAt: acting.at })
    .where(
      and(
        eq(secondFactors.regionCode, acting.regionCode),
        eq(secondFactors.userId, userId),
        isNull(secondFactors.revokedAt),
      ),
    )
}
