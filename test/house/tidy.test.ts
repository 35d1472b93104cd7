import { execFile } from 'node:child_process'
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { emptyNames, isTooLong, lineLimit, tidyRules, untidy } from './tidy-rules.ts'

const repository = join(import.meta.dirname, '../..')
const notOurs = new Set(['node_modules', '.git', 'data', 'test-results'])
const files = await filesOf(repository)

test('every file of the repository is tidy', () => {
  const findings = files.flatMap(({ path, text }) => untidy(path, text))
  expect(
    findings.map(({ rule, file, line, text, instead }) => `${file}:${line} ${rule}; ${instead}: ${text}`),
  ).toEqual([])
})

test('the check has read the repository', () => {
  const read = files.map(({ path }) => path)
  expect(read).toContain('package.json')
  expect(read).toContain('src/app.ts')
  expect(read.length).toBeGreaterThan(100)
})

test.each(tidyRules)('a planted line is refused: $name', ({ name, planted, in: where, except }) => {
  expect(where.test(planted.file)).toBe(true)
  expect(except?.test(planted.file) ?? false).toBe(false)
  expect(
    untidy(planted.file, `first\n${planted.line}\nlast`).map(({ rule, line }) => [rule, line]),
  ).toContainEqual([name, 2])
})

test('ordinary lines pass', () => {
  const text = [
    "const moment = new Date('2024-01-15T09:00:00+08:00')",
    'const organization = organizations[0]',
    "c.req.header('User-Agent')",
    'export type PayItem = { amount: Money }',
    'export function roster(db: Db, asOf: IsoDate): Promise<Row[]> {',
    '// The session ends after half an hour.',
  ].join('\n')
  expect(untidy('src/pay/pay-item.ts', text)).toEqual([])
})

test(`no file is longer than ${lineLimit} lines, tables of facts excepted`, () => {
  expect(files.filter(({ path, text }) => isTooLong(path, text)).map(({ path }) => path)).toEqual([])
  expect(isTooLong('src/pay/pay-item.ts', 'line\n'.repeat(lineLimit))).toBe(false)
  expect(isTooLong('src/pay/pay-item.ts', 'line\n'.repeat(lineLimit + 1))).toBe(true)
  expect(isTooLong('src/demo/party-departments.ts', 'line\n'.repeat(lineLimit + 1))).toBe(false)
})

test('no file has a name that says nothing', () => {
  const code = files.map(({ path }) => path).filter((path) => /^(src|views|test)\/.*\.tsx?$/.test(path))
  expect(code.filter((path) => emptyNames.test(path))).toEqual([])
  expect(emptyNames.test('src/pay/pay-utils.ts')).toBe(true)
  expect(emptyNames.test('src/pay/index.ts')).toBe(true)
})

/** Each line is refused by the linter's rule of that name. */
const planted: Record<string, { file: string; text: string }> = {
  noExplicitAny: { file: 'src/pay/first.ts', text: 'export const first: any = 1' },
  noConsole: { file: 'src/pay/second.ts', text: "console.log('here')" },
  noDefaultExport: { file: 'src/pay/third.ts', text: 'export default 1' },
  useImportExtensions: { file: 'src/pay/fourth.ts', text: "import { first } from './first'\nfirst()" },
  noNonNullAssertion: { file: 'src/pay/fifth.ts', text: 'export const of = (rows: string[]) => rows[0]!' },
  useFilenamingConvention: { file: 'src/pay/sixThing.ts', text: 'export const six = 6' },
  noFocusedTests: {
    file: 'test/pay/seventh.test.ts',
    text: `import { test } from 'vitest'\ntest.${'only'}('one', () => {})`,
  },
}

test('the linter refuses what the house bans, with the rules of this repository', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'bianzhi-lint-'))
  try {
    await copyFile(join(repository, 'biome.json'), join(folder, 'biome.json'))
    for (const { file, text } of Object.values(planted)) {
      await mkdir(dirname(join(folder, file)), { recursive: true })
      await writeFile(join(folder, file), `${text}\n`)
    }
    const said = await lint(folder)
    const silent = Object.entries(planted).filter(
      ([rule, { file }]) => !said.some((line) => line.includes(file) && line.includes(`/${rule}`)),
    )
    expect(silent).toEqual([])
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})

/** What the linter says of a folder, on whichever stream. */
async function lint(folder: string): Promise<string[]> {
  const biome = join(repository, 'node_modules/@biomejs/biome/bin/biome')
  const arguments_ = [biome, 'lint', '--colors=off', '--max-diagnostics=none', '.']
  const { stdout, stderr } = await promisify(execFile)(process.execPath, arguments_, { cwd: folder }).catch(
    (refused: { stdout: string; stderr: string }) => refused,
  )
  return (stdout + stderr).split('\n')
}

async function filesOf(folder: string): Promise<{ path: string; text: string }[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  const found = await Promise.all(
    entries
      .filter(({ name }) => !notOurs.has(name))
      .map(async (entry) => {
        const full = join(folder, entry.name)
        if (entry.isDirectory()) return filesOf(full)
        const text = await readFile(full, 'utf8')
        // The bytes of a picture say any short word by chance.
        return [{ path: relative(repository, full), text: text.includes('\0') ? '' : text }]
      }),
  )
  return found.flat()
}
