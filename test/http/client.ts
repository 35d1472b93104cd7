import { sql } from 'drizzle-orm'
import { pino } from 'pino'
import { createApp } from '../../src/app.ts'
import type { Db } from '../../src/database/connection.ts'
import type { Services } from '../../src/http/environment.ts'
import { userRoles, users } from '../../src/identity/schema.ts'
import { standingClock } from '../../src/kernel/clock.ts'
import type { Role } from '../../src/kernel/permission.ts'
import {
  demoDay,
  exampleActing,
  quickPasswordHash,
  regionCode,
  type TestDatabase,
  testCipher,
} from '../database/harness.ts'

/** The whole application on a test's own database, standing on the demo day. */
export function servicesOn(database: Pick<TestDatabase, 'db'>, change: Partial<Services> = {}): Services {
  const wall = () => new Date()
  return {
    db: database.db,
    cipher: testCipher,
    clock: standingClock(wall, demoDay, new Date(0)),
    wall,
    regionCode,
    regionName: '朝天区（示例）',
    isExample: true,
    secure: false,
    log: pino({ level: 'silent' }),
    room: async () => null,
    keeping: null,
    ...change,
  }
}

/** Somebody with a browser: keeps the cookie, sends the token that the page would. */
export type Client = {
  get(path: string, headers?: Record<string, string>): Promise<Response>
  post(path: string, form: Record<string, string>): Promise<Response>
  /** A form that carries a file. */
  send(path: string, form: Record<string, string | File>): Promise<Response>
  /** The page's text without its marks, for reading. */
  read(path: string): Promise<string>
}

const origin = 'http://localhost'

export async function signedIn(services: Services, account: string, password: string): Promise<Client> {
  const app = createApp(services)
  const answer = await app.request('/sign-in', {
    method: 'POST',
    headers: { Origin: origin },
    body: new URLSearchParams({ account, password }),
  })
  const cookie = answer.headers.get('Set-Cookie')?.split(';')[0]
  if (answer.status !== 303 || cookie === undefined) throw new Error(`sign-in answered ${answer.status}`)
  const get = async (path: string, headers: Record<string, string> = {}) =>
    app.request(path, { headers: { Cookie: cookie, ...headers } })
  const frame = await (await get('/account')).text()
  const csrf = /name="csrf" value="([^"]+)"/.exec(frame)?.[1] ?? ''
  const write = (path: string, body: URLSearchParams | FormData) =>
    audited(services.db, path, async () =>
      app.request(path, { method: 'POST', headers: { Cookie: cookie, Origin: origin }, body }),
    )
  return {
    get,
    async post(path, form) {
      return write(path, new URLSearchParams({ csrf, ...form }))
    },
    async send(path, form) {
      const body = new FormData()
      for (const [name, value] of Object.entries({ csrf, ...form })) body.append(name, value)
      return write(path, body)
    },
    async read(path) {
      return textOf(await (await get(path)).text())
    },
  }
}

/** What every user that a test makes signs in with. */
export const testPassword = 'A test password 1'

/**
 * They lead on without having written anything: an import writes its entry when it has gone through, a file that is
 * kept with its paper already is not kept again (test/movement/document-file looks at the entries itself).
 */
const leadingOn = /^\/(search|people\/search|exchange\/jobs\/[^/]+\/application|documents\/[^/]+\/files)$/

/** Whatever a test does by a form: when it was done, an audit entry tells of it. */
async function audited(db: Db, path: string, act: () => Promise<Response>): Promise<Response> {
  const last = async () =>
    (await db.execute<{ id: string }>(sql`select max(id) as id from audit_entries`))[0]?.id
  const before = await last()
  const answer = await act()
  if (answer.status === 303 && !leadingOn.test(path) && (await last()) === before) {
    throw new Error(`POST ${path} was done and left no audit entry`)
  }
  return answer
}

/** A user made for the test, signed in. */
export async function signedInAs(
  database: Pick<TestDatabase, 'db'>,
  role: Role,
  {
    scopeOrganizationId = null,
    account = `test-${role}`,
  }: { scopeOrganizationId?: string | null; account?: string } = {},
): Promise<Client> {
  await plantUser(database, role, { scopeOrganizationId, account })
  return signedIn(servicesOn(database), account, testPassword)
}

export async function plantUser(
  { db }: Pick<TestDatabase, 'db'>,
  role: Role,
  { scopeOrganizationId, account }: { scopeOrganizationId: string | null; account: string },
): Promise<void> {
  const id = crypto.randomUUID()
  const { at } = exampleActing()
  await db.insert(users).values({
    regionCode,
    id,
    account,
    name: `示例${account}`,
    passwordHash: await quickPasswordHash(testPassword),
    scopeOrganizationId,
    createdAt: at,
  })
  await db
    .insert(userRoles)
    .values({ regionCode, id: crypto.randomUUID(), userId: id, role, recordedAt: at, recordedBy: id })
}

/** HTML as a person reads it. */
export function textOf(page: string): string {
  return page
    .replace(/<(script|style)[\s\S]*?<\/\1>/g, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ')
    .trim()
}
