import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { access, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'

const packages = join(import.meta.dirname, '../../node_modules')
const fonts = join(packages, '@embedpdf/fonts-sc/fonts')
const described = join(packages, '@sparticuz/chromium/package.json')

/** The screen most offices have. */
export const officeScreen = { width: 1366, height: 768 }

/**
 * A real browser that npm brought: no system browser, no system font, no network, for root and for ordinary users.
 * It ends with `close()`, and with this process however that ends: it listens on a pipe that dies with it.
 */
export async function openBrowser(): Promise<Browser> {
  const folder = await unpacked()
  return chromium.launch({
    executablePath: join(folder, 'chromium'),
    args: [
      '--no-sandbox',
      '--disable-setuid-sandbox',
      '--no-zygote',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--disable-background-networking',
      '--disable-domain-reliability',
      '--no-pings',
      '--no-default-browser-check',
      '--font-render-hinting=none',
      '--force-color-profile=srgb',
      // Scripts of a page run for a moment: compiling them for speed costs more than it brings, young objects need room.
      '--js-flags=--no-opt --no-maglev --always-sparkplug --min-semi-space-size=64 --max-semi-space-size=128',
    ],
    env: {
      ...environment(),
      FONTCONFIG_FILE: await fontsIn(folder),
      LD_LIBRARY_PATH: join(folder, 'al2023/lib'),
      TZ: 'Asia/Shanghai',
    },
    timeout: 30_000,
  })
}

/** A page of its own: no cookie of another test. Closing the page is enough. Sizes in CSS pixels. */
export async function newPage(
  browser: Browser,
  { width, height }: { width: number; height: number } = officeScreen,
): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width, height },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
    acceptDownloads: true,
  })
  context.setDefaultTimeout(10_000)
  const page = await context.newPage()
  page.once('close', () => void closeQuietly(context))
  return page
}

/** What a careful eye would see in the console: errors of script, refused loads, answers of 500 and above. */
export function faultsOf(page: Page): string[] {
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text())
  })
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? 'failed'
    // A request given up because the page went on is no fault.
    if (reason !== 'net::ERR_ABORTED') faults.push(`${request.url()} ${reason}`)
  })
  page.on('response', (response) => {
    if (response.status() >= 500) faults.push(`${response.url()} ${response.status()}`)
  })
  return faults
}

/** The visible part as a PNG; `full` for the whole length of the page. */
export async function screenshot(page: Page, file: string, { full = false } = {}): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  await page.evaluate('document.fonts.ready')
  await page.screenshot({ path: file, fullPage: full, animations: 'disabled', caret: 'hide' })
}

/** The page as it would be printed; the page's own @page size wins over A4. */
export async function pdf(page: Page, file: string, { landscape = false } = {}): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  await page.evaluate('document.fonts.ready')
  await page.pdf({ path: file, format: 'A4', landscape, preferCSSPageSize: true, printBackground: true })
}

/**
 * Unpacks the browser once beside the packages. Whoever comes first moves it into place whole, so that two test
 * files starting together never see half of it.
 */
async function unpacked(): Promise<string> {
  const { version }: { version: string } = JSON.parse(await readFile(described, 'utf8'))
  const place = join(packages, `.cache/bianzhi-browser-${version}`)
  if (await exists(place)) return place
  await mkdir(dirname(place), { recursive: true })
  const half = await mkdtemp(`${place}-`)
  try {
    await promisify(execFile)(
      process.execPath,
      ['--import', 'tsx', join(import.meta.dirname, 'unpack-browser.ts')],
      { env: { ...environment(), TMPDIR: half, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' } },
    )
    await rename(half, place).catch(async (error: unknown) => {
      if (!(await exists(place))) throw error
    })
  } finally {
    await rm(half, { recursive: true, force: true })
  }
  return place
}

/** Written at every start, since the folder may have been moved; whole at every moment. */
async function fontsIn(folder: string): Promise<string> {
  const file = join(folder, 'fonts.conf')
  const draft = join(folder, `fonts-${process.pid}-${randomUUID()}.conf`)
  await writeFile(draft, fontConfiguration(folder))
  await rename(draft, file)
  return file
}

/** The one family that npm brought stands in for every family a page may ask for. */
function fontConfiguration(folder: string): string {
  const asked = [
    ...[
      'sans-serif',
      'serif',
      'monospace',
      'system-ui',
      'Microsoft YaHei',
      'PingFang SC',
      'Source Han Sans SC',
    ],
    ...['Noto Sans SC', 'Noto Sans CJK SC', 'SimSun', 'SimHei', 'FangSong', 'KaiTi', 'STSong', 'STHeiti'],
    ...['仿宋_GB2312', '楷体_GB2312', '方正小标宋简体', '宋体', '黑体', '仿宋', '楷体'],
  ]
  const aliases = asked.map(
    (family) =>
      `<alias binding="same"><family>${family}</family><prefer><family>Noto Sans S Chinese</family></prefer></alias>`,
  )
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${fonts}</dir>
  <cachedir>${join(folder, 'font-cache')}</cachedir>
  ${aliases.join('\n  ')}
</fontconfig>
`
}

/** Without what another tool put there for its own browser or its own script. */
function environment(): Record<string, string> {
  const { NODE_OPTIONS: _options, ...rest } = process.env
  return Object.fromEntries(
    Object.entries(rest).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}

function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  )
}

async function closeQuietly(context: BrowserContext): Promise<void> {
  await context.close().catch(() => {})
}
