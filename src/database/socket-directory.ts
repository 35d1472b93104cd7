import { createHash } from 'node:crypto'
import { chmod, lstat, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type Account, giveTo } from './embedded-account.ts'

/** A file name within the folder; one cluster has one socket, so the number says nothing. */
export const socketPort = 5432

/** The kernel's limit for a socket's path is 107 bytes on Linux and 103 on macOS. */
const longestPath = process.platform === 'linux' ? 106 : 103

/**
 * A folder of mode 0700 for the server's socket: in the data folder, or where that is too deep a short one among the
 * temporary files. PostgreSQL records which in postmaster.pid, where `findRunning` reads it.
 */
export async function makeSocketDirectory(dataDirectory: string, account: Account): Promise<string> {
  const inside = join(dataDirectory, 'socket')
  if (fits(inside)) {
    await mkdir(inside, { recursive: true, mode: 0o700 })
    await chmod(inside, 0o700)
    await giveTo(account, inside)
    return inside
  }
  const hash = createHash('sha256').update(dataDirectory).digest('hex').slice(0, 16)
  const name = `bianzhi-${account.owner}-${hash}`
  const short = [tmpdir(), '/tmp'].map((folder) => join(folder, name)).find(fits)
  return makePrivate(short ?? join('/tmp', name), account)
}

/** Takes away a folder that stood outside the data folder. */
export async function removeSocketDirectory(dataDirectory: string, folder: string): Promise<void> {
  if (folder !== join(dataDirectory, 'socket')) await rm(folder, { recursive: true, force: true })
}

/**
 * Everybody may write among the temporary files: somebody may have put a link or a folder of his own under our name.
 * Only a real folder that is ours and closed is used; otherwise one with a name nobody could foresee.
 */
async function makePrivate(folder: string, account: Account): Promise<string> {
  const made = await mkdir(folder, { mode: 0o700 }).then(
    () => true,
    () => false,
  )
  if (made) {
    await giveTo(account, folder)
    return folder
  }
  const found = await lstat(folder)
  const ours = found.isDirectory() && found.uid === account.owner && (found.mode & 0o077) === 0
  if (ours) return folder
  const unforeseen = await mkdtemp(join(dirname(folder), 'bianzhi-'))
  await giveTo(account, unforeseen)
  return unforeseen
}

function fits(folder: string): boolean {
  return Buffer.byteLength(join(folder, `.s.PGSQL.${socketPort}`)) <= longestPath
}
