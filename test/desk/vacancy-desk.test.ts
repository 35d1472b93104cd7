import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { endingsOn, isReturnedTo } from '../../src/desk/vacancy-desk.ts'
import type { VacancyRequest } from '../../src/establishment/vacancy-request.ts'
import { emptyDatabase, exampleActing, type TestDatabase } from '../database/harness.ts'
import { plantGrant, plantHeadcount } from '../establishment/planted.ts'
import { type Client, signedInAs } from '../http/client.ts'
import { plantOrganization, plantRegion } from '../organization/planted.ts'

const step = {
  decision: 'approval',
  role: 'director',
  words: '',
  recordedBy: '',
  recordedByName: null,
  recordedAt: new Date('2024-01-10T09:00:00+08:00'),
  approvedCount: 3,
  noticeNumber: '用编通知2024-0001',
  effectiveOn: '2024-01-10',
  expiresOn: '2024-02-14',
  override: false,
  amendedCount: null,
  amendedWayIn: null,
  amendedReason: null,
}
const request: VacancyRequest = {
  requestId: 'r',
  number: '用编申请2024-0001',
  organizationId: 'o',
  organizationName: '教育局',
  establishmentKind: 'institution',
  wayIn: 'hiring',
  count: 3,
  reason: '',
  planYear: 2024,
  beyondPlan: null,
  recordedAt: step.recordedAt,
  recordedBy: '',
  steps: [step],
  used: 1,
}

/** Approved for three, one used, to be used until 14 February. */
test.each([
  ['2024-01-14', {}, null],
  ['2024-01-15', {}, 30],
  ['2024-02-14', {}, 0],
  ['2024-02-15', {}, null],
  ['2024-02-01', { used: 3 }, null],
])('on %s a notice %o is warned of with so many days left: %s', (today, change, days) => {
  const endings = endingsOn({ requests: [{ ...request, ...change }], overrides: [] }, today)
  expect(endings.map((ending) => ending.days)).toEqual(days === null ? [] : [days])
  if (days !== null) expect(endings[0]?.left).toBe(2)
})

test('what is returned goes to who handed it in: the unit, or the office', () => {
  const life = (role: string, last: string) => ({
    steps: [
      { decision: 'submission', role },
      { decision: last, role: 'clerk' },
    ],
  })
  expect(isReturnedTo(life('unit-contact', 'return'), ['unit-contact'])).toBe(true)
  expect(isReturnedTo(life('unit-contact', 'return'), ['clerk'])).toBe(false)
  expect(isReturnedTo(life('clerk', 'return'), ['clerk'])).toBe(true)
  expect(isReturnedTo(life('unit-contact', 'review'), ['unit-contact'])).toBe(false)
  expect(isReturnedTo({ steps: [] }, ['clerk'])).toBe(false)
})

describe('on the desk', () => {
  let database: TestDatabase
  let clerk: Client
  let contact: Client
  let stranger: Client

  beforeAll(async () => {
    database = await emptyDatabase()
    const acting = exampleActing()
    const { db } = database
    const root = await plantRegion(db, acting)
    const bureau = await plantOrganization(db, acting, { name: '试验区教育局', parentId: root })
    const other = await plantOrganization(db, acting, { name: '试验区财政局', parentId: root })
    await plantHeadcount(db, acting, { organizationId: bureau, change: 9 })
    const grant = { organizationId: bureau, count: 2, approvedOn: '2024-01-10' }
    await plantGrant(db, acting, { ...grant, expiresOn: '2024-01-20' })
    await plantGrant(db, acting, { ...grant, expiresOn: '2024-06-30' })
    clerk = await signedInAs(database, 'clerk')
    contact = await signedInAs(database, 'unit-contact', { scopeOrganizationId: bureau })
    stranger = await signedInAs(database, 'unit-contact', { scopeOrganizationId: other, account: 'stranger' })
  })
  afterAll(() => database.drop())

  test('the office and the unit see what ends within thirty days, another unit does not', async () => {
    for (const reader of [clerk, contact]) {
      const desk = await reader.read('/')
      expect(desk).toContain('试验区教育局 行政编制 2 2024-01-20 5 天后到期')
      expect(desk).not.toContain('2024-06-30')
    }
    expect(await stranger.read('/')).not.toContain('到期提醒')
    expect(await clerk.read('/vacancy-requests?state=expiring')).toContain('共 1 件')
  })

  test('a unit’s request waits for the clerk, and once returned for the unit', async () => {
    const form = {
      organization: '试验区教育局',
      establishmentKind: 'administrative',
      count: '1',
      wayIn: 'recruitment',
      planYear: '2024',
      reason: '补充',
    }
    const path = (await contact.post('/vacancy-requests', form)).headers.get('Location') ?? ''
    expect(await clerk.read('/')).toContain('用编申请待我审核 1 件')
    expect(await contact.read('/')).not.toContain('用编申请待我审核')
    await clerk.post(`${path}/signatures`, { decision: 'return', words: '请补充岗位说明' })
    expect(await clerk.read('/')).not.toMatch(/用编申请(待我|退回)/)
    expect(await contact.read('/')).toContain('用编申请退回待修改 1 件')
  })
})
