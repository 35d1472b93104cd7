import { afterAll, beforeAll, expect, test } from 'vitest'
import { adoptInitialBudget } from '../../src/budget/derive-initial-budget.ts'
import { projectsOf } from '../../src/budget/project.store.ts'
import { emptyDatabase, exampleActing, regionCode, type TestDatabase } from '../database/harness.ts'
import { type Client, signedInAs } from '../http/client.ts'
import { oneOffice } from './one-office.ts'

let database: TestDatabase
let clerk: Client
let finance: Client
let contact: Client
let office: Awaited<ReturnType<typeof oneOffice>>
let foreign: Awaited<ReturnType<typeof oneOffice>>
let wages: string
const nobody = '00000000-0000-7000-8000-0000000000ff'

beforeAll(async () => {
  database = await emptyDatabase()
  const acting = exampleActing()
  office = await oneOffice(database.db, acting)
  foreign = await oneOffice(database.db, acting)
  const year = { from: '2024-01-01', to: '2025-01-01' }
  const personId = await office.person()
  const initial = await office.calculation('initial-budget', year.from, year.to)
  await office.spells(initial, [{ personId, amount: '5000', ...year }])
  await foreign.spells(initial, [{ personId: await foreign.person(), amount: '100', ...year }])
  const actual = await office.calculation('actual', year.from, year.to)
  await office.spells(actual, [{ personId, amount: '5000', ...year }])
  await adoptInitialBudget(database.db, acting, { year: 2024 })
  wages = (await projectsOf(database.db, regionCode, office.organizationId, 2024))[0]?.code ?? ''
  clerk = await signedInAs(database, 'clerk')
  finance = await signedInAs(database, 'finance', { scopeOrganizationId: null })
  contact = await signedInAs(database, 'unit-contact', { scopeOrganizationId: office.organizationId })
})
afterAll(() => database.drop())

const query = () => `organizationId=${office.organizationId}&year=2024`

const paper = {
  documentNumber: '朝财预〔2024〕9号',
  documentIssuedOn: '2024-1-10',
  documentIssuer: '区财政局',
  documentTitle: '关于追加预算的通知',
}
const addition = () => ({
  kind: 'addition',
  effectiveOn: '2024-01-15',
  reason: '年中追加',
  ...paper,
  'project-0': wages,
  'function-0': '2013101',
  'economic-0': '30103',
  'amount-0': '1,200.50',
})

test('all units of the year stand in one table with their totals', async () => {
  const page = await clerk.read('/budget-lines?year=2024')
  // 12 × 5,000 and 12 × 100 yuan
  expect(page).toContain('6.00')
  expect(page).toContain('0.12')
  expect(page).toContain('6.12')
})

test('a unit’s page shows its lines and leads to people', async () => {
  const page = await clerk.read(`/budget-lines?${query()}`)
  expect(page).toContain('2024年工资性支出（行政）')
  expect(page).toContain('30101 基本工资')
  const why = await clerk.read(`/budget-lines/why?${query()}&economicCode=30101`)
  expect(why).toContain('60,000.00 元')
  expect(why).toContain('1–12月')
})

test('a year without a budget says how one begins', async () => {
  expect(await clerk.read('/budget-lines?year=2031')).toContain('2031 年没有预算')
})

test.each([
  ['a unit that does not exist', () => `/budget-lines?organizationId=${nobody}`],
  ['a hostile unit', () => `/budget-lines?organizationId=${encodeURIComponent("' or 1=1 --")}`],
  ['a figure that does not exist', () => `/budget-lines/why?${query()}&economicCode=30999`],
  ['an adjustment that does not exist', () => `/budget-adjustments/${nobody}`],
  ['an adjustment with a hostile address', () => '/budget-adjustments/%00'],
  ['a year that is none', () => '/budgets/20240'],
])('%s is not found', async (_, path) => {
  expect((await clerk.get(path())).status).toBe(404)
})

test('a unit contact sees no budget at all', async () => {
  for (const path of [
    `/budget-lines?${query()}`,
    `/budget-lines/why?${query()}`,
    '/expenditures',
    '/reports',
  ]) {
    expect((await contact.get(path)).status).toBe(403)
  }
})

test('an auditor of one unit does not find another’s budget', async () => {
  const auditor = await signedInAs(database, 'auditor', { scopeOrganizationId: foreign.organizationId })
  expect((await auditor.get(`/budget-lines?organizationId=${foreign.organizationId}`)).status).toBe(200)
  expect((await auditor.get(`/budget-lines?${query()}`)).status).toBe(404)
  expect((await auditor.get(`/reports/personnel.docx?${query()}`)).status).toBe(404)
  expect(await auditor.read('/budget-lines?year=2024')).not.toContain('6.12')
})

test('an addition by document is proposed by the clerk, approved by finance and counts then', async () => {
  const answer = await clerk.post(`/budget-adjustments?${query()}`, addition())
  expect(answer.status).toBe(303)
  const address = answer.headers.get('Location') ?? ''
  const page = await clerk.read(address)
  expect(page).toContain('待财政受理')
  expect(page).toContain('1,200.50')
  expect(page).toContain('朝财预〔2024〕9号')
  expect((await clerk.post(`${address}/decision`, { decision: 'approve', words: '' })).status).toBe(403)
  const refusal = await finance.post(`${address}/decision`, { decision: 'refuse', words: '' })
  expect(refusal.status).toBe(422)
  expect((await finance.post(`${address}/decision`, { decision: 'approve', words: '同意追加' })).status).toBe(
    303,
  )
  expect(await clerk.read(address)).toContain('同意追加')
  expect((await finance.post(`${address}/decision`, { decision: 'approve', words: '' })).status).toBe(422)
  expect(await clerk.read(`/budget-lines?${query()}`)).toContain('6.12')
})

