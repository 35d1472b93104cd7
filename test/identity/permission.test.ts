import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type FieldClass, fieldClasses, fieldsShownTo } from '../../src/identity/shown-field.ts'
import { permissions, permissionsOf, type Role, roles } from '../../src/kernel/permission.ts'
import { demoDatabase, type TestDatabase } from '../database/harness.ts'
import { signedInAs, testPassword, textOf } from '../http/client.ts'
import { type FieldFinder, fieldFinder, plantedAccount, plantPay } from './found-fields.ts'
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
/** Who may what another may is asked in the other's stead; the first test holds the two alike. */
const alike: Partial<Record<Role, Role>> = { 'deputy-director': 'director' }
const askedRoles = roleNames.filter((role) => alike[role] === undefined)
const administrators: Role[] = ['system-administrator', 'security-administrator', 'audit-administrator']

let database: TestDatabase
let app: App
let routes: DeclaredRoute[]
let browsers: ReadonlyMap<Role, Browser>
let own: Standing
let foreign: Standing
let finder: FieldFinder
let office: string

beforeAll(async () => {
  database = await demoDatabase()
  ;({ app, routes } = appOn(database))
  const found = []
  for (const role of askedRoles) found.push([role, await browserOf(app, accountOf[role])] as const)
  browsers = new Map(found)
  own = await standingOf(database, await organizationNamed(database, '区教育局'))
  office = await organizationNamed(database, '区委编办')
  foreign = await standingOf(database, office)
  const people = [own, foreign].map((standing) => standing('/people/:id').replace('/people/', ''))
  for (const personId of people) await plantPay(database, personId)
  const account = {
    kind: 'bank-account',
    content: plantedAccount,
    bank: '示例银行',
    from: '2024-01-01',
    reason: '',
  }
  for (const standing of [own, foreign]) {
    const path = standing('/people/:id/accounts')
    // One account stands under one name: the second person gets another.
    const content = standing === own ? account.content : `9${plantedAccount}`
    await ask(app, browsers.get('finance') ?? null, { method: 'POST', path }, { ...account, content })
  }
  finder = await fieldFinder(database, people)
}, 900_000)
afterAll(() => database.drop())

/** Ends the session it is asked with, so it is asked by nobody here; session.test.ts does. */
const askable = () => routes.filter(({ method, path }) => !(method === 'POST' && path === '/sign-out'))

describe('what the table of permissions says', () => {
  test('who is asked in another’s stead may and sees the same', () => {
    for (const [role, asked] of Object.entries(alike) as [Role, Role][]) {
      expect([...permissionsOf([role])]).toEqual([...permissionsOf([asked])])
      for (const route of routes) expect(fieldsShownTo(role, route)).toEqual(fieldsShownTo(asked, route))
    }
  })

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
      'POST /audit/verification',
      'POST /search',
      'POST /system-status/verification',
      'POST /people/search',
      'POST /people/queries',
      'POST /people/queries/:id/name',
      'POST /people/queries/:id/removal',
    ])
  })
})

/** One answer: what was asked, what came, what it told of people. */
type Told = {
  route: DeclaredRoute
  status: number
  fields: ReadonlySet<FieldClass>
  names: ReadonlySet<string>
}

/**
 * Who sees the whole district anyway is asked for one office of it where a list takes a unit: which fields there are
 * does not hang on how many rows. The clerk gets the whole lists, but not as files, the contact what the contact gets.
 */
function narrowed(role: Role, path: string): string {
  if (['unit-contact', ...administrators].includes(role)) return path
  if (role === 'clerk' && !/\.(xlsx|docx)$|\/print$/.test(path)) return path
  const name = encodeURIComponent('区委编办')
  return `${path}?unit=${name}&organization=${name}&organizationId=${office}`
}

/** Every route asked once by each role as of the own unit; all that follows is read from the answers. */
const told = new Map<Role, Told[]>()

async function toldTo(browser: Browser | null, route: DeclaredRoute, path: string): Promise<Told> {
  const answer = await ask(app, browser, { method: route.method, path })
  const { status } = answer
  // Where nothing is let in, nothing is told but the sentence of the refusal.
  if (status === 303 || status === 403) return { route, status, fields: new Set(), names: new Set() }
  return { route, status, ...(await finder(answer)) }
}

