import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { clusterPlace } from '../../src/database/embedded-cluster.ts'
import { processesOf, signal } from '../../src/database/embedded-process.ts'
import { gone, postmasterOf, repository } from '../database/embedded-place.ts'

/** The whole program as an office runs it, in a process group of its own. */
export type ServerProcess = { child: ChildProcess; url: string; said(): string; stop(): Promise<void> }

const longestStart = 90_000

/** A program of the repository on the data folder, without the database the tests themselves were given. */
export function startProgram(
  program: string,
  words: readonly string[],
  folder: string,
  environment: Record<string, string> = {},
): { child: ChildProcess; said(): string; ended: Promise<number | null> } {
  const { DATABASE_URL: _tests, ...inherited } = process.env
  const child = spawn(process.execPath, ['--import', 'tsx', program, ...words], {
    cwd: repository,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...inherited, DATA_DIR: folder, LOG_LEVEL: 'error', ...environment },
  })
  let said = ''
  const hear = (part: Buffer) => {
    said += part.toString()
  }
  child.stdout?.on('data', hear)
  child.stderr?.on('data', hear)
  const ended = once(child, 'close').then(() => child.exitCode)
  return { child, said: () => said, ended }
}

/** Starts the server and waits for its address; throws with what it said when it does not start by itself. */
export async function startServer(
  folder: string,
  words: readonly string[] = [],
  environment: Record<string, string> = {},
): Promise<ServerProcess> {
  const asked = ['--port', '0', ...words]
  const { child, said, ended } = startProgram('src/server.ts', asked, folder, environment)
  const url = await new Promise<string>((resolve, reject) => {
    const tooLong = setTimeout(
      () => reject(new Error(`no start within a minute and a half: ${said()}`)),
      longestStart,
    )
    child.stdout?.on('data', () => {
      const [, found] = /已启动：(http:\/\/[^/]+)\//.exec(said()) ?? []
      if (found === undefined) return
      clearTimeout(tooLong)
      resolve(found)
    })
    void ended.then(() => {
      clearTimeout(tooLong)
      reject(new Error(`the server did not start: ${said()}`))
    })
  })
  return {
    child,
    url,
    said,
    async stop() {
      child.kill('SIGTERM')
      await gone(child)
    },
  }
}

/** What dies by kill −9: node, PostgreSQL's first process, both, or every process at one instant as in a power cut. */
export const deaths = ['server', 'postmaster', 'both', 'group'] as const
export type Death = (typeof deaths)[number]

/** Everything that runs on the folder at one instant: the programs with what they started, and PostgreSQL. */
export async function killAll(programs: readonly ChildProcess[], folder: string): Promise<void> {
  const cluster = await processesOf(clusterPlace(folder).cluster)
  // The negative number is the group.
  const groups = programs.flatMap(({ pid }) => (pid === undefined ? [] : [-pid]))
  signal([...groups, ...cluster], 'SIGKILL')
  await Promise.all(programs.map(gone))
}

export async function kill(death: Death, { child }: ServerProcess, folder: string): Promise<void> {
  const { pid } = child
  if (pid === undefined) throw new Error('the server has no process')
  if (death === 'group') return killAll([child], folder)
  const postmaster = death === 'server' ? [] : [await postmasterOf(folder)]
  signal([...(death === 'postmaster' ? [] : [pid]), ...postmaster], 'SIGKILL')
  if (death !== 'postmaster') await gone(child)
}
