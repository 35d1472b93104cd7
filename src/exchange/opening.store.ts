import { asc, desc, eq, sql } from 'drizzle-orm'
import { v7 } from 'uuid'
import type { Db } from '../database/connection.ts'
import { approvedHeadcounts, leadershipPosts } from '../establishment/schema.ts'
import type { Acting } from '../kernel/acting.ts'
import type { IsoDate } from '../kernel/dates.ts'
import { movements } from '../movement/schema.ts'
import { organizationVersions } from '../organization/schema.ts'
import {
  assignments,
  educationRecords,
  personParticulars,
  personPosts,
  placements,
} from '../staffing/schema.ts'
import type { Opening, OpeningLoad } from './opening.ts'
import { registryOpeningSteps, registryOpenings } from './schema.ts'

/** The opening as it stands; without one, whether the registry is in use already. */
export async function openingOf(db: Db, regionCode: string): Promise<Opening> {
  const openings = await db
    .select({ id: registryOpenings.id, opensOn: registryOpenings.opensOn })
    .from(registryOpenings)
    .where(eq(registryOpenings.regionCode, regionCode))
    .orderBy(desc(registryOpenings.recordedAt))
  const steps = await db
    .select({
      openingId: registryOpeningSteps.openingId,
      step: registryOpeningSteps.step,
      subject: registryOpeningSteps.subject,
      count: registryOpeningSteps.count,
      recordedAt: registryOpeningSteps.recordedAt,
      recordedBy: registryOpeningSteps.recordedBy,
    })
    .from(registryOpeningSteps)
    .where(eq(registryOpeningSteps.regionCode, regionCode))
    .orderBy(asc(registryOpeningSteps.recordedAt))
  const ended = (step: string) =>
    new Set(steps.filter((row) => row.step === step).map((row) => row.openingId))
  const discarded = ended('discard')
  const live = ended('close')
  const current = openings.find(({ id }) => !discarded.has(id))
  if (current === undefined) {
    const inUse = await isInUse(db, regionCode)
    return { state: inUse ? 'in-use' : 'none', id: null, opensOn: null, loads: [], discarded: discarded.size }
  }
  const loads = steps
    .filter(({ openingId, step }) => openingId === current.id && step === 'load')
    .map(({ subject, count, recordedAt, recordedBy }): OpeningLoad => {
      return { subject: subject ?? '', count, recordedAt, recordedBy }
    })
  return { state: live.has(current.id) ? 'live' : 'open', ...current, loads, discarded: discarded.size }
}

