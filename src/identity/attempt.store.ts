import { and, count, eq, gt, lt, sql } from 'drizzle-orm'
import { v7 } from 'uuid'
import type { Db } from '../database/connection.ts'
import { failuresOfAccount, failuresOfAddress, lockMinutes } from './lock-out.ts'
import { signInAttempts } from './schema.ts'

type Attempt = { regionCode: string; accountHash: string; address: string; at: Date }

/**
 * Notes an attempt as failed before the password is looked at, so that many at once cannot pass the limit; answers
 * its id, or what is locked. Attempts on a locked account or from a locked address are not counted: the lock ends.
 */
export async function openAttempt(
  db: Db,
  attempt: Attempt,
): Promise<{ id: string } | { locked: 'account' | 'address' }> {
  const { regionCode, accountHash, address, at } = attempt
  const since = new Date(at.getTime() - lockMinutes * 60_000)
  return db.transaction(async (tx) => {
    // Both locks are taken in one statement in one order: address first.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext(${`attempts from ${regionCode} ${address}`}))`)
    await tx.execute(
      sql`select pg_advisory_xact_lock(hashtext(${`attempts on ${regionCode} ${accountHash}`}))`,
    )
    const ofRegion = eq(signInAttempts.regionCode, regionCode)
    const failed = and(ofRegion, eq(signInAttempts.succeeded, false), gt(signInAttempts.at, since))
    const fromAddress = await counted(tx, and(failed, eq(signInAttempts.address, address)))
    if (fromAddress >= failuresOfAddress) return { locked: 'address' as const }
    const onAccount = await counted(
      tx,
      and(
        failed,
        eq(signInAttempts.accountHash, accountHash),
        // A success in between begins the count anew.
        sql`${signInAttempts.at} > coalesce((
          select max(earlier.at) from sign_in_attempts earlier
          where earlier.region_code = ${regionCode} and earlier.account_hash = ${accountHash} and earlier.succeeded
            and earlier.at <= ${at.toISOString()}::timestamptz
        ), '-infinity')`,
      ),
    )
    if (onAccount >= failuresOfAccount) return { locked: 'account' as const }
    const id = v7()
    await tx.insert(signInAttempts).values({ ...attempt, id, succeeded: false })
    await tx
      .delete(signInAttempts)
      .where(and(ofRegion, lt(signInAttempts.at, new Date(at.getTime() - 86_400_000))))
    return { id }
  })
}

async function counted(tx: Db, condition: ReturnType<typeof and>): Promise<number> {
  const [row] = await tx.select({ failures: count() }).from(signInAttempts).where(condition)
  return row?.failures ?? 0
}

export async function attemptSucceeded(db: Db, regionCode: string, attemptId: string): Promise<void> {
  await db
    .update(signInAttempts)
    .set({ succeeded: true })
    .where(and(eq(signInAttempts.regionCode, regionCode), eq(signInAttempts.id, attemptId)))
}

/** A password given anew opens a locked account. */
export async function forgetAttempts(tx: Db, regionCode: string, accountHash: string): Promise<void> {
  await tx
    .delete(signInAttempts)
    .where(and(eq(signInAttempts.regionCode, regionCode), eq(signInAttempts.accountHash, accountHash)))
}
