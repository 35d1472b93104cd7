import { sql } from 'drizzle-orm'
import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createApp } from '../../src/app.ts'
import { type Connection, connect } from '../../src/database/connection.ts'
import { type SlowQuery, slowQueryLimit } from '../../src/database/slow-query.ts'
import { together } from '../../src/database/together.ts'
import { logSlowQuery } from '../../src/http/log.ts'
import { servicesOn } from '../http/client.ts'
import { emptyDatabase, type TestDatabase } from './harness.ts'

let database: TestDatabase
let watched: Connection
const slow: SlowQuery[] = []
const lines: string[] = []
const log = pino({ base: null }, { write: (line: string) => void lines.push(line) })
beforeAll(async () => {
  database = await emptyDatabase()
  watched = connect(database.address, {
    slowQueries: {
      atLeastMilliseconds: 250,
      tell(query) {
        slow.push(query)
        logSlowQuery(log, query)
      },
    },
  })
})
afterAll(async () => {
  await watched.close()
  await database.drop()
})
beforeEach(() => {
  slow.length = 0
  lines.length = 0
})

const sleep = (seconds: number) => sql`select pg_sleep(${seconds}::float), ${'不应出现'}::text as said`

test('a slow statement is told of by its text and its time, never by its values; a quick one is not', async () => {
  await watched.sql`select 'connected'`
  await watched.db.execute(sleep(0.001))
  await watched.db.execute(sleep(0.3))
  expect(slow).toEqual([
    { text: 'select pg_sleep($1::float), $2::text as said', milliseconds: expect.any(Number) },
  ])
  expect(slow[0]?.milliseconds).toBeGreaterThanOrEqual(300)
  expect(lines.join('')).not.toContain('不应出现')
})

test('so is one inside a transaction, and one that fails', async () => {
  const failing = watched.db.transaction(async (tx) => {
    await tx.transaction((savepoint) => savepoint.execute(sleep(0.3)))
    await tx.execute(sql`select pg_sleep(${0.3}::float), 1 / length(pg_sleep(0)::text)`)
  })
  await expect(failing).rejects.toThrow()
  expect(slow.map(({ text }) => text.slice(0, 16))).toEqual(['select pg_sleep(', 'select pg_sleep('])
})

test('it stands in the log under the id of the request that sent it', async () => {
  const app = createApp({ ...servicesOn({ db: watched.db }), log })
  app.get('/slow-page', async (c) => {
    await watched.db.execute(sleep(0.3))
    return c.text('done')
  })
  await app.request('/slow-page')
  const told = lines.map((line): Record<string, unknown> => JSON.parse(line))
  expect(told.map(({ msg }) => msg)).toEqual(['slow query', 'request'])
  expect(told[0]?.requestId).toBe(told[1]?.requestId)
  expect(told[0]?.requestId).toEqual(expect.any(String))
})

test('a statement that comes again is prepared once for its connection, and answers the same', async () => {
  const one = connect(database.address, { connections: 1 })
  const ask = (value: number) => one.db.execute(sql`select ${value}::int + 1 as next`)
  expect([(await ask(1))[0], (await ask(2))[0], (await ask(3))[0]]).toEqual([
    { next: 2 },
    { next: 3 },
    { next: 4 },
  ])
  const prepared = await one.sql`select statement from pg_prepared_statements where statement like '%as next'`
  expect(prepared).toEqual([{ statement: 'select $1::int + 1 as next' }])
  await one.close()
})

test('what is sent together is rolled back together, however much of it was still under way', async () => {
  const insert = (subject: string, serial: number) =>
    sql`insert into serial_numbers values ('510812', ${subject}, ${serial})`
  const twoSteps = async (tx: typeof watched.db) => {
    await tx.execute(insert('together', 1))
    await tx.execute(insert('together, later', 1))
  }
  const failing = watched.db.transaction((tx) =>
    together([twoSteps(tx), tx.execute(sql`select 1 / ${0}::int`)]),
  )
  await expect(failing).rejects.toMatchObject({ cause: { code: '22012' } })
  expect(await watched.sql`select from serial_numbers`).toHaveLength(0)
})

test('the limit is a number of milliseconds, 500 unless set', () => {
  expect(slowQueryLimit({})).toBe(500)
  expect(slowQueryLimit({ BIANZHI_SLOW_QUERY: '40' })).toBe(40)
  expect(() => slowQueryLimit({ BIANZHI_SLOW_QUERY: '1s' })).toThrow(
    'BIANZHI_SLOW_QUERY 应为毫秒数，例如 500，收到的是 1s',
  )
})
