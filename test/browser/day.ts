import type { Page } from 'playwright-core'
import { createApp } from '../../src/app.ts'
import { examplePassword } from '../../src/demo/example-users.ts'
import { demoDatabase, type TestDatabase } from '../database/harness.ts'
import { servicesOn } from '../http/client.ts'
import { withAxe } from './accessibility.ts'
import { faultsOf, newPage, officeScreen, openBrowser } from './browser.ts'
import { serveApp } from './serve-app.ts'

/** The larger of the two screens an office has. */
export const largeScreen = { width: 1920, height: 1080 }

/** A day in the example district: one browser, one database, a session for each person who comes. */
export type Day = {
  url: string
  database: TestDatabase
  /** Somebody signed in, in a session of one's own; the page of before when the person was here before. */
  at(user: { account: string }): Promise<Page>
  /** What the consoles showed since last asked. */
  faults(): string[]
  people(): number
  end(): Promise<void>
}

export async function beginDay(): Promise<Day> {
  const database = await demoDatabase()
  const served = await serveApp(await withAxe(createApp(servicesOn(database))))
  const browser = await openBrowser()
  const faults: string[][] = []
  const desks = new Map<string, Page>()
  return {
    url: served.url,
    database,
    async at(user) {
      const known = desks.get(user.account)
      if (known) return known
      const page = await newPage(browser)
      page.setDefaultTimeout(60_000)
      faults.push(faultsOf(page))
      await page.goto(`${served.url}/sign-in`)
      await page.getByLabel('账号').fill(user.account)
      await page.getByLabel('密码').fill(examplePassword(user))
      await page.getByRole('button', { name: '登录' }).click()
      await page.getByRole('heading', { name: '工作台' }).waitFor()
      desks.set(user.account, page)
      return page
    },
    faults: () => faults.flatMap((own) => own.splice(0)),
    people: () => desks.size,
    async end() {
      await browser.close()
      await served.stop()
      await database.drop()
    },
  }
}

/** What a person reads in the page, cells apart. */
export async function said(page: Page): Promise<string> {
  // biome-ignore lint/performance/useDomNodeTextContent: what is seen is read, cells apart; textContent joins them
  const text = await page.locator('main').innerText()
  return text.replace(/\s+/g, ' ')
}

export async function follow(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name, exact: true }).first().click()
}

export async function asOf(page: Page, day: string): Promise<void> {
  await page.locator('#asOf').fill(day)
  await page.locator('form.viewpoint').getByRole('button', { name: '查看' }).click()
  await page.locator('.viewpoint.elsewhere').waitFor()
}

/** How much wider than one of the two screens the page as it stands is; pages.test.ts looks closer. */
export async function widerThanScreens(page: Page): Promise<string[]> {
  const wrong: string[] = []
  for (const screen of [largeScreen, officeScreen]) {
    await page.setViewportSize(screen)
    wrong.push(...(await widerThanScreen(page)))
  }
  return wrong
}

/** Likewise of the screen it is on. */
export async function widerThanScreen(page: Page): Promise<string[]> {
  const beyond: number = await page.evaluate(
    'document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth',
  )
  return beyond > 0 ? [`${beyond} pixels wider than ${page.viewportSize()?.width}`] : []
}

/** A4 lying, within its margins, in CSS pixels. */
const paper = { width: 1016, height: 688 }

/** How much wider than the paper a table of the page is: the browser shrinks a little, and cuts the rest. */
export async function widerThanPaper(page: Page): Promise<string[]> {
  if (!(await page.evaluate("document.querySelector('.wide-print') !== null"))) return []
  const screen = page.viewportSize() ?? officeScreen
  await page.emulateMedia({ media: 'print' })
  await page.setViewportSize(paper)
  const width: number = await page.evaluate('document.scrollingElement.scrollWidth')
  await page.emulateMedia({ media: null })
  await page.setViewportSize(screen)
  return width > paper.width * 1.1 ? [`printed ${width} pixels wide on paper of ${paper.width}`] : []
}
