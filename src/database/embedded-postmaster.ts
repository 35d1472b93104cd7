import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { open, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type Account, asAccount, giveTo } from './embedded-account.ts'
import type { Binaries } from './embedded-binaries.ts'
import { type ClusterPlace, lastComplaint, readPostmaster } from './embedded-cluster.ts'
import { processesOf, signal, startOfProcess, until } from './embedded-process.ts'
import { embeddedRefusal } from './embedded-refusal.ts'

/** How the one postmaster of a data folder is run. */
export type Ground = {
  place: ClusterPlace
  account: Account
  binaries: Binaries
  /** Empty where the platform has no sockets. */
  socketDirectory: string
  settings: Record<string, string>
}

/** A started postmaster. `ended` is fulfilled when its process is gone, for whatever reason. */
export type RunningPostmaster = { pid: number; ended: Promise<void> }

const longestRecovery = 10 * 60_000

/**
 * Starts the postmaster and waits until it takes connections, after recovery where the last end was a
 * crash. `spawned` hears its number at once, so that it can be stopped meanwhile.
 */
export async function startPostmaster(
  ground: Ground,
  spawned: (pid: number) => void,
): Promise<RunningPostmaster> {
  const { place } = ground
  const child = await spawnPostmaster(ground)
  if (child.pid !== undefined) spawned(child.pid)
  let gone = child.pid === undefined
  const ended = new Promise<void>((resolve) => {
    const end = () => {
      gone = true
      resolve()
    }
    child.once('error', end)
    child.once('exit', end)
  })
  const ready = await until(
    async () => {
      const postmaster = await readPostmaster(place)
      return gone || (postmaster?.pid === child.pid && postmaster?.ready === true)
    },
    { most: longestRecovery },
  )
  const { pid } = child
  if (gone || !ready || pid === undefined) {
    if (pid !== undefined && !gone) await stopPostmaster(ground, { pid, ended })
    throw embeddedRefusal(
      'start',
      `PostgreSQL 未能启动：${await lastComplaint(place)}。日志在 ${place.log}，请按其中的说明处理后重新启动。`,
    )
  }
  return { pid, ended }
}

/** Tells the postmaster to roll back what is open and to end; returns at once, also while Node is exiting. */
export function signalFastStop({ place, binaries }: Ground, pid: number): void {
  if (process.platform === 'win32') {
    // Windows has no signals; a kill would be a crash.
    spawnSync(binaries.pg_ctl, ['stop', '-D', place.cluster, '-m', 'fast', '-W'])
  } else {
    signal([pid], 'SIGINT')
  }
}

/** Stops the postmaster and waits for its end: politely, then without a checkpoint, then by force. All are safe. */
export async function stopPostmaster(ground: Ground, { pid, ended }: RunningPostmaster): Promise<void> {
  let gone = false
  void ended.then(() => {
    gone = true
  })
  // An immediate stop is a crash in its order: nothing acknowledged is lost, the next start recovers.
  for (const [stop, most] of [
    [() => signalFastStop(ground, pid), 20_000],
    [() => signal([pid], 'SIGQUIT'), 5_000],
    [() => signal([pid], 'SIGKILL'), 5_000],
  ] as const) {
    stop()
    if (await until(() => gone, { most, every: 10 })) return
  }
}

/**
 * Ends what a killed owner left running in the cluster, and removes its stale files. Only for the folder's owner. An
 * orphaned postmaster is stopped and not adopted: its sessions belong to the dead server and may hold locks and
 * half-done transactions, it may run with other settings, and its end could not be observed.
 */
export async function endLeftBehind({ place, socketDirectory }: Ground): Promise<void> {
  const recorded = await readPostmaster(place)
  const left = await processesOf(place.cluster)
  const isEmpty = async () => (await processesOf(place.cluster)).length === 0
  const orphan = recorded !== null && left.includes(recorded.pid)
  if (orphan) signal([recorded.pid], 'SIGINT')
  // The processes of a killed postmaster notice and end by themselves, one in a long query does not.
  if (!(await until(isEmpty, { most: orphan ? 10_000 : 1_000 }))) {
    signal(await processesOf(place.cluster), 'SIGQUIT')
    if (!(await until(isEmpty, { most: 3_000 }))) {
      signal(await processesOf(place.cluster), 'SIGKILL')
      await until(isEmpty, { most: 3_000 })
    }
  }
  // Elsewhere than on Linux only the recorded process is known; PostgreSQL itself judges the rest.
  const known =
    process.platform === 'linux' || recorded === null || (await startOfProcess(recorded.pid)) === null
  if (known && (await isEmpty())) await removeStale(place, socketDirectory)
}

/** The number in a stale file may meanwhile be another program's, for which PostgreSQL would refuse to start. */
async function removeStale(place: ClusterPlace, socketDirectory: string): Promise<void> {
  await rm(place.postmaster, { force: true })
  if (socketDirectory === '') return
  const names = (await readdir(socketDirectory)).filter((name) => name.startsWith('.s.PGSQL.'))
  for (const name of names) await rm(join(socketDirectory, name), { force: true })
}

/** In a session of its own: a Ctrl-C at the terminal is for the server, which then stops PostgreSQL last. */
async function spawnPostmaster({ place, account, binaries, settings }: Ground): Promise<ChildProcess> {
  const assignments = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const { command, words, options } = asAccount(account, binaries.postgres, [
    '-D',
    place.cluster,
    ...assignments,
  ])
  const startLog = join(place.log, 'start.log')
  const output = await open(startLog, 'w', 0o600)
  try {
    await giveTo(account, startLog)
    const child = spawn(command, words, {
      ...options,
      cwd: place.cluster,
      detached: true,
      stdio: ['ignore', output.fd, output.fd],
      windowsHide: true,
    })
    child.unref()
    return child
  } finally {
    await output.close()
  }
}
