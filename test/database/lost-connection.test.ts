import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Connection, connect, type Db } from '../../src/database/connection.ts'
import { until } from '../../src/database/embedded-process.ts'
import { outageOf } from '../../src/database/outage.ts'
import { people } from '../../src/staffing/schema.ts'
import { emptyDatabase, exampleActing, regionCode, type TestDatabase } from './harness.ts'

let database: TestDatabase
let owner: Connection
// A pool of one: whatever asks next gets the connection that was lost.
let pool: Connection
beforeAll(async () => {
  database = await emptyDatabase()
  owner = database.owner()
})
beforeEach(async () => {
  pool = connect(database.address, { connections: 1 })
})
afterAll(async () => {
  await owner.close()
  await database.drop()
})

const person = (count: number) => `00000000-0000-7000-8000-00000000000${count}`

async function register(tx: Db, count: number): Promise<void> {
  const { at, userId } = exampleActing()
  await tx.insert(people).values({ regionCode, id: person(count), recordedAt: at, recordedBy: userId })
}

async function registered(): Promise<string[]> {
  const rows = await owner.sql<{ id: string }[]>`select id from people order by id`
  return rows.map(({ id }) => id)
}

/** Ends the session of the transaction from outside, as a dying database or network would. */
async function loseSessionOf(tx: Db): Promise<void> {
  const [row] = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`)
  const pid = row?.pid ?? 0
  await owner.sql`select pg_terminate_backend(${pid})`
  const gone = async () => (await owner.sql`select 1 from pg_stat_activity where pid = ${pid}`).length === 0
  await until(gone, { most: 5_000 })
}

test('a transaction whose connection is lost leaves nothing, and what it still sends is not committed by itself', async () => {
  let ended: (told: unknown) => void = () => {}
  const afterwards = new Promise<unknown>((resolve) => {
    ended = resolve
  })
  const transaction = pool.db.transaction(async (tx) => {
    await register(tx, 1)
    await loseSessionOf(tx)
    // Somebody else has the connection again, in a new session, before the transaction hears of its end.
    await pool.sql`select 1`
    await register(tx, 2).then(ended, ended)
  })
  expect(outageOf(await transaction.catch((error: unknown) => error))).toBe('no-connection')
  expect(outageOf(await afterwards)).toBe('no-connection')
  expect(await registered()).toEqual([])
  await pool.close()
})

test('its late rollback does not undo what another does over the same connection', async () => {
  let fail: () => void = () => {}
  const failing = new Promise<void>((resolve) => {
    fail = resolve
  })
  const lost = pool.db.transaction(async (tx) => {
    await loseSessionOf(tx)
    await failing
    throw new Error('refused')
  })
  expect(outageOf(await lost.catch((error: unknown) => error))).toBe('no-connection')
  await pool.db.transaction(async (tx) => {
    await register(tx, 3)
    fail()
    await pause(20)
    await register(tx, 4)
  })
  expect(await registered()).toEqual([person(3), person(4)])
  await pool.close()
})

test('with statements under way, a lost connection answers all of them and works again at once', async () => {
  const several = pool.db.transaction(async (tx) => {
    const [row] = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`)
    await Promise.all([
      tx.execute(sql`select pg_sleep(30)`),
      tx.execute(sql`select 2`),
      tx.execute(sql`select 3`),
      pause(50).then(() => owner.sql`select pg_terminate_backend(${row?.pid ?? 0})`),
    ])
  })
  expect(outageOf(await several.catch((error: unknown) => error))).toBe('no-connection')
  expect(await pool.sql`select 4 as answer`).toEqual([{ answer: 4 }])
  expect(await Promise.all([5, 6, 7].map((count) => pool.sql`select ${count}::int as answer`))).toEqual([
    [{ answer: 5 }],
    [{ answer: 6 }],
    [{ answer: 7 }],
  ])
  await pool.close()
})
