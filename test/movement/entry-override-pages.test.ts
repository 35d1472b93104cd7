import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { emptyDatabase, type TestDatabase } from '../database/harness.ts'
import { type Client, signedInAs, textOf } from '../http/client.ts'
import { plantRegion } from '../organization/planted.ts'
import { bureau, entryOf, identityNumber, officer, settled } from './planted.ts'

let database: TestDatabase
let clerk: Client
let head: Client
let deputy: Client
let director: Client
let contact: Client
let stranger: Client

beforeAll(async () => {
  database = await emptyDatabase()
  const { db } = database
  const root = await plantRegion(db, officer('clerk'))
  const office = await bureau(db, root, { name: '试验区文旅局', approved: 1 })
  const other = await bureau(db, root, { name: '试验区财政局', approved: 3 })
  await settled(db, entryOf(office, { effectiveOn: '2024-01-10' }))
  clerk = await signedInAs(database, 'clerk')
  head = await signedInAs(database, 'section-head')
  deputy = await signedInAs(database, 'deputy-director')
  director = await signedInAs(database, 'director')
  contact = await signedInAs(database, 'unit-contact', { scopeOrganizationId: office })
  stranger = await signedInAs(database, 'unit-contact', { scopeOrganizationId: other, account: 'stranger' })
})
afterAll(() => database.drop())

const form = {
  organization: '试验区文旅局',
  establishmentKind: 'administrative',
  count: '1',
  expiresOn: '2024.2.10',
  reason: '引进急需人才',
  documentNumber: '朝编发〔2024〕5号',
  documentIssuedOn: '2024-01-12',
  documentIssuer: '区委编委',
  documentTitle: '关于超编进人的批复',
}

const entry = (change: Record<string, string> = {}) => ({
  kind: 'recruitment',
  identityNumber: identityNumber(),
  name: '示例乙',
  ethnicity: '01',
  politicalStatus: '01',
  effectiveOn: '2024-02-01',
  toOrganization: '试验区文旅局',
  toEstablishmentKind: 'administrative',
  reason: '公务员招录',
  documentNumber: '朝人社录〔2024〕3号',
  documentTitle: '关于录用公务员的通知',
  documentIssuer: '区人社局',
  documentIssuedOn: '2024-01-10',
  ...change,
})

test('an empty list says how one begins', async () => {
  const page = await clerk.read('/entry-overrides')
  expect(page).toContain('没有符合条件的特批')
  expect(page).toContain('没有超出核定编制的单位')
})

test.each([
  ['organization', '没有的局'],
  ['establishmentKind', 'nonsense'],
  ['count', '0'],
  ['expiresOn', '2024-01-15'],
  ['expiresOn', ''],
  ['reason', ''],
  ['documentNumber', ''],
])('a draft with %s "%s" is refused at its field', async (field, value) => {
  const answer = await clerk.post('/entry-overrides', { ...form, [field]: value })
  expect(answer.status).toBe(422)
  expect(await answer.text()).toContain(`href="#${field}"`)
  expect(await clerk.read('/entry-overrides')).toContain('共 0 件 预警')
})

test('where places are free the clerk is sent to a request', async () => {
  const answer = await clerk.post('/entry-overrides', { ...form, organization: '试验区财政局', count: '2' })
  expect(answer.status).toBe(422)
  expect(textOf(await answer.text())).toContain('尚有空编 3 名')
})

