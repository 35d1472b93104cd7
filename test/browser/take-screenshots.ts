import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Page } from 'playwright-core'
import { newPage, openBrowser, screenshot } from './browser.ts'

/**
 * The pictures of README and of the help, taken from the example district: start it with `npm run demo` and run
 * `npm run screenshots`, after a page has changed its look.
 */
const places: { name: string; account: string; path: string; open?: string }[] = [
  { name: 'desk', account: 'section-head', path: '/' },
  { name: 'organizations', account: 'section-head', path: '/organizations' },
  { name: 'documents', account: 'section-head', path: '/documents' },
  { name: 'establishment', account: 'section-head', path: '/establishment?asOf=2023-12-31' },
  { name: 'headcounts', account: 'section-head', path: '/headcounts' },
  { name: 'leadership-posts', account: 'section-head', path: '/leadership-posts' },
  { name: 'rank-quotas', account: 'section-head', path: '/rank-quotas' },
  { name: 'vacancy-plans', account: 'section-head', path: '/vacancy-plans/summary?year=2024&scope=planned' },
  { name: 'entry-overrides', account: 'section-head', path: '/entry-overrides' },
  { name: 'establishment-controls', account: 'section-head', path: '/establishment-controls' },
  { name: 'vacancy-requests', account: 'section-head', path: '/vacancy-requests' },
  { name: 'people', account: 'section-head', path: '/people' },
  { name: 'personnel-cost', account: 'section-head', path: '/personnel-cost' },
  { name: 'movement', account: 'section-head', path: '/', open: '#desk a[href^="/movements/"]' },
  { name: 'budget-lines', account: 'section-head', path: '/budget-lines?year=2023', open: 'text=区委编办' },
  { name: 'report', account: 'section-head', path: '/reports?year=2023', open: 'text=机构编制委员会办公室' },
  { name: 'exchange', account: 'clerk', path: '/exchange' },
  { name: 'audit', account: 'audit-administrator', path: '/audit' },
]

const { values } = parseArgs({ options: { url: { type: 'string', default: 'http://127.0.0.1:3000' } } })
const folder = join(import.meta.dirname, '../../views/assets/screenshots')
const browser = await openBrowser()
const pages = new Map<string, Page>()
for (const { name, account, path, open } of places) {
  const page = pages.get(account) ?? (await signedIn(account))
  pages.set(account, page)
  await page.goto(values.url + path)
  if (open !== undefined) {
    await page.locator(open).first().click()
    await page.waitForLoadState()
  }
  await screenshot(page, join(folder, `${name}.png`))
  process.stdout.write(`${name}  ${page.url()}\n`)
}
await browser.close()

async function signedIn(account: string): Promise<Page> {
  const page = await newPage(browser)
  await page.goto(`${values.url}/sign-in`)
  await page.fill('#account', account)
  await page.fill('#password', `Demo-2024-${account}`)
  await page.click('button.main')
  await page.waitForLoadState()
  return page
}
