import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { adjustmentsOf } from '../../src/budget/adjustment.store.ts'
import { budgetLinesOf } from '../../src/budget/budget-line.store.ts'
import { decideAdjustment } from '../../src/budget/decide-adjustment.ts'
import { adoptInitialBudget } from '../../src/budget/derive-initial-budget.ts'
import { projectsOf } from '../../src/budget/project.store.ts'
import {
  proposeAdjustmentByDocument,
  proposeMovementAdjustment,
} from '../../src/budget/propose-adjustment.ts'
import {
  recordExpenditure,
  recordPayrollExpenditures,
  reverseExpenditure,
} from '../../src/budget/record-expenditure.ts'
import type { Db } from '../../src/database/connection.ts'
import { yuan } from '../../src/kernel/money.ts'
import {
  emptyDatabase,
  exampleActing,
  inTransaction,
  regionCode,
  type TestDatabase,
  viewpoint,
} from '../database/harness.ts'
import { oneOffice, text } from './one-office.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await emptyDatabase()
})
afterAll(() => database.drop())

const clerk = exampleActing()
const finance = exampleActing({
  userId: '00000000-0000-7000-8000-00000000000f',
  userName: '财政甲',
  roles: ['finance'],
})

/** Two people of 1 January at 5,000 and 4,000 yuan a month, one quota of 15,000 each, adopted for 2024. */
async function adoptedOffice(tx: Db) {
  const office = await oneOffice(tx, clerk)
  const [first, second] = [await office.person(), await office.person()]
  const year = { from: '2024-01-01', to: '2025-01-01' }
  const initial = await office.calculation('initial-budget', year.from, year.to)
  await office.spells(initial, [
    { personId: first, amount: '5000', ...year },
    { personId: second, amount: '4000', ...year },
    {
      personId: second,
      amount: '600',
      ...year,
      staff: 'institution',
      functionCode: '2013150',
      economicCode: '30107',
    },
    {
      personId: first,
      amount: '800',
      ...year,
      purpose: 'contributions',
      functionCode: '2080505',
      economicCode: '30108',
    },
    {
      personId: first,
      amount: '400',
      ...year,
      purpose: 'contributions',
      economicCode: '30109',
      budgeted: false,
    },
    ...[first, second].map((personId) => ({
      personId,
      purpose: 'operating-quota',
      economicCode: '30201',
      amount: '15000',
      from: '2024-01-01',
      to: '2024-02-01',
    })),
  ])
  const actual = await office.calculation('actual', year.from, year.to)
  await office.spells(actual, [
    { personId: first, amount: '5000', ...year },
    { personId: second, amount: '4000', from: '2024-01-01', to: '2024-07-01' },
  ])
  const adopted = await adoptInitialBudget(tx, clerk, { year: 2024 })
  return { office, first, second, actual, adopted }
}

const lineText = (line: Awaited<ReturnType<typeof budgetLinesOf>>[number]) =>
  [line.economicCode, text(line.initial), text(line.adjusted), text(line.executed), text(line.forecast)].join(
    ' ',
  )

test('the initial budget is the people of 1 January times twelve, and the quota once', () =>
  inTransaction(database.db, async (tx) => {
    const { office, adopted } = await adoptedOffice(tx)
    // 12 × 5,000 + 12 × 4,000 + 12 × 600 + 12 × 800 + 2 × 15,000
    expect(adopted).toMatchObject({ done: true, value: { lines: 4 } })
    const lines = await budgetLinesOf(tx, viewpoint('2024-01-15'), office.organizationId, 2024)
    expect(
      lines.map((line) => [line.projectName, line.functionCode, line.economicCode, text(line.initial)]),
    ).toEqual(
      expect.arrayContaining([
        ['2024年工资性支出（行政）', '2013101', '30101', '108000.00'],
        ['2024年工资性支出（事业）', '2013150', '30107', '7200.00'],
        ['各类保险及住房公积金单位缴费（行政）', '2080505', '30108', '9600.00'],
        ['定额公用经费（行政）', '2013101', '30201', '30000.00'],
      ]),
    )
    expect(lines).toHaveLength(4)
  }))

test('what is only recorded, such as the occupational annuity, has no budget line', () =>
  inTransaction(database.db, async (tx) => {
    const { office } = await adoptedOffice(tx)
    const lines = await budgetLinesOf(tx, viewpoint('2024-01-15'), office.organizationId, 2024)
    expect(lines.map(({ economicCode }) => economicCode)).not.toContain('30109')
  }))

