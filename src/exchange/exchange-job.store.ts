import { and, desc, eq, sql } from 'drizzle-orm'
import { v7 } from 'uuid'
import type { Db } from '../database/connection.ts'
import { users } from '../identity/schema.ts'
import type { Acting } from '../kernel/acting.ts'
import type { ExchangeJob, JobState } from './exchange-job.ts'
import { exchangeJobs } from './schema.ts'

const columns = {
  id: exchangeJobs.id,
  subject: exchangeJobs.subject,
  fileName: exchangeJobs.fileName,
  opensOn: exchangeJobs.opensOn,
  state: exchangeJobs.state,
  digest: exchangeJobs.digest,
  done: exchangeJobs.done,
  total: exchangeJobs.total,
  counts: exchangeJobs.counts,
  recordedAt: exchangeJobs.recordedAt,
  recordedBy: exchangeJobs.recordedBy,
  recordedByName: users.name,
}

/** Answers the id. */
export async function appendJob(
  db: Db,
  acting: Acting,
  job: Pick<ExchangeJob, 'subject' | 'fileName' | 'opensOn'> & { fileHash: string; content: Buffer },
): Promise<string> {
  const id = v7()
  await db.insert(exchangeJobs).values({
    regionCode: acting.regionCode,
    id,
    ...job,
    state: 'reading',
    done: 0,
    total: 0,
    counts: {},
    words: '',
    recordedAt: acting.at,
    recordedBy: acting.userId,
  })
  return id
}

export async function jobOf(db: Db, regionCode: string, jobId: string): Promise<ExchangeJob | null> {
  const [job] = await jobsWhere(db, regionCode, jobId)
  return job ?? null
}

/** The latest first. */
export function latestJobs(db: Db, regionCode: string): Promise<ExchangeJob[]> {
  return jobsWhere(db, regionCode, null)
}

/** The ciphertexts of a job; null when they have left. */
export async function jobContent(
  db: Db,
  regionCode: string,
  jobId: string,
): Promise<{ content: Buffer | null; preview: Buffer | null }> {
  const [row] = await db
    .select({ content: exchangeJobs.content, preview: exchangeJobs.preview })
    .from(exchangeJobs)
    .where(and(eq(exchangeJobs.regionCode, regionCode), eq(exchangeJobs.id, jobId)))
  return row ?? { content: null, preview: null }
}

type JobChange = Partial<
  Pick<
    typeof exchangeJobs.$inferInsert,
    'content' | 'preview' | 'digest' | 'done' | 'total' | 'counts' | 'finishedAt'
  >
> & { state?: JobState }

export async function changeJob(db: Db, regionCode: string, jobId: string, change: JobChange): Promise<void> {
  await db
    .update(exchangeJobs)
    .set(change)
    .where(and(eq(exchangeJobs.regionCode, regionCode), eq(exchangeJobs.id, jobId)))
}

/** From one state to another, by one of two who try at once. */
export async function moveJob(
  db: Db,
  regionCode: string,
  jobId: string,
  { from, to }: { from: JobState; to: JobState },
): Promise<boolean> {
  const moved = await db
    .update(exchangeJobs)
    .set({ state: to, done: 0, total: 0 })
    .where(
      and(eq(exchangeJobs.regionCode, regionCode), eq(exchangeJobs.id, jobId), eq(exchangeJobs.state, from)),
    )
    .returning({ id: exchangeJobs.id })
  return moved.length === 1
}

/** Runs while the job is marked as worked at: the mark leaves with this process, however it ends. */
export async function holdingJob(
  db: Db,
  regionCode: string,
  jobId: string,
  run: () => Promise<void>,
): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${keyOf(regionCode, jobId)})`)
    await run()
  })
}

/** Does anybody work at it now? */
export async function isHeld(db: Db, regionCode: string, jobId: string): Promise<boolean> {
  return db.transaction(async (tx) => {
    const [row] = await tx.execute<{ free: boolean }>(
      sql`select pg_try_advisory_xact_lock(${keyOf(regionCode, jobId)}) as free`,
    )
    return row?.free === false
  })
}

function keyOf(regionCode: string, jobId: string) {
  return sql`hashtextextended(${`exchange job ${regionCode} ${jobId}`}, 0)`
}

async function jobsWhere(db: Db, regionCode: string, jobId: string | null): Promise<ExchangeJob[]> {
  const rows = await db
    .select(columns)
    .from(exchangeJobs)
    .leftJoin(
      users,
      and(eq(users.regionCode, exchangeJobs.regionCode), eq(users.id, exchangeJobs.recordedBy)),
    )
    .where(
      and(eq(exchangeJobs.regionCode, regionCode), jobId === null ? undefined : eq(exchangeJobs.id, jobId)),
    )
    .orderBy(desc(exchangeJobs.recordedAt), desc(exchangeJobs.id))
  return rows.map((row) => ({ ...row, state: row.state as JobState }))
}
