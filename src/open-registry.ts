import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { newBackupFile, writeSlip } from './backup/backup-folder.ts'
import { makeBackup } from './backup/make-backup.ts'
import { type Address, type Connection, connect, type SlowQueries } from './database/connection.ts'
import { startEmbedded } from './database/embedded.ts'
import { fittingKey, keepFingerprint } from './database/key-fit.ts'
import { migrate, upgradeWaits } from './database/migrate.ts'
import { openEmbedded } from './database/open-embedded.ts'
import { keyFingerprint, type PersonalCipher } from './database/personal-cipher.ts'
import { type KeyPlace, keyPlaceOf } from './database/personal-key.ts'
import { lastRecordedAt, onlyRegion } from './database/region.store.ts'
import { holdRegistry } from './database/registry-hold.ts'
import { demoDay } from './demo/example-region.ts'
import { type Clock, standingClock, steadyClock } from './kernel/clock.ts'
import type { IsoDate } from './kernel/dates.ts'

/** Where a registry is, reached but not opened: nothing was asked of its key and no migration has run. */
export type RegistryPlace = {
  address: Address
  /** Keys, the head of the audit chain and, without DATABASE_URL, the cluster. */
  dataDirectory: string
  key: KeyPlace
  /** Ends the embedded server when this process started it. */
  stop(): Promise<void>
}

export type Registry = Connection &
  Omit<RegistryPlace, 'key'> & {
    cipher: PersonalCipher
    /** Locks backups; null: they are not locked. */
    backupKey: string | null
    migrated: string[]
    /** Tells once, in words, when the key is no longer that of the registry: then nothing may be written with it. */
    watchKey(ended: (because: string) => void): void
  }

type Opening = {
  environment: NodeJS.ProcessEnv
  wall: () => Date
  /** server: owns the embedded server, a second one is refused; command: uses the one that runs. */
  as: 'server' | 'command'
  slowQueries?: SlowQueries
}

export async function reachRegistry({
  environment,
  as,
}: Pick<Opening, 'environment' | 'as'>): Promise<RegistryPlace> {
  const dataDirectory = resolve(environment.DATA_DIR ?? 'data')
  const { connection, stop } = await openServer(environment.DATABASE_URL, dataDirectory, as)
  return { address: connection, dataDirectory, key: keyPlaceOf(dataDirectory, environment), stop }
}

/** Environment → database → key → migrations: the same way for the server and for every command. */
export async function openRegistry({ environment, wall, as, slowQueries }: Opening): Promise<Registry> {
  const place = await reachRegistry({ environment, as })
  const { address, dataDirectory } = place
  const ends = [place.stop]
  const stop = async () => {
    for (const end of ends.toReversed()) await end()
  }
  try {
    const hold = await holdRegistry(address, { as })
    ends.push(hold.release)
    const key = await fittingKey(address, place.key, wall())
    const { cipher } = key
    const backupKey = await readBackupKey(environment.BIANZHI_BACKUP_KEY_FILE)
    await backupBeforeUpgrade(address, { dataDirectory, cipher, backupKey, at: wall() })
    const migrated = await migrate(address)
    await keepFingerprint(address, key)
    const connection = connect(address, { slowQueries })
    ends.push(connection.close)
    return {
      ...connection,
      address,
      dataDirectory,
      cipher,
      backupKey,
      migrated,
      watchKey: (ended) => hold.watch(key.fingerprint, ended),
      stop,
    }
  } catch (error) {
    await stop()
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
export async function clockOf(
  registry: Pick<Registry, 'db'>,
  wall: () => Date,
  today: IsoDate | null,
): Promise<Clock> {
  const region = await onlyRegion(registry.db)
  const floor = await lastRecordedAt(registry.db)
  const day = today ?? (region?.isExample ? demoDay : null)
  return day === null ? steadyClock(wall, floor) : standingClock(wall, day, floor)
}
