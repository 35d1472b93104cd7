import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../../src/app.ts'
import { examplePassword, exampleUsers } from '../../src/demo/example-users.ts'
import { demoDatabase, emptyDatabase, exampleActing, type TestDatabase } from '../database/harness.ts'
import { servicesOn, signedInAs } from '../http/client.ts'
import { plantRegion } from '../organization/planted.ts'
import { accessibilityFaults, withAxe } from './accessibility.ts'
import { faultsOf, newPage, officeScreen, openBrowser } from './browser.ts'
import { largeScreen, widerThanPaper, widerThanScreen } from './day.ts'
import { serveApp } from './serve-app.ts'

let browser: Browser
let folder: string
const open: { database: TestDatabase; served: Awaited<ReturnType<typeof serveApp>> }[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bianzhi-pages-'))
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  for (const { served, database } of open) {
    await served.stop()
    await database.drop()
  }
  await rm(folder, { recursive: true, force: true })
})

/** With a folder for backups, as the server has one: without it that page is not there. */
async function servedOn(database: TestDatabase): Promise<string> {
  const keeping = { address: database.address, dataDirectory: folder, backupKey: null }
  const served = await serveApp(await withAxe(createApp(servicesOn(database, { keeping }))))
  open.push({ database, served })
  return served.url
}

async function signIn(page: Page, url: string, account: string, password: string): Promise<void> {
  await page.goto(`${url}/sign-in`)
  await page.getByLabel('账号').fill(account)
  await page.getByLabel('密码').fill(password)
  await page.getByRole('button', { name: '登录' }).click()
  await page.getByRole('navigation', { name: '目录' }).waitFor()
}

/** Addresses of the links that a selector finds, each once, without those that download. */
async function addresses(page: Page, selector: string): Promise<string[]> {
  const found: string[] = await page.evaluate(
    `[...document.querySelectorAll(${JSON.stringify(selector)})].map((link) => link.getAttribute('href'))`,
  )
  return [...new Set(found)].filter((href) => href.startsWith('/') && !/\.(xlsx|docx|csv|ndjson)/.test(href))
}

/** How closely a page is looked at: with what frames every page, without it, or only that it opens and fits. */
type Look = 'whole' | 'inner' | 'opens'

/**
 * What is wrong with a page as it opens: an answer that is not 200, a page wider than the screen, a fault. Who looks
 * closer looks at the print, and turns to the other screen too, which is left there for the next page.
 */
async function wrongWith(
  page: Page,
  address: string,
  { faults, look }: { faults: string[]; look: Look },
): Promise<string[]> {
  const answer = await page.goto(address)
  const wrong: string[] = answer?.status() === 200 ? [] : [`answered ${answer?.status()}`]
  wrong.push(...(await widerThanScreen(page)))
  if (look !== 'opens') {
    const { width } = page.viewportSize() ?? officeScreen
    await page.setViewportSize(width === officeScreen.width ? largeScreen : officeScreen)
    wrong.push(...(await widerThanScreen(page)))
    wrong.push(...(await widerThanPaper(page)))
    wrong.push(...(await accessibilityFaults(page, { framed: look === 'whole' })))
  }
  wrong.push(...faults.splice(0))
  return wrong.map((fault) => `${new URL(address).pathname}: ${fault}`)
}

/**
 * The first page with its frame, and every other of the navigation that is of a sort not `looked` at yet; with `deeper`
 * all of them are opened, and the page's own action and the first record of its list are looked at too.
 */
