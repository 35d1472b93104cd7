import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { emptyDatabase, exampleActing, type TestDatabase } from '../database/harness.ts'
import { plantHeadcount } from '../establishment/planted.ts'
import { type Client, signedInAs, textOf } from '../http/client.ts'
import { plantOrganization, plantRegion } from './planted.ts'

let database: TestDatabase
let clerk: Client
let head: Client
let bureau: string
let school: string
let root: string

const acting = exampleActing()
const paper = {
  documentNumber: '朝编发〔2024〕6号',
  documentIssuedOn: '2024-01-11',
  documentIssuer: '区委编委',
  documentTitle: '关于机构调整的通知',
}
const founding = {
  ...paper,
  code: 'S09',
  kind: 'unit',
  name: '试验区大数据中心',
  shortName: '区大数据中心',
  otherNames: '区信息中心、区算力中心',
  parent: '试验区',
  supervisor: '',
  category: 'institution',
  nature: 'public-welfare-one',
  rank: '110',
  funding: 'full',
  creditCode: '',
  legalRepresentative: '',
  address: '',
  budgetUnitCode: '',
  functionClass: '20131',
  duties: '',
  effectiveOn: '2024-02-01',
  summary: '',
}

beforeAll(async () => {
  database = await emptyDatabase()
  const { db } = database
  root = await plantRegion(db, acting)
  bureau = await plantOrganization(db, acting, {
    name: '试验区教育局',
    shortName: '区教育局',
    parentId: root,
  })
  school = await plantOrganization(db, acting, {
    name: '试验区第一小学',
    parentId: bureau,
    category: 'institution',
    nature: 'public-welfare-one',
  })
  await plantHeadcount(db, acting, { organizationId: school, establishmentKind: 'institution', change: 40 })
  clerk = await signedInAs(database, 'clerk')
  head = await signedInAs(database, 'section-head')
})
afterAll(() => database.drop())

describe('setting up a unit', () => {
  test('is shown first, then written, and found from its day by its initials', async () => {
    expect(await clerk.read('/organizations/new')).toContain('设立日期')
    const review = textOf(await (await clerk.post('/organizations/review', founding)).text())
    expect(review).toContain('2024年2月1日起设立“试验区大数据中心”')
    expect(review).toContain('上级机构 （空） 试验区')
    expect(review).toContain('规格 （空） 副乡科级')
    expect(await clerk.read('/organizations?asOf=2024-02-01')).not.toContain('大数据')
    const written = await clerk.post('/organizations', founding)
    expect(written.status).toBe(303)
    expect(await clerk.read(written.headers.get('Location') ?? '')).toContain(
      '2024-02-01 设立 设立试验区大数据中心',
    )
    expect(await clerk.read('/organizations?asOf=2024-02-01&q=qdsj')).toContain('试验区大数据中心 S09')
    expect(await clerk.read('/organizations?q=qdsj')).toContain('没有符合条件的机构')
    expect((await clerk.post('/organizations', founding)).status).toBe(422)
  })

  test.each([
    ['code', '', '请填写此项'],
    ['name', '试验区教育局', '已有名为“试验区教育局”的机构在册'],
    ['parent', '没有的局', '没有找到“没有的局”'],
    ['supervisor', '没有的局', '没有找到“没有的局”'],
    ['category', 'nonsense', '请从列出的选项中选择'],
    ['rank', 'nonsense', '请从列出的选项中选择'],
    ['creditCode', '1234', '统一社会信用代码'],
    ['functionClass', 'x', '请从列出的选项中选择'],
    ['effectiveOn', '', '请填写此项'],
    ['documentTitle', '', '请填写此项'],
  ])('with %s "%s" is refused at the field, what was typed is kept', async (field, value, words) => {
    const sent = { ...founding, code: 'S10', name: '试验区另一中心', [field]: value }
    for (const path of ['/organizations/review', '/organizations']) {
      const answer = await clerk.post(path, sent)
      expect(answer.status).toBe(422)
      const page = await answer.text()
      expect(textOf(page)).toContain(words)
      expect(page).toContain(`href="#${field}"`)
      expect(page).toContain('value="区信息中心、区算力中心"')
    }
    expect(await clerk.read('/organizations?asOf=2024-02-01&q=S10')).toContain('没有符合条件的机构')
  })

  test('is for the clerk alone', async () => {
    expect((await head.get('/organizations/new')).status).toBe(403)
    expect((await head.post('/organizations', founding)).status).toBe(403)
  })
})

