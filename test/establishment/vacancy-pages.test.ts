import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { emptyDatabase, exampleActing, type TestDatabase } from '../database/harness.ts'
import { type Client, signedInAs, textOf } from '../http/client.ts'
import { plantOrganization, plantRegion } from '../organization/planted.ts'
import { zipEntry } from '../report/zip-entry.ts'
import { plantHeadcount } from './planted.ts'

let database: TestDatabase
let clerk: Client
let contact: Client
let stranger: Client
let head: Client
let deputy: Client
let director: Client
let auditor: Client

// Planted days before: the papers tell what was known when a request was handed in.
const acting = exampleActing({ at: new Date('2024-01-10T09:00:00+08:00') })
const form = {
  organization: '试验区教育局',
  establishmentKind: 'administrative',
  count: '2',
  wayIn: 'recruitment',
  planYear: '2024',
  reason: '退休减员，需补充工作力量',
}

beforeAll(async () => {
  database = await emptyDatabase()
  const { db } = database
  const root = await plantRegion(db, acting)
  const bureau = await plantOrganization(db, acting, { name: '试验区教育局', parentId: root })
  const finance = await plantOrganization(db, acting, { name: '试验区财政局', parentId: root })
  await plantHeadcount(db, acting, { organizationId: bureau, change: 3 })
  clerk = await signedInAs(database, 'clerk')
  contact = await signedInAs(database, 'unit-contact', { scopeOrganizationId: bureau })
  stranger = await signedInAs(database, 'unit-contact', { scopeOrganizationId: finance, account: 'stranger' })
  head = await signedInAs(database, 'section-head')
  deputy = await signedInAs(database, 'deputy-director')
  director = await signedInAs(database, 'director')
  auditor = await signedInAs(database, 'auditor')
})
afterAll(() => database.drop())

test('a list without requests says how one begins', async () => {
  expect(await clerk.read('/vacancy-requests')).toContain('没有符合条件的用编申请')
})

