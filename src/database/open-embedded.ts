import { setTimeout as pause } from 'node:timers/promises'
import postgres from 'postgres'
import { type EmbeddedConnection, type EmbeddedOptions, findRunning, startEmbedded } from './embedded.ts'
import { isDataFolderInUse } from './embedded-refusal.ts'

/** A use of the data folder by a command: of the server that runs, or of one started for it. */
export type OpenedEmbedded = { connection: EmbeddedConnection; close(): Promise<void> }

/** Held in shared mode by every command that uses another's server, so that a command which started one waits. */
const visitLock = 2024011501

const longestWait = 30_000

/**
 * Uses the server that runs on the data folder, or starts one and stops it at `close`. Commands may overlap: the one
 * that started the server closes after the last of the others, and none comes in while it is closing.
 */
export async function openEmbedded(options: EmbeddedOptions): Promise<OpenedEmbedded> {
  const end = performance.now() + longestWait
  for (;;) {
    const opened = (await visit(options)) ?? (await start(options, performance.now() < end))
    if (opened !== null) return opened
    // Its owner is just starting or stopping.
    await pause(100)
  }
}

async function visit({ dataDirectory }: EmbeddedOptions): Promise<OpenedEmbedded | null> {
  const connection = await findRunning(dataDirectory)
  if (connection === null) return null
  const sql = oneSession(connection)
  const close = () => sql.end({ timeout: 5 })
  try {
    const [row] = await sql<{ held: boolean }[]>`select pg_try_advisory_lock_shared(${visitLock}) as held`
    if (row?.held === true) return { connection, close }
  } catch {
    // Stopped between the two looks.
  }
  await close()
  return null
}

async function start(options: EmbeddedOptions, mayWait: boolean): Promise<OpenedEmbedded | null> {
  try {
    const { connection, stop } = await startEmbedded(options)
    return { connection, close: () => lastOut(connection, stop) }
  } catch (error) {
    if (mayWait && isDataFolderInUse(error)) return null
    throw error
  }
}

async function lastOut(connection: EmbeddedConnection, stop: () => Promise<void>): Promise<void> {
  const sql = oneSession(connection)
  try {
    await sql`select pg_advisory_lock(${visitLock})`
  } finally {
    await stop()
    await sql.end({ timeout: 1 })
  }
}

function oneSession({ host, port, ...rest }: EmbeddedConnection) {
  const place = host.startsWith('/') ? { path: `${host}/.s.PGSQL.${port}` } : { host, port }
  return postgres({ ...rest, ...place, max: 1, idle_timeout: 0, max_lifetime: null, onnotice: () => {} })
}
