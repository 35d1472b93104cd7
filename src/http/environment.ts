import { type Context, Hono } from 'hono'
import type { Logger } from 'pino'
import type { Address, Db } from '../database/connection.ts'
import type { Room } from '../database/disk-room.ts'
import type { PersonalCipher } from '../database/personal-cipher.ts'
import type { Acting } from '../kernel/acting.ts'
import type { Clock } from '../kernel/clock.ts'
import type { Permission } from '../kernel/permission.ts'

/** The parts the whole application is made of; tests give their own. */
export type Services = {
  db: Db
  cipher: PersonalCipher
  clock: Clock
  /** The machine's own time: how long a session lives, never what is recorded. */
  wall: () => Date
  regionCode: string
  regionName: string
  /** 示例数据: every page and print says so. */
  isExample: boolean
  /** The server speaks TLS, or stands behind a proxy that does: cookies are Secure and `__Host-`. */
  secure: boolean
  /** A proxy of ours stands in front: it alone says whose address a request comes from. */
  behindProxy?: boolean
  log: Logger
  /** Room on the disk of the data folder; null where it is not known. */
  room: () => Promise<Room | null>
  /** Where backups come from and go to; null where none are kept (tests). */
  keeping: { address: Address; dataDirectory: string; backupKey: string | null } | null
}

/** What the request carries once the middleware has run. */
export type Environment = {
  Variables: {
    services: Services
    requestId: string
    /** Set by the session middleware; a route that is for `anyone` may find none. */
    acting: Acting | undefined
    permissions: ReadonlySet<Permission>
    csrfToken: string
  }
}

export type Request = Context<Environment>

export function newRoutes(): Hono<Environment> {
  return new Hono<Environment>()
}

/** Who is asking; only behind a route that needs a session. */
export function actingOf(c: Request): Acting {
  const acting = c.get('acting')
  if (!acting) throw new Error('a route that needs a session was reached without one')
  return acting
}
