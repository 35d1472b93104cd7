import exceljs from 'exceljs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { permissions, permissionsOf, type Role, roles } from '../../src/kernel/permission.ts'
import { demoDatabase, type TestDatabase } from '../database/harness.ts'
import { textOf } from '../http/client.ts'
import {
  type App,
  appOn,
  ask,
  type Browser,
  browserOf,
  type DeclaredRoute,
  organizationNamed,
  type Standing,
  standingOf,
} from './routes-of-the-district.ts'

/** The sign-in of the example for each role; the contact sees one bureau, the others the whole district. */
const accountOf: Record<Role, string> = {
  clerk: 'clerk',
  'section-head': 'section-head',
  'deputy-director': 'deputy-director',
  director: 'director',
  'unit-contact': 'education-contact',
  finance: 'finance',
  auditor: 'auditor',
  'system-administrator': 'system-administrator',
  'security-administrator': 'security-administrator',
  'audit-administrator': 'audit-administrator',
}
const roleNames = Object.keys(roles) as Role[]
const administrators: Role[] = ['system-administrator', 'security-administrator', 'audit-administrator']

let database: TestDatabase
let app: App
let routes: DeclaredRoute[]
let browsers: ReadonlyMap<Role, Browser>
let own: Standing
let foreign: Standing

beforeAll(async () => {
  database = await demoDatabase()
  ;({ app, routes } = appOn(database))
  const found = []
  for (const role of roleNames) found.push([role, await browserOf(app, accountOf[role])] as const)
  browsers = new Map(found)
  own = await standingOf(database, await organizationNamed(database, '区教育局'))
  foreign = await standingOf(database, await organizationNamed(database, '区委编办'))
}, 300_000)
afterAll(() => database.drop())

/** Ends the session it is asked with, so it is asked by nobody here; session.test.ts does. */
const askable = () => routes.filter(({ method, path }) => !(method === 'POST' && path === '/sign-out'))

describe('what the table of permissions says', () => {
  test('the three administrators see neither people nor money, and no two of them can do the same', () => {
    for (const role of administrators) {
      for (const name of permissionsOf([role])) expect(name).toMatch(/^(desk|user|role|audit|system)\./)
    }
    const writing = administrators.map((role) =>
      [...permissionsOf([role])].filter((name) => !['desk.read', 'user.read'].includes(name)),
    )
    expect(new Set(writing.flat()).size).toBe(writing.flat().length)
  })

  test('an auditor and a contact change no fact of the office', () => {
    for (const name of permissionsOf(['auditor'])) expect(name).toMatch(/\.read$/)
    for (const name of permissionsOf(['unit-contact']))
      expect(name).not.toMatch(/\.(write|sign|approve|reveal)$/)
  })

  test('pay and budget are for those who work with them', () => {
    for (const role of ['unit-contact', ...administrators]) {
      const may = [...permissionsOf([role])].filter((name) => /^(pay|budget|report)\./.test(name))
      expect(may).toEqual([])
    }
  })

  // What is looked for is often a name: it is posted so that it stands in no address and no log.
  test('nothing but a search and what one keeps of one’s own filters is posted by the right to read', () => {
    const changing = routes.filter(
      ({ method, declaration }) => method !== 'GET' && /\.read$/.test(declaration),
    )
    expect(changing.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /search',
      'POST /people/search',
      'POST /people/queries',
      'POST /people/queries/:id/name',
      'POST /people/queries/:id/removal',
    ])
  })
})

describe('every route, asked by everybody', { timeout: 300_000 }, () => {
  test('without a session only the door is open', async () => {
    const wrong: string[] = []
    for (const route of askable()) {
      const answer = await ask(app, null, { method: route.method, path: own(route.path) })
      const toTheDoor = answer.headers.get('Location')?.startsWith('/sign-in') ?? false
      const right = route.declaration === 'anyone' ? !toTheDoor : answer.status === 303 && toTheDoor
      if (!right) wrong.push(`${route.method} ${route.path}: ${answer.status}`)
    }
    expect(wrong).toEqual([])
  })

  test.each(roleNames)('as %s: let in where the table says so, refused everywhere else', async (role) => {
    const browser = browsers.get(role) ?? null
    const may = permissionsOf([role])
    const wrong: string[] = []
    for (const route of askable()) {
      const answer = await ask(app, browser, { method: route.method, path: own(route.path) })
      const { declaration } = route
      const allowed = declaration === 'anyone' || declaration === 'signed-in' || may.has(declaration)
      const right = allowed ? answer.status !== 403 && answer.status < 500 : answer.status === 403
      if (!right) wrong.push(`${route.method} ${route.path}: ${answer.status}`)
    }
    expect(wrong).toEqual([])
  })

  test('a fragment asks for the same right as its page', async () => {
    const browser = browsers.get('system-administrator')
    const headers = { Cookie: browser?.cookie ?? '', 'HX-Request': 'true', 'HX-Request-Type': 'partial' }
    const may = permissionsOf(['system-administrator'])
    // Another server: the files asked for above were counted there, and a limit refuses more of them.
    const another = appOn(database).app
    const wrong: string[] = []
    for (const { method, path, declaration } of routes) {
      if (method !== 'GET' || !(declaration in permissions) || may.has(declaration as never)) continue
      const answer = await another.request(own(path), { headers })
      if (answer.status !== 403) wrong.push(`${path}: ${answer.status}`)
    }
    expect(wrong).toEqual([])
  })

  test('a refusal is on record', async () => {
    const [row] = await database.sql<{ refusals: number }[]>`
      select count(*)::int as refusals from audit_entries where action = 'permission.refusal'`
    expect(row?.refusals).toBeGreaterThan(100)
  })
})

