import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createApp } from '../../src/app.ts'
import { emptyDatabase, type TestDatabase } from '../database/harness.ts'
import { servicesOn, signedInAs, testPassword } from './client.ts'

let database: TestDatabase
/** The machine's clock goes on by so much; lucia reads it itself. */
const pass = (minutes: number) => vi.setSystemTime(Date.now() + minutes * 60_000)

beforeAll(async () => {
  database = await emptyDatabase()
  await signedInAs(database, 'audit-administrator', { account: 'keeper' })
})
afterAll(() => database.drop())

async function doorOf(change: Parameters<typeof servicesOn>[1] = {}) {
  const app = createApp(servicesOn(database, change))
  const answer = await app.request('/sign-in', {
    method: 'POST',
    headers: { Origin: 'http://localhost' },
    body: new URLSearchParams({ account: 'keeper', password: testPassword }),
  })
  const set = answer.headers.get('Set-Cookie') ?? ''
  const cookie = set.split(';')[0] ?? ''
  const get = (path: string) => app.request(path, { headers: { Cookie: cookie } })
  return { app, set, cookie, get }
}

test('behind TLS the cookie is __Host-, Secure, HttpOnly, SameSite, without a domain and without an age', async () => {
  const { set } = await doorOf({ secure: true })
  expect(set).toMatch(/^__Host-bianzhi=[^;]{20,};/)
  for (const word of ['Path=/', 'HttpOnly', 'Secure', 'SameSite=Lax']) expect(set).toContain(word)
  expect(set).not.toMatch(/Domain|Max-Age|Expires/)
})

test('behind a proxy that ends TLS the browser’s own word that a form is ours is taken, another site’s is not', async () => {
  const { app, cookie } = await doorOf()
  const page = await (await app.request('/account', { headers: { Cookie: cookie } })).text()
  const csrf = /name="csrf" value="([^"]+)"/.exec(page)?.[1] ?? ''
  const post = (headers: Record<string, string>) =>
    app.request('/account/other-sessions/ending', {
      method: 'POST',
      headers: { Cookie: cookie, ...headers },
      body: new URLSearchParams({ csrf }),
    })
  const ours = { Origin: 'https://bianzhi.example', 'Sec-Fetch-Site': 'same-origin' }
  expect((await post(ours)).status).toBe(303)
  expect((await post({ ...ours, 'Sec-Fetch-Site': 'cross-site' })).status).toBe(403)
})

test('half an hour without a request ends the session; requests keep it for twelve hours and no longer', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  const idle = await doorOf()
  pass(29)
  expect((await idle.get('/account')).status).toBe(200)
  pass(31)
  expect((await idle.get('/account')).status).toBe(303)

  const busy = await doorOf()
  for (let passed = 20; passed < 12 * 60; passed += 20) {
    pass(20)
    expect([passed, (await busy.get('/account')).status]).toEqual([passed, 200])
  }
  pass(21)
  expect((await busy.get('/account')).status).toBe(303)
  vi.useRealTimers()
})

test.each([
  ['a page', '/account', 200],
  ['the door', '/sign-in', 303],
  ['a refusal', '/people', 403],
  ['nothing', '/no-such-page', 404],
  ['a hostile address', '/audit%00', 404],
  ['a form with a problem', '/audit?from=nonsense', 422],
  ['a workbook', '/audit.xlsx', 200],
  ['the exported chain', '/audit/chain.ndjson', 200],
  ['an asset', '/assets/bianzhi.css', 200],
  ['the health', '/healthz', 200],
] as const)(
  '%s carries the headers that keep it from being framed, guessed, leaked or kept',
  async (what, path, status) => {
    const { get } = await doorOf()
    const answer = await get(path)
    expect(answer.status).toBe(status)
    const { headers } = answer
    const policy = headers.get('Content-Security-Policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).toContain("base-uri 'none'")
    expect(policy).not.toMatch(/unsafe|\*/)
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
    expect(headers.get('X-Frame-Options')).toBe('DENY')
    expect(headers.get('Referrer-Policy')).toBe('same-origin')
    expect(headers.get('X-Powered-By')).toBeNull()
    if (what !== 'an asset') expect(headers.get('Cache-Control')).toBe('no-store')
  },
)

test('a page holds no script and no style of its own', async () => {
  const { get } = await doorOf()
  for (const path of ['/account', '/audit', '/permissions', '/no-such-page']) {
    const page = await (await get(path)).text()
    expect(page).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\sstyle="|\son[a-z]+="|javascript:/)
  }
})

test('a body beyond the limit is refused before it is read', async () => {
  const { app, cookie } = await doorOf()
  const answer = await app.request('/search', {
    method: 'POST',
    headers: { Cookie: cookie, Origin: 'http://localhost', 'Content-Length': String(21 * 1024 * 1024) },
    body: 'q=x',
  })
  expect(answer.status).toBe(413)
  expect(await answer.text()).toContain('20 MB')
})

test('what is asked for never becomes a header: names of files are encoded, a way back leads to our own pages', async () => {
  const { app, get } = await doorOf()
  const file = await get(`/audit.xlsx?who=${encodeURIComponent('a"\r\nSet-Cookie: b=c')}`)
  expect(file.headers.get('Set-Cookie')).toBeNull()
  expect(file.headers.get('Content-Disposition')).toMatch(/^attachment; filename\*=UTF-8''[\w%.()-]+$/)
  const back = await app.request(`/users?to=${encodeURIComponent('\r\nSet-Cookie: b=c')}`)
  expect(back.headers.get('Location')).not.toMatch(/[\r\n]/)
  expect(back.headers.get('Set-Cookie')).toBeNull()
})

test('neither our script nor htmx keeps a page in the browser: Back asks the server again', async () => {
  for (const file of ['../../views/assets/bianzhi.js', '../../node_modules/htmx.org/dist/htmx.js']) {
    expect(await readFile(new URL(file, import.meta.url), 'utf8')).not.toMatch(
      /localStorage|sessionStorage|indexedDB/,
    )
  }
})