describe('a request of a unit', () => {
  let path = ''

  test('begins at the unit’s own name and is handed in', async () => {
    expect(await (await contact.get('/vacancy-requests/new')).text()).toContain('value="试验区教育局"')
    const answer = await contact.post('/vacancy-requests', form)
    expect(answer.status).toBe(303)
    path = answer.headers.get('Location') ?? ''
    const page = await contact.read(path)
    expect(page).toContain('审核中（待经办人）')
    expect(page).toContain('核定 3 名，实有 0 名')
    expect(page).not.toContain('签批用语')
  })

  test('is not there for another unit', async () => {
    expect((await stranger.get(path)).status).toBe(404)
    expect(await stranger.read('/vacancy-requests')).toContain('没有符合条件的用编申请')
    expect((await stranger.post(`${path}/withdrawal`, { reason: '撤' })).status).toBe(404)
  })

  test('is signed step by step, each by the one whose turn it is', async () => {
    expect((await contact.post(`${path}/signatures`, { decision: 'agree' })).status).toBe(403)
    const early = await director.post(`${path}/signatures`, { decision: 'agree' })
    expect(early.status).toBe(422)
    expect(textOf(await early.text())).toContain('由经办人签批')
    for (const signer of [clerk, head, deputy]) {
      expect((await signer.post(`${path}/signatures`, { decision: 'agree', words: '' })).status).toBe(303)
    }
    expect(await director.read(path)).toContain('核准名数')
  })

  test.each([
    ['approvedCount', '3', '1 至 2'],
    ['approvedCount', 'x', '1 至 2'],
    ['expiresOn', '', '请填写此项'],
    ['expiresOn', '2024-01-01', '日期应晚于今天'],
    ['decision', 'nonsense', '请从列出的选项中选择'],
  ])('is not approved with %s "%s"', async (field, value, words) => {
    const sent = {
      decision: 'agree',
      approvedCount: '2',
      expiresOn: '2024-12-31',
      words: '照此办理',
      [field]: value,
    }
    const answer = await director.post(`${path}/signatures`, sent)
    expect(answer.status).toBe(422)
    const page = await answer.text()
    expect(textOf(page)).toContain(words)
    expect(page).toContain('照此办理')
    for (const paper of ['notice', 'notice.docx']) {
      expect((await clerk.get(`${path}/${paper}`)).status).toBe(404)
    }
  })

  test('is approved, holds its places and prints its notice', async () => {
    const signature = { decision: 'agree', approvedCount: '2', expiresOn: '2024.12.31', words: '' }
    expect((await director.post(`${path}/signatures`, signature)).status).toBe(303)
    const notice = await contact.read(`${path}/notice`)
    expect(notice).toContain('用编通知2024-0001')
    expect(notice).toContain('同意你单位使用行政编制 2 名')
    expect(notice).toContain('2024年12月31日')
    expect(notice).not.toContain('不得再凭以进人')
    const sheet = await contact.read(`${path}/application`)
    // As it stood when it was handed in: nothing was reserved yet.
    expect(sheet).toContain('核定 3 名，实有 0 名，已批未用 0 名，冻结 0 名，空编 3 名（2024-01-15）')
    expect(sheet).toContain('核准 2 名，有效期至 2024-12-31，用编通知2024-0001')
    for (const [paper, words] of [
      ['notice', '同意你单位使用行政编制 2 名'],
      ['application', '核准 2 名，有效期至 2024-12-31，用编通知2024-0001'],
    ] as const) {
      const file = await contact.get(`${path}/${paper}.docx`)
      expect(zipEntry(new Uint8Array(await file.arrayBuffer()), 'word/document.xml')).toContain(words)
      expect((await stranger.get(`${path}/${paper}`)).status).toBe(404)
      expect((await stranger.get(`${path}/${paper}.docx`)).status).toBe(404)
    }
    expect(await auditor.read(path)).toContain('已批未用 2 名')
    expect(await clerk.read('/vacancy-requests?state=approved')).toContain('共 1 件')
    expect(await clerk.read('/vacancy-requests?asOf=2025-01-01')).toContain('已失效')
    const more = await clerk.post('/vacancy-requests', form)
    expect(more.status).toBe(422)
    expect(textOf(await more.text())).toContain('没有空编')
  })

  test('is recalled by the office with a reason, not by the unit', async () => {
    expect((await contact.post(`${path}/withdrawal`, { reason: '不用了' })).status).toBe(422)
    expect((await clerk.post(`${path}/withdrawal`, { reason: '' })).status).toBe(422)
    expect((await clerk.post(`${path}/withdrawal`, { reason: '计划取消' })).status).toBe(303)
    expect(await clerk.read(path)).toContain('已收回')
    expect(await clerk.read(`${path}/notice`)).toContain('本通知单已收回，已使用 0 名，不得再凭以进人')
  })
})

test.each([
  ['organization', '试验区财政局'],
  ['organization', ''],
  ['establishmentKind', 'nonsense'],
  ['count', '0'],
  ['count', '4'],
  ['wayIn', 'flying'],
  ['planYear', '24'],
  ['reason', ''],
  ['reason', '长'.repeat(1001)],
])('a contact’s request with %s "%s" is refused and nothing is handed in', async (field, value) => {
  const before = await clerk.read('/vacancy-requests')
  const answer = await contact.post('/vacancy-requests', { ...form, [field]: value })
  expect(answer.status).toBe(422)
  expect(await answer.text()).toMatch(/class="problems"/)
  expect(await clerk.read('/vacancy-requests')).toBe(before)
})

test('a reader who may not apply has no way to', async () => {
  expect((await auditor.get('/vacancy-requests')).status).toBe(200)
  expect((await auditor.get('/vacancy-requests/new')).status).toBe(403)
  expect((await auditor.post('/vacancy-requests', form)).status).toBe(403)
  expect((await clerk.get('/vacancy-requests/nothing')).status).toBe(404)
})

test('the list is exported', async () => {
  const answer = await clerk.get('/vacancy-requests.xlsx?kind=administrative')
  expect(answer.headers.get('Content-Type')).toContain('spreadsheetml')
})
