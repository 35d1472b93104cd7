import { readFile } from 'node:fs/promises'
import exceljs from 'exceljs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { clerk, director, finance, sectionHead } from '../../src/demo/example-users.ts'
import { syntheticIdentityNumber } from '../../src/demo/synthetic-identity.ts'
import { zipEntry } from '../report/zip-entry.ts'
import { accessibilityFaults } from './accessibility.ts'
import { asOf, beginDay, type Day, follow, said } from './day.ts'

/**
 * The day of a clerk of the establishment office, told in order in one browser on one district: each test goes on
 * where the one before stopped.
 */
let day: Day
const at: Day['at'] = (user) => day.at(user)

beforeAll(async () => {
  day = await beginDay()
})
afterAll(() => day?.end())

const office = '中共朝天区委机构编制委员会办公室'
const registrationCentre = '朝天区事业单位登记服务中心'
const newcomer = '示例新人'
const newcomerNumber = syntheticIdentityNumber({ bornOn: '1991-07-08', sex: '2', serial: 480 })

test('the clerk signs in and sees the units of the district', async () => {
  const page = await at(clerk)
  await follow(page, '机构')
  expect(await said(page)).toContain(office)
})

test('on 2023-12-31 the office has 16 approved and 15 serving, by kind, its subordinates counted', async () => {
  const page = await at(clerk)
  await follow(page, '使用情况')
  await asOf(page, '2023-12-31')
  const row = page.locator('tbody tr', { hasText: office })
  expect((await row.locator('td').allInnerTexts()).slice(0, 4)).toEqual(['16', '15', '–', '1'])

  await row.getByRole('link', { name: office }).click()
  await page.getByRole('heading', { name: office }).waitFor()
  expect(page.url()).toContain('asOf=2023-12-31')
  const tree = await said(page)
  expect(tree).toContain(`${registrationCentre} 5 4 – 1`)
  expect(tree).toContain('合计 3 个机构 16 15 – 1 5 5 – 满编 5 4 – 1 5 5 – 满编 1 1 – 满编')

  await follow(page, '机构')
  await follow(page, office)
  await page.getByRole('heading', { name: office }).waitFor()
  const card = await said(page)
  expect(card).toContain('行政编制 5 5 – – 满编')
  expect(card).toContain('机关工勤编制 1 1 – – 满编')
  expect(card).toContain(`${registrationCentre} 参公事业单位 副乡科级 5 4`)
})

test('a transfer into a unit without a vacancy is refused at the unit, with the figures', async () => {
  const page = await at(clerk)
  await page.goto(`${day.url}/movements`)
  await follow(page, '办理异动')
  await follow(page, '调入')
  await page.getByLabel('公民身份号码').fill(newcomerNumber)
  await page.getByLabel('姓名').fill(newcomer)
  await expect
    .poll(() => page.locator('#identityNumber-message').textContent())
    .toContain('1991-07-08 出生，女')
  await page.getByRole('button', { name: '核对' }).click()
  await page.locator('.problems').waitFor()
  // The summary says of which field each line is.
  expect(await page.locator('.problems').textContent()).toMatch(/民族：请填写此项。\s*政治面貌：请填写此项。/)
  expect(day.faults()).toEqual([expect.stringContaining('status of 422')])
  await page.getByLabel('民族').selectOption({ label: '汉族' })
  await page.getByLabel('政治面貌').selectOption({ index: 1 })
  await page.getByLabel('生效日期').fill('2024-2-1')
  await page.getByLabel('编制单位').fill(office)
  await page.getByLabel('编制类型').selectOption({ label: '行政编制' })
  await page.getByLabel('来源单位').fill('外区某局')
  await page.getByLabel('事由').fill('工作需要')
  await page.getByLabel(/^文号/).fill('朝编发〔2024〕2号')
  await page.getByLabel('标题').fill('关于示例新人调入的批复')
  await page.getByLabel('批准机关').fill('区委编委')
  await page.getByLabel('发文日期').fill('2024年1月12日')
  await expect.poll(() => page.locator('#vacancy').textContent()).toContain('核定 5，实有 5')
  await page.getByRole('button', { name: '核对' }).click()

  await page.locator('.problems').waitFor()
  expect(await said(page)).toContain('没有空编')
  // The browser tells of every answer that is not 2xx; this one is meant.
  expect(day.faults()).toEqual([expect.stringContaining('status of 422')])
  await page.locator('.problems a').first().click()
  expect(await page.evaluate('document.activeElement.id')).toBe('toOrganization')
  expect(await page.getByLabel('姓名').inputValue()).toBe(newcomer)
  expect(await accessibilityFaults(page)).toEqual([])
})

