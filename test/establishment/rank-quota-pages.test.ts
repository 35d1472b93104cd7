import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { assignments, people, personPosts } from '../../src/staffing/schema.ts'
import { emptyDatabase, exampleActing, regionCode, type TestDatabase } from '../database/harness.ts'
import { type Client, signedInAs, textOf } from '../http/client.ts'
import { plantOrganization, plantRegion } from '../organization/planted.ts'
import { plantHeadcount } from './planted.ts'

let database: TestDatabase
let head: Client
let clerk: Client
let contact: Client
let administrator: Client
let bureau: string
let finance: string

const acting = exampleActing()
const paper = {
  documentNumber: '朝组发〔2023〕5号',
  documentIssuedOn: '2023-01-10',
  documentIssuer: '区委组织部',
  documentTitle: '关于职级职数比例的通知',
}
const form = {
  fromLevel: '07',
  toLevel: '10',
  percent: '60%',
  base: 'places',
  'kind-administrative': 'yes',
  rounding: 'down',
  leaders: 'no',
  effectiveFrom: '2023-02-01',
  note: '',
  ...paper,
}

beforeAll(async () => {
  database = await emptyDatabase()
  const { db } = database
  const root = await plantRegion(db, acting)
  bureau = await plantOrganization(db, acting, { name: '试验区教育局', parentId: root })
  finance = await plantOrganization(db, acting, { name: '试验区财政局', parentId: root })
  await plantHeadcount(db, acting, { organizationId: root, change: 100 })
  await plantHeadcount(db, acting, { organizationId: bureau, change: 9 })
  await plantHeadcount(db, acting, { organizationId: finance, change: 10 })
  await plantHeadcount(db, acting, { organizationId: bureau, change: 20, establishmentKind: 'institution' })
  head = await signedInAs(database, 'section-head')
  clerk = await signedInAs(database, 'clerk')
  contact = await signedInAs(database, 'unit-contact', { scopeOrganizationId: finance })
  administrator = await signedInAs(database, 'system-administrator')
})
afterAll(() => database.drop())

/** Somebody in a place of the bureau, with a 职级, and perhaps a 领导职务 beside it. */
async function plantRanked(levelCode: string, title: string, leads = false): Promise<void> {
  const { db } = database
  const frame = { regionCode, recordedAt: acting.at, recordedBy: acting.userId, effectiveFrom: '2023-03-01' }
  const personId = v7()
  await db.insert(people).values({ ...frame, id: personId })
  await db.insert(assignments).values({
    ...frame,
    id: v7(),
    personId,
    organizationId: bureau,
    establishmentKind: 'administrative',
  })
  const post = { ...frame, personId, organizationId: bureau, concurrent: false }
  await db.insert(personPosts).values({ ...post, id: v7(), aspect: 'rank', levelCode, title })
  if (!leads) return
  await db.insert(personPosts).values({
    ...post,
    id: v7(),
    aspect: 'duty',
    levelCode: '0142',
    title: '副局长',
    leadership: 'deputy',
    leadershipRank: '110',
  })
}

test('without ratios the list says what to do; only the section head sets them', async () => {
  expect(await clerk.read('/rank-quotas')).toContain('没有登记职级职数比例')
  expect(await clerk.read('/rank-quotas/settings')).toContain('没有登记过比例')
  expect((await clerk.get('/rank-quotas/ratios/new')).status).toBe(403)
  expect((await clerk.post('/rank-quotas/ratios', form)).status).toBe(403)
  expect((await contact.post('/rank-quotas/approvals', form)).status).toBe(403)
  expect((await administrator.get('/rank-quotas')).status).toBe(403)
  expect(await clerk.read('/rank-quotas/approvals/new')).toContain('请先由股室负责人登记比例')
})

