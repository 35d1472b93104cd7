import { afterAll, beforeAll, expect, test } from 'vitest'
import { examplePassword } from '../../src/demo/example-users.ts'
import { auditActionName, subjectKindName } from '../../src/identity/audit-entry.ts'
import { fieldName } from '../../views/identity/audit-words.ts'
import { demoDatabase, type TestDatabase } from '../database/harness.ts'
import { type Client, servicesOn, signedIn } from '../http/client.ts'
import { type Form, forms, records } from '../http/every-form.ts'

/**
 * Who, in which role, when, from where, what, of what, old and new, on which paper: looked at in the entries that the
 * right values of every form leave. That no write of any other test goes without an entry, test/http/client.ts sees to.
 */
let database: TestDatabase
const clients = new Map<string, Client>()

const accounts = [
  'clerk',
  'section-head',
  'director',
  'finance',
  'education-contact',
  'system-administrator',
  'security-administrator',
]

beforeAll(async () => {
  database = await demoDatabase()
  for (const account of accounts) {
    clients.set(account, await signedIn(servicesOn(database), account, examplePassword({ account })))
  }
  await clients.get('clerk')?.post('/people/queries', { queryName: '本科以上', query: 'education=2' })
}, 300_000)
afterAll(() => database.drop())

/** What was there before the forms were sent, looked for once, and what came only with them. */
const found = new Map<string, string>()
const founded = `select organization_id as id from organization_versions where name = '朝天区示例局' limit 1`
const later = {
  founded,
  foundedVersion: `select id from organization_versions where organization_id in (${founded}) and superseded_at is null limit 1`,
  fact: `select id from person_titles where superseded_at is null order by recorded_at desc limit 1`,
  particulars: `select id from person_particulars where superseded_at is null and person_id in (${records.person})`,
  line: `select l.project_code || ' ' || l.function_code || ' ' || l.economic_code as id from initial_budget_lines l
    join budget_projects p on p.code = l.project_code where l.year = 2024 and l.superseded_at is null
    and p.organization_id in (${records.organization}) and l.economic_code = '30101' limit 1`,
}

async function idOf(name: string): Promise<string> {
  const known = found.get(name)
  if (known !== undefined) return known
  const query = { ...records, ...later }[name as keyof typeof records]
  const [row] = await database.sql.unsafe<{ id: string }[]>(query)
  if (!row) throw new Error(`there is no ${name}`)
  if (Object.hasOwn(records, name)) found.set(name, row.id)
  return row.id
}

/** What differs from the table of forms, so that one form after the other finds its ground. */
type Change = { of?: string; parts?: Record<string, string>; fields?: Record<string, string> }
const changes: Record<string, Change> = {
  '/users/:id/roles': { fields: { 'roles-role': 'finance' } },
  '/organizations/:id/events/:kind renaming': {
    of: 'founded',
    fields: { name: '朝天区示例二局', shortName: '示例二局', effectiveOn: '2024-04-01' },
  },
  '/organizations/:id/events/:kind reparenting': {
    of: 'founded',
    fields: { supervisor: '区委编办', effectiveOn: '2024-05-01' },
  },
  '/organizations/:id/events/:kind conversion': {
    of: 'founded',
    fields: { category: 'party', effectiveOn: '2024-06-01' },
  },
  '/organizations/:id/events/:kind amendment': {
    of: 'founded',
    fields: { address: '朝天镇', effectiveOn: '2024-07-01' },
  },
  '/organizations/:id/versions/:versionId/correction': {
    parts: { versionId: 'version' },
    fields: { name: '中共朝天区委编办', shortName: '区委编办', category: 'party', effectiveOn: '2020-01-01' },
  },
  '/headcounts/:id/reversal': { fields: { acknowledged: 'yes' } },
  '/leadership-posts/:id/reversal': { fields: { acknowledged: 'yes' } },
  '/people/queries/:id/name': { fields: { queryName: '示例查询二' } },
  '/people/:id/correction': { fields: { versionId: 'particulars' } },
  '/people/:id/facts/:factId/removal': { parts: { factId: 'fact' } },
  '/budget-adjustments': { fields: { 'project-0': 'line' } },
  '/expenditures': { fields: { line: 'line' } },
}

/** They show what would happen, or come back to the form: nothing is written. */
const looks = /\/(review|draft|allocation|transfer\/people)$/

/** They need what the example has not: each is sent in the test named beside it. */
const elsewhere: Record<string, string> = {
  '/users/:id/enabling': 'test/identity/user',
  '/organizations/:id/events/:kind abolition': 'test/organization/organization-event-pages',
  '/organizations/:id/versions/:versionId/correction': 'test/organization/organization-event-pages',
  '/vacancy-plans/decision': 'test/establishment/vacancy-pages',
  '/vacancy-plans/:id/reviews': 'test/movement/vacancy-plan-pages',
  '/vacancy-plans/:id/adjustment': 'test/movement/vacancy-plan-pages',
  '/vacancy-requests/:id/submissions': 'test/establishment/vacancy-pages',
  '/reforms': 'test/movement/reform-pages',
  '/people/:id/pay-facts': 'test/pay/pay-pages',
}

