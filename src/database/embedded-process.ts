import { spawnSync } from 'node:child_process'
import { readdir, readFile, readlink } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'

/** Asks every `every` milliseconds, at most for `most` milliseconds; true as soon as the question is. */
export async function until(
  question: () => Promise<boolean> | boolean,
  { most, every = 20 }: { most: number; every?: number },
): Promise<boolean> {
  const end = performance.now() + most
  while (!(await question())) {
    if (performance.now() >= end) return false
    await pause(every)
  }
  return true
}

/**
 * What tells a process from a later one that was given the same number; null when there is none. A zombie, whose
 * parent has not asked for it yet, counts as none. Where the platform does not say, only the number tells.
 */
export async function startOfProcess(pid: number): Promise<string | null> {
  if (process.platform === 'linux') {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null)
    if (stat === null) return null
    // The name in parentheses may hold anything; the state follows it, the start is the twentieth word from there.
    const words = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return words[0] === 'Z' || words[0] === 'X' ? null : (words[19] ?? '')
  }
  if (process.platform === 'win32') return answersSignal(pid) ? '' : null
  const shown = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' })
  return shown.stdout.trim() || null
}

/**
 * The live PostgreSQL processes whose working folder is this cluster, postmaster or not: what a killed server left
 * behind. Known on Linux only; elsewhere empty.
 */
export async function processesOf(clusterDirectory: string): Promise<number[]> {
  if (process.platform !== 'linux') return []
  const pids = (await readdir('/proc'))
    .filter((name) => /^\d+$/.test(name))
    .map((name) => Number.parseInt(name, 10))
  const found: number[] = []
  for (const pid of pids) {
    const folder = await readlink(`/proc/${pid}/cwd`).catch(() => null)
    if (folder === clusterDirectory && (await startOfProcess(pid)) !== null && (await isPostgres(pid)))
      found.push(pid)
  }
  return found
}

/** A process retitles its command line ("postgres: checkpointer"); its program keeps the name. */
async function isPostgres(pid: number): Promise<boolean> {
  const program = await readlink(`/proc/${pid}/exe`).catch(() => '')
  return /\/postgres( \(deleted\))?$/.test(program)
}

/** Sends a signal to each that is still there. */
export function signal(pids: number[], name: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, name)
    } catch {
      // Gone meanwhile: what the signal was for.
    }
  }
}

function answersSignal(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
