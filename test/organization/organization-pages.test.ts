import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { organizationEvents, organizationSuccessions } from '../../src/organization/schema.ts'
import { emptyDatabase, exampleActing, regionCode, type TestDatabase } from '../database/harness.ts'
import { plantHeadcount } from '../establishment/planted.ts'
import { type Client, signedInAs } from '../http/client.ts'
import { plantDocument, plantOrganization, plantRegion, plantVersion } from './planted.ts'

let database: TestDatabase
let clerk: Client
let contact: Client
let administrator: Client
let bureau: string
let school: string
let finance: string

const acting = exampleActing()

beforeAll(async () => {
  database = await emptyDatabase()
  const { db } = database
  const root = await plantRegion(db, acting)
  bureau = await plantOrganization(db, acting, {
    name: '试验区教育和科学技术局',
    shortName: '区教科局',
    initials: 'qjkj',
    code: 'J01',
    parentId: root,
    effectiveFrom: '2023-03-01',
  })
  await plantVersion(db, exampleActing({ at: new Date('2023-02-20T10:00:00+08:00') }), {
    organizationId: bureau,
    name: '试验区教育局',
    shortName: '区教育局',
    parentId: root,
    effectiveFrom: '2020-01-01',
    effectiveTo: '2023-03-01',
  })
  school = await plantOrganization(db, acting, {
    name: '试验区第一小学',
    code: 'J02',
    parentId: bureau,
    category: 'institution',
    nature: 'public-welfare-one',
    rank: '111',
    effectiveFrom: '2021-01-01',
  })
  await plantOrganization(db, acting, { name: '人事股', kind: 'division', parentId: bureau, code: 'J03' })
  finance = await plantOrganization(db, acting, { name: '试验区财政局', code: 'C01', parentId: root })
  await plantHeadcount(db, acting, { organizationId: bureau, change: 12 })
  await plantHeadcount(db, acting, { organizationId: school, establishmentKind: 'institution', change: 40 })
  const documentId = await plantDocument(db, acting, '试委发〔2023〕3号')
  const eventId = crypto.randomUUID()
  const event = {
    id: eventId,
    organizationId: bureau,
    kind: 'renaming',
    effectiveOn: '2023-03-01',
    documentId,
  }
  await db.insert(organizationEvents).values({
    regionCode,
    ...event,
    summary: '区教育局更名为区教育和科学技术局',
    recordedAt: acting.at,
    recordedBy: acting.userId,
  })
  await db
    .insert(organizationSuccessions)
    .values({ regionCode, eventId, predecessorId: finance, successorId: bureau })
  clerk = await signedInAs(database, 'clerk')
  contact = await signedInAs(database, 'unit-contact', { scopeOrganizationId: bureau })
  administrator = await signedInAs(database, 'system-administrator')
})
afterAll(() => database.drop())

describe('the list of organizations', () => {
  test('shows every unit with its places, inner sections only when asked for', async () => {
    const page = await clerk.read('/organizations')
    expect(page).toContain('试验区教育和科学技术局 J01 政府 行政机关 乡科级')
    expect(page).toContain('共 3 个')
    expect(page).toContain('合计 3 个 52 – – 52')
    expect(page).not.toContain('人事股')
    expect(await clerk.read('/organizations?divisions=yes')).toContain('人事股')
  })

  test('shows what was called what on a day of the past', async () => {
    const page = await clerk.read('/organizations?asOf=2023-02-28')
    expect(page).toContain('试验区教育局')
    expect(page).not.toContain('科学技术')
    expect(page).toContain('正在查看 2023-02-28 的情况')
  })

  test('says in words that nothing is there, and how it begins', async () => {
    expect(await clerk.read('/organizations?asOf=2019-01-01')).toContain('没有符合条件的机构')
    expect(await clerk.read(`/organizations?q=${encodeURIComponent('%')}`)).toContain('没有符合条件的机构')
  })

  test.each([
    ['q=qjk', ['J01']],
    [`q=${encodeURIComponent('小学')}`, ['J02']],
    ['q=C01', ['C01']],
    ['nature=public-welfare-one', ['J02']],
    ['rank=109', ['J01', 'C01']],
    ['category=court', []],
  ])('finds by %s', async (query, codes) => {
    const page = await clerk.read(`/organizations?${query}`)
    expect(['J01', 'J02', 'C01'].filter((code) => new RegExp(` ${code} `).test(page))).toEqual(codes)
  })

  test('gives a unit contact the own subtree and nothing else', async () => {
    const page = await contact.read('/organizations')
    expect(page).toContain('试验区第一小学')
    expect(page).not.toContain('财政局')
  })

  test('is not for an administrator of the system', async () => {
    expect((await administrator.get('/organizations')).status).toBe(403)
  })

  test('is exported as a workbook', async () => {
    const answer = await clerk.get('/organizations.xlsx?q=J01')
    expect(answer.status).toBe(200)
    expect(answer.headers.get('Content-Type')).toContain('spreadsheetml')
  })

  test('shows hostile text as text', async () => {
    const page = await (
      await clerk.get(`/organizations?q=${encodeURIComponent('"><script>alert(1)</script>')}`)
    ).text()
    expect(page).not.toContain('<script>alert')
  })
})

describe('the card of an organization', () => {
  test('shows its facts, its places by kind, its sections and its subordinates', async () => {
    const page = await clerk.read(`/organizations/${bureau}`)
    expect(page).toContain('简称 区教科局')
    expect(page).toContain('本机构，单位：名 编制类型 核定 实有 已批未用 冻结 空缺 行政编制 12 – – – 12')
    expect(page).toContain('行政编制 12 – – – 12 事业编制 40 – – – 40 合计 52 – – – 52')
    expect(page).toContain('内设机构（1 个） 人事股')
    expect(page).toContain('下属单位（1 个）')
    expect(page).toContain('试验区第一小学 公益一类事业单位 股级 40 –')
  })

  test('says so when the organization is not there yet on the day', async () => {
    const page = await clerk.read(`/organizations/${school}?asOf=2020-06-30`)
    expect(page).toContain('2020-06-30 尚未设立，2021-01-01 起登记在册')
  })

  test('of another unit is not found for a unit contact, as is one that does not exist', async () => {
    expect((await contact.get(`/organizations/${school}`)).status).toBe(200)
    expect((await contact.get(`/organizations/${finance}`)).status).toBe(404)
    expect((await contact.get(`/organizations/${finance}/history`)).status).toBe(404)
    expect((await clerk.get(`/organizations/${crypto.randomUUID()}`)).status).toBe(404)
    expect((await clerk.get('/organizations/nothing')).status).toBe(404)
  })

  test('answers from the knowledge of an earlier moment', async () => {
    const page = await clerk.read(`/organizations/${bureau}?asOf=2022-01-01&asKnownAt=2023-02-21`)
    expect(page).toContain('简称 区教育局')
    expect((await clerk.get(`/organizations/${school}?asKnownAt=2022-12-31`)).status).toBe(404)
  })
})

describe('the history of an organization', () => {
  test('tells the lineage with paper, day and successors, and each version old to new', async () => {
    const page = await clerk.read(`/organizations/${bureau}/history`)
    expect(page).toContain('2023-03-01 更名 区教育局更名为区教育和科学技术局')
    expect(page).toContain('试委发〔2023〕3号')
    expect(page).toContain('试验区财政局 → 试验区教育和科学技术局')
    expect(page).toContain('名称：试验区教育局 → 试验区教育和科学技术局')
  })
})
