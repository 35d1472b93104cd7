import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Db } from '../../src/database/connection.ts'
import { approvedSeatsOn } from '../../src/establishment/leadership-post.store.ts'
import { closeOpening } from '../../src/exchange/close-opening.ts'
import { exportedRows } from '../../src/exchange/export-table.ts'
import { tableWorkbook } from '../../src/exchange/table-workbook.ts'
import { signMovement } from '../../src/movement/sign-movement.ts'
import { organizationsOn } from '../../src/organization/organization.store.ts'
import {
  emptyDatabase,
  inTransaction,
  regionCode,
  type TestDatabase,
  viewpoint,
} from '../database/harness.ts'
import {
  accepted,
  apply,
  bureauRow,
  clerkRow,
  headcountFile,
  numberAt,
  officer,
  organizationFile,
  paper,
  personFile,
  plantNewRegistry,
  postFile,
  preview,
  refusalsOf,
  statesOf,
  wordsOf,
} from './office.ts'

let database: TestDatabase

/** An office that went live with two bureaus, six places and two people. */
beforeAll(async () => {
  database = await emptyDatabase()
  const { db } = database
  const opensOn = '2023-12-31'
  await plantNewRegistry(db)
  const bureaus = [bureauRow({ code: 'J01', name: '区教育局' }), bureauRow({ code: 'C01', name: '区财政局' })]
  const counts = [
    { organization: regionCode, kind: '行政编制', change: 8 },
    { organization: 'J01', kind: '行政编制', change: 3 },
    { organization: 'C01', kind: '行政编制', change: 3 },
  ]
  const people = [
    clerkRow(1, { organization: 'J01', rankTitle: '四级主任科员' }),
    clerkRow(2, { organization: 'J01' }),
  ]
  accepted(await apply(db, 'organizations', await organizationFile(bureaus), { opensOn }))
  accepted(await apply(db, 'headcounts', await headcountFile(counts), { opensOn }))
  accepted(await apply(db, 'people', await personFile(people), { opensOn }))
  accepted(await closeOpening(db, officer('section-head')))
})

afterAll(() => database.drop())

function undone(run: (tx: Db) => Promise<void>): Promise<void> {
  return inTransaction(database.db, run)
}

describe('organizations of a file', () => {
  test('are set up below each other, renamed and corrected by their papers, each with its event', () =>
    undone(async (db) => {
      const file = await organizationFile([
        bureauRow({
          ...paper,
          code: 'J02',
          name: '区第一小学',
          category: '事业',
          nature: '公益一类事业单位',
          parent: 'J09',
          effectiveOn: '2024-02-01',
        }),
        bureauRow({ ...paper, code: 'J09', name: '区教育中心', parent: 'J01', effectiveOn: '2024-02-01' }),
        bureauRow({ ...paper, code: 'J01', name: '区教育和科学技术局', effectiveOn: '2024-02-01' }),
        bureauRow({ ...paper, code: 'C01', name: '区财政局', rank: '副乡科级', effectiveOn: '2023-12-31' }),
      ])
      const prepared = accepted(await preview(db, 'organizations', file))
      expect(refusalsOf(prepared)).toEqual([])
      expect(statesOf(prepared)).toEqual(['new', 'new', 'changed', 'changed'])
      expect(prepared.rows[2]?.changes).toEqual([
        { address: 'B4', title: '机构名称', from: '区教育局', to: '区教育和科学技术局' },
      ])
      accepted(await apply(db, 'organizations', file))
      const after = await organizationsOn(db, viewpoint('2024-02-01'))
      expect(after.map(({ name, depth, rank }) => [name, depth, rank])).toEqual([
        ['试验区', 0, null],
        ['区教育和科学技术局', 1, '109'],
        ['区教育中心', 2, '109'],
        ['区第一小学', 3, '109'],
        ['区财政局', 1, '110'],
      ])
      const events = await db.execute<{ kind: string; summary: string }>(
        sql`select kind, summary from organization_events order by summary`,
      )
      expect(events.map(({ kind, summary }) => `${kind} ${summary}`).sort()).toEqual([
        'correction 机构规格改为“副乡科级”',
        'establishment 设立区教育中心',
        'establishment 设立区第一小学',
        'renaming 机构名称改为“区教育和科学技术局”',
      ])
    }))

  test('without paper or day, in a circle, twice, or with the name of another are refused where they are wrong', () =>
    undone(async (db) => {
      const file = await organizationFile([
        bureauRow({ code: 'X1', name: '区甲局' }),
        bureauRow({ ...paper, code: 'X2', name: '区乙局', parent: 'X3', effectiveOn: '2024-02-01' }),
        bureauRow({ ...paper, code: 'X3', name: '区丙局', parent: 'X2', effectiveOn: '2024-02-01' }),
        bureauRow({ ...paper, code: 'X3', name: '区丁局', effectiveOn: '2024-02-01' }),
        bureauRow({ ...paper, code: 'X4', name: '区财政局', effectiveOn: '2024-02-01' }),
        bureauRow({ ...paper, code: 'J01', name: '区教委', effectiveOn: '2023-01-01' }),
        bureauRow({ ...paper, code: 'X5', name: '区戊局', parent: '区己局', effectiveOn: '2024-02-01' }),
      ])
      expect(refusalsOf(accepted(await preview(db, 'organizations', file)))).toEqual([
        ['T2', '请填写此项。'],
        ['U2', '请填写此项。'],
        ['V2', '请填写此项。'],
        ['W2', '请填写此项。'],
        ['X2', '请填写此项。'],
        ['I3', '上级机构不能是本机构或其下属机构。请更正上级机构。'],
        ['I4', '上级机构不能是本机构或其下属机构。请更正上级机构。'],
        ['A5', '与第 4 行的机构编码相同。请删除重复的行。'],
        ['B6', '与编码为 C01 的机构全称相同。请核对是否为同一机构。'],
        ['T7', '早于现状的起始日期 2023-12-31。变更应在其后；更正登记错误时填 2023-12-31。'],
        ['I8', '没有找到“区己局”。请核对名称或代码。'],
      ])
      expect(wordsOf(await apply(db, 'organizations', file))).toContain('整个文件未导入')
      expect((await organizationsOn(db, viewpoint('2024-03-01'))).length).toBe(3)
    }))
})

