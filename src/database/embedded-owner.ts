import { randomBytes } from 'node:crypto'
import {
  chown,
  link,
  mkdir,
  readdir,
  readFile,
  readlink,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { startOfProcess, until } from './embedded-process.ts'
import { dataFolderInUse } from './embedded-refusal.ts'

/**
 * Who owns a data folder, as a chain of numbered files of which the highest counts. A claim is one `link` to the
 * next number, so of two claims at one instant one fails. A number is never used twice: the winner removes the lower
 * ones and a released claim stays as a released one, so a slow claimer cannot take a place that was vacant long ago.
 */
export type Owner = { pid: number; address: string }
export type Ownership = { release(): Promise<void> }

type Claim = Owner & { start: string; host: string; boot: string; namespace: string; released: boolean }
type Numbered = { number: number; claim: Claim | null }

const beatEvery = 2_000
const beatMissing = 7_000

/** The live owner of the data folder, or null. */
export async function ownerOf(dataDirectory: string): Promise<Owner | null> {
  const newest = await newestClaim(dataDirectory)
  if (newest?.claim == null || !(await isLive(dataDirectory, newest.number, newest.claim))) return null
  return { pid: newest.claim.pid, address: newest.claim.address }
}

/** Takes the data folder for this process until it ends or releases it. Throws DataFolderInUse while another lives. */
export async function claimDataFolder(dataDirectory: string, address: string): Promise<Ownership> {
  const folder = ownerFolder(dataDirectory)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await giveToOwnerOf(dataDirectory, folder)
  const claim: Claim = { pid: process.pid, address, ...(await here()), released: false }
  for (;;) {
    const newest = await newestClaim(dataDirectory)
    if (newest?.claim && (await isLive(dataDirectory, newest.number, newest.claim))) {
      throw dataFolderInUse({ dataDirectory, ...newest.claim })
    }
    const number = (newest?.number ?? 0) + 1
    if (await linkClaim(dataDirectory, number, claim)) return hold(dataDirectory, number, claim)
  }
}

async function linkClaim(dataDirectory: string, number: number, claim: Claim): Promise<boolean> {
  const folder = ownerFolder(dataDirectory)
  const draft = await draftClaim(dataDirectory, claim)
  try {
    await link(draft, claimPath(folder, number))
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false
    throw error
  } finally {
    await rm(draft)
  }
  // A higher one means that this number was passed while we were looking at an older state.
  const numbers = await claimNumbers(folder)
  if (numbers.some((other) => other > number)) {
    await rm(claimPath(folder, number), { force: true })
    return false
  }
  const passed = numbers.filter((other) => other < number)
  for (const other of passed) await rm(claimPath(folder, other), { force: true })
  await rm(beatPath(folder), { force: true })
  return true
}

function hold(dataDirectory: string, number: number, claim: Claim): Ownership {
  const folder = ownerFolder(dataDirectory)
  let count = 0
  const beat = setInterval(() => {
    count += 1
    writeFile(beatPath(folder), `${number}:${count}`).catch(() => {})
  }, beatEvery)
  beat.unref()
  return {
    release: async () => {
      clearInterval(beat)
      const draft = await draftClaim(dataDirectory, { ...claim, released: true })
      await rename(draft, claimPath(folder, number))
    },
  }
}

async function isLive(dataDirectory: string, number: number, claim: Claim): Promise<boolean> {
  if (claim.released) return false
  const { host, boot, namespace } = await here()
  if (claim.boot === boot && claim.namespace === namespace)
    return (await startOfProcess(claim.pid)) === claim.start
  // The machine was started again since.
  if (claim.host === host && claim.boot !== boot) return false
  // Another container or machine on the same folder: its processes cannot be seen from here, its beat can.
  const path = beatPath(ownerFolder(dataDirectory))
  const before = await readFile(path, 'utf8').catch(() => '')
  return until(
    async () => {
      const beat = await readFile(path, 'utf8').catch(() => '')
      return beat !== before && beat.startsWith(`${number}:`)
    },
    { most: beatMissing, every: 250 },
  )
}

async function newestClaim(dataDirectory: string): Promise<Numbered | null> {
  const folder = ownerFolder(dataDirectory)
  for (;;) {
    const number = Math.max(0, ...(await claimNumbers(folder)))
    if (number === 0) return null
    const text = await readFile(claimPath(folder, number), 'utf8').catch((error: unknown) => {
      if (isCode(error, 'ENOENT')) return null
      throw error
    })
    // Gone between the two looks: a newer one stands.
    if (text !== null) return { number, claim: parseClaim(text) }
  }
}

/** A claim is linked whole; one that cannot be read was torn by a power cut, and its owner with it. */
function parseClaim(text: string): Claim | null {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

async function claimNumbers(folder: string): Promise<number[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (isCode(error, 'ENOENT')) return []
    throw error
  })
  return names.filter((name) => /^\d+\.json$/.test(name)).map((name) => Number.parseInt(name, 10))
}

async function draftClaim(dataDirectory: string, claim: Claim): Promise<string> {
  const path = join(ownerFolder(dataDirectory), `draft-${randomBytes(8).toString('hex')}`)
  await writeFile(path, JSON.stringify(claim), { mode: 0o600, flush: true })
  await giveToOwnerOf(dataDirectory, path)
  return path
}

/** What root claims in another user's data folder, that user must be able to claim next. */
async function giveToOwnerOf(dataDirectory: string, path: string): Promise<void> {
  if (process.getuid?.() !== 0) return
  const { uid, gid } = await stat(dataDirectory)
  await chown(path, uid, gid)
}

/** This process, and the machine and process namespace in which its number means anything. */
async function here(): Promise<Pick<Claim, 'start' | 'host' | 'boot' | 'namespace'>> {
  return {
    start: (await startOfProcess(process.pid)) ?? '',
    host: hostname(),
    boot: await readFile('/proc/sys/kernel/random/boot_id', 'utf8').then(
      (text) => text.trim(),
      () => '',
    ),
    namespace: await readlink('/proc/self/ns/pid').catch(() => ''),
  }
}

function ownerFolder(dataDirectory: string): string {
  return join(dataDirectory, 'owner')
}

function claimPath(folder: string, number: number): string {
  return join(folder, `${number}.json`)
}

function beatPath(folder: string): string {
  return join(folder, 'beat')
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
