import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { faultsOf, newPage, openBrowser, pdf, screenshot } from './browser.ts'

let browser: Browser
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bianzhi-browser-'))
  browser = await openBrowser()
})

afterAll(async () => {
  await browser?.close()
  await rm(folder, { recursive: true, force: true })
})

/** How each character looks, as the bytes of its picture. */
function pictures(page: Page, characters: readonly string[], family: string): Promise<string[]> {
  return page.evaluate(`${JSON.stringify(characters)}.map((character) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 80, height: 80 })
    const context = canvas.getContext('2d')
    context.font = '64px ${family}'
    context.fillText(character, 0, 64)
    return canvas.toDataURL()
  })`)
}

const missing = '\u{E000}'

test('two characters that no font has look alike: so a missing glyph would be noticed', async () => {
  const page = await newPage(browser)
  const [first, second, drawn] = await pictures(page, [missing, '\u{E001}', '编'], 'sans-serif')
  expect(first).toBe(second)
  expect(first).not.toBe(drawn)
  await page.close()
})

test.each(['sans-serif', 'Microsoft YaHei', '方正小标宋简体', '仿宋_GB2312'])(
  'the browser draws Chinese letters where a page asks for %s',
  async (family) => {
    const page = await newPage(browser)
    const drawn = await pictures(page, [missing, '编', '制', '通', '龘', '（', '元', '％'], family)
    expect(new Set(drawn).size).toBe(8)
    await page.close()
  },
)

test('a screenshot has the size of an office screen', async () => {
  const page = await newPage(browser)
  await page.setContent('<h1>核定 16，实有 15</h1>')
  const file = join(folder, 'shown/office.png')
  await screenshot(page, file)
  const bytes = await readFile(file)
  expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([1366, 768])
  await page.close()
})

test('a page prints on A4', async () => {
  const page = await newPage(browser)
  await page.setContent('<h1>人员概况</h1>')
  const file = join(folder, 'printed.pdf')
  await pdf(page, file)
  const text = (await readFile(file)).toString('latin1')
  expect(text.slice(0, 5)).toBe('%PDF-')
  const [, width, height] = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(text) ?? []
  // 210 mm × 297 mm in points of 1/72 inch: 595.28 × 841.89; the browser rounds up.
  expect(Math.abs(Number(width) - 595.28)).toBeLessThan(1)
  expect(Math.abs(Number(height) - 841.89)).toBeLessThan(1)
  await page.close()
})

test('two pages share no cookie', async () => {
  const [first, second] = [await newPage(browser), await newPage(browser)]
  await first.context().addCookies([{ name: 'bianzhi', value: 'one', url: 'http://localhost' }])
  expect(await second.context().cookies()).toEqual([])
  await first.close()
  await second.close()
})

test('an error of script is a fault of the page', async () => {
  const page = await newPage(browser)
  const faults = faultsOf(page)
  await page.setContent('<p>一</p>')
  expect(faults).toEqual([])
  await page.setContent('<script>throw new Error("broken on purpose")</script>')
  await expect.poll(() => faults).toEqual(['broken on purpose'])
  await page.close()
})

test('a browser ends with the process that opened it, however that ends', async () => {
  const child = spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'opened-browser.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  const started = await processesBelow(child.pid)
  expect(started.length).toBeGreaterThan(0)
  child.kill('SIGKILL')
  await once(child, 'exit')
  let left = started
  for (let tries = 0; tries < 50 && left.length > 0; tries += 1) {
    await setTimeout(100)
    const living = await processes()
    left = left.filter((process) => living.some(({ id }) => id === process))
  }
  expect(left).toEqual([])
})

/** Every living process and its parent, as Linux tells them: `id (name) state parent …`. */
async function processes(): Promise<{ id: number; parent: number }[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const told = await Promise.all(ids.map((id) => readFile(`/proc/${id}/stat`, 'utf8').catch(() => '')))
  return told.flatMap((line) => {
    const [, id, state, parent] = /^(\d+) \(.*\) (\w) (\d+) /s.exec(line) ?? []
    return state === undefined || state === 'Z' ? [] : [{ id: Number(id), parent: Number(parent) }]
  })
}

/** Every process below one, however deep. */
async function processesBelow(parent: number | undefined): Promise<number[]> {
  const all = await processes()
  const below = (one: number): number[] =>
    all.filter((process) => process.parent === one).flatMap(({ id }) => [id, ...below(id)])
  return parent === undefined ? [] : below(parent)
}
