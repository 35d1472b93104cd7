import { sql } from 'drizzle-orm'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { closeOpening } from '../../src/exchange/close-opening.ts'
import { countsOf } from '../../src/exchange/difference.ts'
import { openingOf } from '../../src/exchange/opening.store.ts'
import { withdrawOpening } from '../../src/exchange/withdraw-opening.ts'
import { movementEntries } from '../../src/movement/entry-source.store.ts'
import { establishmentTableOn } from '../../src/staffing/establishment-table.store.ts'
import { rosterOn } from '../../src/staffing/roster.store.ts'
import { emptyDatabase, regionCode, type TestDatabase, viewpoint } from '../database/harness.ts'
import {
  accepted,
  apply,
  bureauRow,
  clerkRow,
  headcountFile,
  numberAt,
  officer,
  organizationFile,
  personFile,
  plantNewRegistry,
  postFile,
  preview,
  refusalsOf,
  statesOf,
  wordsOf,
} from './office.ts'

const opened: TestDatabase[] = []

async function newRegistry(): Promise<TestDatabase> {
  const database = await emptyDatabase()
  opened.push(database)
  await plantNewRegistry(database.db)
  return database
}

afterAll(async () => {
  for (const database of opened) await database.drop()
})

const opensOn = '2024-01-01'

const organizations = [
  bureauRow({
    code: 'J01',
    name: '区教育局',
    shortName: '教育局',
    otherNames: '区语委办',
    effectiveOn: '2019-03-01',
  }),
  bureauRow({
    code: 'J02',
    name: '区第一小学',
    category: '事业',
    nature: '公益一类事业单位',
    rank: '股级',
    parent: '区教育局',
    supervisor: 'J01',
    creditCode: '',
  }),
  bureauRow({ code: 'J0101', name: '人事股', kind: '内设机构', parent: 'J01', rank: '股级' }),
]
const headcounts = [
  { organization: regionCode, kind: '行政编制', change: 20 },
  { organization: regionCode, kind: '事业编制', change: 50 },
  {
    organization: 'J01',
    kind: '行政编制',
    change: 12,
    effectiveOn: '2019-03-01',
    documentNumber: '试编发〔2019〕3号',
  },
  { organization: '区第一小学', kind: '事业编制', change: 40, note: '建校' },
]
const posts = [
  { organization: 'J01', rank: '乡科级', position: '正职', change: 1 },
  {
    organization: 'J01',
    rank: '股级',
    position: '内设机构正职',
    change: 1,
    documentNumber: '试编发〔2019〕3号',
  },
]
const people = [
  clerkRow(1, {
    organization: 'J01',
    enteredOn: '2015-08-01',
    dutyTitle: '区教育局局长',
    dutyLevel: '乡科级正职',
    leadership: '正职',
    leadershipRank: '乡科级',
    dutyFrom: '2021-06-01',
    rankTitle: '一级主任科员',
    educationLevel: '大学本科教育',
    educationMode: '全日制',
    school: '蜀北大学',
    major: '汉语言文学',
    graduatedOn: '2012-06-30',
    beganWorkOn: '2012-08-01',
  }),
  clerkRow(2, {
    organization: '区第一小学',
    establishmentKind: '事业编制',
    identityCategory: '事业人员',
    postTitle: '专业技术九级',
    postLevel: '技术九级(中级)',
    workPlace: 'J01',
    secondmentKind: '借调',
  }),
]

async function load(database: TestDatabase): Promise<void> {
  const { db } = database
  accepted(await apply(db, 'organizations', await organizationFile(organizations), { opensOn }))
  accepted(await apply(db, 'headcounts', await headcountFile(headcounts), { opensOn }))
  accepted(await apply(db, 'posts', await postFile(posts), { opensOn }))
  accepted(await apply(db, 'people', await personFile(people), { opensOn }))
}

