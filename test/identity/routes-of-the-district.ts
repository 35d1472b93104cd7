import { createApp } from '../../src/app.ts'
import { demoAccounts } from '../../src/demo/example-users.ts'
import { declaredRoutes } from '../../src/http/permit.ts'
import type { Declaration } from '../../src/kernel/permission.ts'
import type { TestDatabase } from '../database/harness.ts'
import { servicesOn } from '../http/client.ts'

export type DeclaredRoute = { method: string; path: string; declaration: Declaration }
export type App = ReturnType<typeof createApp>

/** What stands in an address for `:id` and the like. */
export type Standing = (route: string) => string

export function appOn(database: TestDatabase): { app: App; routes: DeclaredRoute[] } {
  const app = createApp(servicesOn(database))
  return { app, routes: declaredRoutes(app) }
}

export type Browser = { cookie: string; csrf: string }

/** A session of somebody of the example, or of a user with a password of the test's own. */
export async function browserOf(
  app: App,
  account: string,
  password = demoAccounts.find((one) => one.account === account)?.password ?? '',
): Promise<Browser> {
  const answer = await app.request('/sign-in', {
    method: 'POST',
    headers: { Origin: 'http://localhost' },
    body: new URLSearchParams({ account, password }),
  })
  const cookie = answer.headers.get('Set-Cookie')?.split(';')[0]
  if (cookie === undefined) throw new Error(`${account} was not let in`)
  const page = await (await app.request('/account', { headers: { Cookie: cookie } })).text()
  return { cookie, csrf: /name="csrf" value="([^"]+)"/.exec(page)?.[1] ?? '' }
}

/** One request as the browser would send it; an empty form when it posts. */
export async function ask(
  app: App,
  browser: Browser | null,
  { method, path }: { method: string; path: string },
  form: Record<string, string> = {},
): Promise<Response> {
  const headers: Record<string, string> = { Origin: 'http://localhost' }
  if (browser !== null) headers.Cookie = browser.cookie
  if (method === 'GET') return app.request(path, { headers })
  const body = new URLSearchParams({ csrf: browser?.csrf ?? '', ...form })
  return app.request(path, { method, headers, body })
}

const nowhere = '00000000-0000-4000-8000-000000000000'

/** Fills an address with ids: of the organization's own things, or of things that are not there. */
export async function standingOf(database: TestDatabase, organizationId: string): Promise<Standing> {
  const one = async (query: Promise<readonly { id: string }[]>) => (await query)[0]?.id ?? nowhere
  const { sql } = database
  const person = await one(sql`
    select person_id as id from assignments
    where organization_id = ${organizationId} and effective_from <= '2024-01-15'
    and (effective_to is null or effective_to > '2024-01-15') and superseded_at is null order by person_id limit 1`)
  const version = await one(sql`
    select id from organization_versions where organization_id = ${organizationId} and superseded_at is null limit 1`)
  const headcount = await one(sql`
    select id from approved_headcounts where organization_id = ${organizationId} limit 1`)
  const movement = await one(sql`
    select id from movements where person_id = ${person} limit 1`)
  const ids: Record<string, string> = {
    organizations: organizationId,
    people: person,
    headcounts: headcount,
    movements: movement,
  }
  const words: Record<string, string> = {
    versionId: version,
    kind: 'renaming',
    paper: 'entry',
    year: '2023',
    name: 'logo.svg',
  }
  return (route) =>
    route.replace(/:(\w+)/g, (_whole, name: string) => {
      if (name === 'id') return ids[route.split('/')[1] ?? ''] ?? nowhere
      return words[name] ?? nowhere
    })
}

export async function organizationNamed(database: TestDatabase, shortName: string): Promise<string> {
  const [row] = await database.sql<{ id: string }[]>`
    select organization_id as id from organization_versions
    where short_name = ${shortName} and kind = 'unit' and superseded_at is null limit 1`
  if (!row) throw new Error(`no unit ${shortName} in the example`)
  return row.id
}