test('into the subordinate with a vacancy: 请核对 says people, places and money before anything is kept', async () => {
  const page = await at(clerk)
  await page.getByLabel('编制单位').fill(registrationCentre)
  await page.getByLabel('编制类型').selectOption({ label: '参公编制' })
  await expect.poll(() => page.locator('#vacancy').textContent()).toContain('核定 5，实有 4')
  await page.getByLabel('职务（职级）工资').selectOption({ label: '一级科员 / 职级' })
  await page.getByLabel('生活补贴').selectOption({ label: '科员' })
  await page.getByRole('button', { name: '核对' }).click()

  await page.getByRole('heading', { name: '请核对' }).waitFor()
  const told = await said(page)
  expect(told).toContain(`${newcomer}自2024年2月1日起进入${registrationCentre}参公编制（调入）。`)
  expect(told).toContain('5 4 → 5 – 1 → 0')
  expect(told).toMatch(/2024 年.*人员经费增加 [\d,]+\.\d\d 元，生效后提请财政调整预算/)
  expect(await accessibilityFaults(page)).toEqual([])
  await page.getByRole('button', { name: '提交审核' }).click()
  await page.getByText('待签批').first().waitFor()
})

test('neither the clerk nor the section head a second time, nor the director before the turn, may sign', async () => {
  const page = await at(clerk)
  const address = page.url()
  expect(await page.getByRole('button', { name: '签批同意' }).count()).toBe(0)

  const last = await at(director)
  await last.goto(address)
  expect(await last.getByRole('button', { name: '签批同意' }).count()).toBe(0)

  const head = await at(sectionHead)
  await follow(head, '工作台')
  expect(await said(head)).toContain(newcomer)
  await head.goto(address)
  await head.getByRole('button', { name: '签批同意' }).click()
  await head.getByText('等待签批').waitFor()
  expect(await head.getByRole('button', { name: '签批同意' }).count()).toBe(0)

  for (const who of [page, head]) {
    const { status } = await signedAgain(who, address)
    expect(status).toBe(422)
  }
})

/** Past the page: the same request that the button would send. */
async function signedAgain(page: Page, address: string): Promise<{ status: number }> {
  const csrf = await page.locator('input[name=csrf]').first().inputValue()
  const answer = await page.request.post(`${address}/signatures`, {
    form: { csrf, decision: 'agree', words: '同意' },
    headers: { Origin: day.url },
    maxRedirects: 0,
  })
  return { status: answer.status() }
}

test('with the director’s signature it takes effect: on the roster from 1 February, not a day before', async () => {
  const page = await at(clerk)
  const last = await at(director)
  await last.goto(page.url())
  await last.getByRole('button', { name: '签批同意' }).click()
  await last.getByText('已生效').first().waitFor()
  expect(await said(last)).toContain('入编通知单')

  for (const [on, people] of [
    ['2024-01-31', 4],
    ['2024-02-01', 5],
  ] as const) {
    await page.goto(`${day.url}/people?unit=${encodeURIComponent(registrationCentre)}&asOf=${on}`)
    const roster = await said(page)
    expect(roster).toContain(`共 ${people} 人`)
    expect(roster.includes(newcomer)).toBe(people === 5)
  }
  await follow(page, newcomer)
  await page.getByRole('heading', { name: newcomer }).waitFor()
  const card = await said(page)
  expect(card).toContain(registrationCentre)
  expect(card).not.toContain(newcomerNumber)
})

test('the year’s lines of the unit change by a pending adjustment, which finance approves', async () => {
  const page = await at(finance)
  await follow(page, '调整')
  const paper = page.locator('tbody tr', { hasText: '工作需要' })
  const amount = (await paper.locator('td.number').first().textContent()) ?? ''
  expect(amount).toMatch(/^[\d,]+\.\d\d$/)
  await paper.getByRole('link').first().click()
  expect(await said(page)).toContain('调整明细')
  const unit = await page.locator('.record a').first().getAttribute('href')

  const before = await budgetOf(page, unit)
  expect(before.pending).toBe(fen(amount))
  await page.goBack()
  await page.getByRole('button', { name: '批准', exact: true }).click()
  await page.getByText('已批准').first().waitFor()
  const after = await budgetOf(page, unit)
  expect(after).toMatchObject({
    initial: before.initial,
    adjusted: before.adjusted + fen(amount),
    pending: 0n,
    forecast: before.forecast,
  })
})