describe('headcounts of a file', () => {
  const row = { kind: '行政编制', effectiveOn: '2024-02-01', ...paper }

  test('become rows of the ledger, within the total of the region; a cut in the same file makes room', () =>
    undone(async (db) => {
      const file = await headcountFile([
        { ...row, organization: 'J01', change: 3 },
        { ...row, organization: '区财政局', change: -1 },
      ])
      expect(statesOf(accepted(await preview(db, 'headcounts', file)))).toEqual(['new', 'new'])
      accepted(await apply(db, 'headcounts', file))
      const [sum] = await db.execute<{ sum: number }>(
        sql`select sum(change)::int as sum from approved_headcounts where change <> 8`,
      )
      expect(sum?.sum).toBe(8)
      expect(statesOf(accepted(await preview(db, 'headcounts', file)))).toEqual(['unchanged', 'unchanged'])
    }))

  test('beyond the total, below zero, for an inner section, zero, or otherwise recorded are refused', () =>
    undone(async (db) => {
      const file = await headcountFile([
        { ...row, organization: 'J01', change: 2 },
        { ...row, organization: 'J01', change: 1, documentNumber: '试编发〔2024〕2号' },
        { ...row, organization: 'C01', change: -4 },
        { ...row, organization: 'C01', change: 0 },
        { ...row, organization: 'J01', change: 5, effectiveOn: '2023-12-31', documentNumber: '期初建账' },
        { ...row, organization: 'J01', change: 2 },
      ])
      const refusals = refusalsOf(accepted(await preview(db, 'headcounts', file)))
      expect(refusals.map(([address, message]) => [address, message.slice(0, 20)])).toEqual([
        ['D4', '2024年2月1日核定编制只有 3 名，'],
        ['D5', '增减数不得为零。请填写正数或负数。'],
        ['D6', '台账中同一机构、类型、日期和文号已登记 '],
        ['D7', '与第 2 行完全相同。请删除重复的行；确'],
      ])
    }))

  test('that leave more people than places are written only when acknowledged', () =>
    undone(async (db) => {
      const file = await headcountFile([{ ...row, organization: 'J01', change: -2 }])
      expect(accepted(await preview(db, 'headcounts', file)).warnings).toEqual(['区教育局将超编 1 名'])
      expect(wordsOf(await apply(db, 'headcounts', file))).toContain('请勾选确认')
      accepted(await apply(db, 'headcounts', file, { acknowledged: true }))
    }))
})

