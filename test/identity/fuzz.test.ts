import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { permissionsOf, type Role, roles } from '../../src/kernel/permission.ts'
import { emptyDatabase, type TestDatabase } from '../database/harness.ts'
import { signedInAs } from '../http/client.ts'
import { bureau, entryOf, officer, settled } from '../movement/planted.ts'
import { plantRegion } from '../organization/planted.ts'
import {
  type App,
  appOn,
  type Browser,
  browserOf,
  type DeclaredRoute,
  type Standing,
  standingOf,
} from './routes-of-the-district.ts'

/**
 * Half of them by whoever may not, half by whoever may. `npm run fuzz` sends ten thousand; the usual run, which must
 * stay short, a tenth of them. Another seed tries others.
 */
const requests = Number.parseInt(process.env.FUZZ_REQUESTS ?? '1000', 10)
const seed = Number.parseInt(process.env.FUZZ_SEED ?? '20240115', 10)
const atOnce = 4

const hostile = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 40 }) },
  { weight: 2, arbitrary: fc.uuid() },
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      '',
      ' ',
      '\u0000',
      'a\u0000b',
      "' or 1=1 --",
      "'; drop table users; --",
      '<script>alert(1)</script>',
      '"><img src=x onerror=alert(1)>',
      '../../../../etc/passwd',
      '..%2f..%2f',
      '%',
      '%00',
      '\\',
      '{{7*7}}',
      '__proto__',
      'constructor',
      'toString',
      '-1',
      '0',
      '1e309',
      '99999999999999999999',
      '0x10',
      'NaN',
      '１２３',
      '1,234.5',
      '0000-00-00',
      '2024-02-30',
      '9999-12-31',
      '10000-01-01',
      '0001-01-01',
      '-0001-01-01',
      '2024-01-15T25:00:00',
      '+275760-09-13T00:00:00Z',
      '2024-01-15\r\nSet-Cookie: a=b',
      '11010519491231002X',
      '\u202e\u200b\ufeff',
      '\ud800',
      '𠮷'.repeat(300),
      'x'.repeat(9_000),
      '2023',
      'institution',
      'yes',
    ),
  },
)

const asked = fc.record({
  route: fc.nat(),
  ids: fc.constantFrom('own', 'own', 'hostile'),
  inPath: hostile,
  made: fc.oneof(
    { weight: 19, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.webPath().map((path) => `/${path}`) },
  ),
  query: fc.array(fc.tuple(fc.nat(), hostile), { maxLength: 4 }),
  fields: fc.array(fc.tuple(fc.nat(), hostile), { maxLength: 12 }),
  form: fc.constantFrom('url', 'url', 'url', 'multipart', 'broken', 'json', 'bytes'),
  who: fc.nat(),
  refused: fc.constantFrom('role', 'nobody', 'token', 'origin'),
  partial: fc.boolean(),
})
type Asked = typeof asked extends fc.Arbitrary<infer Value> ? Value : never

let database: TestDatabase
let app: App
let routes: DeclaredRoute[]
let own: Standing
let fieldNames: string[]
const browsers = new Map<Role, Browser>()
const roleNames = Object.keys(roles) as Role[]

/** A bureau with places and one person in it: enough for every page to have something to say, and quick. */
beforeAll(async () => {
  database = await emptyDatabase()
  const { db } = database
  const root = await plantRegion(db, officer('clerk'))
  const unit = await bureau(db, root, { name: '试验局', approved: 5 })
  await settled(db, entryOf(unit, { effectiveOn: '2024-01-02' }))
  ;({ app, routes } = appOn(database))
  own = await standingOf(database, unit)
  for (const role of roleNames) {
    await signedInAs(database, role, {
      account: role,
      scopeOrganizationId: role === 'unit-contact' ? unit : null,
    })
    browsers.set(role, await browserOf(app, role, 'A test password 1'))
  }
  fieldNames = await namesOfFields()
})
afterAll(() => database.drop())

test('strange requests by whoever may not change nothing and break nothing', {
  timeout: 600_000,
}, async () => {
  const before = await contents()
  const { failures } = await sent(fc.sample(asked, { numRuns: requests / 2, seed }), refusedRequest)
  expect(failures).toEqual([])
  expect(await contents()).toEqual(before)
})

test('strange requests by whoever may break nothing', { timeout: 600_000 }, async () => {
  const { failures, answered } = await sent(
    fc.sample(asked, { numRuns: requests / 2, seed: seed + 1 }),
    allowedRequest,
  )
  expect(failures).toEqual([])
  // Most of it got to where something could break: a page, a redirect, a form with its problems.
  expect(answered).toBeGreaterThan(requests / 5)
})

type Built = { path: string; init: RequestInit } | null

