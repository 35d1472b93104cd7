import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { emptyDatabase, exampleActing, type TestDatabase } from '../database/harness.ts'
import { type Client, signedInAs, textOf } from '../http/client.ts'
import { plantOrganization, plantRegion } from '../organization/planted.ts'
import { plantHeadcount } from './planted.ts'

let database: TestDatabase
let clerk: Client
let head: Client
let contact: Client
let bureau: string
let finance: string

const acting = exampleActing()
const form = {
  organization: '试验区教育局',
  establishmentKind: 'administrative',
  direction: 'more',
  count: '3',
  effectiveOn: '2024年2月1日',
  documentNumber: '朝编发〔2024〕3号',
  documentIssuedOn: '2024-01-12',
  documentIssuer: '区委编委',
  documentTitle: '关于增加行政编制的批复',
  note: '新增职能',
}

beforeAll(async () => {
  database = await emptyDatabase()
  const { db } = database
  const root = await plantRegion(db, acting)
  bureau = await plantOrganization(db, acting, {
    name: '试验区教育局',
    shortName: '区教育局',
    initials: 'qjyj',
    parentId: root,
  })
  finance = await plantOrganization(db, acting, { name: '试验区财政局', initials: 'qczj', parentId: root })
  await plantHeadcount(db, acting, { organizationId: root, change: 30 })
  await plantHeadcount(db, acting, { organizationId: bureau, change: 12 })
  await plantHeadcount(db, acting, { organizationId: finance, change: 10 })
  clerk = await signedInAs(database, 'clerk')
  head = await signedInAs(database, 'section-head')
  contact = await signedInAs(database, 'unit-contact', { scopeOrganizationId: finance })
})
afterAll(() => database.drop())

describe('the headcount ledger', () => {
  test('shows the totals of the region and every row', async () => {
    const page = await clerk.read('/headcounts')
    expect(page).toContain('总量 已分配 未分配 行政编制 30 22 8')
    expect(page).toContain('共 3 行')
    expect(page).toContain('合计 3 行，净增 52 名')
  })

  test('is filtered by unit, kind, period and paper, and says when no row fits', async () => {
    expect(await clerk.read(`/headcounts?organization=${encodeURIComponent('qczj')}`)).toContain('共 1 行')
    expect(await clerk.read('/headcounts?kind=institution')).toContain('没有符合条件的台账行')
    expect(await clerk.read('/headcounts?from=2023-01-01')).toContain('没有符合条件的台账行')
    expect(await clerk.read('/headcounts?to=2022.1.1')).toContain('共 3 行')
    expect(await clerk.read(`/headcounts?q=${encodeURIComponent('〔2023〕1号')}`)).toContain('共 3 行')
    expect(await clerk.read(`/headcounts?organization=${encodeURIComponent('没有的局')}`)).toContain(
      '没有找到“没有的局”',
    )
  })

  test('shows a unit contact only the own rows and no total of the region', async () => {
    const page = await contact.read('/headcounts')
    expect(page).toContain('共 1 行')
    expect(page).not.toContain('未分配')
    expect((await contact.get(`/organizations/${bureau}/headcounts`)).status).toBe(404)
  })

  test('is exported exactly as filtered', async () => {
    const answer = await clerk.get(`/headcounts.xlsx?organization=${encodeURIComponent('区教育局')}`)
    expect(answer.headers.get('Content-Type')).toContain('spreadsheetml')
  })
})

describe('a new row', () => {
  test('is shown before it is written, then written, then named', async () => {
    const review = await clerk.post('/headcounts/review', form)
    expect(review.status).toBe(200)
    const words = textOf(await review.text())
    expect(words).toContain('试验区教育局自2024年2月1日起行政编制增加 3 名')
    expect(words).toContain('本机构核定 12 15')
    expect(words).toContain('全区已分配 22 25')
    expect(await clerk.read(`/organizations/${bureau}/headcounts`)).not.toContain('〔2024〕3号')

    const written = await clerk.post('/headcounts', form)
    expect(written.status).toBe(303)
    const location = written.headers.get('Location') ?? ''
    expect(location).toMatch(new RegExp(`^/organizations/${bureau}/headcounts\\?recorded=`))
    const page = await clerk.read(location)
    expect(page).toContain('已登记：2024-02-01 行政编制增 3 名，朝编发〔2024〕3号')
    expect(page).toContain('2024-02-01 待生效')
    expect(await clerk.read(`/organizations/${bureau}?asOf=2024-02-01`)).toContain('行政编制 15 – – – 15')
  })

  test('keeps what was typed when the clerk goes back to change it', async () => {
    const page = await (await clerk.post('/headcounts/draft', form)).text()
    expect(page).toContain('value="朝编发〔2024〕3号"')
    expect(page).toContain('<option value="more" selected')
  })

  test.each([
    ['organization', '', '请填写此项'],
    ['organization', '没有的局', '没有找到“没有的局”'],
    ['organization', '局', '对应多个机构'],
    ['establishmentKind', 'nonsense', '请从列出的选项中选择'],
    ['direction', '', '请填写此项'],
    ['count', '0', '1 至 100000'],
    ['count', '1.5', '1 至 100000'],
    ['count', '99', '总量 30 名'],
    ['effectiveOn', '2024-02-30', '不是有效日期'],
    ['documentNumber', '', '请填写此项'],
    ['documentNumber', '长'.repeat(61), '最多 60 个字'],
    ['documentTitle', 'a\u0007b', '控制字符'],
  ])('with %s "%s" is refused at the field and nothing is written', async (field, value, words) => {
    const before = await clerk.read('/headcounts')
    for (const path of ['/headcounts/review', '/headcounts']) {
      const answer = await clerk.post(path, { ...form, [field]: value })
      expect(answer.status).toBe(422)
      const page = await answer.text()
      expect(textOf(page)).toContain(words)
      expect(page).toContain(`<a href="#${field}"`)
      if (field !== 'documentNumber') expect(page).toContain('value="朝编发〔2024〕3号"')
    }
    expect(await clerk.read('/headcounts')).toBe(before)
  })

  test('below what is held is written only with the tick', async () => {
    const cut = {
      ...form,
      organization: '试验区财政局',
      direction: 'fewer',
      count: '10',
      effectiveOn: '2024-02-01',
    }
    const none = textOf(await (await clerk.post('/headcounts/review', { ...cut, count: '11' })).text())
    expect(none).toContain('核定编制只有 10 名，不够核减')
    expect((await clerk.post('/headcounts/review', cut)).status).toBe(200)
  })

  test('is for the clerk alone', async () => {
    expect((await head.get('/headcounts/new')).status).toBe(403)
    expect((await head.post('/headcounts', form)).status).toBe(403)
    expect((await contact.post('/headcounts/review', form)).status).toBe(403)
  })
})

