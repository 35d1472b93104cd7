import { createHash } from 'node:crypto'
import { recordAudit } from '../database/audit.ts'
import type { Db } from '../database/connection.ts'
import type { PersonalCipher } from '../database/personal-cipher.ts'
import type { Acting } from '../kernel/acting.ts'
import { done, type Outcome, type Problem, refused } from '../kernel/problem.ts'
import { completeImport } from './complete-import.ts'
import { type ComparedRow, countsOf, digestOf, type RowState } from './difference.ts'
import { appendJob, changeJob, holdingJob, isHeld, jobContent, jobOf, moveJob } from './exchange-job.store.ts'
import { type ExchangeJob, isOpen, isRunning, type JobPreview, mostShownRows } from './exchange-job.ts'
import type { RefusedCell } from './imported-table.ts'
import { type ImportFile, previewImport } from './preview-import.ts'
import type { Subject } from './subject.ts'
import { mostFileBytes } from './uploaded-sheet.ts'

type Ground = { db: Db; cipher: PersonalCipher; acting: Acting }

/** Work that goes on behind the answer; the job's row tells how far it is. */
export type Begun = { jobId: string; work: Promise<void> }

/** 上传: keeps the file as ciphertext and reads it behind the answer. */
export async function submitImport(ground: Ground, file: ImportFile): Promise<Outcome<Begun>> {
  const { db, cipher, acting } = ground
  if (file.bytes.length === 0) return refused({ code: 'required', field: 'file' })
  if (file.bytes.length > mostFileBytes) {
    return refused({
      code: 'refused',
      field: 'file',
      because: '文件过大，单个文件不得超过 20 MB。请分成几个文件。',
    })
  }
  const { subject, fileName, opensOn, bytes } = file
  const fileHash = createHash('sha256').update(bytes).digest('hex')
  const content = cipher.encrypt(bytes.toString('base64'))
  const jobId = await appendJob(db, acting, { subject, fileName, opensOn, fileHash, content })
  await recordAudit(db, acting, {
    action: 'exchange.upload',
    subjectKind: 'exchange-job',
    subjectId: jobId,
    after: { subject, fileName, fileHash, opensOn },
  })
  return begun(ground, jobId, { mayBegin: async () => true, work: () => read(ground, jobId, file) })
}

/** 应用, behind the answer. A job that was interrupted may be applied again: nothing of it was left behind. */
export async function applyJob(
  ground: Ground,
  jobId: string,
  { acknowledged }: { acknowledged: boolean },
): Promise<Outcome<Begun>> {
  const { db, acting } = ground
  const job = await settledJob(ground, jobId)
  if (job === null) return refused({ code: 'not-found', field: 'job', sought: '该导入任务' })
  const file = await fileOf(ground, job)
  if (file === null) return refused({ code: 'changed-meanwhile', field: 'job' })
  return begun(ground, jobId, {
    mayBegin: () => moveJob(db, acting.regionCode, jobId, { from: 'previewed', to: 'applying' }),
    work: () => write(ground, job, { file, acknowledged }),
  })
}

/** 取消: the file leaves. */
export async function cancelJob(ground: Ground, jobId: string): Promise<Outcome<string>> {
  const { db, acting } = ground
  const job = await settledJob(ground, jobId)
  if (job === null || !isOpen(job)) return refused({ code: 'changed-meanwhile', field: 'job' })
  const left = { state: 'cancelled', content: null, preview: null, finishedAt: acting.at } as const
  await changeJob(db, acting.regionCode, jobId, left)
  await recordAudit(db, acting, {
    action: 'exchange.cancel',
    subjectKind: 'exchange-job',
    subjectId: jobId,
  })
  return done(jobId)
}

/** The job as it stands; one that says it runs, and nobody works at it, was interrupted. */
export async function settledJob({ db, acting }: Ground, jobId: string): Promise<ExchangeJob | null> {
  const { regionCode } = acting
  const job = await jobOf(db, regionCode, jobId)
  if (job === null || !isRunning(job) || (await isHeld(db, regionCode, jobId))) return job
  const again = await jobOf(db, regionCode, jobId)
  if (again === null || again.state !== job.state || again.done !== job.done) return again
  const state = job.state === 'applying' ? 'previewed' : 'failed'
  await moveJob(db, regionCode, jobId, { from: job.state, to: state })
  return jobOf(db, regionCode, jobId)
}