async function sent(
  samples: readonly Asked[],
  build: (one: Asked) => Built,
): Promise<{ failures: string[]; answered: number }> {
  const failures: string[] = []
  let answered = 0
  const queue = [...samples]
  async function worker() {
    for (let one = queue.pop(); one !== undefined; one = queue.pop()) {
      const built = build(one)
      if (built === null) continue
      const answer = await app.request(built.path, built.init)
      const text = answer.headers.get('Content-Type')?.startsWith('text/') ? await answer.text() : ''
      const leak = answer.status >= 400 && tells.exec(text)
      if (answer.status < 400 || answer.status === 422) answered += 1
      if (answer.status >= 500 || leak) {
        failures.push(
          `${answer.status} ${built.init.method} ${built.path.slice(0, 200)} ${leak ? leak[0] : ''}`,
        )
      }
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  return { failures, answered }
}

/** Words that only the inside knows. */
const tells = /node_modules|\bat .{1,80}:\d+:\d+|PostgresError|DrizzleQuery|violates|syntax error/

/** By a role without the right, by nobody, without the page's token, from another site. */
function refusedRequest(one: Asked): Built {
  const route = routes[one.route % routes.length]
  if (!route) return null
  const without = roleNames.filter((role) => !maySee(route, role))
  const withRight = roleNames.filter((role) => maySee(route, role))
  const changing = route.method !== 'GET'
  if (one.refused === 'role' && without.length > 0) return requestOf(one, route, pick(without, one.who))
  if (one.refused === 'token' && changing) {
    return requestOf(one, route, pick(withRight, one.who), { token: 'wrong' })
  }
  if (one.refused === 'origin' && changing) {
    return requestOf(one, route, pick(withRight, one.who), { origin: 'https://example.org' })
  }
  return requestOf(one, route, null)
}

function allowedRequest(one: Asked): Built {
  const route = routes[one.route % routes.length]
  // Who signs out asks nothing more.
  if (!route || route.path === '/sign-out') return null
  return requestOf(
    one,
    route,
    pick(
      roleNames.filter((role) => maySee(route, role)),
      one.who,
    ),
  )
}

function maySee({ declaration }: DeclaredRoute, role: Role): boolean {
  if (declaration === 'anyone' || declaration === 'signed-in') return true
  return permissionsOf([role]).has(declaration)
}

function pick<T>(from: readonly T[], at: number): T | null {
  return from[at % from.length] ?? null
}

function requestOf(
  one: Asked,
  route: DeclaredRoute,
  role: Role | null,
  { token, origin = 'http://localhost' }: { token?: string; origin?: string } = {},
): { path: string; init: RequestInit } {
  const browser = role === null ? undefined : browsers.get(role)
  const filled =
    one.ids === 'own'
      ? own(route.path)
      : route.path.replace(/:\w+/g, encodeURIComponent(wellFormed(one.inPath)))
  const query = new URLSearchParams(one.query.map(([name, value]): [string, string] => [nameOf(name), value]))
  const path = `${one.made ?? filled}?${query}`
  const headers: Record<string, string> = { Origin: origin }
  if (browser) headers.Cookie = browser.cookie
  if (one.partial) headers['HX-Request-Type'] = 'partial'
  if (route.method === 'GET') return { path, init: { method: 'GET', headers } }
  const fields: [string, string][] = [
    ['csrf', token ?? browser?.csrf ?? ''],
    ...one.fields.map(([name, value]): [string, string] => [nameOf(name), value]),
  ]
  return { path, init: { method: route.method, ...bodyOf(one, fields, headers) } }
}

function nameOf(at: number): string {
  return fieldNames[at % fieldNames.length] ?? 'q'
}

function wellFormed(text: string): string {
  return Buffer.from(text).toString() || 'x'
}

function bodyOf(one: Asked, fields: [string, string][], headers: Record<string, string>) {
  const typed = (type: string, body: string) => ({ headers: { ...headers, 'Content-Type': type }, body })
  if (one.form === 'multipart') {
    const form = new FormData()
    for (const [name, value] of fields) form.append(name, value)
    form.append('file', new Blob(['\u0000PK\u0003\u0004 not a workbook']), 'a.xlsx')
    return { headers, body: form }
  }
  if (one.form === 'broken')
    return typed('multipart/form-data; boundary=x', '--x\r\nContent-Disposition: broken')
  if (one.form === 'json') return typed('application/json', JSON.stringify(Object.fromEntries(fields)))
  if (one.form === 'bytes')
    return typed('application/octet-stream', fields.map(([, value]) => value).join(''))
  return { headers, body: new URLSearchParams(fields) }
}

/** What the forms of the pages ask for, so that a good part of what is sent gets past the first look. */
async function namesOfFields(): Promise<string[]> {
  const names = new Set(['asOf', 'asKnownAt', 'q', 'reason', 'organizationId', 'personId', 'year', 'code'])
  for (const { method, path, declaration } of routes) {
    if (method !== 'GET') continue
    const role = roleNames.find((one) => maySee({ method, path, declaration }, one))
    const cookie = role === undefined ? '' : (browsers.get(role)?.cookie ?? '')
    const answer = await app.request(own(path), { headers: { Cookie: cookie } })
    if (!answer.headers.get('Content-Type')?.startsWith('text/html')) continue
    for (const [, name] of (await answer.text()).matchAll(/ name="([^"]+)"/g)) if (name) names.add(name)
  }
  names.delete('csrf')
  return [...names]
}

/** Every table but those that tell of the attempt itself: how many rows, and a figure over all their words. */
async function contents(): Promise<Record<string, string>> {
  const telling = ['audit_entries', 'audit_pending', 'audit_seals', 'sessions', 'sign_in_attempts']
  const { sql } = database
  const tables = await sql<{ name: string }[]>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' and not table_name = any(${telling})
    order by table_name`
  const found: Record<string, string> = {}
  for (const { name } of tables) {
    const [row] = await sql<{ figure: string }[]>`
      select count(*) || ' ' || coalesce(sum(hashtext(t::text)::bigint), 0) as figure from ${sql(name)} t`
    found[name] = row?.figure ?? ''
  }
  return found
}
