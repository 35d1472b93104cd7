import { mkdir, readdir, readFile, stat, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { timeInShanghai } from '../kernel/clock.ts'
import type { IsoDate } from '../kernel/dates.ts'
import type { Manifest } from './backup-file.ts'
import type { KeptBackup } from './kept-backup.ts'
import { daysToKeep } from './retention.ts'

type Slip = { madeAt: string; rows: number; locked: boolean }

export function backupFolder(dataDirectory: string): string {
  return join(dataDirectory, 'backups')
}

/** A nightly one is named by its day, another by its moment: both sort by time. Moments as Beijing reads them. */
export async function newBackupFile(dataDirectory: string, at: Date, nightly: boolean): Promise<string> {
  const folder = backupFolder(dataDirectory)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const beijing = timeInShanghai(at)
  const moment = nightly ? beijing.slice(0, 10) : beijing.replace(/[:T]/g, '-')
  return join(folder, `${nightly ? 'nightly' : 'manual'}-${moment}.backup`)
}

/** A slip of paper beside the file, so that the list need not read through it. */
export async function writeSlip(file: string, manifest: Manifest, locked: boolean): Promise<void> {
  const rows = Object.values(manifest.tables).reduce((sum, table) => sum + table.rows, 0)
  const slip: Slip = { madeAt: manifest.madeAt, rows, locked }
  await writeFile(`${file}.json`, JSON.stringify(slip), { mode: 0o600 })
}

export async function keptBackups(dataDirectory: string): Promise<KeptBackup[]> {
  const folder = backupFolder(dataDirectory)
  const names = await readdir(folder).catch(() => [])
  const backups = await Promise.all(
    names.filter((name) => name.endsWith('.backup')).map((name) => described(join(folder, name), name)),
  )
  return backups.filter((backup) => backup !== null).sort((a, b) => b.madeAt.getTime() - a.madeAt.getTime())
}

/** Removes the nightly backups that no rule keeps, and what was left of those that were cut off before. */
export async function removeOutdated(dataDirectory: string, at: Date): Promise<string[]> {
  await removeCutOff(backupFolder(dataDirectory), at)
  const nightly = (await keptBackups(dataDirectory)).filter((backup) => backup.nightly)
  const keep = daysToKeep(nightly.map(({ file }) => dayOf(file)))
  const outdated = nightly.filter(({ file }) => !keep.has(dayOf(file)))
  for (const { file } of outdated) {
    await unlink(file)
    await unlink(`${file}.json`).catch(() => {})
  }
  return outdated.map(({ file }) => file)
}

/** None takes as long as a day. */
const longestMaking = 24 * 3_600_000

async function removeCutOff(folder: string, at: Date): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.partial'))
  for (const name of names) {
    const { mtimeMs } = await stat(join(folder, name))
    if (at.getTime() - mtimeMs > longestMaking) await unlink(join(folder, name))
  }
}

function dayOf(file: string): IsoDate {
  return file.slice(-'YYYY-MM-DD.backup'.length, -'.backup'.length)
}

async function described(file: string, name: string): Promise<KeptBackup | null> {
  try {
    const [{ size }, slip] = await Promise.all([stat(file), readFile(`${file}.json`, 'utf8')])
    const { madeAt, rows, locked }: Slip = JSON.parse(slip)
    return { file, madeAt: new Date(madeAt), bytes: size, rows, locked, nightly: name.startsWith('nightly-') }
  } catch {
    // Without its slip a backup was not finished by us; it is left where it is and not counted on.
    return null
  }
}
