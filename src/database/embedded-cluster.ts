import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { type Account, asAccount, giveTo } from './embedded-account.ts'
import type { Binaries } from './embedded-binaries.ts'
import { processesOf, signal } from './embedded-process.ts'
import { embeddedRefusal } from './embedded-refusal.ts'
import { syncFolder } from './sync-folder.ts'

/** Where everything of the cluster stands. It is made under another name and renamed, so it is there whole or not. */
export type ClusterPlace = {
  folder: string
  cluster: string
  password: string
  log: string
  postmaster: string
}

/** What a running postmaster says of itself in postmaster.pid. */
export type Postmaster = { pid: number; port: number; socketDirectory: string; ready: boolean }

export const clusterUser = 'bianzhi'

const majorVersion = '18'

export function clusterPlace(dataDirectory: string, name = 'postgresql'): ClusterPlace {
  const folder = join(dataDirectory, name)
  const cluster = join(folder, 'cluster')
  const postmaster = join(cluster, 'postmaster.pid')
  return { folder, cluster, password: join(folder, 'password'), log: join(folder, 'log'), postmaster }
}

/** Makes the cluster where there is none, and refuses one of another major version. Only for the folder's owner. */
export async function ensureCluster(
  dataDirectory: string,
  account: Account,
  binaries: Binaries,
): Promise<void> {
  const place = clusterPlace(dataDirectory)
  const exists = await stat(place.folder).then(
    () => true,
    () => false,
  )
  if (!exists) await initialize(dataDirectory, account, binaries)
  const version = (await readFile(join(place.cluster, 'PG_VERSION'), 'utf8').catch(() => '')).trim()
  if (version !== majorVersion) throw wrongVersion(place, version)
}

/** What postmaster.pid says, or null. It may be left over from a dead server. */
export async function readPostmaster(place: ClusterPlace): Promise<Postmaster | null> {
  const lines = (await readFile(place.postmaster, 'utf8').catch(() => '')).split('\n')
  const pid = Number.parseInt(lines[0] ?? '', 10)
  const port = Number.parseInt(lines[3] ?? '', 10)
  if (!(pid > 0)) return null
  return { pid, port, socketDirectory: lines[4] ?? '', ready: (lines[7] ?? '').trim() === 'ready' }
}

/** The last thing PostgreSQL complained of, for a message. */
export async function lastComplaint(place: ClusterPlace): Promise<string> {
  const names = await readdir(place.log).catch(() => [])
  const files = await Promise.all(
    names.map(async (name) => {
      const path = join(place.log, name)
      return { at: (await stat(path)).mtimeMs, lines: (await readFile(path, 'utf8')).trim().split('\n') }
    }),
  )
  const lines = files.sort((a, b) => a.at - b.at).flatMap((file) => file.lines)
  return (lines.findLast((line) => /FATAL|PANIC/.test(line)) ?? lines.at(-1) ?? '').trim()
}

async function initialize(dataDirectory: string, account: Account, binaries: Binaries): Promise<void> {
  await removeUnfinished(dataDirectory)
  const place = clusterPlace(dataDirectory, `postgresql.new-${randomBytes(4).toString('hex')}`)
  await mkdir(place.folder, { mode: 0o700 })
  await mkdir(place.log, { mode: 0o700 })
  await writeFile(place.password, randomBytes(24).toString('base64url'), { mode: 0o600, flush: true })
  for (const path of [place.folder, place.log, place.password]) await giveTo(account, path)
  await runInitdb(place, account, binaries)
  await rename(place.folder, clusterPlace(dataDirectory).folder)
  await syncFolder(dataDirectory)
}

/**
 * Sign-in by scram with a random password of its own file, although the socket's folder is closed to others anyway:
 * it is the same on every platform (Windows has only the loopback address), it still holds when a backup or a careless
 * chmod opens the folder, and "peer" cannot work where root appears under another number.
 *
 * Text sorts by code point (builtin provider), so an index never depends on the machine's locale library; Chinese
 * lists ask for the collation "zh-x-icu", which the same binaries bring.
 */
async function runInitdb(place: ClusterPlace, account: Account, { initdb }: Binaries): Promise<void> {
  const { command, words, options } = asAccount(account, initdb, [
    `--pgdata=${place.cluster}`,
    `--username=${clusterUser}`,
    `--pwfile=${place.password}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    '--data-checksums',
    '--no-instructions',
  ])
  const child = spawn(command, words, { ...options, cwd: place.folder, stdio: ['ignore', 'ignore', 'pipe'] })
  const ended = new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(null))
    child.once('exit', resolve)
  })
  const [complaint, code] = await Promise.all([text(child.stderr), ended])
  if (code !== 0) {
    await rm(place.folder, { recursive: true, force: true })
    throw embeddedRefusal(
      'start',
      `未能在 ${place.folder} 建立数据库：${complaint.trim().split('\n').at(-1) ?? ''}。` +
        '请检查磁盘空间和文件夹权限后重新启动。',
    )
  }
}

/** A first start that was killed leaves its unfinished folder, and perhaps a process at work in it. */
async function removeUnfinished(dataDirectory: string): Promise<void> {
  const names = (await readdir(dataDirectory)).filter((name) => name.startsWith('postgresql.new-'))
  for (const name of names) {
    const place = clusterPlace(dataDirectory, name)
    signal(await processesOf(place.cluster), 'SIGKILL')
    await rm(place.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 })
  }
}

function wrongVersion(place: ClusterPlace, version: string) {
  const found = version === '' ? '不是完整的数据库' : `是 PostgreSQL ${version} 的数据库`
  return embeddedRefusal(
    'folder',
    `数据文件夹 ${place.cluster} ${found}，本系统使用 PostgreSQL ${majorVersion}。` +
      '请用 DATA_DIR 指定正确的文件夹，或先用原版本备份，再恢复到新的文件夹。',
  )
}