test('a ratio is looked at, recorded on its paper, and gives every unit its number from its day on', async () => {
  const review = textOf(await (await head.post('/rank-quotas/ratios/review', form)).text())
  expect(review).toContain(
    '2023年2月1日起，一级至四级主任科员职数为行政编制的 60%，向下取整，领导职务兼任职级的不占用。',
  )
  expect(review).toContain('此前没有登记该组比例')
  expect(await head.read('/rank-quotas')).toContain('没有登记职级职数比例')
  expect((await head.post('/rank-quotas/ratios', form)).status).toBe(303)
  const inner = { ...form, toLevel: '08', percent: '50', base: '07-10' }
  expect((await head.post('/rank-quotas/ratios', inner)).status).toBe(303)
  // 9 × 60 % = 5.4 → 5, of which 5 × 50 % = 2.5 → 2; 10 × 60 % = 6, of which 3. 事业编制 and 总量 are not counted.
  const page = await clerk.read('/rank-quotas?asOf=2023-02-01')
  expect(page).toContain('试验区教育局 一级至四级主任科员 9 60% 5 – 5 –')
  expect(page).toContain('试验区教育局 一级至二级主任科员 5 50% 2 – 2 –')
  expect(page).toContain('试验区财政局 一级至四级主任科员 10 60% 6 – 6 –')
  expect(page).toContain('共 4 行')
  expect(page).toContain('朝组发〔2023〕5号，2023-02-01 起')
  expect(await clerk.read('/rank-quotas?asOf=2023-01-31')).toContain('没有登记职级职数比例')
})

test('who holds is counted, a leader beside his post is not; figures open their people, groups are summed apart', async () => {
  for (const [level, title] of [
    ['07', '一级主任科员'],
    ['08', '二级主任科员'],
    ['08', '二级主任科员'],
    ['10', '四级主任科员'],
    ['12', '二级科员'],
  ] as const) {
    await plantRanked(level, title)
  }
  await plantRanked('07', '一级主任科员', true)
  const page = await clerk.read('/rank-quotas')
  expect(page).toContain('试验区教育局 一级至四级主任科员 9 60% 5 4 1 –')
  expect(page).toContain('试验区教育局 一级至二级主任科员 5 50% 2 3 – 超职数 1')
  expect(page).not.toContain('合计')
  expect(await clerk.read('/rank-quotas?group=07-10')).toContain('合计 2 行 19 11 – 4 7 –')
  const over = await (await clerk.get('/rank-quotas?standing=over')).text()
  expect(textOf(over)).toContain('共 1 行')
  const opened = /href="(\/rank-quotas\/people[^"]*only=yes[^"]*)"/.exec(over)?.[1]?.replaceAll('&amp;', '&')
  const shown = await clerk.read(opened ?? '')
  expect(shown).toContain('共 3 人')
  expect(shown).not.toContain('副局长')
  const everybody = await clerk.read('/rank-quotas/people')
  expect(everybody).toContain('共 6 人')
  expect(everybody).toContain('一级主任科员 2023-03-01 副局长 不占用')
  expect(await clerk.read('/rank-quotas?sort=-over')).toMatch(
    /一级至二级主任科员 5 50%.*一级至四级主任科员 9/,
  )
  for (const path of ['/rank-quotas.xlsx', '/rank-quotas/people.xlsx', '/rank-quotas/settings.xlsx']) {
    expect((await clerk.get(path)).headers.get('Content-Type')).toContain('spreadsheetml')
  }
})

test('a unit sees its own numbers and nobody of another', async () => {
  const own = await contact.read('/rank-quotas')
  expect(own).toContain('试验区财政局')
  expect(own).not.toContain('教育局')
  expect(await contact.read(`/rank-quotas/people?organizationId=${bureau}&only=yes`)).toContain('共 0 人')
})

