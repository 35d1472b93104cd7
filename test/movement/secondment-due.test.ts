import { afterAll, beforeAll, expect, test } from 'vitest'
import { secondmentsDue } from '../../src/movement/secondment-due.ts'
import { emptyDatabase, type TestDatabase } from '../database/harness.ts'
import { type Client, signedInAs } from '../http/client.ts'
import { plantRegion } from '../organization/planted.ts'
import { bureau, entryOf, officer, settled } from './planted.ts'

let database: TestDatabase
let clerk: Client
let stranger: Client
const people: Record<string, string> = {}

beforeAll(async () => {
  database = await emptyDatabase()
  const root = await plantRegion(database.db, officer('clerk'))
  const office = await bureau(database.db, root, { name: '教育局', approved: 3 })
  const other = await bureau(database.db, root, { name: '水利局', approved: 0 })
  clerk = await signedInAs(database, 'clerk')
  stranger = await signedInAs(database, 'unit-contact', { scopeOrganizationId: other, account: 'stranger' })
  for (const [name, plannedEnd] of [
    ['示例甲', '2024-01-10'],
    ['示例乙', '2024-02-10'],
    ['示例丙', '2024-06-30'],
  ] as const) {
    const { movement } = await settled(database.db, entryOf(office, { name, effectiveOn: '2023-03-01' }))
    people[name] = movement.personId
    await settled(database.db, {
      ...entryOf('', { person: { id: movement.personId }, effectiveOn: '2023-08-01' }),
      kind: 'borrowing',
      toOrganizationId: null,
      toEstablishmentKind: null,
      particulars: { place: { organizationId: null, name: '区创建办' }, plannedEnd },
    })
  }
})
afterAll(() => database.drop())

test('the desk reminds of who is to be given back within thirty days or should have been, and leads to how', async () => {
  const desk = await clerk.read('/')
  expect(desk).toContain('共 2 人，超期最久的在前')
  expect(desk).toContain('示例甲 教育局 借调 区创建办 2024-01-10 超期 5 天 办理归还 办理延期')
  expect(desk).toContain('示例乙 教育局 借调 区创建办 2024-02-10 还有 26 天')
  expect(desk).not.toContain('示例丙 教育局 借调')
  expect(await stranger.read('/')).not.toContain('借用到期')
  const page = await (await clerk.get('/')).text()
  const links = [...page.matchAll(/href="(\/movements\/new\?kind=[^"]+)"/g)].map(([, href = '']) =>
    href.replaceAll('&amp;', '&'),
  )
  expect(links).toHaveLength(4)
  const extension = await (await clerk.get(links[1] ?? '')).text()
  expect(extension).toContain('value="区创建办"')
})

test('given back, the person is reminded of no more', async () => {
  await settled(database.db, {
    ...entryOf('', { person: { id: people.示例甲 ?? '' }, effectiveOn: '2024-01-11' }),
    kind: 'return',
    toOrganizationId: null,
    toEstablishmentKind: null,
  })
  expect(await clerk.read('/')).not.toContain('示例甲 教育局 借调')
})

test.each([
  ['2024-02-14', 30],
  ['2024-01-15', 0],
  ['2024-01-14', -1],
])('an end on %s is %d days away', (plannedEnd, days) => {
  const end = {
    personId: 'p',
    personName: '示例',
    organizationId: 'o',
    organizationName: '教育局',
    kind: 'borrowing',
    place: '区创建办',
    plannedEnd,
  }
  expect(secondmentsDue([end], '2024-01-15')).toMatchObject([{ days }])
  expect(secondmentsDue([{ ...end, plannedEnd: '2024-02-15' }], '2024-01-15')).toEqual([])
})
