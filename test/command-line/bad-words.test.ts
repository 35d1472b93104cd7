import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runBackup, verifyAlone } from '../../src/backup/backup-commands.ts'
import { runKey } from '../../src/backup/key-commands.ts'
import { keyPlaceOf } from '../../src/database/personal-key.ts'
import { runImport, runTemplate } from '../../src/exchange/exchange-commands.ts'
import { failureInWords } from '../../src/failure-in-words.ts'
import { runAudit, verifyFile } from '../../src/identity/audit-commands.ts'
import { runUser } from '../../src/identity/user-commands.ts'
import { runReport } from '../../src/report/report-commands.ts'
import { demoDatabase, type TestDatabase } from '../database/harness.ts'
import { servicesOn } from '../http/client.ts'

let database: TestDatabase
let folder: string

beforeAll(async () => {
  database = await demoDatabase()
  folder = await mkdtemp(join(tmpdir(), 'bianzhi-words-'))
  await writeFile(join(folder, 'no-workbook.xlsx'), 'neither a workbook nor a backup\u0000')
})
afterAll(async () => {
  await database?.drop()
  await rm(folder, { recursive: true, force: true })
})

const hostile = ['', '__proto__', "'; drop table people; --", '甲\u0000乙', '\ud800', '字'.repeat(10_000)]
const ofOffice = ['--organization', '区委编办']

/** Words nobody should get an answer to: missing, wrong, overlong, hostile. */
const reports: string[][] = [
  [],
  ['nothing'],
  ['staffing'],
  ['staffing', '--organization'],
  ['staffing', ...ofOffice, '--unknown', '1'],
  ['staffing', ...ofOffice, ...ofOffice],
  ['staffing', ...ofOffice, '--year', '2023'],
  ['staffing', ...ofOffice, '--as-of', '2024-02-30'],
  ['staffing', ...ofOffice, '--as-known-at', '昨天'],
  ['budget-lines', ...ofOffice],
  ['budget-lines', ...ofOffice, '--year', '2023', '--format', 'xml'],
  ['economic-items', ...ofOffice, '--year', '2023', '--explain', '99999'],
  ...['-1', '23', '999999999999', '2023.5', '二〇二三'].map((year) => [
    'budget-lines',
    ...ofOffice,
    '--year',
    year,
  ]),
  ...hostile.flatMap((word) => [
    [word],
    ['staffing', '--organization', word],
    ['staffing', ...ofOffice, '--as-of', word],
    ['function-items', ...ofOffice, '--year', word],
    ['function-items', ...ofOffice, '--year', '2023', '--explain', word],
  ]),
]

test.each([
  ['53100', '磁盘已满，数据没有改变'],
  ['CONNECTION_CLOSED', '连接中断，这次操作没有确认完成'],
])('the database failing with %s is told in words that say what to do', (code, words) => {
  const cause = Object.assign(new Error('write CONNECTION_CLOSED socket'), { code })
  const told = failureInWords(Object.assign(new Error('Failed query', { cause }), { query: 'select 1' }))
  expect(told).toContain(words)
  expect(told).toContain('再运行一次')
})

type Answer = { code: number; out: string } | null

/** As src/cli.ts answers: what is thrown is a refusal in words. */
async function answered(run: Promise<Answer>): Promise<Answer> {
  return run.catch((error: unknown) => ({ code: 1, out: failureInWords(error) }))
}

