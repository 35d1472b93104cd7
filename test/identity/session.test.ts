import { afterAll, beforeAll, expect, test } from 'vitest'
import { createApp } from '../../src/app.ts'
import { emptyDatabase, type TestDatabase } from '../database/harness.ts'
import { servicesOn, signedIn, signedInAs } from '../http/client.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await emptyDatabase()
})
afterAll(() => database.drop())

const post = (path: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
  createApp(servicesOn(database)).request(path, {
    method: 'POST',
    headers: { Origin: 'http://localhost', ...headers },
    body: new URLSearchParams(form),
  })

test('a wrong password and an unknown account get the same answer, and nobody is let in', async () => {
  await signedInAs(database, 'clerk', { account: 'somebody' })
  const wrong = await post('/sign-in', { account: 'somebody', password: 'not it' })
  const unknown = await post('/sign-in', { account: 'nobody', password: 'not it' })
  expect([wrong.status, unknown.status]).toEqual([422, 422])
  expect(wrong.headers.get('Set-Cookie')).toBeNull()
  expect((await wrong.text()).replaceAll('somebody', '*')).toBe(
    (await unknown.text()).replaceAll('nobody', '*'),
  )
})

test('the cookie holds a secret that the database does not', async () => {
  const client = await signedInAs(database, 'clerk', { account: 'holder' })
  expect((await client.get('/')).status).not.toBe(303)
  const rows = await database.sql<{ idHash: string }[]>`select id_hash as "idHash" from sessions`
  for (const { idHash } of rows) {
    const answer = await createApp(servicesOn(database)).request('/', {
      headers: { Cookie: `bianzhi=${idHash}` },
    })
    expect(answer.status).toBe(303)
  }
})

test('without a session every page leads to the sign-in and back', async () => {
  const answer = await createApp(servicesOn(database)).request('/?asOf=2023-12-31')
  expect(answer.status).toBe(303)
  expect(answer.headers.get('Location')).toBe(`/sign-in?to=${encodeURIComponent('/?asOf=2023-12-31')}`)
})

test('signing in never leads to another site', async () => {
  await signedInAs(database, 'clerk', { account: 'traveller' })
  for (const to of ['https://example.com/', '//example.com', '/\\example.com', 'javascript:alert(1)']) {
    const answer = await post('/sign-in', { account: 'traveller', password: 'A test password 1', to })
    expect(answer.headers.get('Location')).toBe('/')
  }
})

test('a form from another site, or without the token of the page, changes nothing', async () => {
  await signedInAs(database, 'clerk', { account: 'target' })
  const answer = await post('/sign-in', { account: 'target', password: 'A test password 1' })
  const cookie = answer.headers.get('Set-Cookie')?.split(';')[0] ?? ''
  expect((await post('/sign-out', {}, { Cookie: cookie })).status).toBe(403)
  expect((await post('/sign-out', {}, { Cookie: cookie, Origin: 'https://example.com' })).status).toBe(403)
  expect(
    (await createApp(servicesOn(database)).request('/', { headers: { Cookie: cookie } })).status,
  ).not.toBe(303)
})

test('after signing out the old cookie opens nothing', async () => {
  await signedInAs(database, 'clerk', { account: 'leaver' })
  const client = await signedIn(servicesOn(database), 'leaver', 'A test password 1')
  expect((await client.post('/sign-out', {})).status).toBe(303)
  expect((await client.get('/')).status).toBe(303)
})

test('a closed account is shown the door at once', async () => {
  const client = await signedInAs(database, 'clerk', { account: 'closed' })
  await database.sql`update users set disabled_at = now() where account = 'closed'`
  expect((await client.get('/')).status).toBe(303)
})