/** Totals of a unit's lines in fen: each figure in 万元 carries its exact yuan. */
async function budgetOf(page: Page, address: string | null) {
  await page.goto(`${day.url}${address}`)
  const totals = page.locator('table.register tfoot').first().locator('data')
  const exact: string[] = []
  for (const figure of await totals.all()) exact.push((await figure.getAttribute('value')) ?? '')
  const [initial, adjusted, pending, executed, forecast] = exact.map(fen)
  return { initial: initial ?? -1n, adjusted: adjusted ?? -1n, pending, executed, forecast }
}

/** 1,234.50 → 123450n */
function fen(amount: string): bigint {
  return BigInt(amount.replaceAll(/[,.]/g, ''))
}

test('the report of 2023 says what the real office published', async () => {
  const page = await at(clerk)
  await page.goto(`${day.url}/reports?year=2023`)
  await follow(page, office)
  await page.getByRole('heading', { name: /2023年度人员情况/ }).waitFor()
  const report = await said(page)
  expect(report).toContain('核定编制16名，其中机关行政编制5名，参公编制5名，机关工勤编制1名，事业编制5名。')
  expect(report).toMatch(/2023年末，在编人员15人/)
  expect(report).toContain('从年龄结构看，50岁以上5人，35岁到50岁6人，35岁以下4人')
  expect(report).toContain('从学历看，本科学历10人，大专学历5人。年内调出2人，调入2人，新招录1人。')
  expect(report).toContain('2013101 行政运行 127.86 127.86 100.00')
  expect(report).toContain('30101 基本工资 63.67')
  expect(report).toContain('2023年工资性支出（行政） 102.65 106.34 106.34 100.00')
})

test('a figure opens the people, months, standards and rules behind it', async () => {
  const page = await at(clerk)
  await page
    .locator('table', { hasText: '部门预算项目执行情况表' })
    .getByRole('link', { name: '2023年工资性支出（行政）' })
    .click()
  const drawer = page.locator('#drawer')
  await drawer.getByText('调整预算').first().waitFor()
  const why = ((await drawer.textContent()) ?? '').replace(/\s+/g, ' ')
  expect(why).toContain('1–12月')
  expect(why).toMatch(/按标准级别工资 .*每月 [\d.]+ 元（示范〔2020〕1号）/)
  expect(await accessibilityFaults(page)).toEqual([])
  await page.keyboard.press('Escape')
  expect(await drawer.isVisible()).toBe(false)
})

test('the report is taken along as .docx and .xlsx, and prints', async () => {
  const page = await at(clerk)
  const document = await downloaded(page, '导出 .docx')
  expect(zipEntry(document, 'word/document.xml')).toContain('核定编制16名')

  const workbook = new exceljs.Workbook()
  await workbook.xlsx.load(new Uint8Array(await downloaded(page, '导出 .xlsx')).buffer)
  const cells: unknown[] = []
  workbook.getWorksheet('部门预算项目执行情况表')?.eachRow((row) => {
    if (row.getCell(1).value === '51081223R000007945709')
      cells.push(row.getCell(3).value, row.getCell(4).value)
  })
  expect(cells).toEqual([102.65, 106.34])

  await page.emulateMedia({ media: 'print' })
  expect(await page.locator('.side').isVisible()).toBe(false)
  expect(await page.getByText('示例数据，人员均为虚构').isVisible()).toBe(true)
  const printed = await page.pdf({ preferCSSPageSize: true })
  expect(printed.toString('latin1').match(/\/Type \/Page\b/g)?.length).toBeGreaterThan(2)
  await page.emulateMedia({ media: 'screen' })
})

async function downloaded(page: Page, name: string): Promise<Buffer> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name, exact: true }).click(),
  ])
  return readFile(await download.path())
}

test('nobody’s console showed a fault all day', () => {
  expect(day.faults()).toEqual([])
  expect(day.people()).toBe(4)
})
