import { and, asc, desc, eq, gt, inArray, sql } from 'drizzle-orm'
import {
  type BrokenLink,
  type ChainHead,
  chainStart,
  chainWalk,
  linked,
  type SealedEntry,
  sealOf,
} from './audit-chain.ts'
import type { Db } from './connection.ts'
import { auditEntries, auditPending, auditSeals } from './schema.ts'

const batch = 1000

/**
 * Chains what was committed since the last time, in batches; one sealer at a time, and no writer waits for it.
 * Answers the head of the chain.
 */
export async function sealPending(db: Db, regionCode: string): Promise<ChainHead> {
  for (;;) {
    const { head, sealed } = await db.transaction((tx) => sealBatch(tx, regionCode))
    if (sealed < batch) return head
  }
}

async function sealBatch(tx: Db, regionCode: string): Promise<{ head: ChainHead; sealed: number }> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext(${`audit chain ${regionCode}`}))`)
  let head = await chainHead(tx, regionCode)
  const pending = await tx
    .select({ entry: auditEntries })
    .from(auditPending)
    .innerJoin(
      auditEntries,
      and(eq(auditEntries.regionCode, auditPending.regionCode), eq(auditEntries.id, auditPending.entryId)),
    )
    .where(eq(auditPending.regionCode, regionCode))
    .orderBy(asc(auditEntries.id))
    .limit(batch)
  if (pending.length === 0) return { head, sealed: 0 }
  const seals = pending.map(({ entry }) => {
    const position = head.position + 1n
    const { regionCode: _region, ...chained } = entry
    const hash = sealOf(head.hash, position, linked(chained))
    const seal = { regionCode, position, entryId: entry.id, previousHash: head.hash, hash }
    head = { position, hash }
    return seal
  })
  await tx.insert(auditSeals).values(seals)
  const ids = pending.map(({ entry }) => entry.id)
  await tx
    .delete(auditPending)
    .where(and(eq(auditPending.regionCode, regionCode), inArray(auditPending.entryId, ids)))
  return { head, sealed: seals.length }
}

export async function chainHead(db: Db, regionCode: string): Promise<ChainHead> {
  const [last] = await db
    .select({ position: auditSeals.position, hash: auditSeals.hash })
    .from(auditSeals)
    .where(eq(auditSeals.regionCode, regionCode))
    .orderBy(desc(auditSeals.position))
    .limit(1)
  return last ?? { position: 0n, hash: chainStart(regionCode) }
}

/** The hash at a place of the chain; null when it is not that long. */
export async function hashAt(db: Db, regionCode: string, position: bigint): Promise<string | null> {
  if (position === 0n) return chainStart(regionCode)
  const [seal] = await db
    .select({ hash: auditSeals.hash })
    .from(auditSeals)
    .where(and(eq(auditSeals.regionCode, regionCode), eq(auditSeals.position, position)))
  return seal?.hash ?? null
}

export type Verification =
  | { whole: true; head: ChainHead; unsealed: number }
  | { whole: false; broken: BrokenLink | { because: 'unsealed'; position: bigint } }

/**
 * Walks the whole chain in the database. An entry that was never chained and never waited for it was slipped in;
 * an anchor (the head somebody kept elsewhere) tells whether the end was cut off.
 */
export async function verifyChain(
  db: Db,
  regionCode: string,
  anchor: ChainHead | null,
): Promise<Verification> {
  const walk = chainWalk(regionCode, anchor)
  for await (const sealed of sealedEntries(db, regionCode)) {
    const broken = walk.follow(sealed)
    if (broken) return { whole: false, broken }
  }
  const cut = walk.end()
  if (cut) return { whole: false, broken: cut }
  const head = walk.head()
  const [stray] = await db
    .select({
      strange: sql<number>`count(*) filter (where ${auditPending.entryId} is null)::int`,
      waiting: sql<number>`count(${auditPending.entryId})::int`,
    })
    .from(auditEntries)
    .leftJoin(
      auditSeals,
      and(eq(auditSeals.regionCode, auditEntries.regionCode), eq(auditSeals.entryId, auditEntries.id)),
    )
    .leftJoin(
      auditPending,
      and(eq(auditPending.regionCode, auditEntries.regionCode), eq(auditPending.entryId, auditEntries.id)),
    )
    .where(and(eq(auditEntries.regionCode, regionCode), sql`${auditSeals.entryId} is null`))
  if (stray && stray.strange > 0)
    return { whole: false, broken: { because: 'unsealed', position: head.position + 1n } }
  return { whole: true, head, unsealed: stray?.waiting ?? 0 }
}

/** The chain from its first link on, in batches: memory does not grow with it. A seal whose entry is gone breaks it. */
export async function* sealedEntries(db: Db, regionCode: string): AsyncGenerator<SealedEntry> {
  let after = 0n
  for (;;) {
    const rows = await db
      .select({ seal: auditSeals, entry: auditEntries })
      .from(auditSeals)
      .innerJoin(
        auditEntries,
        and(eq(auditEntries.regionCode, auditSeals.regionCode), eq(auditEntries.id, auditSeals.entryId)),
      )
      .where(and(eq(auditSeals.regionCode, regionCode), gt(auditSeals.position, after)))
      .orderBy(asc(auditSeals.position))
      .limit(batch)
    for (const { seal, entry } of rows) {
      const { regionCode: _region, ...chained } = entry
      yield {
        position: seal.position,
        previousHash: seal.previousHash,
        hash: seal.hash,
        entry: linked(chained),
      }
      after = seal.position
    }
    if (rows.length < batch) return
  }
}
