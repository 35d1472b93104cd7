import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createApp } from '../../src/app.ts'
import { emptyDatabase, type TestDatabase } from '../database/harness.ts'
import { servicesOn } from '../http/client.ts'
import { accessibilityFaults, withAxe } from './accessibility.ts'
import { faultsOf, newPage, openBrowser } from './browser.ts'
import { serveApp } from './serve-app.ts'

let browser: Browser
let database: TestDatabase
let served: Awaited<ReturnType<typeof serveApp>>

beforeAll(async () => {
  database = await emptyDatabase()
  served = await serveApp(await withAxe(createApp(servicesOn(database))))
  browser = await openBrowser()
})

afterAll(async () => {
  await browser?.close()
  await served?.stop()
  await database?.drop()
})

test('the sign-in page loads with everything it asks for, and fits an office screen', async () => {
  const page = await newPage(browser)
  const faults = faultsOf(page)
  await page.goto(`${served.url}/sign-in`)
  expect(await page.title()).toContain('登录')
  expect(await page.evaluate('document.compatMode')).toBe('CSS1Compat')
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(1366)
  expect(faults).toEqual([])
  await page.close()
})

test('a visitor who is not signed in is led to the sign-in page', async () => {
  const page = await newPage(browser)
  await page.goto(`${served.url}/`)
  expect(new URL(page.url()).pathname).toBe('/sign-in')
  await page.close()
})

test('everyone can use the sign-in page: axe finds nothing', async () => {
  const page = await newPage(browser)
  await page.goto(`${served.url}/sign-in`)
  expect(await accessibilityFaults(page)).toEqual([])
  await page.close()
})

test('axe finds what is planted: a field without a label, letters too pale to read', async () => {
  const page = await newPage(browser)
  await page.goto(`${served.url}/sign-in`)
  await page.setContent('<main><input name="account"><p>示例</p></main>')
  await page.evaluate("document.querySelector('p').style.color = '#ccc'")
  const rules = (await accessibilityFaults(page)).map((fault) => fault.split(':')[0])
  expect(rules).toEqual(expect.arrayContaining(['label', 'color-contrast']))
  await page.close()
})
