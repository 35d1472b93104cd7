import { readFile } from 'node:fs/promises'
import exceljs from 'exceljs'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import {
  clerk,
  deputyDirector,
  director,
  educationContact,
  sectionHead,
} from '../../src/demo/example-users.ts'
import { syntheticIdentityNumber } from '../../src/demo/synthetic-identity.ts'
import { asOf, beginDay, type Day, follow, said, widerThanScreens } from './day.ts'

/**
 * A day of the registry, told in order: two vacancies from the unit's application to the people in them, a retirement
 * that comes, a reform, a question about the past, the year-end tables and a mended birth date. Whatever page a part
 * ends on is looked at on both screens.
 */
let day: Day
const shown: Page[] = []

beforeAll(async () => {
  day = await beginDay()
})
afterAll(() => day?.end())
afterEach(async () => {
  for (const page of shown.splice(0)) expect(await widerThanScreens(page)).toEqual([])
  expect(day.faults()).toEqual([])
})

/** Somebody at the desk; the page is looked at when the part is over. */
async function at(user: { account: string }, path?: string): Promise<Page> {
  const page = await day.at(user)
  if (!shown.includes(page)) shown.push(page)
  if (path !== undefined) await page.goto(`${day.url}${path}`)
  return page
}

async function fillPaper(page: Page, number: string, title: string): Promise<void> {
  await page.getByLabel(/^文号/).fill(number)
  await page.getByLabel('标题').fill(title)
  await page.getByLabel('批准机关').fill('区委编委')
  await page.getByLabel('发文日期').fill('2024-1-12')
}

/** The signature is given, and the paper goes to the next or takes effect. */
async function sign(page: Page): Promise<void> {
  const button = page.getByRole('button', { name: '签批同意' })
  await button.click()
  await button.waitFor({ state: 'detached' })
}

const school = '朝天区高级中学'
const recruits = [
  { name: '示例甲', number: syntheticIdentityNumber({ bornOn: '1999-03-08', sex: '2', serial: 481 }) },
  { name: '示例乙', number: syntheticIdentityNumber({ bornOn: '2000-11-20', sex: '1', serial: 482 }) },
]
let request = ''

test('the office decides the plans of the year on one page, the school’s two places among them', async () => {
  const page = await at(director, '/vacancy-plans/decision?year=2024')
  expect(await said(page)).toMatch(new RegExp(`${school} 事业编制 .* 2 2`))
  await fillPaper(page, '朝编委〔2024〕1号', '关于下达2024年用编计划的通知')
  await page.getByRole('button', { name: '下一步：核对' }).click()
  await page.getByRole('heading', { name: /核对/ }).waitFor()
  expect(await said(page)).toContain(school)
  expect(await widerThanScreens(page)).toEqual([])
  await page.getByRole('button', { name: /核定/ }).click()
  await page.getByText('2024 年用编计划核定表').first().waitFor()
})

test('the unit’s contact applies for two vacancies, and sees how the unit stands before sending', async () => {
  const page = await at(educationContact, '/vacancy-requests')
  await follow(page, '申请用编')
  await page.getByLabel('用编单位').fill(school)
  await page.getByLabel('编制类型').selectOption({ label: '事业编制' })
  await page.getByLabel('申请名数').fill('2')
  await page.getByLabel('进入方式').selectOption({ label: '公开招聘' })
  await expect.poll(() => page.locator('#vacancy-check').textContent()).toContain('核定 2 名，已申请 0 名')
  await page.getByLabel('用编理由').fill('两名数学教师退休，补充任课教师')
  await page.getByRole('button', { name: '提交审核' }).click()
  await page.getByText('审核中').first().waitFor()
  request = new URL(page.url()).pathname
  expect(await said(page)).toContain('核准 2 名后空缺')
})

test('the clerk reviews it against the ledger, three superiors sign, the notice is printed', async () => {
  for (const user of [clerk, sectionHead, deputyDirector]) {
    const page = await at(user, request)
    await page.getByLabel('意见').selectOption('agree')
    await page.getByRole('button', { name: '签批' }).click()
    await page
      .getByText(/审核（/)
      .first()
      .waitFor()
  }
  const page = await at(director, request)
  await page.getByLabel('意见').selectOption('agree')
  await page.getByLabel('核准名数').fill('2')
  await page.getByLabel('有效期至').fill('2024-12-31')
  await page.getByRole('button', { name: '签批' }).click()
  await page.getByText('已核准').first().waitFor()
  await page.locator('a[href*="/notice"]').first().click()
  await page.getByRole('heading', { name: '用编通知单' }).first().waitFor()
  const notice = await said(page)
  expect(notice).toContain('用编通知单')
  expect(notice).toContain(school)
  await page.emulateMedia({ media: 'print' })
  expect(await page.locator('.side').isVisible()).toBe(false)
  expect(
    (await page.pdf({ preferCSSPageSize: true })).toString('latin1').match(/\/Type \/Page\b/g),
  ).toHaveLength(1)
  await page.emulateMedia({ media: 'screen' })
})

