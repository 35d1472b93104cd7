import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import postgres from 'postgres'
import { onTestFinished } from 'vitest'
import type { EmbeddedConnection } from '../../src/database/embedded.ts'
import { clusterPlace, readPostmaster } from '../../src/database/embedded-cluster.ts'
import { processesOf, signal, until } from '../../src/database/embedded-process.ts'
import { quickest } from './quickest.ts'

export type OwnerProcess = { child: ChildProcess; connection?: EmbeddedConnection; refused?: string }

type OwnerOptions = SpawnOptions & { before?: string[]; installation?: string }

export const repository = new URL('../..', import.meta.url).pathname

/** A new place for one test, cleared at its end. */
export async function newPlace(): Promise<string> {
  const place = await makePlace()
  onTestFinished(() => clearPlace(place))
  return place
}

/** Where nothing is lost but with the machine, a disk would only be slower. */
export async function makePlace(): Promise<string> {
  return realpath(await mkdtemp(join(await quickest(), 'bianzhi-test-')))
}

/** Nothing runs or stands in the place any more. */
export async function clearPlace(place: string): Promise<void> {
  signal(await processesOf(clusterPlace(place).cluster), 'SIGKILL')
  await rm(place, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 })
}

/**
 * Another Node process that starts the server on the folder; answers when it is ready or refused. `before` are words
 * before its command line, `installation` where those make the repository stand.
 */
export async function ownerProcess(
  dataDirectory: string,
  ending = 'hold',
  { before = [], installation = repository, ...options }: OwnerOptions = {},
): Promise<OwnerProcess> {
  const program = join(installation, 'test', 'database', 'embedded-owner-process.ts')
  const [command = '', ...words] = [
    ...before,
    process.execPath,
    '--import',
    'tsx',
    program,
    dataDirectory,
    ending,
  ]
  const child = spawn(command, words, { stdio: ['pipe', 'pipe', 'pipe'], ...options })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  if (child.stdout === null || child.stderr === null) throw new Error('the process has no output')
  const complaint: string[] = []
  child.stderr.on('data', (text) => complaint.push(String(text)))
  for await (const line of createInterface({ input: child.stdout })) return { child, ...JSON.parse(line) }
  throw new Error(`the process said nothing: ${complaint.join('')}`)
}

export function gone(child: ChildProcess): Promise<unknown> {
  return child.exitCode === null && child.signalCode === null ? once(child, 'exit') : Promise.resolve()
}

export async function postmasterOf(dataDirectory: string): Promise<number> {
  const postmaster = await readPostmaster(clusterPlace(dataDirectory))
  if (postmaster === null) throw new Error('no postmaster runs')
  return postmaster.pid
}

/** Nothing of PostgreSQL runs in the folder within the milliseconds. */
export function nothingRuns(dataDirectory: string, most = 5_000): Promise<boolean> {
  return until(async () => (await processesOf(clusterPlace(dataDirectory).cluster)).length === 0, { most })
}

export function session({ host, port, ...rest }: EmbeddedConnection): postgres.Sql {
  return postgres({ ...rest, path: `${host}/.s.PGSQL.${port}`, max: 1, onnotice: () => {} })
}

/** Writes one acknowledged row, in a table made when it is not there. */
export async function acknowledge(connection: EmbeddedConnection, note: string): Promise<void> {
  const sql = session(connection)
  await sql`create table if not exists acknowledged (note text)`
  await sql`insert into acknowledged values (${note})`
  await sql.end()
}

export async function acknowledged(connection: EmbeddedConnection): Promise<string[]> {
  const sql = session(connection)
  const rows = await sql<{ note: string }[]>`select note from acknowledged order by note`
  await sql.end()
  return rows.map(({ note }) => note)
}
