import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { newBackupFile, writeSlip } from './backup/backup-folder.ts'
import { keyFingerprint } from './backup/keep-backup.ts'
import { makeBackup } from './backup/make-backup.ts'
import { type Address, type Connection, connect, type SlowQueries } from './database/connection.ts'
import { startEmbedded } from './database/embedded.ts'
import { migrate, upgradeWaits } from './database/migrate.ts'
import { openEmbedded } from './database/open-embedded.ts'
import { type PersonalCipher, personalCipher } from './database/personal-cipher.ts'
import { personalKey } from './database/personal-key.ts'
import { lastRecordedAt, onlyRegion } from './database/region.store.ts'
import { demoDay } from './demo/example-region.ts'
import { type Clock, standingClock, steadyClock } from './kernel/clock.ts'
import type { IsoDate } from './kernel/dates.ts'

export type Registry = Connection & {
  address: Address
  /** Keys, the head of the audit chain and, without DATABASE_URL, the cluster. */
  dataDirectory: string
  cipher: PersonalCipher
  /** Locks backups; null: they are not locked. */
  backupKey: string | null
  migrated: string[]
  /** Ends the connections, and the embedded server when this process started it. */
  stop(): Promise<void>
}

type Opening = {
  environment: NodeJS.ProcessEnv
  wall: () => Date
  /** server: owns the embedded server, a second one is refused; command: uses the one that runs. */
  as: 'server' | 'command'
  slowQueries?: SlowQueries
  /** A backup is restored before the migrations that are newer than it. */
  unmigrated?: boolean
}

/** Environment → database → migrations: the same way for the server and for every command. */
export async function openRegistry({
  environment,
  wall,
  as,
  slowQueries,
  unmigrated = false,
}: Opening): Promise<Registry> {
  const dataDirectory = resolve(environment.DATA_DIR ?? 'data')
  const server = await openServer(environment.DATABASE_URL, dataDirectory, as)
  try {
    const cipher = personalCipher(await personalKey(dataDirectory, environment))
    const backupKey = await readBackupKey(environment.BIANZHI_BACKUP_KEY_FILE)
    if (!unmigrated)
      await backupBeforeUpgrade(server.connection, { dataDirectory, cipher, backupKey, at: wall() })
    const migrated = unmigrated ? [] : await migrate(server.connection)
    const connection = connect(server.connection, { slowQueries })
    return {
      ...connection,
      address: server.connection,
      dataDirectory,
      cipher,
      backupKey,
      migrated,
      async stop() {
        await connection.close()
        await server.stop()
      },
    }
  } catch (error) {
    await server.stop()
    throw error
  }
}

/** An upgrade never begins without a way back: what is there is backed up before a migration touches it. */
async function backupBeforeUpgrade(
  address: Address,
  {
    dataDirectory,
    cipher,
    backupKey,
    at,
  }: { dataDirectory: string; cipher: PersonalCipher; backupKey: string | null; at: Date },
): Promise<void> {
  if (!(await upgradeWaits(address))) return
  const file = await newBackupFile(dataDirectory, at, false)
  const manifest = await makeBackup(address, {
    file,
    key: backupKey,
    keyFingerprint: keyFingerprint(cipher),
    madeAt: at,
  })
  await writeSlip(file, manifest, backupKey !== null)
}

async function readBackupKey(file: string | undefined): Promise<string | null> {
  return file === undefined || file === '' ? null : (await readFile(file, 'utf8')).trim()
}

async function openServer(
  url: string | undefined,
  dataDirectory: string,
  as: Opening['as'],
): Promise<{ connection: Address; stop(): Promise<void> }> {
  if (url) return { connection: { url }, stop: async () => {} }
  const log = (line: string) => void process.stderr.write(`${line}\n`)
  if (as === 'server') return startEmbedded({ dataDirectory, log })
  const { connection, close } = await openEmbedded({ dataDirectory, log })
  return { connection, stop: close }
}

/** The day of an example registry stands still at the demonstration day unless another is named. */
export async function clockOf(registry: Registry, wall: () => Date, today: IsoDate | null): Promise<Clock> {
  const region = await onlyRegion(registry.db)
  const floor = await lastRecordedAt(registry.db)
  const day = today ?? (region?.isExample ? demoDay : null)
  return day === null ? steadyClock(wall, floor) : standingClock(wall, day, floor)
}