/** Answers as soon as the job is marked as worked at, so that nobody who looks takes it for interrupted. */
function begun(
  { db, acting }: Ground,
  jobId: string,
  { mayBegin, work }: { mayBegin(): Promise<boolean>; work(): Promise<void> },
): Promise<Outcome<Begun>> {
  return new Promise((resolve, reject) => {
    const running: Promise<void> = holdingJob(db, acting.regionCode, jobId, async () => {
      const mine = await mayBegin()
      resolve(mine ? done({ jobId, work: running }) : refused({ code: 'changed-meanwhile', field: 'job' }))
      if (mine) await work()
    })
    running.catch(reject)
  })
}

/** What the page shows; null when it has left. */
export async function previewOfJob(
  { db, cipher, acting }: Ground,
  jobId: string,
): Promise<JobPreview | null> {
  const { preview } = await jobContent(db, acting.regionCode, jobId)
  if (preview === null) return null
  const kept: JobPreview = JSON.parse(cipher.decrypt(preview))
  return kept
}

async function fileOf({ db, cipher, acting }: Ground, job: ExchangeJob): Promise<ImportFile | null> {
  const { content } = await jobContent(db, acting.regionCode, job.id)
  if (content === null) return null
  const bytes = Buffer.from(cipher.decrypt(content), 'base64')
  return { subject: job.subject as Subject, bytes, fileName: job.fileName, opensOn: job.opensOn }
}

async function read({ db, cipher, acting }: Ground, jobId: string, file: ImportFile): Promise<void> {
  const keep = (preview: JobPreview) => cipher.encrypt(JSON.stringify(preview))
  const outcome = await previewImport(db, cipher, acting, file)
  if (!outcome.done) {
    const preview = keep({ ...nothing, problems: outcome.problems })
    await changeJob(db, acting.regionCode, jobId, { state: 'refused', preview, content: null })
    return
  }
  const { rows, unknownTitles, warnings, overEstablished } = outcome.value
  const refusedCells = rows.flatMap(({ refused: cells }) => cells)
  await changeJob(db, acting.regionCode, jobId, {
    state: 'previewed',
    digest: digestOf(rows),
    counts: countsOf(rows),
    total: rows.length,
    preview: keep({
      problems: [],
      rows: shownRows(rows),
      refused: refusedCells,
      unknownTitles,
      warnings,
      overEstablished,
    }),
  })
}

async function write(
  { db, cipher, acting }: Ground,
  job: ExchangeJob,
  { file, acknowledged }: { file: ImportFile; acknowledged: boolean },
): Promise<void> {
  const { regionCode } = acting
  const left = { content: null, preview: null, finishedAt: acting.at }
  let told = 0
  const completion = await completeImport(db, cipher, acting, file, {
    seen: { digest: job.digest, acknowledged },
    progress: async (count, total) => {
      if (count < total && count - told < total / 50) return
      told = count
      await changeJob(db, regionCode, job.id, { done: count, total })
    },
    // With the facts: a job that power cut off right behind them does not ask to be applied again.
    settle: (tx) => changeJob(tx, regionCode, job.id, { state: 'applied', ...left }),
  })
  if (completion.done) return
  await keepRefusal({ db, cipher, acting }, job, completion.problems, completion.refused ?? [])
}

/** Back to the preview, with what stood against it. */
async function keepRefusal(
  ground: Ground,
  job: ExchangeJob,
  problems: Problem[],
  cells: RefusedCell[],
): Promise<void> {
  const { db, cipher, acting } = ground
  const before = (await previewOfJob(ground, job.id)) ?? nothing
  const preview = cipher.encrypt(JSON.stringify({ ...before, problems, refused: cells }))
  await changeJob(db, acting.regionCode, job.id, { state: 'previewed', preview, done: 0, total: 0 })
}

const nothing: JobPreview = {
  problems: [],
  rows: [],
  refused: [],
  unknownTitles: [],
  warnings: [],
  overEstablished: false,
}

function shownRows(rows: readonly ComparedRow[]): ComparedRow[] {
  const shown: Record<RowState, number> = { new: 0, changed: 0, unchanged: 0, refused: 0 }
  return rows.filter(({ state }) => {
    shown[state] += 1
    return shown[state] <= mostShownRows
  })
}
