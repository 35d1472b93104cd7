import type { SQL } from 'drizzle-orm'
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { preparing } from './prepared-statements.ts'
import { type SlowQuery, watching } from './slow-query.ts'
import { intercepted } from './statement-interceptor.ts'

/** The database, or a transaction of it: stores and actions take either. */
export type Db = Omit<PostgresJsDatabase<Record<string, never>>, '$client'>

/** A piece of a statement, as one store hands it to another. */
export type SqlPart = SQL

export type Address =
  | { url: string }
  | { host: string; port: number; username: string; database: string; password?: string | undefined }

export type Connection = { db: Db; sql: postgres.Sql; close(): Promise<void> }

/** What the database calls our sessions. */
export const applicationName = 'bianzhi'

/** The role whose privileges keep facts from being edited; migrations run as the owner instead. */
export const serverRole = 'bianzhi_server'

/** Who is told of a statement that took at least so long. */
export type SlowQueries = { atLeastMilliseconds: number; tell: (slow: SlowQuery) => void }

/** Connects as the server does: every connection takes the restricted role before its first statement. */
export function connect(
  address: Address,
  { connections = 10, slowQueries }: { connections?: number; slowQueries?: SlowQueries | undefined } = {},
): Connection {
  return open(address, { max: connections }, { role: serverRole }, slowQueries)
}

/** Connects as the owner of the tables: migrations, backup, restore and the rotation of the key only. */
export function connectAsOwner(address: Address): Connection {
  return open(address, { max: 1 }, {})
}

/** One session that lasts as long as it is wanted, for a lock that a process holds all its life. */
export function connectToHold(address: Address): Connection {
  return open(address, { max: 1, idle_timeout: 0, max_lifetime: null }, {})
}

/** The database lets go of a client that vanished with its network, and of its locks, within a minute. */
const vanished = {
  tcp_keepalives_idle: 30,
  tcp_keepalives_interval: 10,
  tcp_keepalives_count: 3,
}

/**
 * Compiling a statement costs a given server whole seconds where the example's largest runs in a fraction of one; the
 * embedded server has it off already.
 */
const uncompiled = { jit: 'off' }

function open(
  address: Address,
  pool: Pick<postgres.Options<Record<string, never>>, 'max' | 'idle_timeout' | 'max_lifetime'>,
  settings: Record<string, string>,
  slowQueries?: SlowQueries,
): Connection {
  const options: postgres.Options<Record<string, never>> = {
    ...pool,
    onnotice: () => {},
    // Back within seconds, however long the database was away.
    backoff: (tries: number) => Math.min(0.1 * 2 ** tries, 2),
    connect_timeout: 10,
    connection: {
      application_name: applicationName,
      TimeZone: 'Asia/Shanghai',
      ...vanished,
      ...uncompiled,
      ...settings,
    },
    transform: { undefined: null },
  }
  const driver = 'url' in address ? postgres(address.url, options) : postgres(socketOptions(address, options))
  const prepared = intercepted(driver, preparing())
  const sql = slowQueries
    ? intercepted(prepared, watching(slowQueries.atLeastMilliseconds, slowQueries.tell))
    : prepared
  return { db: drizzle(sql, { casing: 'snake_case' }), sql, close: () => sql.end({ timeout: 5 }) }
}

/** postgres.js takes a socket by its path, not by its folder. */
function socketOptions(
  address: Exclude<Address, { url: string }>,
  options: postgres.Options<Record<string, never>>,
): postgres.Options<Record<string, never>> {
  const { host, port, username, database, password } = address
  const place = host.startsWith('/') ? { path: `${host}/.s.PGSQL.${port}` } : { host, port }
  return { ...options, ...place, username, database, ...(password === undefined ? {} : { password }) }
}
