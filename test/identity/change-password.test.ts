import { afterAll, beforeAll, expect, test } from 'vitest'
import { replacePassword } from '../../src/identity/user.store.ts'
import { standingClock } from '../../src/kernel/clock.ts'
import { emptyDatabase, exampleActing, quickPasswordHash, type TestDatabase } from '../database/harness.ts'
import { servicesOn, signedIn, signedInAs } from '../http/client.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await emptyDatabase()
})
afterAll(() => database.drop())

const first = 'A test password 1'
const passwordOf = (count: number) => `Kx7#qd2mvW-${count}`

test('a password is not used again before five others', async () => {
  await signedInAs(database, 'clerk', { account: 'changer' })
  const [user] = await database.sql<{ id: string }[]>`select id from users where account = 'changer'`
  // Each as if it had been chosen, hashed at a cost that lets the test be short.
  for (const [minute, password] of [first, ...[1, 2, 3, 4].map(passwordOf)].entries()) {
    await replacePassword(database.db, exampleActing({ at: new Date(Date.UTC(2024, 0, 14, 1, minute)) }), {
      userId: user?.id ?? '',
      passwordHash: await quickPasswordHash(password),
      temporary: false,
    })
  }
  const client = await signedIn(servicesOn(database), 'changer', passwordOf(4))
  const change = async (current: string, wanted: string, repeated = wanted) =>
    (await client.post('/account/password', { current, wanted, repeated })).status
  expect(await change('not it', passwordOf(5))).toBe(422)
  expect(await change(passwordOf(4), passwordOf(5), 'Another-one-77')).toBe(422)
  expect(await change(passwordOf(4), passwordOf(4))).toBe(422)
  expect(await change(passwordOf(4), first)).toBe(422)
  expect(await change(passwordOf(4), passwordOf(5))).toBe(303)
  expect(await change(passwordOf(5), passwordOf(1))).toBe(422)
  expect(await change(passwordOf(5), passwordOf(6))).toBe(303)
  expect(await change(passwordOf(6), passwordOf(1))).toBe(303)
  await signedIn(servicesOn(database), 'changer', passwordOf(1))
})

test('changing the password signs out everybody else who used it', async () => {
  await signedInAs(database, 'clerk', { account: 'robbed' })
  const thief = await signedIn(servicesOn(database), 'robbed', first)
  const owner = await signedIn(servicesOn(database), 'robbed', first)
  const form = { current: first, wanted: passwordOf(1), repeated: passwordOf(1) }
  expect((await owner.post('/account/password', form)).status).toBe(303)
  expect((await thief.get('/account')).status).toBe(303)
  expect((await owner.get('/account')).status).toBe(200)
})

test('with a password of more than 90 days nothing opens but the page to change it', async () => {
  await signedInAs(database, 'clerk', { account: 'old' })
  const clock = standingClock(() => new Date(), '2024-04-20', new Date(0))
  const services = servicesOn(database, { isExample: false, clock })
  const client = await signedIn(services, 'old', first)
  const page = await client.get('/organizations')
  expect([page.status, page.headers.get('Location')]).toEqual([303, '/account/password'])
  const fragment = await client.get('/organizations', { 'HX-Request': 'true' })
  expect(fragment.headers.get('HX-Redirect')).toBe('/account/password')
  const form = await (await client.get('/account/password')).text()
  expect(form).toContain('90 天')
  const csrf = /name="csrf" value="([^"]+)"/.exec(form)?.[1] ?? ''
  const change = { csrf, current: first, wanted: passwordOf(1), repeated: passwordOf(1) }
  expect((await client.post('/account/password', change)).status).toBe(303)
  expect((await client.get('/organizations')).status).toBe(200)
})

test('no password and no hash of one is in the audit trail', async () => {
  const [row] = await database.sql<{ found: boolean }[]>`
    select exists (
      select 1 from audit_entries e where e::text like '%argon2%' or e::text like '%qd2mvW%'
    ) as found`
  expect(row?.found).toBe(false)
})
