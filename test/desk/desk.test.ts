import { afterAll, beforeAll, expect, test } from 'vitest'
import { searchPeople } from '../../src/desk/person-search.store.ts'
import { waitingFor } from '../../src/desk/waiting.ts'
import type { MovementRow } from '../../src/movement/movement-row.ts'
import { searchOrganizations } from '../../src/organization/organization-search.store.ts'
import { demoDatabase, demoDay, type TestDatabase, testCipher, viewpoint } from '../database/harness.ts'
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

test.each(['surname', 'given name', 'whole name', 'pinyin', 'initials', 'start of the initials', 'letter'])(
  'by %s exactly those are found who are called so, in the order of their names, the serving first',
  async (way) => {
    const everybody = await database.sql<
      { personId: string; name: string; pinyin: string; initials: string; bornOn: string; away: boolean }[]
    >`
      select p.person_id as "personId", p.name, p.pinyin, p.initials, p.born_on::text as "bornOn", not exists (
        select from assignments a where a.region_code = p.region_code and a.person_id = p.person_id
          and a.superseded_at is null and a.effective_from <= ${demoDay}
          and (a.effective_to is null or a.effective_to > ${demoDay})) as away
      from person_particulars p where p.superseded_at is null and p.effective_to is null order by p.person_id`
    const one = everybody.find(({ name }) => name.length === 3)
    if (one === undefined) throw new Error('nobody has a name of three letters')
    const texts: Record<string, string> = {
      surname: one.name.slice(0, 1),
      'given name': one.name.slice(1),
      'whole name': one.name,
      pinyin: one.pinyin.slice(0, -1),
      initials: one.initials,
      'start of the initials': one.initials.slice(0, 2),
      letter: one.initials.slice(0, 1),
    }
    const text = texts[way] ?? ''
    /** 0: called so; 1: by the given name; null: not at all */
    const placeOf = ({ name, pinyin, initials }: (typeof everybody)[number]) => {
      if ([name, pinyin, initials].some((called) => called.startsWith(text))) return 0
      return name.slice(1).startsWith(text) || name.slice(2).startsWith(text) ? 1 : null
    }
    const keyOf = (person: (typeof everybody)[number]) =>
      [Number(person.away), placeOf(person), person.pinyin, person.bornOn, person.personId].join(' ')
    const asked = { text, identityHash: null, organizationIds: null, most: 10_000 }
    const found = await searchPeople(database.db, viewpoint(), asked)
    expect(found.length).toBeGreaterThan(0)
    expect(found.map(({ personId }) => personId)).toEqual(
      everybody
        .filter((person) => placeOf(person) !== null)
        .toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
        .map(({ personId }) => personId),
    )
    const few = await searchPeople(database.db, viewpoint(), { ...asked, most: 3 })
    expect(few).toEqual(found.slice(0, 3))
  },
)

test('a unit that is called exactly so stands before those whose names hold it', async () => {
  const asked = { text: '羊木镇', organizationIds: null, most: 20 }
  const found = await searchOrganizations(database.db, viewpoint(), asked)
  expect(found[0]?.shortName).toBe('羊木镇')
  expect(found.slice(1).map(({ name }) => name)).toContain('羊木镇初级中学')
  expect(found.length).toBeGreaterThan(2)
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