describe('a new office takes over its present state', () => {
  let database: TestDatabase
  beforeEach(async () => {
    database = await newRegistry()
    await load(database)
  })

  test('as of the opening day: organizations, headcounts, people, each from its own day', async () => {
    const { db } = database
    const asOf = viewpoint('2024-01-01')
    const { rows } = await rosterOn(db, asOf, movementEntries, {
      filter: { conditions: [] },
      sort: { key: 'name', descending: false },
      columns: ['enteredOn', 'duty', 'rank', 'workPlace', 'education'],
      order: [],
      after: null,
      most: null,
    })
    expect(rows.map(({ name, organizationName, values }) => ({ name, organizationName, ...values }))).toEqual(
      [
        {
          name: '示例丙',
          organizationName: '区第一小学',
          enteredOn: '2024-01-01',
          duty: null,
          rank: '专业技术九级',
          workPlace: '区教育局',
          education: null,
        },
        {
          name: '示例乙',
          organizationName: '区教育局',
          enteredOn: '2015-08-01',
          duty: '区教育局局长',
          rank: '一级主任科员',
          workPlace: null,
          education: '20',
        },
      ],
    )
    const table = await establishmentTableOn(db, asOf)
    expect(table.map(({ approved, occupied }) => [approved, occupied]).sort()).toEqual([
      [12, 1],
      [20, 0],
      [40, 1],
      [50, 0],
    ])
  })

  test('loading the same files again changes nothing', async () => {
    const { db } = database
    for (const [subject, file] of [
      ['organizations', await organizationFile(organizations)],
      ['headcounts', await headcountFile(headcounts)],
      ['posts', await postFile(posts)],
      ['people', await personFile(people)],
    ] as const) {
      const prepared = accepted(await preview(db, subject, file, { opensOn }))
      expect(refusalsOf(prepared)).toEqual([])
      expect(new Set(statesOf(prepared))).toEqual(new Set(['unchanged']))
    }
  })

  test('a row put right and loaded again stands in for the first', async () => {
    const { db } = database
    const [first, second] = people
    const file = await personFile([
      first ?? {},
      { ...second, name: '示例更', postTitle: '专业技术八级', postLevel: '技术八级(中级)' },
    ])
    const prepared = accepted(await preview(db, 'people', file, { opensOn }))
    expect(prepared.rows.map(({ state, changes }) => [state, changes])).toEqual([
      ['unchanged', []],
      [
        'changed',
        [
          { address: 'B3', title: '姓名', from: '示例丙', to: '示例更' },
          { address: 'Y3', title: '岗位', from: '专业技术九级', to: '专业技术八级' },
          { address: 'Z3', title: '岗位等级', from: '技术九级(中级)', to: '技术八级(中级)' },
        ],
      ],
    ])
    accepted(await apply(db, 'people', file, { opensOn }))
    const again = accepted(await preview(db, 'people', file, { opensOn }))
    expect(statesOf(again)).toEqual(['unchanged', 'unchanged'])
  })

  test('all of it is thrown away with a reason and loaded again: nobody is doubled, codes are found again', async () => {
    const { db } = database
    const identities = async () => {
      const [row] = await db.execute<{ people: number; organizations: number }>(sql`
        select (select count(*) from people)::int as people, (select count(*) from organizations)::int as organizations`)
      return row
    }
    const before = await identities()
    expect(wordsOf(await withdrawOpening(db, officer('clerk'), { reason: '' }))).toBe('请填写此项。')
    accepted(await withdrawOpening(db, officer('clerk'), { reason: '表格有误' }))
    expect(await establishmentTableOn(db, viewpoint('2024-01-01'))).toEqual([])
    expect((await openingOf(db, regionCode)).state).toBe('none')
    await load(database)
    expect(await identities()).toEqual(before)
    expect((await establishmentTableOn(db, viewpoint('2024-01-01'))).length).toBe(4)
    expect(await openingOf(db, regionCode)).toMatchObject({ state: 'open', opensOn, discarded: 1 })
  })

  test('going live needs another person, and then the door is shut', async () => {
    const { db } = database
    expect(wordsOf(await closeOpening(db, officer('clerk')))).toContain('启用须由另一人核对')
    accepted(await closeOpening(db, officer('section-head')))
    const file = await personFile(people)
    expect(wordsOf(await preview(db, 'people', file, { opensOn }))).toContain('期初数据已经启用')
    expect(wordsOf(await withdrawOpening(db, officer('clerk'), { reason: '再来' }))).toContain('不能作废')
    const [row] = await db.execute<{ actions: string }>(
      sql`select string_agg(action, ' ' order by id) as actions from audit_entries`,
    )
    expect(row?.actions).toBe(
      'opening.open opening.load opening.load opening.load opening.load opening.close',
    )
  })

  test('another day is refused while it is open, and so is everyday import', async () => {
    const { db } = database
    const file = await personFile(people)
    expect(wordsOf(await preview(db, 'people', file, { opensOn: '2023-01-01' }))).toContain(
      '正在以 2024-01-01 为期初日建账',
    )
    expect(wordsOf(await preview(db, 'people', file))).toContain('日常导入在启用后办理')
  })
})

