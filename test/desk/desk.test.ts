import { afterAll, beforeAll, expect, test } from 'vitest'
import { waitingFor } from '../../src/desk/waiting.ts'
import type { MovementRow } from '../../src/movement/movement-row.ts'
import { demoDatabase, type TestDatabase, testCipher } from '../database/harness.ts'
import { type Client, servicesOn, signedIn } from '../http/client.ts'

let database: TestDatabase
let clerk: Client
beforeAll(async () => {
  database = await demoDatabase()
  clerk = await signedIn(servicesOn(database), 'clerk', 'Demo-2024-clerk')
})
afterAll(() => database.drop())

const row: MovementRow = {
  id: 'm',
  number: '2024-0001',
  kind: 'transfer-in',
  personId: 'p',
  personName: '示例',
  effectiveOn: '2024-02-01',
  fromOrganizationId: null,
  fromEstablishmentKind: null,
  toOrganizationId: 'o',
  toEstablishmentKind: 'administrative',
  place: null,
  takesBack: false,
  correctsId: null,
  documentId: null,
  recordedAt: new Date('2024-01-10T23:30:00+08:00'),
  recordedBy: 'drafter',
  state: 'waiting',
  waitsFor: 'section-head',
  signedBy: ['drafter'],
}

test.each([
  ['the section head whose turn it is', { userId: 'head', roles: ['section-head'] }, 1],
  ['a director, not yet', { userId: 'director', roles: ['director'] }, 0],
  [
    'the drafter, even when he is section head too',
    { userId: 'drafter', roles: ['clerk', 'section-head'] },
    0,
  ],
])('a movement waits for %s', (_who, acting, count) => {
  expect(waitingFor([row], acting, '2024-01-15')).toHaveLength(count)
})

test('days are counted from the day in Beijing on which it was drafted', () => {
  const acting = { userId: 'head', roles: ['section-head'] }
  expect(waitingFor([row], acting, '2024-01-15')[0]?.days).toBe(5)
})

test('the desk shows the district by kind and what waits', async () => {
  const text = await clerk.read('/')
  expect(text).toContain('编制使用情况')
  expect(text).toContain('待我办理')
})

test('a person is found by name, by initials and by the whole identity number, which stays out of the address', async () => {
  const [person] = await database.sql<
    { name: string; initials: string; personId: string; ciphertext: Buffer }[]
  >`
    select p.name, p.initials, p.person_id as "personId", p.identity_ciphertext as ciphertext
    from person_particulars p join assignments a using (region_code, person_id)
    where p.superseded_at is null and p.effective_to is null and a.superseded_at is null and a.effective_to is null
    order by p.person_id limit 1`
  if (!person) throw new Error('the district has nobody')
  expect(await clerk.read(`/search?q=${encodeURIComponent(person.name)}`)).toContain(person.name)
  expect(await clerk.read(`/search?q=${person.initials}`)).toContain('人员')
  const number = testCipher.decrypt(person.ciphertext)
  const answer = await clerk.post('/search', { q: number })
  expect(answer.headers.get('Location')).toBe(`/people/${person.personId}`)
  const unknown = await clerk.post('/search', { q: '990812190001010019' })
  expect(unknown.headers.get('Location')).toBe('/search?unknown=identity')
})

test('a unit finds its own people only, an administrator nobody', async () => {
  const contact = await signedIn(servicesOn(database), 'office-contact', 'Demo-2024-office-contact')
  const [stranger] = await database.sql<{ name: string }[]>`
    select p.name from person_particulars p join assignments a using (region_code, person_id)
    join organization_versions o using (region_code, organization_id)
    where o.short_name = '区财政局' and a.superseded_at is null and a.effective_to is null and p.superseded_at is null
      and not exists (select from person_particulars q where q.name = p.name and q.person_id <> p.person_id)
    limit 1`
  if (!stranger) throw new Error('the finance bureau has nobody')
  const path = `/search?q=${encodeURIComponent(stranger.name)}`
  expect(await clerk.read(path)).toContain('区财政局')
  expect(await contact.read(path)).toContain('没有找到')
  const administrator = await signedIn(
    servicesOn(database),
    'system-administrator',
    'Demo-2024-system-administrator',
  )
  expect(await administrator.read(path)).toContain('没有找到')
})