test('institution staff take the institution’s government code, administrative staff theirs', () =>
  inTransaction(database.db, async (tx) => {
    await adoptedOffice(tx)
    const rows = await tx.execute(sql`
      select economic_code, government_economic_code from initial_budget_lines order by economic_code`)
    expect([...rows]).toEqual([
      { economic_code: '30101', government_economic_code: '50101' },
      { economic_code: '30107', government_economic_code: '50501' },
      { economic_code: '30108', government_economic_code: '50102' },
      { economic_code: '30201', government_economic_code: '50201' },
    ])
  }))

test('an adopted budget is not adopted again', () =>
  inTransaction(database.db, async (tx) => {
    await adoptedOffice(tx)
    const again = await adoptInitialBudget(tx, clerk, { year: 2024 })
    expect(again).toMatchObject({ done: false, problems: [{ code: 'refused', field: 'year' }] })
  }))

test('a movement’s adjustment waits for finance, then counts; the initial budget stays', () =>
  inTransaction(database.db, async (tx) => {
    const { office, second } = await adoptedOffice(tx)
    const movementId = '00000000-0000-7000-8000-0000000000aa'
    const difference = {
      year: 2024,
      payingOrganizationId: office.organizationId,
      projectPurpose: 'wages',
      staff: 'administrative',
      functionCode: '2013101',
      economicCode: '30101',
      amount: yuan('-24000'),
      people: [{ personId: second, amount: yuan('-24000') }],
    }
    const [id = ''] = await proposeMovementAdjustment(tx, clerk, {
      movementId,
      effectiveOn: '2024-07-01',
      reason: '调出',
      differences: [difference, { ...difference, year: 2023 }],
    })
    const wages = async () => {
      const lines = await budgetLinesOf(tx, viewpoint('2024-01-15'), office.organizationId, 2024)
      const line = lines.find(({ economicCode }) => economicCode === '30101')
      return line && [text(line.initial), text(line.adjusted), text(line.pending), text(line.forecast)]
    }
    // forecast: 12 × 5,000 + 6 × 4,000
    expect(await wages()).toEqual(['108000.00', '108000.00', '-24000.00', '84000.00'])
    expect(await decideAdjustment(tx, clerk, id, { approved: true, words: '' })).toMatchObject({
      problems: [{ code: 'not-your-step' }],
    })
    expect(await decideAdjustment(tx, finance, id, { approved: true, words: '同意' })).toMatchObject({
      done: true,
    })
    expect(await wages()).toEqual(['108000.00', '84000.00', '0.00', '84000.00'])
    expect(await decideAdjustment(tx, finance, id, { approved: false, words: '再看' })).toMatchObject({
      problems: [{ code: 'changed-meanwhile' }],
    })
    const known = await budgetLinesOf(
      tx,
      viewpoint('2024-01-15', new Date('2024-01-15T08:59:59+08:00')),
      office.organizationId,
      2024,
    )
    expect(known).toEqual([])
    expect(await adjustmentsOf(tx, viewpoint('2024-12-31'), { movementId })).toHaveLength(1)
  }))

test('the payroll of a month is recorded once and pays what the people’s months come to', () =>
  inTransaction(database.db, async (tx) => {
    const { office } = await adoptedOffice(tx)
    for (const month of [1, 2]) {
      expect(await recordPayrollExpenditures(tx, finance, { year: 2024, month })).toMatchObject({
        done: true,
      })
    }
    expect(await recordPayrollExpenditures(tx, finance, { year: 2024, month: 2 })).toMatchObject({
      problems: [{ code: 'refused', field: 'month' }],
    })
    const executed = async (asOf: string) => {
      const lines = await budgetLinesOf(tx, viewpoint(asOf), office.organizationId, 2024)
      return lines.filter((line) => line.economicCode === '30101').map(lineText)
    }
    expect(await executed('2024-01-31')).toEqual(['30101 108000.00 108000.00 9000.00 84000.00'])
    expect(await executed('2024-02-01')).toEqual(['30101 108000.00 108000.00 18000.00 84000.00'])
  }))

test('a pay change for months already paid is made good with the next payroll', () =>
  inTransaction(database.db, async (tx) => {
    const { office, first, actual } = await adoptedOffice(tx)
    await recordPayrollExpenditures(tx, finance, { year: 2024, month: 1 })
    await office.spells(actual, [{ personId: first, amount: '100', from: '2024-01-01', to: '2025-01-01' }])
    const february = await recordPayrollExpenditures(tx, finance, { year: 2024, month: 2 })
    // 9,000 of February, 100 of February, 100 for January
    expect(february.done && text(february.value.amount)).toBe('9200.00')
  }))

