import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { officeId } from '../../src/demo/establishment-office-place.ts'
import { personId } from '../../src/demo/establishment-office-staff.ts'
import type { TestDatabase } from '../database/harness.ts'
import { type Client, signedInAs, textOf } from '../http/client.ts'
import { officeDatabase } from './office-database.ts'

let database: TestDatabase
let clerk: Client
let auditor: Client
let contact: Client

const engineer = personId({ key: '信息中心助理工程师' })
const unknown = '00000000-0000-7000-8000-00000000dead'

beforeAll(async () => {
  database = await officeDatabase()
  clerk = await signedInAs(database, 'clerk')
  auditor = await signedInAs(database, 'auditor')
  contact = await signedInAs(database, 'unit-contact', { scopeOrganizationId: officeId })
})

afterAll(() => database.drop())

describe('工资标准', () => {
  test('lists the kinds with their paper and says that they are examples', async () => {
    const page = await clerk.read('/wage-standards')
    expect(page).toContain('级别工资 279 2021-01-01 示范〔2020〕1号 示范标准')
  })

  test('shows levels down and steps across: 24级 of the example is 386, 416 … × 3.2', async () => {
    const page = await clerk.read('/wage-standards?kind=civil-grade')
    // 386 × 3.2 = 1235.2 → 1235; 416 × 3.2 = 1331.2 → 1331; 446 × 3.2 = 1427.2 → 1427
    expect(page).toContain('24 1,235.00 1,331.00 1,427.00')
  })

  test('as of 2010 shows the national standard of 2006, which is no example', async () => {
    const page = await clerk.read('/wage-standards?kind=civil-grade&asOf=2010-06-30')
    expect(page).toContain('国发〔2006〕22号')
    expect(page).not.toContain('示范标准')
    expect(page).toContain('24 386.00 416.00')
  })

  test('says what to do when there is none on the day, or the kind is unknown', async () => {
    expect(await clerk.read('/wage-standards?asOf=2018-01-01')).toContain('没有执行中的工资标准')
    expect(await clerk.read('/wage-standards?kind=<b>x')).toContain('没有执行中的<b>x标准')
  })

  test('is exported as it is shown', async () => {
    const answer = await clerk.get('/wage-standards.xlsx?kind=car-subsidy')
    expect(answer.status).toBe(200)
    expect(answer.headers.get('Content-Type')).toContain('spreadsheetml')
  })
})

describe('人员经费', () => {
  test('of all units: the office’s year, annuity included, is what its people cost', async () => {
    const page = await clerk.read('/personnel-cost?year=2023')
    expect(page).toContain('2023 年人员经费，按工资发放单位')
    // 2,164,988.58 budgeted (wages, contributions, car, child, award) and 123,844.40 of recorded annuity
    expect(page).toContain('2,288,832.98')
  })

  test('of the office by its people: who left in July is paid to July', async () => {
    const page = await clerk.read(`/personnel-cost?year=2023&organizationId=${officeId}`)
    expect(page).toContain('共 17 人')
    const items = await clerk.read(`/personnel-cost?year=2023&organizationId=${officeId}&view=items`)
    expect(items).toContain('30107 绩效工资 · 奖励性绩效工资')
  })

  test('answers 404 for a unit that is not there, and for words that are no id', async () => {
    for (const organizationId of [unknown, 'x', "'; drop table people; --"]) {
      const path = `/personnel-cost?organizationId=${encodeURIComponent(organizationId)}`
      expect((await clerk.get(path)).status).toBe(404)
      expect((await clerk.get(path.replace('-cost', '-cost.xlsx'))).status).toBe(404)
    }
  })

  test('is not for a unit’s contact', async () => {
    for (const path of ['/wage-standards', '/personnel-cost', `/people/${engineer}/pay`]) {
      expect((await contact.get(path)).status).toBe(403)
    }
  })
})

describe('a person’s pay', () => {
  test('shows the profile, the year by month and why each amount is what it is', async () => {
    const page = await clerk.read(`/people/${engineer}/pay?year=2023`)
    expect(page).toContain('岗位工资（事业） 专业技术 11级')
    expect(page).toContain('薪级工资 管理和专业技术 20')
    // 7,900 × 16 %
    expect(page).toContain(
      '基本养老保险 2023-01 至 2023-12 1,264.00 2023年度申报缴费基数 7900.00 元，费率 16%',
    )
    expect(page).toContain('记账')
  })

  test('as known before July 2023 still believes the base of the year before', async () => {
    const page = await clerk.read(`/people/${engineer}/pay?year=2023&asOf=2023-06-01&asKnownAt=2023-06-30`)
    expect(page).toContain('缴费基数（基本养老保险） 7,310.00')
    expect(page).not.toContain('缴费基数（基本养老保险） 7,900.00')
  })

  test('of nobody is 404', async () => {
    expect((await clerk.get(`/people/${unknown}/pay`)).status).toBe(404)
  })
})

