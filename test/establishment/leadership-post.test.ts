import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  checkSeats,
  isAboveRank,
  overSeats,
  seatsOf,
  vacantSeats,
} from '../../src/establishment/leadership-post.ts'
import { people, personPosts } from '../../src/staffing/schema.ts'
import { emptyDatabase, exampleActing, regionCode, type TestDatabase } from '../database/harness.ts'
import { type Client, signedInAs, textOf } from '../http/client.ts'
import { plantOrganization, plantRegion } from '../organization/planted.ts'

let database: TestDatabase
let clerk: Client
let stranger: Client
let bureau: string

const acting = exampleActing()
const form = {
  organization: '试验区教育局',
  rank: '110',
  position: 'deputy',
  direction: 'more',
  count: '2',
  effectiveOn: '2023-01-01',
  note: '',
  documentNumber: '朝编发〔2023〕4号',
  documentIssuedOn: '2022-12-20',
  documentIssuer: '区委编委',
  documentTitle: '关于核定领导职数的通知',
}

beforeAll(async () => {
  database = await emptyDatabase()
  const { db } = database
  const root = await plantRegion(db, acting)
  bureau = await plantOrganization(db, acting, { name: '试验区教育局', parentId: root })
  const finance = await plantOrganization(db, acting, { name: '试验区财政局', parentId: root })
  clerk = await signedInAs(database, 'clerk')
  stranger = await signedInAs(database, 'unit-contact', { scopeOrganizationId: finance })
})
afterAll(() => database.drop())

/** Three deputies of the bureau, the third beside a main duty elsewhere. */
async function plantDeputies(): Promise<void> {
  const { db } = database
  const { at: recordedAt, userId: recordedBy } = acting
  for (const concurrent of [false, false, false, true]) {
    const personId = v7()
    await db.insert(people).values({ regionCode, id: personId, recordedAt, recordedBy })
    await db.insert(personPosts).values({
      regionCode,
      id: v7(),
      personId,
      organizationId: bureau,
      aspect: 'duty',
      levelCode: '',
      title: '副局长',
      leadership: 'deputy',
      leadershipRank: '110',
      concurrent,
      effectiveFrom: '2023-06-01',
      recordedAt,
      recordedBy,
    })
  }
}

test('a post held beside another duty takes no seat; more leaders than posts are 超职数', () => {
  const seat = { organizationId: 'a', rank: '110', position: 'deputy' }
  const [only] = seatsOf([{ ...seat, approved: 2 }], [{ ...seat, held: 3, concurrent: 1 }])
  expect(only && vacantSeats(only)).toBe(-1)
  const [unapproved] = seatsOf([], [{ ...seat, held: 1, concurrent: 0 }])
  expect(unapproved && vacantSeats(unapproved)).toBe(-1)
})

test('a cut may not leave fewer posts than none on any later day', () => {
  expect(checkSeats(2, -2, '2024-01-01', [])).toBeNull()
  expect(checkSeats(2, -3, '2024-01-01', [])).toMatchObject({ code: 'seats-below-zero', approved: 2 })
  const later = [{ on: '2024-06-01', change: -1 }]
  expect(checkSeats(2, -2, '2024-01-01', later)).toMatchObject({ on: '2024-06-01', approved: 1 })
})

test('a post ranks no higher than its unit, one of a section below it; 不定级 is compared with nothing', () => {
  expect(isAboveRank({ rank: '109', position: 'chief' }, '109')).toBe(false)
  expect(isAboveRank({ rank: '109', position: 'deputy' }, '110')).toBe(true)
  expect(isAboveRank({ rank: '109', position: 'division-chief' }, '109')).toBe(true)
  expect(isAboveRank({ rank: '111', position: 'division-chief' }, '109')).toBe(false)
  expect(isAboveRank({ rank: '107', position: 'chief' }, '999')).toBe(false)
  expect(isAboveRank({ rank: '107', position: 'chief' }, null)).toBe(false)
})

test('a cut below who leads is seen before it is written; more posts never leave anybody over', () => {
  const day = { on: '2024-01-01', approved: 2, occupied: 1, reserved: 0, frozen: 0 }
  const later = { ...day, on: '2024-09-01', occupied: 2 }
  expect(overSeats([day], -1)).toBeNull()
  expect(overSeats([day, later], -1)).toEqual({ on: '2024-09-01', approved: 1, held: 2 })
  expect(overSeats([{ ...day, occupied: 5 }], 1)).toBeNull()
})