/** Old and new stand in the entry of what replaces, ends or decides something. */
const replaces =
  /disabling|scope|role-endings|events|\/correction|reversal|\/end$|\/withdrawal$|signatures|queries\/:id\/name/
/** Of these the password alone is asked again, and it was wrong. */
const refusals = ['/sign-in', '/account/password', '/account/second-factor/withdrawal']

test('every form leaves an entry that says who, as what, when, from where, what, of what, old and new, and the paper', async () => {
  const wrong: string[] = []
  for (const form of forms) {
    const name = [form.route, form.words?.kind].filter(Boolean).join(' ')
    if (looks.test(form.route) || Object.hasOwn(elsewhere, name)) continue
    const { status, said, entries, values } = await sent(form, changes[name] ?? {})
    if (entries.length === 0) wrong.push(`${name}: ${status} without an entry. ${said}`)
    const refused = refusals.includes(form.route)
    for (const entry of entries) {
      const lacks = lacking(entry, {
        form,
        paper: values.documentNumber,
        old: replaces.test(form.route) && !refused,
      })
      if (lacks.length > 0) wrong.push(`${name}: ${entry.action} lacks ${lacks.join(', ')}`)
    }
  }
  expect(wrong).toEqual([])
}, 120_000)

const isChinese = (text: string) => /[\u4e00-\u9fff]/.test(text)

function lacking(
  entry: Entry,
  { form, paper, old }: { form: Form; paper: string | undefined; old: boolean },
): string[] {
  const signedIn = form.route !== '/sign-in'
  const unnamed = namesIn([entry.before, entry.after]).filter(
    (name) => !isChinese(fieldName(entry.subjectKind, name)),
  )
  return Object.entries({
    who: signedIn && (entry.userId === null || entry.userName === ''),
    'in which role': signedIn && !entry.roles.includes(form.as.replace('education', 'unit')),
    when: !entry.at.startsWith('2024-01-15'),
    'from where': entry.from === '',
    'the name of what': !isChinese(auditActionName(entry.action)),
    'of what': entry.subjectId === '' || !isChinese(subjectKindName(entry.subjectKind)),
    'what was before': old && entry.before === null,
    'the paper':
      paper !== undefined && entry.action !== 'person.registration' && entry.documentNumber !== paper,
    [`names of ${unnamed.join(' ')}`]: unnamed.length > 0,
  }).flatMap(([what, lacks]) => (lacks ? [what] : []))
}

function namesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(namesIn)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) => [name, ...namesIn(inner)])
}

type Entry = {
  at: string
  userId: string | null
  userName: string
  roles: string
  from: string
  action: string
  subjectKind: string
  subjectId: string
  documentNumber: string | null
  before: unknown
  after: unknown
}

async function sent(form: Form, change: Change) {
  const path = await addressOf(form, change)
  const values = await valuesOf(form, change)
  const [before] = await database.sql<{ last: string }[]>`
    select coalesce(max(id), 0)::text as last from audit_entries`
  const answer = await clients.get(form.as)?.post(path, values)
  const page = (await answer?.text()) ?? ''
  const said = /<section class="problems"[\s\S]*?<\/section>/.exec(page)?.[0] ?? ''
  const entries = await database.sql<Entry[]>`
    select at::text, user_id as "userId", user_name as "userName", roles, "from", action, subject_kind as "subjectKind",
      subject_id as "subjectId", document_number as "documentNumber", before, after
    from audit_entries where id > ${before?.last ?? '0'} order by id`
  return { status: answer?.status, said: said.replace(/<[^>]+>/g, ' '), entries, values }
}

async function addressOf(form: Form, { of = form.of, parts = {} }: Change): Promise<string> {
  const names: Record<string, string> = { id: of ?? '', factId: 'education', ...parts }
  let path = form.route
  for (const [, part = ''] of form.route.matchAll(/:(\w+)/g)) {
    path = path.replace(`:${part}`, form.words?.[part] ?? (await idOf(names[part] ?? '')))
  }
  return form.query === undefined ? path : `${path}?${form.query}${await idOf('organization')}`
}

/** A value that names a record stands for its id. */
async function valuesOf(form: Form, { fields = {} }: Change): Promise<Record<string, string>> {
  const values: Record<string, string> = {}
  const right = Object.entries(form.fields).map(([name, [value]]) => [name, value] as const)
  for (const [name, value] of [...right, ...Object.entries(fields)]) {
    const isRecord = Object.hasOwn(later, value)
    const id = isRecord ? await idOf(value) : value
    values[name] = name === 'project-0' ? (id.split(' ')[0] ?? '') : id
  }
  return values
}