describe('登记个人金额', () => {
  const form = {
    subject: 'amount:reward-performance-pay',
    amount: '1,000',
    effectiveFrom: '2024-03-01',
    effectiveTo: '',
    reason: '绩效工资重新核定',
    documentNumber: '朝人社发〔2024〕3号',
    documentIssuedOn: '2024-01-12',
    documentIssuer: '区人社局',
    documentTitle: '关于核定2024年绩效工资的通知',
  }
  const address = `/people/${engineer}/pay-facts`
  const written = () =>
    database.db.execute(sql`
      select (select count(*) from personal_amounts)::int as amounts,
        (select count(*) from contribution_bases)::int as bases, (select count(*) from cost_spells)::int as spells,
        (select count(*) from approval_documents)::int as documents`)

  test('the form offers what is a person’s own, not what a standard sets', async () => {
    const page = await clerk.read(`${address}/new`)
    expect(page).toContain('奖励性绩效工资')
    expect(page).toContain('缴费基数（住房公积金）')
    expect(page).not.toContain('公务交通补贴')
  })

  test('asks to check first: (1000 − 879) × 10 months = 1,210.00, and nothing is written', async () => {
    const before = await written()
    const answer = await clerk.post(address, form)
    expect(answer.status).toBe(200)
    const page = textOf(await answer.text())
    expect(page).toContain('请核对')
    expect(page).toContain('30107 绩效工资 1,210.00')
    expect(await written()).toEqual(before)
  })

  test.each<[string, Record<string, string>, string]>([
    ['nothing', {}, '请填写此项'],
    ['words for an amount', { ...form, amount: '一千' }, '不是有效金额'],
    ['an amount below zero', { ...form, amount: '-1' }, '不是有效金额'],
    ['a day that is none', { ...form, effectiveFrom: '2024-02-30' }, '不是有效日期'],
    ['an end before the start', { ...form, effectiveTo: '2024-02-01' }, '应晚于起始日期'],
    ['an item of other staff', { ...form, subject: 'amount:target-bonus' }, '请从列出的选项中选择'],
    ['an item nobody has', { ...form, subject: 'amount:x' }, '请从列出的选项中选择'],
    ['a day before they came', { ...form, effectiveFrom: '2019-05-01' }, '不在编'],
    ['a very long reason', { ...form, reason: '长'.repeat(500) }, '超出长度'],
    ['control characters', { ...form, reason: 'a\u0001b' }, '控制字符'],
  ])('refuses %s at its field and writes nothing', async (_, typed, says) => {
    const before = await written()
    for (const confirmed of ['no', 'yes']) {
      const answer = await clerk.post(address, { ...typed, confirmed })
      expect(answer.status).toBe(422)
      expect(textOf(await answer.text())).toContain(says)
    }
    expect(await written()).toEqual(before)
  })

  test('is not for an auditor, and not for a person who is not there', async () => {
    expect((await auditor.get(`${address}/new`)).status).toBe(403)
    expect((await auditor.post(address, form)).status).toBe(403)
    expect((await clerk.post(`/people/${unknown}/pay-facts`, form)).status).toBe(404)
  })

  test('confirmed, it stands in the record with its paper and the month that follows costs it', async () => {
    const answer = await clerk.post(address, { ...form, confirmed: 'yes' })
    expect(answer.status).toBe(303)
    const page = await clerk.read(`/people/${engineer}/pay?year=2024`)
    expect(page).toContain('奖励性绩效工资 2024-01 至 2024-02 879.00')
    expect(page).toContain(
      '奖励性绩效工资 2024-03 至 2024-12 1,000.00 个人金额：绩效工资重新核定（朝人社发〔2024〕3号）',
    )
  })

  test('with an end, the old amount resumes behind it', async () => {
    const base = {
      ...form,
      subject: 'base:pension',
      amount: '9000',
      effectiveFrom: '2024-05-01',
      effectiveTo: '2024-07-01',
    }
    expect((await clerk.post(address, { ...base, confirmed: 'yes' })).status).toBe(303)
    const page = await clerk.read(`/people/${engineer}/pay?year=2024`)
    // 7,900 × 16 %, then 9,000 × 16 %, then 7,900 again
    expect(page).toContain('基本养老保险 2024-01 至 2024-04 1,264.00')
    expect(page).toContain('基本养老保险 2024-05 至 2024-06 1,440.00')
    expect(page).toContain('基本养老保险 2024-07 至 2024-12 1,264.00')
  })
})