describe('an override from its draft to its person', () => {
  let path = ''

  test('is drafted by the clerk alone', async () => {
    expect((await contact.get('/entry-overrides/new')).status).toBe(403)
    expect((await head.post('/entry-overrides', form)).status).toBe(403)
    const answer = await clerk.post('/entry-overrides', form)
    expect(answer.status).toBe(303)
    path = answer.headers.get('Location') ?? ''
    expect(await clerk.read(path)).toContain('审批中（待股室负责人）')
    expect(await clerk.read(path)).not.toContain('签批用语')
  })

  test('is seen by its unit and not by another', async () => {
    expect(await contact.read(path)).toContain('引进急需人才')
    expect((await stranger.get(path)).status).toBe(404)
    expect(await stranger.read('/entry-overrides')).toContain('共 0 件 预警')
    expect((await clerk.get('/entry-overrides/nothing')).status).toBe(404)
  })

  test('is signed by three; the last says how many', async () => {
    expect((await clerk.post(`${path}/signatures`, { decision: 'agree' })).status).toBe(403)
    expect((await head.post(`${path}/signatures`, { decision: 'reject', words: '' })).status).toBe(422)
    for (const signer of [head, deputy]) {
      expect((await signer.post(`${path}/signatures`, { decision: 'agree' })).status).toBe(303)
    }
    const wrong = await director.post(`${path}/signatures`, { decision: 'agree', approvedCount: '2' })
    expect(textOf(await wrong.text())).toContain('1 至 1')
    const signed = await director.post(`${path}/signatures`, { decision: 'agree', approvedCount: '1' })
    expect(signed.status).toBe(303)
    // It ends within thirty days: 10 February.
    expect(await clerk.read('/entry-overrides?state=in-force')).toContain('即将到期')
    expect(await clerk.read('/entry-overrides?asOf=2024-02-11')).toContain('已到期')
  })

  test('is offered on the form of the entry, and the check page says in words that it is used', async () => {
    const where = `toOrganization=${encodeURIComponent('试验区文旅局')}&toEstablishmentKind=administrative`
    const fields = await (
      await clerk.get(`/movements/entry-grounds?kind=recruitment&${where}&effectiveOn=2024-02-01`)
    ).text()
    expect(fields).toContain('超编特批2024-0001（批准 1，已用 0，至 2024-02-10）')
    const late = await clerk.get(`/movements/entry-grounds?kind=recruitment&${where}&effectiveOn=2024-02-11`)
    expect(await late.text()).not.toContain('超编特批2024-0001')
    const without = await clerk.post('/movements/review', entry())
    expect(without.status).toBe(422)
    const entryOverrideId = path.split('/').at(-1) ?? ''
    const bogus = await clerk.post('/movements/review', entry({ entryOverrideId: crypto.randomUUID() }))
    expect(textOf(await bogus.text())).toContain('没有找到这份特批')
    const review = textOf(await (await clerk.post('/movements/review', entry({ entryOverrideId }))).text())
    expect(review).toContain(
      '没有空编，凭超编进人特批 超编特批2024-0001（朝编发〔2024〕5号）进入，用后剩余 0 名',
    )
    const drafted = await clerk.post('/movements', entry({ entryOverrideId }))
    const movement = drafted.headers.get('Location') ?? ''
    for (const signer of [head, director]) {
      expect((await signer.post(`${movement}/signatures`, { decision: 'agree', words: '同意' })).status).toBe(
        303,
      )
    }
  })

  test('then shows its person, and the unit stands in the warnings in amber', async () => {
    expect(await contact.read(path)).toContain('示例乙 2024-02-01')
    const list = await clerk.read('/entry-overrides?asOf=2024-02-01')
    expect(list).toContain('已用完 2024-02-10 朝编发〔2024〕5号 示例乙')
    // 核定 1，实有 2，超出 1，凭特批 1。
    expect(list).toContain('试验区文旅局 行政编制 1 2 – – 1 1 – 刚性控制 特批')
    expect((await clerk.post(`${path}/withdrawal`, { reason: '收回' })).status).toBe(422)
    const file = await clerk.get('/entry-overrides.xlsx')
    expect(file.headers.get('Content-Type')).toContain('spreadsheetml')
  })
})

test('a returned one is drafted anew from what it said', async () => {
  const path = (await clerk.post('/entry-overrides', form)).headers.get('Location') ?? ''
  expect((await head.post(`${path}/signatures`, { decision: 'return', words: '请附岗位说明' })).status).toBe(
    303,
  )
  expect(await clerk.read(path)).toContain('据此重新起草')
  const again = await (await clerk.get(`/entry-overrides/new?from=${path.split('/').at(-1)}`)).text()
  expect(again).toContain('引进急需人才')
  expect(again).toContain('value="朝编发〔2024〕5号"')
})