test('the unit enters its two recruits from one list against the notice; three sign and both are there', async () => {
  const page = await at(educationContact, '/movements/batch')
  await page.getByLabel('种类').selectOption({ label: '招聘' })
  await page.getByLabel('生效日期').fill('2024-3-1')
  await page.getByLabel('编制单位').fill(school)
  await page.getByLabel('编制类型').selectOption({ label: '事业编制' })
  await page.getByLabel('用编申请').selectOption({ index: 1 })
  await page.getByLabel('事由').fill('2024年公开招聘教师')
  await fillPaper(page, '朝人社〔2024〕3号', '关于聘用示例甲等2人的批复')
  const rows = recruits.map(({ name, number }) => [name, number, '汉族', '群众'].join('\t'))
  await page.getByLabel('名单').fill(rows.join('\n'))
  await page.getByRole('button', { name: '核对' }).click()
  await page.getByRole('heading', { name: /核对/ }).waitFor()
  await page.getByRole('button', { name: /提交/ }).click()
  await page.getByText('示例乙').first().waitFor()

  await page.goto(`${day.url}/movements`)
  const papers: (string | null)[] = []
  for (const { name } of recruits) {
    const row = page.locator('tbody tr', { hasText: name })
    papers.push(await row.getByRole('link').first().getAttribute('href'))
  }
  for (const user of [clerk, sectionHead, director]) {
    for (const paper of papers) await sign(await at(user, `${paper}`))
  }
  const roster = await at(
    educationContact,
    `/people?unit=${encodeURIComponent(school)}&asOf=2024-03-01&q=示例`,
  )
  const people = await said(roster)
  for (const { name, number } of recruits) {
    expect(people).toContain(name)
    expect(people).not.toContain(number)
  }
  await roster.goto(`${day.url}/vacancy-requests?asOf=2024-03-01&year=2024`)
  const used = roster.locator('tbody tr', { hasText: school })
  expect((await used.textContent())?.replace(/\s+/g, '')).toContain('2024222已用完')
})

test('a retirement that falls due next March is on the list already, and is entered from there', async () => {
  const page = await at(clerk, '/retirements?months=24')
  const row = page.locator('tbody tr', { hasText: '2025-03' }).first()
  await row.getByRole('link', { name: '办理退休' }).click()
  await page.getByRole('button', { name: '核对' }).waitFor()
  expect(await page.getByLabel('生效日期').inputValue()).toMatch(/^2025-0[34]-\d\d$/)
})

test('three schools become one on 1 September with their people, quotas and history', async () => {
  const schools = ['大滩镇中心幼儿园', '云雾山镇中心幼儿园', '水磨沟镇中心幼儿园']
  const page = await at(clerk, '/reforms/new')
  await page.getByLabel('种类').selectOption({ label: '合并' })
  await page.getByLabel('生效日期').fill('2024-9-1')
  await page.getByLabel('沿革用语').fill('大滩、云雾山、水磨沟三所幼儿园合并设立朝天区三镇中心幼儿园')
  for (const [index, name] of schools.entries()) {
    await page.locator(`#predecessor${index + 1}`).fill(name)
  }
  await page.getByLabel('新设 1 全称').fill('朝天区三镇中心幼儿园')
  await page.getByLabel('新设 1 简称').fill('三镇中心幼儿园')
  await page.getByLabel('新设 1 机构编码').fill('S-901')
  await fillPaper(page, '朝编发〔2024〕9号', '关于合并设立朝天区三镇中心幼儿园的通知')
  await page.getByRole('button', { name: '下一步：划转编制和人员' }).click()
  await page.getByRole('button', { name: '下一步：核对' }).waitFor()
  expect(await said(page)).toMatch(/原机构在编人员 \d+ 人全部转入朝天区三镇中心幼儿园/)
  await page.getByLabel('现任领导职务').selectOption({ index: 1 })
  await page.getByRole('button', { name: '下一步：核对' }).click()
  await page.getByRole('heading', { name: /核对/ }).waitFor()
  const preview = await said(page)
  expect(preview).toMatch(
    /2024年9月1日起，大滩镇中心幼儿园、云雾山镇中心幼儿园、水磨沟镇中心幼儿园合并为.*三镇中心幼儿园/,
  )
  const moved = /转出 (\d+) 人/.exec(preview)?.[1]
  expect(await widerThanScreens(page)).toEqual([])
  await page.getByRole('button', { name: /提交/ }).click()
  await page.getByText('待签批').first().waitFor()
  const reform = new URL(page.url()).pathname
  for (const user of [sectionHead, deputyDirector, director]) {
    await sign(await at(user, reform))
  }
  await page.goto(`${day.url}/people?unit=${encodeURIComponent('朝天区三镇中心幼儿园')}&asOf=2024-09-01`)
  expect(await said(page)).toContain(`共 ${moved} 人`)
  await page.goto(`${day.url}/organizations?asOf=2024-08-31&q=${encodeURIComponent('云雾山镇中心幼儿园')}`)
  await follow(page, '云雾山镇中心幼儿园')
  await follow(page, '历史')
  expect(await said(page)).toContain('大滩、云雾山、水磨沟三所幼儿园合并设立朝天区三镇中心幼儿园')
})

