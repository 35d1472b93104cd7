import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createApp } from '../../src/app.ts'
import { emptyDatabase, exampleActing, type TestDatabase } from '../database/harness.ts'
import { servicesOn, signedIn, signedInAs } from '../http/client.ts'
import { plantRegion } from '../organization/planted.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await emptyDatabase()
  await plantRegion(database.db, exampleActing())
  await signedInAs(database, 'clerk', { account: 'logged' })
})
afterAll(() => database.drop())

/** An application that logs into a list. */
function logging() {
  const lines: string[] = []
  const log = pino({ base: null }, { write: (line: string) => void lines.push(line) })
  return { lines, services: servicesOn(database, { log }) }
}

test('a request is one line: id, method, path, status and time, nothing of what was asked or typed', async () => {
  const { lines, services } = logging()
  const client = await signedIn(services, 'logged', 'A test password 1')
  await client.get('/people?q=示例甲&asOf=2023-12-31')
  await client.post('/account/password', { current: 'typed-here', wanted: 'and-here', repeated: '' })
  const page = lines.map((line): Record<string, unknown> => JSON.parse(line)).at(-2)
  expect(page).toMatchObject({ method: 'GET', path: '/people', status: 200, requestId: expect.any(String) })
  expect(page?.milliseconds).toBeGreaterThanOrEqual(0)
  const all = lines.join('')
  for (const word of ['示例甲', '2023-12-31', 'typed-here', 'and-here', 'password 1', 'Cookie', 'logged'])
    expect(all).not.toContain(word)
})

test('an address that somebody made up does not stand in the log', async () => {
  const { lines, services } = logging()
  const app = createApp(services)
  const madeUp = ['/people/99081219900517001X', '/people/10012345678', `/${encodeURIComponent('示例甲')}`]
  for (const path of madeUp) await app.request(path)
  expect(lines).toHaveLength(madeUp.length)
  for (const line of lines) expect(JSON.parse(line).path).toBe('(strange)')
})

test('whatever watches the server hears whether the database answers, and nothing else', async () => {
  const answer = await createApp(servicesOn(database)).request('/healthz')
  expect([answer.status, await answer.text()]).toEqual([200, 'ok'])
  const gone = await emptyDatabase()
  await gone.drop()
  const down = await createApp(servicesOn(gone)).request('/healthz')
  expect([down.status, await down.text()]).toEqual([503, 'database unreachable'])
})