/** One import at a time in a region: what was previewed under the lock is what is written. */
export async function lockExchange(tx: Db, regionCode: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`exchange ${regionCode}`}, 0))`)
}

/** Answers the id. */
export async function appendOpening(tx: Db, acting: Acting, opensOn: IsoDate): Promise<string> {
  const id = v7()
  const { regionCode, at, userId } = acting
  await tx.insert(registryOpenings).values({ regionCode, id, opensOn, recordedAt: at, recordedBy: userId })
  return id
}

export async function appendOpeningStep(
  tx: Db,
  acting: Acting,
  step: { openingId: string; step: 'load' | 'discard' | 'close'; subject: string | null; count: number },
): Promise<void> {
  await tx.insert(registryOpeningSteps).values({
    regionCode: acting.regionCode,
    id: v7(),
    ...step,
    recordedAt: acting.at,
    recordedBy: acting.userId,
  })
}

/** How much of everyday work was recorded beside the opening: whoever throws it away would take it along. */
export async function recordedBeside(
  db: Db,
  regionCode: string,
  loads: readonly OpeningLoad[],
): Promise<number> {
  const beside = sql`(recorded_at, recorded_by) not in (select * from ${momentsOf(loads)})`
  const [row] = await db.execute<{ count: number }>(sql`
    select (
      (select count(*) from ${movements} where region_code = ${regionCode})
      + (select count(*) from ${organizationVersions}
        where region_code = ${regionCode} and superseded_at is null and kind <> 'region' and ${beside})
      + (select count(*) from ${approvedHeadcounts} h
        where h.region_code = ${regionCode} and h.reverses_id is null and ${beside}
          and not exists (
            select from ${approvedHeadcounts} r where r.region_code = h.region_code and r.reverses_id = h.id
          ))
      + (select count(*) from ${leadershipPosts} p
        where p.region_code = ${regionCode} and p.reverses_id is null and ${beside}
          and not exists (
            select from ${leadershipPosts} r where r.region_code = p.region_code and r.reverses_id = p.id
          ))
      + (select count(*) from ${personParticulars}
        where region_code = ${regionCode} and superseded_at is null and ${beside})
    )::int as count`)
  return row?.count ?? 0
}

/**
 * 作废: everything the loads recorded and that is still believed is believed no longer; rows of the ledger are taken
 * back by rows that name them. Identities and codes stay, and are found again by the next load. Answers how many.
 */
export async function takeBackLoads(tx: Db, acting: Acting, loads: readonly OpeningLoad[]): Promise<number> {
  const { regionCode, at, userId } = acting
  const moment = sql`${at.toISOString()}::timestamptz`
  let count = 0
  for (const table of [placements, personPosts, assignments, educationRecords, personParticulars]) {
    const closed = await tx.execute(sql`
      update ${table} set superseded_at = ${moment}
      where region_code = ${regionCode} and superseded_at is null
        and (recorded_at, recorded_by) in (select * from ${momentsOf(loads)})`)
    count += closed.count
  }
  const reversed = await tx.execute(sql`
    insert into ${approvedHeadcounts} (region_code, id, organization_id, establishment_kind, change, effective_on,
      document_id, note, reverses_id, recorded_at, recorded_by)
    select region_code, gen_random_uuid(), organization_id, establishment_kind, -change, effective_on, document_id,
      '期初作废', id, ${moment}, ${userId}
    from ${approvedHeadcounts} h
    where h.region_code = ${regionCode} and h.reverses_id is null
      and (h.recorded_at, h.recorded_by) in (select * from ${momentsOf(loads)})
      and not exists (
        select from ${approvedHeadcounts} r where r.region_code = h.region_code and r.reverses_id = h.id
      )`)
  const posts = await tx.execute(sql`
    insert into ${leadershipPosts} (region_code, id, organization_id, rank, position, change, effective_on, document_id,
      note, reverses_id, recorded_at, recorded_by)
    select region_code, gen_random_uuid(), organization_id, rank, position, -change, effective_on, document_id,
      '期初作废', id, ${moment}, ${userId}
    from ${leadershipPosts} p
    where p.region_code = ${regionCode} and p.reverses_id is null
      and (p.recorded_at, p.recorded_by) in (select * from ${momentsOf(loads)})
      and not exists (
        select from ${leadershipPosts} r where r.region_code = p.region_code and r.reverses_id = p.id
      )`)
  const versions = await tx.execute(sql`
    update ${organizationVersions} set superseded_at = ${moment}
    where region_code = ${regionCode} and superseded_at is null
      and (recorded_at, recorded_by) in (select * from ${momentsOf(loads)})`)
  return count + reversed.count + posts.count + versions.count
}

/** The planner knows nothing of rows just loaded; only the owner of the tables may tell it. */
export async function refreshStatistics(db: Db): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(sql`set local role none`)
    await tx.execute(sql`analyze`)
  })
}

async function isInUse(db: Db, regionCode: string): Promise<boolean> {
  const [row] = await db.execute<{ used: boolean }>(sql`
    select exists (select from ${movements} where region_code = ${regionCode})
      or exists (
        select from ${organizationVersions}
        where region_code = ${regionCode} and superseded_at is null and kind <> 'region'
      ) as used`)
  return row?.used ?? false
}

function momentsOf(loads: readonly OpeningLoad[]) {
  const rows = loads.map(({ recordedAt, recordedBy }) => ({
    moment: recordedAt.toISOString(),
    person: recordedBy,
  }))
  return sql`json_to_recordset(${JSON.stringify(rows)}::text::json) as moments(moment timestamptz, person uuid)`
}
