import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { changeLoanEnd, type LoanDraft, lendHeadcount } from '../../src/establishment/lend-headcount.ts'
import { reversibleRow } from '../../src/establishment/record-headcount.ts'
import { approvedHeadcounts } from '../../src/establishment/schema.ts'
import { addDays, type IsoDate } from '../../src/kernel/dates.ts'
import { establishmentTableOn } from '../../src/staffing/establishment-table.store.ts'
import { positionAheadOf } from '../../src/staffing/position-ahead.store.ts'
import { emptyDatabase, type TestDatabase, viewpoint } from '../database/harness.ts'
import { type Client, signedInAs, textOf } from '../http/client.ts'
import { accepted, bureau, officer, problemsOf } from '../movement/planted.ts'
import { plantRegion } from '../organization/planted.ts'
import { plantHeadcount } from './planted.ts'

let database: TestDatabase
let root: string
let clerk: Client
const total = 12

beforeAll(async () => {
  database = await emptyDatabase()
  root = await plantRegion(database.db, officer('clerk'))
  await plantHeadcount(database.db, officer('clerk'), { organizationId: root, change: total })
  clerk = await signedInAs(database, 'clerk')
})
afterAll(() => database.drop())

const document = { number: '朝编发〔2024〕20号', title: '周转', issuer: '区委编办', issuedOn: '2024-01-10' }

function loanOf(lenderId: string, borrowerId: string, change: Partial<LoanDraft> = {}): LoanDraft {
  return {
    lenderId,
    lenderName: '借出单位',
    borrowerId,
    establishmentKind: 'administrative',
    count: 1,
    effectiveFrom: '2024-03-01',
    effectiveTo: '2025-03-01',
    note: '周转',
    document,
    ...change,
  }
}

const lend = (draft: LoanDraft) => lendHeadcount(database.db, officer('clerk'), draft, positionAheadOf)

async function approvedOn(organizationIds: readonly string[], on: IsoDate): Promise<number[]> {
  const rows = await establishmentTableOn(database.db, viewpoint(on), { organizationIds })
  return organizationIds.map((id) => rows.find(({ organizationId }) => organizationId === id)?.approved ?? 0)
}

test('any loans, shortened and prolonged: no pool is below zero on any day, the total is kept, and at the end everything is back', async () => {
  const units = [
    await bureau(database.db, root, { name: '甲局', approved: 3 }),
    await bureau(database.db, root, { name: '乙局', approved: 4 }),
    await bureau(database.db, root, { name: '丙局', approved: 2 }),
  ]
  const day = (months: number) => addDays('2024-02-01', months * 30)
  const act = fc.record({
    lender: fc.nat(3),
    borrower: fc.nat(2),
    count: fc.integer({ min: 1, max: 3 }),
    from: fc.nat(20),
    months: fc.integer({ min: 1, max: 12 }),
    changes: fc.option(fc.integer({ min: 1, max: 20 }), { nil: null }),
  })
  let lent = 0
  let refusals = 0
  let changed = 0
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 4, maxLength: 8 }), async (acts) => {
      for (const { lender, borrower, count, from, months, changes } of acts) {
        const lenderId = units[lender] ?? root
        const made = await lend(
          loanOf(lenderId, units[borrower] ?? '', {
            count,
            effectiveFrom: day(from),
            effectiveTo: day(from + months),
          }),
        )
        if (!made.done) refusals += 1
        else lent += 1
        if (made.done && changes !== null) {
          const moved = await changeLoanEnd(
            database.db,
            officer('clerk'),
            { loanId: made.value, lenderName: '', effectiveTo: day(from + changes), note: '变更', document },
            positionAheadOf,
          )
          if (moved.done) changed += 1
        }
      }
      for (let month = 0; month <= 42; month += 1) {
        const approved = await approvedOn(units, addDays(day(month), 1))
        expect(Math.min(...approved)).toBeGreaterThanOrEqual(0)
        expect(approved.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(total)
      }
      expect(await approvedOn(units, '2029-01-01')).toEqual([3, 4, 2])
      expect(await approvedOn(units, '2024-01-31')).toEqual([3, 4, 2])
    }),
    { numRuns: 5, seed: 20240301, endOnFailure: true },
  )
  expect(lent).toBeGreaterThan(5)
  expect(refusals).toBeGreaterThan(5)
  expect(changed).toBeGreaterThan(1)
}, 120_000)

