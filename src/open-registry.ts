import { resolve } from 'node:path'
import { type Address, type Connection, connect } from './database/connection.ts'
import { startEmbedded } from './database/embedded.ts'
import { migrate } from './database/migrate.ts'
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
  migrated: string[]
  /** Ends the connections, and the embedded server when this process started it. */
  stop(): Promise<void>
}

type Opening = {
  environment: NodeJS.ProcessEnv
  /** server: owns the embedded server, a second one is refused; command: uses the one that runs. */
  as: 'server' | 'command'
}

/** Environment → database → migrations: the same way for the server and for every command. */
export async function openRegistry({ environment, as }: Opening): Promise<Registry> {
  const dataDirectory = resolve(environment.DATA_DIR ?? 'data')
  const server = await openServer(environment.DATABASE_URL, dataDirectory, as)
  try {
    const migrated = await migrate(server.connection)
    const cipher = personalCipher(await personalKey(dataDirectory, environment))
    const connection = connect(server.connection)
    return {
      ...connection,
      address: server.connection,
      dataDirectory,
      cipher,
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