async function wrongWithAll(
  page: Page,
  url: string,
  { looked, deeper }: { looked: Set<string>; deeper: boolean },
): Promise<{ wrong: string[]; seen: number }> {
  const faults = faultsOf(page)
  const wrong: string[] = []
  const queue = await addresses(page, '.side a')
  const seen = new Set<string>()
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    if (seen.has(next)) continue
    seen.add(next)
    const first = seen.size === 1
    const isKnown = looked.has(sortOf(next))
    if (isKnown && !first && !deeper) continue
    const look = isKnown && !first ? 'opens' : 'inner'
    looked.add(sortOf(next))
    wrong.push(...(await wrongWith(page, `${url}${next}`, { faults, look: first ? 'whole' : look })))
    if (!deeper) continue
    const kinds = ['main .title-action a', 'main .tabs a', 'main tbody a']
    for (const kind of kinds) {
      const found = await addresses(page, kind)
      const wanted = kind.endsWith('tbody a') ? found.slice(0, 1) : found
      // One page of each sort: what differs only in its record or its filter is the same page.
      for (const one of wanted) {
        if (![...seen, ...queue].some((other) => sortOf(other) === sortOf(one))) queue.push(one)
      }
    }
  }
  return { wrong, seen: seen.size }
}

/** /people/01a2…?asOf=… → /people/: */
function sortOf(address: string): string {
  return new URL(address, 'http://localhost').pathname.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':')
}

describe('the example district', () => {
  let url: string
  beforeAll(async () => {
    url = await servedOn(await demoDatabase())
  })

  /**
   * Sorts of pages that were looked at: what the clerk sees comes to the others in the same shape, and
   * permission.test.ts asks every page as each of them.
   */
  const looked = new Set<string>()
  /** They see what the section head sees. */
  const alike = ['deputy-director', 'director', 'office-contact']
  const users = exampleUsers.filter(({ account }) => !alike.includes(account))
  test.each(users.map((user) => [user.role, user.account, user] as const))(
    'every page that %s (%s) is the first to see opens, fits both screens, and has no fault',
    async (role, account, user) => {
      const page = await newPage(browser)
      await signIn(page, url, account, examplePassword(user))
      const { wrong, seen } = await wrongWithAll(page, url, {
        looked,
        deeper: role === 'clerk' || role === 'finance',
      })
      expect(wrong).toEqual([])
      expect(seen).toBeGreaterThan(0)
      await page.close()
    },
    400_000,
  )

  test('without script: lists filter, forms say what is wrong and keep what was typed', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false, viewport: officeScreen })
    const page = await context.newPage()
    await signIn(page, url, 'clerk', examplePassword({ account: 'clerk' }))
    expect(await pagesOf(page)).toContain('/organizations')
    await page.goto(`${url}/organizations`)
    await page.getByLabel('名称', { exact: true }).fill('编办')
    await page.locator('.filters').getByRole('button', { name: '查看' }).click()
    // A click does not wait for the page it leads to.
    await page.waitForURL((address) => [...address.searchParams.values()].includes('编办'))
    expect(await page.locator('tbody tr').count()).toBe(1)

    await page.goto(`${url}/movements/new?kind=transfer-in`)
    await page.getByLabel('姓名').fill('示例新人')
    await page.getByLabel('生效日期').fill('2024年2月30日')
    await page.getByRole('button', { name: '核对' }).click()
    expect(await page.locator('.problems').textContent()).toContain('不是有效日期')
    expect(await page.getByLabel('姓名').inputValue()).toBe('示例新人')
    await page.locator('.who').getByRole('button', { name: '退出' }).click()
    await page.waitForURL('**/sign-in')
    await context.close()
  }, 240_000)
})

/** The navigation as plain text, read where no script runs. */
async function pagesOf(page: Page): Promise<string[]> {
  const found: string[] = []
  for (const link of await page.locator('.side a').all()) found.push((await link.getAttribute('href')) ?? '')
  return [...new Set(found)]
}

describe('an empty registry', () => {
  let url: string
  let database: TestDatabase
  beforeAll(async () => {
    database = await emptyDatabase()
    await plantRegion(database.db, exampleActing())
    url = await servedOn(database)
  })

  const looked = new Set<string>()
  test.each(['clerk', 'finance', 'audit-administrator'] as const)(
    'shows %s what would stand on each page, without a fault',
    async (role) => {
      await signedInAs(database, role)
      const page = await newPage(browser)
      await signIn(page, url, `test-${role}`, 'A test password 1')
      const { wrong } = await wrongWithAll(page, url, { looked, deeper: false })
      expect(wrong).toEqual([])
      await page.close()
    },
    240_000,
  )
})