describe('what an opening refuses', () => {
  test('is named cell by cell, and nothing is written', async () => {
    const { db } = await newRegistry()
    accepted(await apply(db, 'organizations', await organizationFile(organizations), { opensOn }))
    const file = await personFile([
      clerkRow(1, { organization: 'J01' }),
      clerkRow(1, { organization: 'J01', name: '示例重' }),
      clerkRow(2, { organization: '区卫生局' }),
      clerkRow(3, { organization: '人事股' }),
      clerkRow(4, { organization: 'J01', enteredOn: '2024-01-02' }),
      clerkRow(5, { organization: 'J01', dutyTitle: '局长' }),
      clerkRow(6, { organization: 'J01', identityNumber: `${numberAt(6).slice(0, 17)}!` }),
    ])
    const prepared = accepted(await preview(db, 'people', file, { opensOn }))
    expect(refusalsOf(prepared)).toEqual([
      ['C3', '与第 2 行是同一人。请删除重复的行。'],
      ['O4', '没有找到“区卫生局”。请核对名称或代码。'],
      ['O5', '编制单位应为机构，内设机构和行政区不单独核编。请改为所属机构。'],
      ['Q6', '晚于期初日 2024-01-01。期初以后的异动在启用后办理。'],
      ['S7', '请填写此项。'],
      ['C8', '公民身份号码应为 18 位：前 17 位为数字，末位为数字或 X。请核对原件。'],
    ])
    const completion = await apply(db, 'people', file, { opensOn })
    expect(wordsOf(completion)).toBe('有 6 行被拒绝，整个文件未导入。请改正后重新上传。')
    const [row] = await db.execute<{ count: number }>(sql`select count(*)::int as count from people`)
    expect(row?.count).toBe(0)
  })

  test('a registry in everyday use has no opening', async () => {
    const { db } = await newRegistry()
    const row = bureauRow({
      code: 'J01',
      name: '区教育局',
      effectiveOn: '2024-01-10',
      documentNumber: '试编发〔2024〕1号',
      documentIssuer: '区委编委',
      documentIssuedOn: '2024-01-05',
      documentTitle: '关于设立区教育局的通知',
    })
    accepted(await apply(db, 'organizations', await organizationFile([row])))
    expect(wordsOf(await preview(db, 'people', await personFile(people), { opensOn }))).toContain(
      '登记库已有日常登记',
    )
  })

  test('more people than places are taken over as they are, with a warning', async () => {
    const { db } = await newRegistry()
    accepted(await apply(db, 'organizations', await organizationFile(organizations), { opensOn }))
    const counts = [
      { organization: regionCode, kind: '行政编制', change: 1 },
      { organization: 'J01', kind: '行政编制', change: 1 },
    ]
    accepted(await apply(db, 'headcounts', await headcountFile(counts), { opensOn }))
    const file = await personFile([
      clerkRow(1, { organization: 'J01' }),
      clerkRow(2, { organization: 'J01' }),
    ])
    const prepared = accepted(await preview(db, 'people', file, { opensOn }))
    expect(prepared.warnings).toEqual(['区教育局行政编制将超编 1 名'])
    expect(countsOf(prepared.rows)).toEqual({ new: 2, changed: 0, unchanged: 0, refused: 0 })
  })
})