test('the rows of a loan are not reversed one by one in the ledger', async () => {
  const [from, to] = [
    await bureau(database.db, root, { name: '丁局', approved: 1 }),
    await bureau(database.db, root, { name: '戊局', approved: 0 }),
  ]
  accepted(await lend(loanOf(from, to)))
  const rows = await database.db.select().from(approvedHeadcounts)
  const borrowed = rows.find(({ organizationId }) => organizationId === to)
  const refusal = await reversibleRow(database.db, officer('clerk'), borrowed?.id ?? '')
  expect(problemsOf(refusal)).toMatchObject([{ code: 'refused' }])
})

test('registered on the pages: refused where nothing is empty, read once more, listed until it is back', async () => {
  await bureau(database.db, root, { name: '己局', approved: 1 })
  await bureau(database.db, root, { name: '庚局', approved: 0 })
  const stranger = await bureau(database.db, root, { name: '辛局', approved: 0 })
  const form = {
    lender: '己局',
    borrower: '庚局',
    establishmentKind: 'administrative',
    count: '1',
    effectiveFrom: '2024.1.10',
    effectiveTo: '2024.12.31',
    documentNumber: document.number,
    documentTitle: document.title,
    documentIssuer: document.issuer,
    documentIssuedOn: document.issuedOn,
  }
  const tooMany = await clerk.post('/headcount-loans/review', { ...form, count: '2' })
  expect(tooMany.status).toBe(422)
  expect(textOf(await tooMany.text())).toContain('己局2024年1月10日核定行政编制 1 名')
  const backwards = await clerk.post('/headcount-loans/review', { ...form, effectiveTo: '2024-01-01' })
  expect(textOf(await backwards.text())).toContain('终止日期 2024-01-01 应晚于起始日期 2024-01-10')
  const review = textOf(await (await clerk.post('/headcount-loans/review', form)).text())
  expect(review).toContain('2024年1月10日起，己局借给庚局行政编制 1 名，2024年12月31日自动归还。')
  expect(await clerk.read('/headcount-loans')).not.toContain('庚局')
  expect((await clerk.post('/headcount-loans', form)).status).toBe(303)
  const list = await (await clerk.get('/headcount-loans')).text()
  expect(textOf(list)).toContain('庚局 己局 行政编制 1 2024-01-10 2024-12-31 在借')
  expect(await clerk.read('/headcount-loans?asOf=2024-12-31')).toContain('2024-12-31 已归还')

  const address = /庚局[\s\S]*?(\/headcount-loans\/[0-9a-f-]{36}\/end)/.exec(list)?.[1] ?? ''
  const paper = {
    documentNumber: '朝编发〔2024〕30号',
    documentTitle: '提前归还',
    documentIssuer: '区委编办',
    documentIssuedOn: '2024-01-12',
  }
  expect((await clerk.post(address, { ...paper, effectiveTo: '2024-12-31', note: '无变动' })).status).toBe(
    422,
  )
  expect((await clerk.post(address, { ...paper, effectiveTo: '2024-6-1', note: '提前归还' })).status).toBe(
    303,
  )
  expect(await clerk.read('/headcount-loans')).toContain('2024-01-10 2024-06-01 在借')
  expect((await clerk.get('/headcount-loans.xlsx')).status).toBe(200)

  const record = await clerk.read(address.replace('/end', ''))
  expect(record).toContain('归还日期： 2024-12-31 → 2024-06-01 事由：提前归还 朝编发〔2024〕30号')
  expect(record).toContain('起由后一条取代')
  const contact = await signedInAs(database, 'unit-contact', { scopeOrganizationId: stranger })
  expect((await contact.get(address.replace('/end', ''))).status).toBe(404)
})