test('posts are approved on a paper, filled by duties, and shown with who is too many', async () => {
  expect(await clerk.read('/leadership-posts')).toContain('没有符合条件的领导职数')
  const review = textOf(await (await clerk.post('/leadership-posts/review', form)).text())
  expect(review).toContain('试验区教育局自2023年1月1日起副乡科级副职领导职数增加 2 名。')
  expect(review).toContain('核定 0 2 实配 0 0 空缺 配齐 2')
  expect(await clerk.read('/leadership-posts')).toContain('没有符合条件的领导职数')
  expect((await clerk.post('/leadership-posts', form)).status).toBe(303)
  expect(await clerk.read('/leadership-posts?asOf=2023-01-01')).toContain(
    '试验区教育局 副乡科级 副职 2 – – 2',
  )
  await plantDeputies()
  const path = `/leadership-posts?organization=${encodeURIComponent('试验区教育局')}`
  const page = await clerk.read(path)
  expect(page).toContain('试验区教育局 副乡科级 副职 2 3 1 超职数 1')
  expect(page).toContain('朝编发〔2023〕4号')
  expect(await stranger.read('/leadership-posts')).toContain('没有符合条件的领导职数')
  expect((await stranger.get('/leadership-posts/new')).status).toBe(403)
})

test('a wrong row is taken back once, with a reason', async () => {
  expect((await clerk.post('/leadership-posts', { ...form, position: 'chief', count: '5' })).status).toBe(303)
  const path = `/leadership-posts?organization=${encodeURIComponent('试验区教育局')}`
  const html = await (await clerk.get(path)).text()
  const reversal = /href="(\/leadership-posts\/[^"]+\/reversal)"/.exec(html)?.[1] ?? ''
  expect(await clerk.read(reversal)).toContain('正职增加 5 名')
  expect((await clerk.post(reversal, { ...form, note: '' })).status).toBe(422)
  expect((await clerk.post(reversal, { ...form, note: '名数有误' })).status).toBe(303)
  const page = await clerk.read(path)
  expect(page).toContain('已冲销')
  expect(page).not.toContain('乡科级 正职 5 ')
  expect((await clerk.get(reversal)).status).toBe(404)
  expect((await clerk.get('/leadership-posts/nothing/reversal')).status).toBe(404)
})

test.each([
  ['organization', '没有的局'],
  ['rank', '7'],
  ['position', ''],
  ['count', '-1'],
  ['effectiveOn', '昨天'],
  ['documentNumber', ''],
])('with %s "%s" nothing is written', async (field, value) => {
  const answer = await clerk.post('/leadership-posts', { ...form, [field]: value })
  expect(answer.status).toBe(422)
  const page = await answer.text()
  expect(page).toContain(`href="#${field}"`)
  expect(textOf(page)).toContain('需要更正')
})

test('a cut below nothing is refused at the count', async () => {
  const answer = await clerk.post('/leadership-posts', { ...form, direction: 'fewer', count: '3' })
  expect(answer.status).toBe(422)
  expect(textOf(await answer.text())).toContain('不够核减')
  expect((await clerk.get('/leadership-posts.xlsx')).headers.get('Content-Type')).toContain('spreadsheetml')
})

test('a cut that leaves more leaders than posts is acknowledged first; a rank above the unit is pointed at', async () => {
  const cut = { ...form, direction: 'fewer', count: '1', effectiveOn: '2023-07-01' }
  const review = textOf(await (await clerk.post('/leadership-posts/review', cut)).text())
  expect(review).toContain('2023年7月1日核定 1 名，实配 3 名，将超职数 2 名。')
  expect((await clerk.post('/leadership-posts', cut)).status).toBe(422)
  expect((await clerk.post('/leadership-posts', { ...cut, acknowledged: 'yes' })).status).toBe(303)
  const high = await clerk.post('/leadership-posts/review', { ...form, rank: '105' })
  expect(textOf(await high.text())).toContain('超规格：该机构规格为')
})

test('the list is filtered, its figures open their people, and both leave as .xlsx', async () => {
  const name = encodeURIComponent('试验区教育局')
  expect(await clerk.read(`/leadership-posts?organization=${name}&standing=over`)).toContain('共 1 行')
  expect(await clerk.read(`/leadership-posts?organization=${name}&standing=vacant`)).toContain('共 0 行')
  const html = await (await clerk.get(`/leadership-posts?organization=${name}&order=over`)).text()
  const people = /href="(\/leadership-posts\/people[^"]+part=held[^"]*)"/
    .exec(html)?.[1]
    ?.replaceAll('&amp;', '&')
  expect(await clerk.read(people ?? '')).toContain('共 3 人次')
  expect(await clerk.read(`/leadership-posts/people?organization=${name}&part=concurrent`)).toContain(
    '共 1 人次',
  )
  for (const path of [
    '/leadership-posts.xlsx',
    '/leadership-posts/people.xlsx',
    '/leadership-posts/ledger.xlsx',
  ]) {
    expect((await clerk.get(`${path}?organization=${name}`)).status).toBe(200)
  }
  expect(await stranger.read(`/leadership-posts/people?organization=${name}`)).toContain('共 0 人次')
})