test.each([
  ['no kind', { kind: '' }, 'kind'],
  ['a kind of its own', { kind: 'gift' }, 'kind'],
  ['a day that is none', { effectiveOn: '2024-02-30' }, 'effectiveOn'],
  ['a day in another year', { effectiveOn: '2025-01-01' }, 'effectiveOn'],
  ['a reason too long', { reason: '长'.repeat(501) }, 'reason'],
  ['no document', { documentNumber: ' ' }, 'documentNumber'],
  ['an amount that is none', { 'amount-0': '12.345' }, 'amount-0'],
  ['an amount of zero', { 'amount-0': '0' }, 'amount-0'],
  ['a reduction called an addition', { 'amount-0': '-5' }, 'amount-0'],
  ['a function that does not exist', { 'function-0': '9999999' }, 'function-0'],
  ['an economic code that does not exist', { 'economic-0': "30'--" }, 'economic-0'],
  ['another unit’s project', { 'project-0': '51081224R999999999999' }, 'amount-0'],
  ['no line', { 'project-0': '', 'function-0': '', 'economic-0': '', 'amount-0': '' }, 'project-0'],
])('a proposal with %s comes back with a message at the field and nothing lost', async (_, change, field) => {
  const before = await clerk.read(`/budget-adjustments?${query()}`)
  const answer = await clerk.post(`/budget-adjustments?${query()}`, { ...addition(), ...change })
  expect(answer.status).toBe(422)
  const page = await answer.text()
  expect(page).toContain(`href="#${field}"`)
  expect(page).toContain('关于追加预算的通知')
  expect(await clerk.read(`/budget-adjustments?${query()}`)).toBe(before)
})

test('the payroll of a month is recorded for everybody, once, and not for a month to come', async () => {
  expect((await clerk.post('/payrolls', { year: '2024', month: '13' })).status).toBe(422)
  expect((await clerk.post('/payrolls', { year: '2024', month: '2' })).status).toBe(422)
  expect((await clerk.post('/payrolls', { year: '2024', month: '1' })).status).toBe(303)
  expect((await clerk.post('/payrolls', { year: '2024', month: '1' })).status).toBe(422)
  expect(await clerk.read(`/expenditures?${query()}`)).toContain('2024年1月人员经费')
})

test('a payment within the budget is recorded and taken back; one beyond it is refused', async () => {
  const payment = {
    line: `${wages} 2013101 30101`,
    month: '1',
    amount: '300',
    summary: '补发工资',
    voucherNumber: '记-12',
  }
  const tooMuch = await clerk.post(`/expenditures?${query()}`, { ...payment, amount: '900000' })
  expect(tooMuch.status).toBe(422)
  expect(await tooMuch.text()).toContain('超出可用预算')
  expect((await clerk.post(`/expenditures?${query()}`, { ...payment, amount: '-3' })).status).toBe(422)
  expect((await clerk.post(`/expenditures?${query()}`, { ...payment, line: 'x y z' })).status).toBe(422)
  expect((await clerk.post(`/expenditures?${query()}`, payment)).status).toBe(303)
  const list = await (await clerk.get(`/expenditures?${query()}`)).text()
  const reversal =
    /href="(\/expenditures\/[0-9a-f-]+\/reversal)[^"]*" aria-label="冲销 1 月 补发工资"/.exec(list)?.[1] ?? ''
  expect((await clerk.post(reversal, { reason: '' })).status).toBe(422)
  expect((await clerk.post(reversal, { reason: '重复登记' })).status).toBe(303)
  expect((await clerk.post(reversal, { reason: '重复登记' })).status).toBe(422)
  expect(await clerk.read(`/expenditures?${query()}`)).toContain('冲销：重复登记')
})

test('an adopted year is not derived or adopted again', async () => {
  expect((await clerk.post('/budgets/2024/derivation', {})).status).toBe(422)
  expect((await finance.post('/budgets/2024/adoption', {})).status).toBe(422)
  expect((await clerk.post('/budgets/2024/adoption', {})).status).toBe(403)
  expect((await finance.post('/budgets/2025/adoption', {})).status).toBe(422)
  expect((await clerk.post('/budgets/2026/derivation', {})).status).toBe(422)
})

test('the report is a page, a document and a workbook', async () => {
  expect(await clerk.read('/reports?year=2024')).toContain('局')
  const page = await clerk.read(`/reports/personnel?${query()}`)
  expect(page).toContain('截至2024年1月15日，没有在编人员。')
  expect(page).toContain('部门预算项目执行情况表')
  for (const [ending, type] of [
    ['docx', 'wordprocessingml'],
    ['xlsx', 'spreadsheetml'],
  ]) {
    const file = await clerk.get(`/reports/personnel.${ending}?${query()}`)
    expect(file.headers.get('Content-Type')).toContain(type)
    expect((await file.arrayBuffer()).byteLength).toBeGreaterThan(5000)
  }
})

test('without a year the report is of the last one that is over at the end of the viewpoint’s day', async () => {
  const asOf = (day: string) =>
    clerk.read(`/reports/personnel?organizationId=${office.organizationId}&asOf=${day}`)
  expect(await asOf('2024-12-30')).toContain('2023年度人员情况和经费决算说明')
  expect(await asOf('2024-12-31')).toContain('2024年度人员情况和经费决算说明')
})

test.each(['/budget-lines.xlsx?year=2024', '/budget-adjustments.xlsx?year=2024'])(
  '%s exports what is filtered',
  async (path) => {
    const file = await clerk.get(path)
    expect([file.status, file.headers.get('Content-Type')?.includes('spreadsheetml')]).toEqual([200, true])
  },
)