describe('a wrong row', () => {
  test('is taken back with a reason, stays struck through, and is not taken back twice', async () => {
    const wrong = await clerk.post('/headcounts', { ...form, organization: 'qczj', count: '2' })
    const id =
      new URL(wrong.headers.get('Location') ?? '', 'http://localhost').searchParams.get('recorded') ?? ''
    const path = `/headcounts/${id}/reversal`
    const page = await clerk.read(path)
    expect(page).toContain('试验区财政局自2024年2月1日起行政编制减少 2 名')
    const { documentNumber, documentIssuedOn, documentIssuer, documentTitle } = form
    const paper = { documentNumber, documentIssuedOn, documentIssuer, documentTitle }
    expect((await clerk.post(path, { ...paper, note: '' })).status).toBe(422)
    expect((await clerk.post(path, { ...paper, note: '机构登错' })).status).toBe(303)
    const ledger = await clerk.read(`/organizations/${finance}/headcounts`)
    expect(ledger).toContain('已冲销')
    expect(ledger).toContain('机构登错')
    expect(await clerk.read(`/organizations/${finance}?asOf=2024-02-01`)).toContain('行政编制 10 – – – 10')
    expect((await clerk.get(path)).status).toBe(404)
    expect((await clerk.post(path, { ...paper, note: '再冲' })).status).toBe(404)
    expect((await clerk.get('/headcounts/nothing/reversal')).status).toBe(404)
    expect((await clerk.get('/headcounts/new?organizationId=nothing')).status).toBe(200)
    expect((await clerk.get('/freezes/nothing/end')).status).toBe(404)
  })
})

describe('a freeze', () => {
  const freeze = {
    ...form,
    count: '2',
    effectiveFrom: '2024-01-01',
    effectiveTo: '',
  }
  test('takes places out of use until it is lifted', async () => {
    expect((await clerk.post('/freezes', { ...freeze, count: '99' })).status).toBe(422)
    const reversed = textOf(
      await (await clerk.post('/freezes', { ...freeze, effectiveTo: '2023-12-31' })).text(),
    )
    expect(reversed).toContain('终止日期 2023-12-31 应晚于起始日期 2024-01-01')
    expect((await clerk.post('/freezes', freeze)).status).toBe(303)
    expect(await clerk.read(`/organizations/${bureau}`)).toContain('行政编制 12 – – 2 10')
    const page = await (await clerk.get(`/organizations/${bureau}/headcounts`)).text()
    const path = /href="(\/freezes\/[^"]+\/end)"/.exec(page)?.[1] ?? ''
    expect((await clerk.get(path)).status).toBe(200)
    expect((await clerk.post(path, { ...form, endsOn: '2023-01-01', note: '解冻' })).status).toBe(422)
    expect((await clerk.post(path, { ...form, endsOn: '2024-03-01', note: '解冻' })).status).toBe(303)
    expect(await clerk.read(`/organizations/${bureau}?asOf=2024-03-01`)).toContain('行政编制 15 – – – 15')
    expect(await clerk.read(`/organizations/${bureau}/headcounts`)).toContain('解冻日期： 未定 → 2024-03-01')
  })
})

describe('the papers of an organization', () => {
  test('are each listed once with what rests on them', async () => {
    const page = await clerk.read(`/organizations/${bureau}/documents`)
    expect(page).toContain('2022-01-01 行政编制增 12 名')
    expect(page.split('关于增加行政编制的批复')).toHaveLength(2)
  })
})

test('the choices for a unit field are found by initials and by any part', async () => {
  const choices = async (typed: string) =>
    (
      await clerk.get(`/organizations/choices?field=organization&organization=${encodeURIComponent(typed)}`)
    ).text()
  expect(await choices('qjy')).toContain('试验区教育局')
  expect(await choices('财政')).toContain('试验区财政局')
  expect(await choices('nobody')).toBe('')
})
