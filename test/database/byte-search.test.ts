import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { anchorFileOf } from '../../src/database/audit-anchor.ts'
import { startSealer } from '../../src/database/audit-sealer.ts'
import { connectAsOwner } from '../../src/database/connection.ts'
import { until } from '../../src/database/embedded-process.ts'
import { runImport } from '../../src/exchange/exchange-commands.ts'
import { failureInWords } from '../../src/failure-in-words.ts'
import type { Services } from '../../src/http/environment.ts'
import { logSlowQuery } from '../../src/http/log.ts'
import { identityCheckCharacter } from '../../src/kernel/identity-number.ts'
import type { Role } from '../../src/kernel/permission.ts'
import { openRegistry, type Registry } from '../../src/open-registry.ts'
import { clerkRow, personFile } from '../exchange/office.ts'
import { type Client, servicesOn, signedIn, signedInAs, textOf } from '../http/client.ts'
import { bureau, officer } from '../movement/planted.ts'
import { plantRegion } from '../organization/planted.ts'
import { clearPlace, makePlace } from './embedded-place.ts'
import { regionCode } from './harness.ts'
import { filesBelow, foundIn, type Trace, tracesOf } from './traces.ts'

const commonBeginning = '9908121988020'
const numberOf = (place: number) => {
  const seventeen = `${commonBeginning}3${place}`
  return `${seventeen}${identityCheckCharacter(seventeen)}`
}

/** Each goes in by its own door; none may be found again in any file. */
const planted = {
  'number of an entry': numberOf(611),
  'number in a batch': numberOf(622),
  'number looked up while typing': numberOf(633),
  'number of a correction': numberOf(644),
  'number of an application': numberOf(655),
  'number in a preview': numberOf(666),
  'number imported by the terminal': numberOf(677),
  'number searched for': numberOf(688),
  'number in an address': numberOf(699),
  'number behind a fault': numberOf(711),
  'wrong number': `${commonBeginning}37229`,
  'number as an account': numberOf(733),
  telephone: '10087654321',
  'telephone applied for': '10087659876',
  'wrong telephone': '100876512345678',
  'bank account': '6200987654321098765',
  address: '示例县密封镇保密路九百九十九号院',
}
/** No secret, and by the same doors: were it not found, nothing could be. */
const marker = '示例显见丙'

let place: string
let registry: Registry
let services: Services
let sealer: { stop(): Promise<void> }
const log: string[] = []

beforeAll(async () => {
  place = await makePlace()
  const logger = pino({ level: 'trace', base: null }, { write: (line: string) => void log.push(line) })
  registry = await openRegistry({
    environment: { DATA_DIR: place },
    wall: () => new Date(),
    as: 'server',
    // As chatty as it can be made.
    slowQueries: { atLeastMilliseconds: 0, tell: (slow) => logSlowQuery(logger, slow) },
  })
  const { db, cipher, address, dataDirectory } = registry
  services = servicesOn({ db }, { cipher, log: logger, keeping: { address, dataDirectory, backupKey: null } })
  sealer = startSealer({
    db,
    regionCode,
    anchorFile: anchorFileOf(place),
    everyMilliseconds: 200,
    failed: (because, error) => void log.push(`${because} ${String(error)}`),
  })
  const root = await plantRegion(db, officer('clerk'))
  await bureau(db, root, { name: '教育局', approved: 9 })
})

afterAll(() => clearPlace(place))

async function person(role: Role, scopeOrganizationId: string | null = null): Promise<Client> {
  await signedInAs(registry, role, { scopeOrganizationId })
  return signedIn(services, `test-${role}`, 'A test password 1')
}

/** Posted, and answered as expected. */
async function posted(answer: Promise<Response>, status: number): Promise<string> {
  const { status: given, headers, ...response } = await read(await answer)
  expect([given, given === status ? '' : response.text]).toEqual([status, ''])
  return headers.get('Location') ?? ''
}

async function read(response: Response) {
  return { status: response.status, headers: response.headers, text: textOf(await response.text()) }
}

const paper = {
  documentNumber: '朝人社录〔2024〕3号',
  documentTitle: '关于录用公务员的通知',
  documentIssuer: '区人社局',
  documentIssuedOn: '2024-01-10',
}

function entryOf(identityNumber: string) {
  return {
    kind: 'recruitment',
    identityNumber,
    name: marker,
    ethnicity: '01',
    politicalStatus: '13',
    effectiveOn: '2024-01-12',
    toOrganization: '教育局',
    toEstablishmentKind: 'administrative',
    reason: '公务员招录',
    ...paper,
  }
}