describe('a contact of one bureau', { timeout: 300_000 }, () => {
  test('opens nothing of another unit, whatever the address', async () => {
    const browser = browsers.get('unit-contact') ?? null
    const may = permissionsOf(['unit-contact'])
    const opened: string[] = []
    for (const { method, path, declaration } of askable()) {
      if (!path.includes(':id') || !may.has(declaration as never)) continue
      const answer = await ask(app, browser, { method, path: foreign(path) })
      if (![403, 404].includes(answer.status)) opened.push(`${method} ${path}: ${answer.status}`)
    }
    expect(opened).toEqual([])
  })

  test('opens the record of the own unit and of its people', async () => {
    const browser = browsers.get('unit-contact') ?? null
    for (const path of ['/organizations/:id', '/people/:id', '/people/:id/history']) {
      expect([path, (await ask(app, browser, { method: 'GET', path: own(path) })).status]).toEqual([
        path,
        200,
      ])
    }
  })

  test('meets nobody of another unit in a list or an export', async () => {
    const browser = browsers.get('unit-contact') ?? null
    const may = permissionsOf(['unit-contact'])
    const strangers = await namesOnlyOutside(await organizationNamed(database, '区教育局'))
    const met: string[] = []
    for (const { method, path, declaration } of routes) {
      if (method !== 'GET' || path.includes(':') || !may.has(declaration as never)) continue
      const text = await readable(await ask(app, browser, { method, path }))
      const found = strangers.filter((name) => text.includes(name))
      if (found.length > 0) met.push(`${path}: ${found.length} such as ${found[0]}`)
    }
    expect(met).toEqual([])
  })
})

test('the three administrators meet no person of the registry on any page', {
  timeout: 300_000,
}, async () => {
  const rows = await database.sql<{ name: string }[]>`
    select distinct name from person_particulars where char_length(name) >= 3 order by name limit 4000`
  const met: string[] = []
  for (const role of administrators) {
    for (const { method, path } of routes) {
      if (method !== 'GET') continue
      const answer = await ask(app, browsers.get(role) ?? null, { method, path: own(path) })
      if (answer.status !== 200) continue
      const text = await readable(answer)
      const found = rows.filter(({ name }) => text.includes(name))
      if (found.length > 0) met.push(`${role} ${path}: ${found[0]?.name}`)
    }
  }
  expect(met).toEqual([])
})

test('who may not read people finds nobody by searching, the clerk does', async () => {
  const [row] = await database.sql<{ name: string }[]>`
    select p.name from person_particulars p join assignments a on a.person_id = p.person_id
    where char_length(p.name) >= 3 and a.effective_to is null order by p.name limit 1`
  const search = async (role: Role) => {
    const browser = browsers.get(role) ?? null
    const path = `/search?q=${encodeURIComponent(row?.name ?? '')}`
    const answer = await ask(app, browser, { method: 'GET', path })
    return textOf(await answer.text())
  }
  expect(await search('clerk')).toMatch(/\d\*{16}[\dX]/)
  for (const role of administrators) expect(await search(role)).not.toContain('****')
})

/** Names of three letters that nobody in the unit's subtree ever bore. */
async function namesOnlyOutside(organizationId: string): Promise<string[]> {
  const rows = await database.sql<{ name: string }[]>`
    with recursive subtree (id) as (
      select ${organizationId}::uuid
      union select v.organization_id from organization_versions v join subtree on v.parent_id = subtree.id
    ), placed as (
      select p.name, a.organization_id in (select id from subtree) as inside
      from person_particulars p join assignments a on a.person_id = p.person_id
    )
    select name from placed where char_length(name) >= 3 group by name having not bool_or(inside)
    order by name limit 2000`
  return rows.map(({ name }) => name)
}

/** A page or a workbook as text. */
async function readable(answer: Response): Promise<string> {
  if (!answer.headers.get('Content-Type')?.includes('spreadsheetml')) return textOf(await answer.text())
  const workbook = new exceljs.Workbook()
  await workbook.xlsx.load(await answer.arrayBuffer())
  const cells: string[] = []
  workbook.eachSheet((sheet) =>
    sheet.eachRow((row) => {
      row.eachCell((cell) => {
        cells.push(cell.text)
      })
    }),
  )
  return cells.join(' ')
}