describe('leadership posts of a file', () => {
  const row = { organization: 'J01', rank: '副乡科级', position: '副职', effectiveOn: '2024-02-01', ...paper }

  test('become rows of their ledger; the same file again changes nothing, and what is exported comes in unchanged', () =>
    undone(async (db) => {
      const file = await postFile([
        { ...row, change: 2 },
        { ...row, organization: '区财政局', position: '内设机构正职', rank: '股级', change: 3 },
      ])
      expect(statesOf(accepted(await preview(db, 'posts', file)))).toEqual(['new', 'new'])
      accepted(await apply(db, 'posts', file))
      const seats = await approvedSeatsOn(db, viewpoint('2024-02-01'))
      expect(seats.map(({ rank, position, approved }) => [rank, position, approved]).sort()).toEqual([
        ['110', 'deputy', 2],
        ['111', 'division-chief', 3],
      ])
      expect(statesOf(accepted(await preview(db, 'posts', file)))).toEqual(['unchanged', 'unchanged'])
      const exported = await exportedRows(db, 'posts', { regionCode, asOf: '2024-02-01' })
      const again = Buffer.from(await tableWorkbook('posts', exported))
      expect(statesOf(accepted(await preview(db, 'posts', again)))).toEqual(['unchanged', 'unchanged'])
    }))

  test('below none, of a section or the region, zero, otherwise recorded or written twice are refused at their cells', () =>
    undone(async (db) => {
      accepted(await apply(db, 'posts', await postFile([{ ...row, change: 2 }])))
      const file = await postFile([
        { ...row, change: -9, documentNumber: '试编发〔2024〕2号' },
        { ...row, organization: regionCode, change: 1 },
        { ...row, change: 0, documentNumber: '试编发〔2024〕3号' },
        { ...row, change: 3 },
        { ...row, change: 1, documentNumber: '=1+1' },
        { ...row, change: 1, documentNumber: '=1+1' },
        { ...row, rank: '大科级', change: 1 },
      ])
      const refusals = refusalsOf(accepted(await preview(db, 'posts', file)))
      expect(refusals.map(([address, message]) => [address, message.slice(0, 16)])).toEqual([
        ['E2', '2024年2月1日核定领导职数只'],
        ['A3', '领导职数核定到单位。内设机构的请'],
        ['E4', '增减数不得为零。请填写正数或负数'],
        ['E5', '台账中同一机构、级别、正副、日期'],
        ['E7', '与第 6 行完全相同。请删除重复'],
        ['C8', '没有这一项。可填写：厅局级、副厅'],
      ])
    }))
})