test('of identity numbers, telephones, accounts and addresses no file and no line of the log holds a trace', async () => {
  const clerk = await person('clerk')
  const head = await person('section-head')
  const director = await person('director')
  const finance = await person('finance')

  // An entry, looked at and drafted, signed and in effect.
  const entry = entryOf(planted['number of an entry'])
  await posted(clerk.post('/movements/form', entry), 200)
  await posted(clerk.post('/movements/review', entry), 200)
  const movement = await posted(clerk.post('/movements', entry), 303)
  for (const signer of [head, director]) {
    await posted(signer.post(`${movement}/signatures`, { decision: 'agree', words: '同意' }), 303)
  }
  const typing = { ...entry, identityNumber: planted['number looked up while typing'] }
  await posted(clerk.post('/movements/checks/identity', typing), 200)
  const { identityNumber: _one, name: _name, ...common } = entry
  const batch = {
    ...common,
    people: `姓名\t公民身份号码\t民族\t政治面貌\n${marker}\t${planted['number in a batch']}\t汉族\t群众`,
  }
  await posted(clerk.post('/movements/batch/review', batch), 200)
  await posted(clerk.post('/movements/batch', batch), 303)

  // Searched for: the person is found by it, so it is really there.
  const card = await posted(clerk.post('/search', { q: planted['number of an entry'] }), 303)
  expect(card).toMatch(/^\/people\/[0-9a-f-]{36}$/)
  await posted(clerk.post('/search', { q: planted['number searched for'] }), 303)
  await posted(clerk.post('/people/search', { q: planted['number searched for'] }), 200)
  for (const path of ['/people/', '/people?q=', '/people.xlsx?q=', '/people/print?q=', '/search?q=', '/']) {
    for (const typed of [planted['number in an address'], planted.telephone, planted['bank account']]) {
      await clerk.get(`${path}${typed}`)
    }
  }

  // The person's own: recorded, shown by a logged act, corrected, applied for.
  const facts = { telephone: planted.telephone, address: planted.address }
  for (const [kind, content] of Object.entries(facts)) {
    await posted(clerk.post(`${card}/facts`, { kind, content, from: '2024-01-12' }), 303)
  }
  const account = {
    kind: 'bank-account',
    content: planted['bank account'],
    bank: '示例银行',
    from: '2024-01-12',
  }
  await posted(finance.post(`${card}/accounts`, account), 303)
  const shown = await read(await head.post(`${card}/identity`, { reason: '核对' }))
  expect(shown.text).toContain(planted['number of an entry'])
  const [unit] = await registry.sql<{ id: string }[]>`
    select organization_id as id from organization_versions where name = '教育局'`
  const contact = await person('unit-contact', unit?.id)
  const correction = {
    name: marker,
    identityNumber: planted['number of an application'],
    reason: '写错',
    ...paper,
  }
  const pdf = new File([new Uint8Array(Buffer.from('%PDF-1.7 证明'))], '证明.pdf')
  await posted(contact.send(`${card}/application`, { ...correction, file: pdf }), 303)
  const asked = {
    kind: 'telephone',
    content: planted['telephone applied for'],
    from: '2024-01-13',
    reason: '换号',
  }
  await posted(contact.post(`${card}/proposals`, asked), 303)
  const [version] = await registry.sql<{ id: string }[]>`
    select id from person_particulars where person_id = ${card.slice(-36)} and superseded_at is null`
  const right = {
    ...correction,
    versionId: version?.id ?? '',
    ethnicity: '01',
    politicalStatus: '13',
    identityCategory: 'civil-servant',
    identityNumber: planted['number of a correction'],
  }
  await posted(clerk.post(`${card}/correction`, right), 303)

  // A file on its way in, from the page and from the terminal.
  const file = await personFile([rowOf(planted['number in a preview'])])
  const upload = new File([new Uint8Array(file)], '人员.xlsx')
  const job = await posted(
    clerk.send('/exchange/jobs', { subject: 'people', file: upload, opensOn: '' }),
    303,
  )
  await until(async () => !/正在读取/.test(await clerk.read(job)), { most: 10_000 })
  expect(await clerk.read(job)).toContain('新增 1')
  await imported(await personFile([rowOf(planted['number imported by the terminal'])]))

  // Typed wrong: refused at the field, and told to nobody.
  await posted(clerk.post('/movements', entryOf(planted['wrong number'])), 422)
  const wrong = { kind: 'telephone', content: planted['wrong telephone'], from: '2024-01-14' }
  await posted(clerk.post(`${card}/facts`, wrong), 422)
  await signedIn(services, planted['number as an account'], planted.telephone).catch(() => {})

  // A fault in the middle, and the database struck down while it works at one.
  const owner = connectAsOwner(registry.address)
  await owner.sql`alter table movements rename to movements_away`
  await posted(clerk.post('/movements', entryOf(planted['number behind a fault'])), 500)
  await owner.sql`alter table movements_away rename to movements`
  await owner.sql`checkpoint`
  await owner.close()
  await posted(backedUp(), 303)
  const [backend] = await registry.sql<{ pid: number }[]>`select pg_backend_pid() as pid`
  await clerk.post('/people/search', { q: planted['number searched for'] })
  process.kill(backend?.pid ?? 0, 'SIGKILL')
  expect(await until(async () => (await clerk.get('/people')).status === 200, { most: 20_000 })).toBe(true)

  await sealer.stop()
  await registry.stop()
  await searched()
}, 120_000)