test('what was paid too much is taken back with the next payroll, also when nothing is due any more', () =>
  inTransaction(database.db, async (tx) => {
    await adoptedOffice(tx)
    await recordPayrollExpenditures(tx, finance, { year: 2024, month: 1 })
    await tx.execute(sql`update cost_spells set superseded_at = now()`)
    const february = await recordPayrollExpenditures(tx, finance, { year: 2024, month: 2 })
    expect(february.done && text(february.value.amount)).toBe('-9000.00')
  }))

test('a document moves money between lines, and never below what was paid', () =>
  inTransaction(database.db, async (tx) => {
    const { office } = await adoptedOffice(tx)
    await recordPayrollExpenditures(tx, finance, { year: 2024, month: 1 })
    const projects = await projectsOf(tx, regionCode, office.organizationId, 2024)
    const wages =
      projects.find(({ purpose, staff }) => purpose === 'wages' && staff === 'administrative')?.code ?? ''
    const document = {
      number: '朝财预〔2024〕9号',
      title: '关于调整预算的通知',
      issuer: '区财政局',
      issuedOn: '2024-01-10',
    }
    const line = { projectCode: wages, functionCode: '2013101', economicCode: '30101' }
    const proposal = {
      year: 2024,
      organizationId: office.organizationId,
      reason: '据实调整',
      effectiveOn: '2024-01-15',
      document,
    }
    const tooMuch = await proposeAdjustmentByDocument(tx, clerk, {
      ...proposal,
      kind: 'reduction',
      lines: [{ field: 'amount-0', ...line, amount: yuan('-99000.01') }],
    })
    expect(tooMuch).toMatchObject({ done: false, problems: [{ code: 'refused', field: 'amount-0' }] })
    const moved = await proposeAdjustmentByDocument(tx, clerk, {
      ...proposal,
      kind: 'transfer',
      lines: [
        { field: 'amount-0', ...line, amount: yuan('-1000') },
        { field: 'amount-1', ...line, economicCode: '30102', amount: yuan('1000') },
      ],
    })
    expect(moved.done).toBe(true)
    const id = moved.done ? moved.value : ''
    const own = { ...clerk, roles: ['finance'] }
    expect(await decideAdjustment(tx, own, id, { approved: true, words: '' })).toMatchObject({ done: false })
    await decideAdjustment(tx, finance, id, { approved: true, words: '同意' })
    const lines = await budgetLinesOf(tx, viewpoint('2024-01-15'), office.organizationId, 2024)
    expect(lines.filter(({ projectCode }) => projectCode === wages).map(lineText)).toEqual([
      '30101 108000.00 107000.00 9000.00 84000.00',
      '30102 0.00 1000.00 0.00 0.00',
    ])
  }))

test('a payment needs budget; a wrong one is taken back once, by a negative row', () =>
  inTransaction(database.db, async (tx) => {
    const { office } = await adoptedOffice(tx)
    const projects = await projectsOf(tx, regionCode, office.organizationId, 2024)
    const quota = projects.find(({ purpose }) => purpose === 'operating-quota')?.code ?? ''
    const payment = {
      year: 2024,
      month: 1,
      organizationId: office.organizationId,
      projectCode: quota,
      functionCode: '2013101',
      economicCode: '30201',
      summary: '购办公用纸',
      voucherNumber: null,
    }
    expect(await recordExpenditure(tx, finance, { ...payment, amount: yuan('30000.01') })).toMatchObject({
      problems: [{ code: 'refused', field: 'amount' }],
    })
    const paid = await recordExpenditure(tx, finance, { ...payment, amount: yuan('30000') })
    const expenditureId = paid.done ? paid.value : ''
    expect(
      await reverseExpenditure(tx, finance, { year: 2024, expenditureId, reason: '录错' }),
    ).toMatchObject({
      done: true,
    })
    expect(
      await reverseExpenditure(tx, finance, { year: 2024, expenditureId, reason: '录错' }),
    ).toMatchObject({
      problems: [{ code: 'changed-meanwhile' }],
    })
    expect((await recordExpenditure(tx, finance, { ...payment, amount: yuan('30000') })).done).toBe(true)
  }))