describe('every route, asked by everybody', { timeout: 600_000 }, () => {
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

  test.each(askedRoles)('as %s: let in where the table says so, refused everywhere else', async (role) => {
    const browser = browsers.get(role) ?? null
    const may = permissionsOf([role])
    const answers: Told[] = []
    for (const route of askable()) answers.push(await toldTo(browser, route, narrowed(role, own(route.path))))
    told.set(role, answers)
    const wrong = answers.flatMap(({ route: { method, path, declaration }, status }) => {
      const allowed = declaration === 'anyone' || declaration === 'signed-in' || may.has(declaration)
      const right = allowed ? status !== 403 && status < 500 : status === 403
      return right ? [] : [`${method} ${path}: ${status}`]
    })
    expect(wrong).toEqual([])
  })

  test.each(askedRoles)(
    'as %s: an answer tells of people what the table of fields says, nothing else',
    (role) => {
      const wrong = (told.get(role) ?? []).flatMap(({ route, fields }) => {
        const may = fieldsShownTo(role, route)
        const beyond = [...fields].filter((field) => !may.includes(field))
        return beyond.length === 0 ? [] : [`${route.method} ${route.path}: ${beyond.join(', ')}`]
      })
      expect(wrong).toEqual([])
    },
  )

  test('nobody is shown a whole number, account or telephone without asking for it with a reason', () => {
    const whole = (Object.keys(fieldClasses) as FieldClass[]).filter((field) => field.endsWith('-whole'))
    const met = [...told.values()].flat().filter(({ fields }) => whole.some((field) => fields.has(field)))
    expect(met.map(({ route }) => keyOf(route))).toEqual([])
  })

  test('pay is told to those who work with it, and to nobody else', () => {
    const answers = (role: Role) => told.get(alike[role] ?? role) ?? []
    const hearing = roleNames.filter((role) => answers(role).some(({ fields }) => fields.has('pay')))
    expect(hearing).toEqual(['clerk', 'section-head', 'deputy-director', 'director', 'finance', 'auditor'])
  })

  test('the three administrators meet no person of the registry on any page', () => {
    for (const role of administrators) {
      const met = (told.get(role) ?? []).filter(({ fields, names }) => fields.size + names.size > 0)
      expect(met.map(({ route }) => keyOf(route))).toEqual([])
    }
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

function keyOf({ method, path }: DeclaredRoute, field?: FieldClass): string {
  return field === undefined ? `${method} ${path}` : `${method} ${path} ${field}`
}

describe('whoever may see one bureau', { timeout: 600_000 }, () => {
  test.each(['unit-contact', 'auditor'] as const)(
    'as %s: opens nothing of another unit, whatever the address',
    async (role) => {
      const browser = await ofBureau(role)
      const may = permissionsOf([role])
      const opened: string[] = []
      for (const route of askable()) {
        if (!route.path.includes(':id') || !may.has(route.declaration as never)) continue
        const { status, names } = await toldTo(browser, route, foreign(route.path))
        if (![403, 404].includes(status) || names.size > 0) opened.push(`${keyOf(route)}: ${status}`)
      }
      expect(opened).toEqual([])
    },
  )

  test('opens the record of the own unit and of its people', () => {
    for (const path of ['/organizations/:id', '/people/:id', '/people/:id/history']) {
      const answer = told
        .get('unit-contact')
        ?.find(({ route }) => route.path === path && route.method === 'GET')
      expect([path, answer?.status]).toEqual([path, 200])
    }
  })

  test('meets nobody of another unit in a list or an export, nor by asking for that unit', async () => {
    const strangers = new Set(await namesOnlyOutside(await organizationNamed(database, '区教育局')))
    const met = ({ route, names }: Told) => {
      const found = [...names].filter((name) => strangers.has(name))
      return found.length > 0 ? [`${keyOf(route)}: ${found.length} such as ${found[0]}`] : []
    }
    expect((told.get('unit-contact') ?? []).flatMap(met)).toEqual([])

    const query = `organizationId=${office}&organization=${encodeURIComponent('区委编办')}&year=2023`
    const browser = await ofBureau('auditor')
    const may = permissionsOf(['auditor'])
    const wrong: string[] = []
    for (const route of routes) {
      if (route.method !== 'GET' || route.path.includes(':') || !may.has(route.declaration as never)) continue
      const answer = await toldTo(browser, route, `${route.path}?${query}`)
      wrong.push(...met(answer), ...(answer.fields.has('pay') ? [`${keyOf(route)}: pay`] : []))
    }
    expect(wrong).toEqual([])
  })
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

/** A session of the role that may see 区教育局 and what is below it. */
async function ofBureau(role: 'unit-contact' | 'auditor'): Promise<Browser> {
  const known = browsers.get(role)
  if (role === 'unit-contact' && known) return known
  scopedAuditor ??= (async () => {
    const scopeOrganizationId = await organizationNamed(database, '区教育局')
    await signedInAs(database, 'auditor', { scopeOrganizationId, account: 'bureau-auditor' })
    return browserOf(app, 'bureau-auditor', testPassword)
  })()
  return scopedAuditor
}
let scopedAuditor: Promise<Browser> | undefined

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