function rowOf(identityNumber: string) {
  const { documentIssuedOn, ...rest } = paper
  return {
    ...clerkRow(0, { name: marker, identityNumber }),
    organization: '教育局',
    movementKind: '录用',
    changeOn: '2024-01-12',
    reason: '公务员招录',
    documentIssuedOn,
    ...rest,
  }
}

async function imported(bytes: Buffer): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'bianzhi-test-'))
  const file = join(folder, '人员.xlsx')
  await writeFile(file, bytes)
  const words = ['people', file, '--apply', '--as', 'test-clerk']
  const answer = await runImport(services, words).catch((error: unknown) => ({
    code: 1,
    out: failureInWords(error),
  }))
  expect(answer).toMatchObject({ code: 0 })
  await rm(folder, { recursive: true })
}

async function backedUp(): Promise<Response> {
  const administrator = await person('system-administrator')
  return administrator.post('/backups', {})
}

/** Nothing planted anywhere; the marker in the tables, in the write-ahead log and in the backup. */
async function searched(): Promise<void> {
  const visible = { marker: tracesOf(marker) }
  const found: string[] = []
  const places: string[] = []
  for await (const { file, bytes } of filesBelow(place)) {
    found.push(...secretsIn(bytes).map((what) => `${what} in ${file}`))
    if (foundIn(bytes, visible).length > 0) places.push(file)
  }
  const printed = Buffer.from(log.join(''))
  found.push(...secretsIn(printed).map((what) => `${what} in the log`))
  expect(found).toEqual([])

  const seen = places.join('\n')
  for (const where of ['/base/', '/pg_wal/', '.backup unpacked']) expect(seen).toContain(where)
  for (const line of ['"path":"/movements"', 'slow query', '"status":500', 'insert into']) {
    expect(printed.includes(Buffer.from(line)), line).toBe(true)
  }
}

const sought = tracesByName(planted)
// All identity numbers begin alike: one look for the beginning, and for each only where that is found.
const beginnings = tracesByName({
  ...Object.fromEntries(Object.entries(planted).filter(([name]) => !name.includes('number'))),
  'an identity number': commonBeginning,
})

function secretsIn(bytes: Buffer): string[] {
  const hints = foundIn(bytes, beginnings)
  return hints.length === 0 ? [] : [...hints, ...foundIn(bytes, sought)]
}

function tracesByName(texts: Record<string, string>): Record<string, Trace[]> {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, tracesOf(text)]))
}

test.each([
  ['UTF-8', (text: string) => Buffer.from(text)],
  ['UTF-16', (text: string) => Buffer.from(text, 'utf16le')],
  ['hexadecimal', (text: string) => Buffer.from(Buffer.from(text).toString('hex'))],
  ['base64, first of three', (text: string) => Buffer.from(Buffer.from(`${text}x`).toString('base64'))],
  ['base64, second of three', (text: string) => Buffer.from(Buffer.from(`x${text}y`).toString('base64'))],
  ['base64, third of three', (text: string) => Buffer.from(Buffer.from(`xy${text}z`).toString('base64'))],
  ['an address', (text: string) => Buffer.from(encodeURIComponent(text))],
])('what is written as %s is found', (_form, written) => {
  for (const text of [planted.telephone, planted.address]) {
    const bytes = Buffer.concat([Buffer.from('before '), written(text), Buffer.from(' behind')])
    expect(foundIn(bytes, { it: tracesOf(text) })).not.toEqual([])
    expect(foundIn(bytes, { other: tracesOf(planted['telephone applied for']) })).toEqual([])
  }
})
