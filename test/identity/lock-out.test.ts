import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createApp } from '../../src/app.ts'
import { codeStep } from '../../src/identity/second-factor.ts'
import { emptyDatabase, type TestDatabase } from '../database/harness.ts'
import { servicesOn, signedIn, signedInAs, textOf } from '../http/client.ts'

let database: TestDatabase
let now = new Date('2024-01-15T01:00:00Z')
beforeAll(async () => {
  database = await emptyDatabase()
})
afterAll(() => database.drop())

const right = 'A test password 1'
/** Addresses of the documentation range (RFC 5737). */
function from(address: string) {
  const app = createApp(servicesOn(database, { wall: () => now, behindProxy: true }))
  return (form: Record<string, string>) =>
    app.request('/sign-in', {
      method: 'POST',
      headers: { Origin: 'http://localhost', 'X-Forwarded-For': `203.0.113.9, ${address}` },
      body: new URLSearchParams(form),
    })
}
const later = (minutes: number) => {
  now = new Date(now.getTime() + minutes * 60_000)
}

test('after five wrong passwords even the right one waits a quarter of an hour, and the answer stays the same', async () => {
  await signedInAs(database, 'clerk', { account: 'locked' })
  const post = from('192.0.2.1')
  const answers = []
  for (let count = 0; count < 5; count++) answers.push(await post({ account: 'locked', password: 'wrong' }))
  const sixth = await post({ account: 'locked', password: right })
  expect([...answers, sixth].map(({ status }) => status)).toEqual([422, 422, 422, 422, 422, 422])
  const texts = await Promise.all([...answers, sixth].map((answer) => answer.text()))
  expect(new Set(texts).size).toBe(1)
  later(14)
  expect((await post({ account: 'locked', password: right })).status).toBe(422)
  later(2)
  expect((await post({ account: 'locked', password: right })).status).toBe(303)
})

test('twenty guesses sent at once are no more than five', async () => {
  later(60)
  await signedInAs(database, 'clerk', { account: 'rushed' })
  const post = from('192.0.2.2')
  await Promise.all(Array.from({ length: 12 }, () => post({ account: 'rushed', password: 'wrong' })))
  const [row] = await database.sql`
    select count(*)::int as looked from audit_entries where action = 'session.refusal' and reason = 'password'
    and user_name = '示例rushed'`
  expect(row?.looked).toBe(5)
})

test('signing in begins the count anew', async () => {
  later(60)
  await signedInAs(database, 'clerk', { account: 'clumsy' })
  const post = from('192.0.2.3')
  for (let round = 0; round < 3; round++) {
    for (let count = 0; count < 4; count++) await post({ account: 'clumsy', password: 'wrong' })
    expect((await post({ account: 'clumsy', password: right })).status).toBe(303)
  }
})

test('an address that tried twenty times waits, another address does not', async () => {
  later(60)
  await signedInAs(database, 'clerk', { account: 'neighbour' })
  const post = from('192.0.2.4')
  for (let count = 0; count < 20; count++) await post({ account: `guess-${count}`, password: 'wrong' })
  expect((await post({ account: 'neighbour', password: right })).status).toBe(422)
  expect((await from('192.0.2.5')({ account: 'neighbour', password: right })).status).toBe(303)
})

test('what was typed as an account is nowhere in the database: it may have been a password', async () => {
  later(60)
  await from('192.0.2.6')({ account: 'Typed-in-the-wrong-field-7', password: 'x' })
  const tables = await database.sql<{ found: boolean }[]>`
    select exists (select 1 from audit_entries e where e::text like '%wrong-field%') as found
    union select exists (select 1 from sign_in_attempts a where a::text like '%wrong-field%')`
  expect(tables.map(({ found }) => found)).toEqual([false])
})

test('with a second factor the password alone opens nothing, and a code works once', async () => {
  later(60)
  await signedInAs(database, 'clerk', { account: 'careful' })
  const client = await signedIn(servicesOn(database), 'careful', right)
  const page = await (await client.get('/account/second-factor')).text()
  const secret = /name="secret" value="([A-Z2-7]{32})"/.exec(page)?.[1] ?? ''
  const codeAt = (at: Date) =>
    new TOTP({ secret: Secret.fromBase32(secret), digits: 6, period: 30 }).generate({
      timestamp: at.getTime(),
    })
  const wrong = await client.post('/account/second-factor', { secret, code: '000000', password: right })
  expect(wrong.status).toBe(422)
  const real = new Date()
  const done = await client.post('/account/second-factor', { secret, code: codeAt(real), password: right })
  expect(done.status).toBe(303)
  // The test's own time runs on from here, past the half minute that enrolled.
  now = new Date(real.getTime() + 120_000)
  const post = from('192.0.2.7')
  expect((await post({ account: 'careful', password: right })).status).toBe(422)
  expect((await post({ account: 'careful', password: 'wrong', code: codeAt(now) })).status).toBe(422)
  expect((await post({ account: 'careful', password: right, code: codeAt(now) })).status).toBe(303)
  expect((await post({ account: 'careful', password: right, code: codeAt(now) })).status).toBe(422)
  const [row] = await database.sql<{ text: string }[]>`
    select encode(secret_ciphertext, 'escape') as text from second_factors where revoked_at is null`
  expect(row?.text).not.toContain(secret)
})

test('the codes are those of RFC 6238', () => {
  // Appendix B: the secret 12345678901234567890 in base 32, SHA-1; the last six of the eight figures printed there.
  const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
  expect(codeStep(secret, '287082', new Date(59_000))).toBe(1n)
  expect(codeStep(secret, '081804', new Date(1_111_111_109_000))).toBe(37037036n)
  expect(codeStep(secret, '081804', new Date(1_111_111_199_000))).toBeNull()
})

test('the page of one’s own account shows where one was refused', async () => {
  later(60)
  await signedInAs(database, 'clerk', { account: 'reader' })
  await from('192.0.2.8')({ account: 'reader', password: 'wrong' })
  const client = await signedIn(servicesOn(database), 'reader', right)
  const text = textOf(await (await client.get('/account')).text())
  expect(text).toContain('192.0.2.8 登录被拒绝')
})

test('one click ends every other session of the account', async () => {
  await signedInAs(database, 'clerk', { account: 'twice' })
  const here = await signedIn(servicesOn(database), 'twice', right)
  const there = await signedIn(servicesOn(database), 'twice', right)
  expect((await there.get('/account')).status).toBe(200)
  expect((await here.post('/account/other-sessions/ending', {})).status).toBe(303)
  expect((await there.get('/account')).status).toBe(303)
  expect((await here.get('/account')).status).toBe(200)
})