test('the director asks how 教育系统 stood on 30 June two years ago, and what was believed then', async () => {
  const page = await at(director, '/staffing-changes')
  await page.locator('#unit').fill('朝天区教育局')
  await page.getByLabel('期初').fill('2021-12-31')
  await page.locator('form.filters').getByRole('button', { name: '查看' }).click()
  await asOf(page, '2022-06-30')
  const stood = await said(page)
  expect(stood).toContain('2021-12-31 日终至 2022-06-30 日终')
  expect(stood).toContain('全部相符')
  await follow(page, '当时所知')
  await page.getByLabel('当时：登记时间截至').fill('2022-06-30')
  await page.locator('form.filters').getByRole('button', { name: '查看' }).click()
  await page.getByText('登记时间截至 2022-06-30').first().waitFor()
  expect(await said(page)).toMatch(/当时所知 .*现在所知|现在所知 .*当时所知/)
})

test('the year-end tables leave as .xlsx, and a cell opens its people', async () => {
  const page = await at(clerk, '/statistics?asOf=2023-12-31')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: '导出 .xlsx' }).click(),
  ])
  const workbook = new exceljs.Workbook()
  await workbook.xlsx.load(new Uint8Array(await readFile(await download.path())).buffer)
  expect(workbook.worksheets.map(({ name }) => name).join(' ')).toContain('机构统计')
  const people = page
    .locator('table', { hasText: '大学本科' })
    .locator('tbody tr')
    .first()
    .getByRole('link')
    .first()
  const count = (await people.textContent())?.trim()
  await people.click()
  await page.getByText(`共 ${count} 人`).first().waitFor()
})

test('a wrong birth date is corrected on the unit’s application with its document; what stood there stays', async () => {
  const page = await at(
    educationContact,
    `/people?unit=${encodeURIComponent(school)}&q=示例甲&asOf=2024-03-01`,
  )
  await follow(page, '示例甲')
  await page.getByRole('heading', { name: '示例甲' }).waitFor()
  const person = new URL(page.url()).pathname
  await page.goto(`${day.url}${person}/application?asOf=2024-03-01`)
  const right = syntheticIdentityNumber({ bornOn: '1999-08-03', sex: '2', serial: 483 })
  await page.getByLabel('公民身份号码').fill(right)
  await page.getByLabel('事由').fill('出生日期登记有误，以户籍证明为准')
  await fillPaper(page, '朝公户〔2024〕7号', '户籍证明')
  await page.getByRole('button', { name: '提交申请' }).click()
  await page.getByText('待受理').first().waitFor()
  const application = new URL(page.url()).pathname

  const desk = await at(clerk, application)
  const before = await said(desk)
  expect(before).toContain('1999-03-08')
  expect(before).toContain('1999-08-03')
  expect(before).not.toContain(right)
  await desk.getByRole('button', { name: '受理' }).click()
  await desk.getByText('已更正').first().waitFor()
  await desk.goto(`${day.url}${person}/history?asOf=2024-03-01`)
  const history = await said(desk)
  expect(history).toContain('1999-03-08')
  expect(history).toContain('1999-08-03')
})