describe('what happens to a unit', () => {
  test('a renaming shows old and new, keeps the old name before its day, and stands in the lineage', async () => {
    const path = `/organizations/${bureau}/events/renaming`
    expect(await (await clerk.get(path)).text()).toContain('value="试验区教育局"')
    const event = {
      ...paper,
      name: '试验区教育和科技局',
      shortName: '区教科局',
      otherNames: '',
      effectiveOn: '2024-03-01',
      summary: '',
    }
    const review = textOf(await (await clerk.post(`${path}/review`, event)).text())
    expect(review).toContain('名称 试验区教育局 试验区教育和科技局')
    expect((await clerk.post(path, event)).status).toBe(303)
    expect(await clerk.read(`/organizations/${bureau}?asOf=2024-02-29`)).toContain('全称 试验区教育局')
    expect(await clerk.read(`/organizations/${bureau}?asOf=2024-03-01`)).toContain('全称 试验区教育和科技局')
    expect(await clerk.read(`/organizations/${bureau}/history`)).toContain('2024-03-01 更名')
    const again = await clerk.post(path, event)
    expect(again.status).toBe(422)
    expect(textOf(await again.text())).toContain('与现状相同')
  })

  test('a unit cannot be moved below itself, and not on a day before it was there', async () => {
    const path = `/organizations/${bureau}/events/reparenting`
    const event = {
      ...paper,
      parent: '试验区第一小学',
      supervisor: '',
      effectiveOn: '2024-03-01',
      summary: '',
    }
    expect(textOf(await (await clerk.post(path, event)).text())).toContain('上级机构不能是本机构或其下属机构')
    const early = await clerk.post(path, { ...event, effectiveOn: '2019-01-01' })
    expect(early.status).toBe(422)
  })

  test('an abolition names what is still left in it', async () => {
    const path = `/organizations/${school}/events/abolition`
    const event = { ...paper, effectiveOn: '2024-06-01', summary: '' }
    const refusal = await clerk.post(`${path}/review`, event)
    expect(refusal.status).toBe(422)
    expect(textOf(await refusal.text())).toContain('核定编制 40 名')
    const { db } = database
    const organizationId = school
    const cut = { organizationId, establishmentKind: 'institution', change: -40, effectiveOn: '2024-06-01' }
    await plantHeadcount(db, acting, cut)
    expect((await clerk.post(`${path}/review`, event)).status).toBe(200)
    expect((await clerk.post(path, event)).status).toBe(303)
    expect(await clerk.read(`/organizations/${school}?asOf=2024-06-01`)).toContain('已撤销')
  })

  test('an unknown event, an unknown unit and the region itself are not found', async () => {
    expect((await clerk.get(`/organizations/${bureau}/events/nonsense`)).status).toBe(404)
    expect((await clerk.get(`/organizations/${crypto.randomUUID()}/events/renaming`)).status).toBe(404)
    expect((await clerk.post(`/organizations/${root}/events/abolition`, paper)).status).toBe(404)
    expect((await clerk.get(`/organizations/${bureau}/events/new`)).status).toBe(200)
  })
})

test('a wrong fact is corrected with a reason, the wrong one stays struck through', async () => {
  const unit = await plantOrganization(database.db, acting, {
    name: '试验区档案馆',
    parentId: root,
    rank: '110',
  })
  const history = await (await clerk.get(`/organizations/${unit}/history`)).text()
  const path = /href="(\/organizations\/[^"]+\/correction)"/.exec(history)?.[1] ?? ''
  const form = {
    ...founding,
    name: '试验区档案馆',
    shortName: '区档案馆',
    rank: '109',
    effectiveOn: '2020-01-01',
  }
  expect(textOf(await (await clerk.post(path, { ...form, summary: '' })).text())).toContain('请填写此项')
  const review = textOf(
    await (await clerk.post(`${path}/review`, { ...form, summary: '规格录入有误' })).text(),
  )
  expect(review).toContain('规格 副乡科级 乡科级')
  expect((await clerk.post(path, { ...form, summary: '规格录入有误' })).status).toBe(303)
  const corrected = await clerk.read(`/organizations/${unit}/history`)
  expect(corrected).toContain('更正 规格录入有误')
  expect(corrected).toContain('起由后一条取代')
  expect((await clerk.get(path)).status).toBe(404)
})
