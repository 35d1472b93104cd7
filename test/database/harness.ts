import { hash } from '@node-rs/argon2'
import type postgres from 'postgres'
import { inject } from 'vitest'
import {
  type Address,
  type Connection,
  connect,
  connectAsOwner,
  type Db,
} from '../../src/database/connection.ts'
import { migrate } from '../../src/database/migrate.ts'
import { type PersonalCipher, personalCipher } from '../../src/database/personal-cipher.ts'
import type { Acting, Viewpoint } from '../../src/kernel/acting.ts'
import type { IsoDate } from '../../src/kernel/dates.ts'
import { templateName } from './template.ts'

/** The demo day, on which every example test stands. */
export const demoDay = '2024-01-15'
export const regionCode = '510812'

/** A key for tests only; the real one is made at the first start and never leaves its file. */
export const testCipher: PersonalCipher = personalCipher(Buffer.alloc(32, 7))

export type TestDatabase = Connection & {
  address: Address
  /** A second connection as the owner of the tables: to look, or to break in. */
  owner(): Connection
  drop(): Promise<void>
}

/** A migrated database of its own without a row. */
export function emptyDatabase(): Promise<TestDatabase> {
  return cloneOf('empty', async () => {})
}

/** A database of its own holding the example district. */
export function demoDatabase(): Promise<TestDatabase> {
  return cloneOf('demo', async (address) => {
    // Only the tests that ask for the district pay for reading its sources.
    const { loadDemo } = await import('../../src/demo/load-demo.ts')
    const { db, close } = connect(address)
    try {
      await loadDemo(db, { cipher: testCipher })
      await quickPasswords(address)
    } finally {
      await close()
    }
  })
}

/** The same passwords, hashed at a cost that lets a hundred tests sign in; set-up.test.ts signs in at the real one. */
async function quickPasswords(address: Address): Promise<void> {
  const { exampleUsers, examplePassword } = await import('../../src/demo/example-users.ts')
  const { sql, close } = connectAsOwner(address)
  for (const user of exampleUsers) {
    const passwordHash = await quickPasswordHash(examplePassword(user))
    await sql`update users set password_hash = ${passwordHash} where account = ${user.account}`
  }
  await close()
}

/** Real argon2id at its least cost. */
export function quickPasswordHash(password: string): Promise<string> {
  return hash(password, { memoryCost: 8, timeCost: 1, parallelism: 1 })
}

/** Runs in a transaction that is rolled back: the database stays as it was. */
export async function inTransaction(db: Db, run: (tx: Db) => Promise<void>): Promise<void> {
  const rollback = new Error('rolled back on purpose')
  try {
    await db.transaction(async (tx) => {
      await run(tx)
      throw rollback
    })
  } catch (error) {
    if (error !== rollback) throw error
  }
}

const someone = '00000000-0000-7000-8000-000000000001'

/** Somebody acting on the demo day at nine in the morning, as a clerk unless said otherwise. */
export function exampleActing(change: Partial<Acting> = {}): Acting {
  const today = change.today ?? demoDay
  return {
    regionCode,
    userId: someone,
    userName: '经办人甲',
    roles: ['clerk'],
    scopeOrganizationId: null,
    today,
    at: new Date(`${today}T09:00:00+08:00`),
    from: 'test',
    ...change,
  }
}

export function viewpoint(asOf: IsoDate = demoDay, asKnownAt: Date | null = null): Viewpoint {
  return { regionCode, asOf, asKnownAt }
}

let given = 0

async function cloneOf(form: string, fill: (address: Address) => Promise<void>): Promise<TestDatabase> {
  const server = inject('address')
  const template = await templateName(inject('run'), form)
  const name = `${inject('run')}_${process.pid}_${given++}`
  const sql = postgresOf(server)
  try {
    await sql.reserve().then(async (one) => {
      try {
        // The first test that asks makes the template; the others wait for it.
        await one`select pg_advisory_lock(hashtext(${template}))`
        const [found] = await one`select 1 from pg_database where datname = ${template} and datistemplate`
        if (!found) {
          await one.unsafe(`drop database if exists ${template}`)
          await one.unsafe(`create database ${template}`)
          await migrate(of(server, template))
          await fill(of(server, template))
          await one.unsafe(`alter database ${template} is_template true`)
        }
        await one.unsafe(`create database ${name} template ${template} strategy file_copy`)
      } finally {
        await one`select pg_advisory_unlock_all()`
        one.release()
      }
    })
  } finally {
    await sql.end()
  }
  const address = of(server, name)
  const connection = connect(address)
  return {
    ...connection,
    address,
    owner: () => connectAsOwner(address),
    async drop() {
      await connection.close()
      const owner = postgresOf(server)
      await owner.unsafe(`drop database if exists ${name} with (force)`)
      await owner.end()
    },
  }
}

function of(server: Address, database: string): Address {
  if (!('url' in server)) return { ...server, database }
  const url = new URL(server.url)
  url.pathname = `/${database}`
  return { url: url.toString() }
}

function postgresOf(server: Address): postgres.Sql {
  return connectAsOwner(server).sql
}