test('a number by document goes before the ratio from its day on, and is stopped again', async () => {
  const number = {
    organization: '试验区教育局',
    group: '07-10',
    count: '8',
    effectiveFrom: '2023-06-01',
    note: '',
    ...paper,
  }
  const review = textOf(await (await clerk.post('/rank-quotas/approvals/review', number)).text())
  expect(review).toContain('试验区教育局自2023年6月1日起一级至四级主任科员核定 8 名，此前按比例。')
  expect(review).toContain('登记前 5 5 4 1 登记后 5 8 4 4')
  expect((await clerk.post('/rank-quotas/approvals', number)).status).toBe(303)
  expect(await clerk.read('/rank-quotas?asOf=2023-06-01')).toContain(
    '试验区教育局 一级至四级主任科员 9 60% 5 8 4 4 –',
  )
  // The group inside is a share of the approved number: 8 × 50 % = 4.
  expect(await clerk.read('/rank-quotas?asOf=2023-06-01')).toContain('一级至二级主任科员 8 50% 4 3 1 –')
  expect(await clerk.read('/rank-quotas?asOf=2023-05-31')).toContain('一级至四级主任科员 9 60% 5 4 1 –')
  const again = await clerk.post('/rank-quotas/approvals', number)
  expect(again.status).toBe(422)
  expect(textOf(await again.text())).toContain('没有变动')
  const settings = await (await clerk.get('/rank-quotas/settings')).text()
  const end = /href="(\/rank-quotas\/approvals\/[^"]+\/end)"/.exec(settings)?.[1] ?? ''
  const wrong = await clerk.post(end, { endsOn: '2023-05-01', note: '误登', ...paper })
  expect(wrong.status).toBe(422)
  expect(textOf(await wrong.text())).toContain('停用日期应不早于 2023-06-01')
  expect((await clerk.post(end, { endsOn: '2024-01-01', note: '机构职能调整', ...paper })).status).toBe(303)
  expect(await clerk.read('/rank-quotas?asOf=2024-01-01')).toContain('一级至四级主任科员 9 60% 5 4 1 –')
  const history = await clerk.read('/rank-quotas/settings')
  expect(history).toContain('8 2023-06-01 已取代')
  expect(history).toContain('8 2023-06-01 2024-01-01 已止')
  expect(history).toContain('机构职能调整')
})

test('a ratio is put right on its own day; the one around another stays as long as that does', async () => {
  const right = { ...form, percent: '70', note: '比例误登' }
  const review = textOf(await (await head.post('/rank-quotas/ratios/review', right)).text())
  expect(review).toContain('现行（2023-02-01 起）：行政编制的 60%')
  expect((await head.post('/rank-quotas/ratios', right)).status).toBe(303)
  expect(await head.read('/rank-quotas?asOf=2023-02-01')).toContain('一级至四级主任科员 9 70% 6 – 6 –')
  const same = await head.post('/rank-quotas/ratios', right)
  expect(textOf(await same.text())).toContain('没有变动')
  const early = await head.post('/rank-quotas/ratios', { ...form, effectiveFrom: '2023-01-01' })
  expect(textOf(await early.text())).toContain('2023-02-01 起已另有登记')
  const settings = await (await head.get('/rank-quotas/settings')).text()
  const ends = [...settings.matchAll(/href="(\/rank-quotas\/ratios\/[^"]+\/end)"/g)].map(
    ([, path]) => path ?? '',
  )
  expect(ends).toHaveLength(2)
  const around = await head.post(ends[0] ?? '', { endsOn: '2023-12-01', note: '停用', ...paper })
  expect(textOf(await around.text())).toContain('一级至二级主任科员按本组职数的比例核定。请先停用该组')
  expect((await head.post(ends[1] ?? '', { endsOn: '2023-12-01', note: '停用', ...paper })).status).toBe(303)
  expect(await head.read('/rank-quotas?asOf=2023-12-01')).not.toContain('一级至二级主任科员')
})

test.each([
  ['fromLevel', '11', '请从列出的选项中选择'],
  ['toLevel', '05', '“至”不得高于“自”'],
  ['percent', '120', '不是有效比例'],
  ['percent', '0', '不是有效比例'],
  ['base', '04-10', '没有登记比例'],
  ['kind-administrative', '', '请至少勾选一类编制'],
  ['documentNumber', '', '请填写此项'],
])('with %s "%s" no ratio is written', async (field, value, said) => {
  const answer = await head.post('/rank-quotas/ratios', {
    ...form,
    effectiveFrom: '2024-03-01',
    [field]: value,
  })
  expect(answer.status).toBe(422)
  expect(textOf(await answer.text())).toContain(said)
})

test('a unit gets a number only of a group that has a ratio, and a section none of its own', async () => {
  const section = await plantOrganization(database.db, acting, {
    name: '人事股',
    parentId: bureau,
    kind: 'division',
  })
  const number = { group: '04-06', count: '1', effectiveFrom: '2023-06-01', note: '', ...paper }
  const unknown = await clerk.post('/rank-quotas/approvals', { ...number, organization: '试验区教育局' })
  expect(textOf(await unknown.text())).toContain('二级至四级调研员没有登记比例')
  const inner = await clerk.post('/rank-quotas/approvals', { ...number, organization: section })
  expect(textOf(await inner.text())).toContain('职级职数核定到单位')
})