function expectRefused(words: readonly string[], answer: Answer): void {
  const shown = JSON.stringify(words.map((word) => word.slice(0, 30)))
  const said = answer?.out ?? ''
  expect([1, 2], shown).toContain(answer?.code)
  expect(said, shown).toMatch(/\p{Script=Han}{2}/u)
  expect(said, shown).not.toMatch(/\n\s+at |\bError\b|ENOENT|select |undefined|\[object/)
  // A refusal is read on a screen: what was typed is not thrown back by the thousand.
  expect(said.length, shown).toBeLessThan(3000)
}

test('no report for words that make no sense: each is told what is wrong, in Chinese', async () => {
  const services = servicesOn(database)
  for (const words of reports) {
    expectRefused(words, await answered(runReport(services, words)))
  }
})

test('no account, no chain, no import, no template, no backup for words that make no sense; nothing is written', async () => {
  const services = servicesOn(database)
  const { db, regionCode } = services
  const before = await rows()
  const missing = join(folder, 'nothing-here')
  const wrong = join(folder, 'no-workbook.xlsx')
  const keyGround = {
    address: database.address,
    key: keyPlaceOf(folder, {}),
    at: services.wall(),
    clockOf: async () => services.clock,
  }
  const commands: [words: string[], run: (words: string[]) => Promise<Answer>][] = [
    ...[
      [],
      ['x'],
      ['reset-password'],
      ['reset-password', 'a', 'b'],
      ...hostile.map((word) => ['reset-password', word]),
    ].map((words): (typeof commands)[number] => [words, (given) => runUser(services, given)]),
    ...[[], ['x'], ['verify', 'a', 'b', 'c']].map((words): (typeof commands)[number] => [
      words,
      (given) => runAudit(db, { regionCode, dataDirectory: folder }, given),
    ]),
    ...[missing, wrong, folder].map((file): (typeof commands)[number] => [['verify', file], verifyFile]),
    ...[
      [],
      ['people'],
      ['nothing', wrong],
      ['people', missing],
      ['people', folder],
      ['people', wrong],
      ['people', wrong, '--apply'],
      ['people', wrong, '--apply', '--as', 'nobody'],
      ['people', wrong, '--opening', '2024-02-30'],
      ['people', wrong, '--unknown'],
      ...hostile.map((word) => [word, wrong]),
      ...hostile.map((word) => ['people', word]),
    ].map((words): (typeof commands)[number] => [words, (given) => runImport(services, given)]),
    ...[[], ['nothing'], ['people', join(missing, 'below', 'file.xlsx')], ['people', 'a', 'b']].map(
      (words): (typeof commands)[number] => [words, runTemplate],
    ),
    ...[missing, wrong, folder].map((file): (typeof commands)[number] => [['verify', file], verifyAlone]),
    ...[[], ['x'], ['rotate', 'a'], ['rotate', '--unknown'], ['rotate', '--new-key-file']].map(
      (words): (typeof commands)[number] => [words, (given) => runKey(keyGround, given)],
    ),
    ...[[], ['a', 'b'], ['--unknown'], [join(missing, 'below', 'file')]].map(
      (words): (typeof commands)[number] => [
        words,
        (given) =>
          runBackup({ ...services, address: database.address, at: services.wall(), acting: null }, given),
      ],
    ),
  ]
  for (const [words, run] of commands) expectRefused(words, await answered(run(words)))
  expect(await rows()).toEqual(before)
}, 60_000)

test.each([
  ['no such command', ['nothing'], 2],
  ['no command', [], 2],
  ['a day that is none', ['report', 'staffing', ...ofOffice, '--today', '2024-02-30'], 2],
  ['an order to no day', ['report', 'staffing', ...ofOffice, '--today'], 2],
])('%s: said before anything is opened', async (_title, words, code) => {
  const place = join(folder, 'never-made')
  const answer = await commandLine(words, { DATA_DIR: place })
  expectRefused(words, answer)
  expect(answer.code).toBe(code)
})

function commandLine(
  words: string[],
  environment: Record<string, string>,
): Promise<{ code: number; out: string }> {
  const program = join(import.meta.dirname, '../../src/cli.ts')
  const { DATABASE_URL: _url, ...rest } = process.env
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--import', 'tsx', program, ...words],
      { env: { ...rest, ...environment } },
      (error, stdout, stderr) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, out: `${stdout}${stderr}` })
      },
    )
  })
}

/** How many rows the tables hold that these commands could write to. */
async function rows(): Promise<unknown> {
  const owner = database.owner()
  try {
    const [counts] = await owner.sql`select (select count(*) from users) as users,
      (select count(*) from people) as people, (select count(*) from organizations) as organizations,
      (select count(*) from movements) as movements, (select count(*) from exchange_jobs) as jobs,
      (select count(*) from password_changes) as passwords`
    return counts
  } finally {
    await owner.close()
  }
}