describe('people of a file', () => {
  const entry = { movementKind: '录用', changeOn: '2024-02-01', reason: '公务员招录' }
  let newcomers: Buffer
  beforeEach(async () => {
    newcomers = await personFile([
      clerkRow(10, { ...entry, organization: 'J01', rankTitle: '一级科员' }),
      clerkRow(11, { ...entry, organization: 'C01' }),
    ])
  })

  test('who are new are drafted as movements, which wait for their signatures', () =>
    undone(async (db) => {
      accepted(await apply(db, 'people', newcomers))
      const drafted = await db.execute<{ id: string; kind: string; effects: number }>(sql`
        select id, kind, (select count(*)::int from movement_effects e where e.movement_id = m.id) as effects
        from movements m order by number`)
      expect(drafted.map(({ kind, effects }) => [kind, effects])).toEqual([
        ['recruitment', 0],
        ['recruitment', 0],
      ])
      const agreed = { decision: 'agree', words: '同意' } as const
      const first = drafted[0]?.id ?? ''
      accepted(await signMovement(db, officer('section-head'), first, agreed))
      const director = officer('director', { userId: '00000000-0000-7000-8000-000000000004' })
      expect(accepted(await signMovement(db, director, first, agreed)).state).toBe('effective')
    }))

  test('who are more than the vacancies are refused from the row on that has none', () =>
    undone(async (db) => {
      const file = await personFile([
        clerkRow(10, { ...entry, organization: 'J01' }),
        clerkRow(11, { ...entry, organization: 'J01' }),
        clerkRow(12, { ...entry, organization: 'J01', establishmentKind: '事业编制' }),
      ])
      expect(refusalsOf(accepted(await preview(db, 'people', file)))).toEqual([
        ['O3', '区教育局行政编制 2024-02-01 空编 1 名，本表到此行已超出。请先办理用编申请或调整核定编制。'],
        ['P4', '区教育局没有核定事业编制。请更正编制类型，或先核定编制。'],
      ])
    }))

  test('who change place, rank or name: movements for the first, a correction by its paper for the last', () =>
    undone(async (db) => {
      const file = await personFile([
        clerkRow(1, {
          organization: 'J01',
          rankTitle: '三级主任科员',
          reason: '晋升',
          changeOn: '2024-02-01',
        }),
        clerkRow(2, {
          organization: 'C01',
          name: '示例新',
          reason: '工作需要',
          changeOn: '2024-02-01',
          ...paper,
        }),
      ])
      const prepared = accepted(await preview(db, 'people', file))
      expect(refusalsOf(prepared)).toEqual([])
      expect(
        prepared.rows.map(({ changes }) => changes.map(({ title, from, to }) => `${title} ${from} → ${to}`)),
      ).toEqual([['职级 四级主任科员 → 三级主任科员'], ['姓名 示例丙 → 示例新', '编制单位编码 J01 → C01']])
      accepted(await apply(db, 'people', file))
      const drafted = await db.execute<{ kind: string }>(sql`select kind from movements order by number`)
      expect(drafted.map(({ kind }) => kind)).toEqual(['rank-promotion', 'internal-transfer'])
      const names = await db.execute<{ name: string }>(
        sql`select name from person_particulars where superseded_at is null order by name, effective_from`,
      )
      expect(names.map(({ name }) => name)).toEqual(['示例丙', '示例乙', '示例新'].sort())
    }))

  test('who are unchanged need neither day nor reason; a changed day of entering is refused', () =>
    undone(async (db) => {
      const file = await personFile([
        clerkRow(1, { organization: 'J01', rankTitle: '四级主任科员' }),
        clerkRow(2, { organization: 'J01', enteredOn: '2020-01-01', reason: '更正' }),
      ])
      const prepared = accepted(await preview(db, 'people', file))
      expect(statesOf(prepared)).toEqual(['unchanged', 'refused'])
      expect(refusalsOf(prepared)).toEqual([
        ['Q3', '由异动得出，不能直接修改。登记有误的，请更正相应的异动。'],
      ])
    }))

  test('a masked number needs the number of the registry, and nobody gets the number of another', () =>
    undone(async (db) => {
      const masked = `${numberAt(1).slice(0, 1)}${'*'.repeat(16)}${numberAt(1).slice(-1)}`
      const [first] = await db.execute<{ personId: string }>(sql`
        select person_id as "personId" from person_particulars where name = '示例乙' and superseded_at is null`)
      const personId = first?.personId ?? ''
      const file = await personFile([
        clerkRow(1, { organization: 'J01', identityNumber: masked }),
        clerkRow(1, { organization: 'J01', personId, identityNumber: masked, rankTitle: '四级主任科员' }),
        clerkRow(2, { organization: 'J01', personId }),
      ])
      const prepared = accepted(await preview(db, 'people', file))
      expect(statesOf(prepared)).toEqual(['refused', 'unchanged', 'refused'])
      expect(refusalsOf(prepared).map(([address]) => address)).toContain('C4')
    }))

  test('a movement refused while it is written takes the whole file back', () =>
    undone(async (db) => {
      const signed = await db.execute<{ count: number }>(sql`select count(*)::int as count from people`)
      // A cut of the next month binds today: the preview looks at the day of entry, the movement ahead.
      const cut = { kind: '行政编制', organization: 'C01', change: -2, effectiveOn: '2024-03-01', ...paper }
      accepted(await apply(db, 'headcounts', await headcountFile([cut])))
      const file = await personFile([
        clerkRow(10, { ...entry, organization: 'C01' }),
        clerkRow(11, { ...entry, organization: 'J01' }),
      ])
      accepted(await apply(db, 'people', file))
      const cutAll = { ...cut, change: -1, effectiveOn: '2024-04-01' }
      accepted(await apply(db, 'headcounts', await headcountFile([cutAll]), { acknowledged: true }))
      const late = await personFile([clerkRow(20, { ...entry, organization: 'C01' })])
      const completion = await apply(db, 'people', late)
      expect(wordsOf(completion)).toBe('O2 被拒绝，整个文件未导入。请改正后重新上传。')
      const [after] = await db.execute<{ count: number }>(sql`select count(*)::int as count from people`)
      expect(after?.count).toBe((signed[0]?.count ?? 0) + 2)
    }))
})
