import { asc, sql } from 'drizzle-orm'
import type { Db } from './connection.ts'
import { auditEntries, regions } from './schema.ts'

export type Region = { regionCode: string; name: string; isExample: boolean }

/** The region this server keeps; null while the registry is empty. */
export async function onlyRegion(db: Db): Promise<Region | null> {
  const [region] = await db
    .select({ regionCode: regions.regionCode, name: regions.name, isExample: regions.isExample })
    .from(regions)
    .orderBy(asc(regions.regionCode))
    .limit(1)
  return region ?? null
}

/** The last moment anything was recorded: the clock starts behind it, even when the machine's was set back. */
export async function lastRecordedAt(db: Db): Promise<Date> {
  const [row] = await db
    .select({ at: sql<Date | null>`max(${auditEntries.at})`.mapWith(auditEntries.at) })
    .from(auditEntries)
  return row?.at ?? new Date(0)
}

/** One opening of an empty registry at a time. */
export async function lockRegions(tx: Db): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('regions'))`)
}

export async function insertRegion(
  tx: Db,
  region: Region & { keyFingerprint: string; createdAt: Date },
): Promise<void> {
  await tx.insert(regions).values(region)
}

export async function isReachable(db: Db): Promise<boolean> {
  return db.execute(sql`select 1`).then(
    () => true,
    () => false,
  )
}
