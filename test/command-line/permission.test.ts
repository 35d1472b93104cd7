import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { runBackup } from '../../src/backup/backup-commands.ts'
import { runImport } from '../../src/exchange/exchange-commands.ts'
import type { Services } from '../../src/http/environment.ts'
import { runAudit } from '../../src/identity/audit-commands.ts'
import { administratorRoles } from '../../src/identity/role.ts'
import { runUser } from '../../src/identity/user-commands.ts'
import { operatorActing } from '../../src/kernel/acting.ts'
import { runReport } from '../../src/report/report-commands.ts'
import { emptyDatabase, type TestDatabase } from '../database/harness.ts'
import { clerkRow, organizationFile, personFile } from '../exchange/office.ts'
import { servicesOn, signedInAs } from '../http/client.ts'
import { officer } from '../movement/planted.ts'
import { plantOrganization, plantRegion } from '../organization/planted.ts'

let database: TestDatabase
let folder: string
/** The office's own registry, and one whose people are an example. */
let real: Services
let example: Services

beforeAll(async () => {
  database = await emptyDatabase()
  folder = await mkdtemp(join(tmpdir(), 'bianzhi-permission-'))
  const root = await plantRegion(database.db, officer('clerk'))
  const unit = await plantOrganization(database.db, officer('clerk'), { name: '教育局', parentId: root })
  for (const role of ['clerk', 'auditor', ...administratorRoles] as const) await signedInAs(database, role)
  await signedInAs(database, 'clerk', { account: 'scoped', scopeOrganizationId: unit })
  example = servicesOn(database)
  real = { ...example, isExample: false }
  const [row, bureau] = [clerkRow(1, { organization: 'Q9' }), { code: 'J01', name: '示例局' }]
  await writeFile(join(folder, 'people.xlsx'), await personFile([row]))
  await writeFile(join(folder, 'organizations.xlsx'), await organizationFile([bureau]))
})
afterAll(async () => {
  await database?.drop()
  await rm(folder, { recursive: true, force: true })
})

let seen: bigint
beforeEach(async () => {
  const [last] = await database.sql<{ id: bigint }[]>`select coalesce(max(id), 0) as id from audit_entries`
  seen = last?.id ?? 0n
})

/** What the command just given left in the audit. */
async function audited(): Promise<string[]> {
  const entries = await database.sql<{ said: string }[]>`
    select concat_ws(' ', action, subject_kind, subject_id, user_name, "from") as said
    from audit_entries where id > ${String(seen)} order by id`
  return entries.map(({ said }) => said)
}

const explained = ['economic-items', '--organization', '教育局', '--year', '2023', '--explain', '30101']
const nothingBehind = '教育局 2023 年没有 30101 的预算或支出。'
const people = () => ['people', join(folder, 'people.xlsx')]

test.each([
  ['nobody is named', [], /涉及个人信息，请用 --as 指明账号/],
  ['the system administrator', ['--as', 'test-system-administrator'], /无权办理/],
  ['the security administrator', ['--as', 'test-security-administrator'], /无权办理/],
  ['the audit administrator', ['--as', 'test-audit-administrator'], /无权办理/],
  ['a clerk of one unit', ['--as', 'scoped'], /无权办理/],
  ['an account that is not there', ['--as', 'nobody'], /没有账号 nobody/],
])(
  '%s: neither who is behind a figure nor whether somebody is registered is told',
  async (_who, as, words) => {
    for (const answer of [
      await runReport(real, [...explained, ...as]),
      await runImport(real, [...people(), ...as]),
    ]) {
      expect(answer).toMatchObject({ code: 1, out: expect.stringMatching(words) })
      expect(answer.out.split('\n')).toHaveLength(1)
    }
    expect(await audited()).toEqual([])
  },
)

test('an import is the clerk’s: the auditor may see who is behind a sum, but hold no file against the people', async () => {
  // There is nothing behind it, but it was looked.
  expect((await runReport(real, [...explained, '--as', 'test-auditor'])).out).toBe(nothingBehind)
  expect((await runImport(real, [...people(), '--as', 'test-auditor'])).out).toContain('无权办理')
  expect((await runImport(real, [...people(), '--as', 'test-clerk'])).out).toContain('人员：共 1 行')
  expect(await audited()).toEqual(['exchange.upload command import people 示例test-clerk terminal'])
})

test('sums and units are for the operator of the machine too, and every report that leaves is told of', async () => {
  const sums = ['budget-lines', '--organization', '教育局', '--year', '2023', '--format', 'json']
  expect((await runReport(real, sums)).code).toBe(0)
  expect((await runReport(real, ['staffing', '--organization', '教育局'])).code).toBe(0)
  await runImport(real, ['organizations', join(folder, 'organizations.xlsx')])
  expect(await audited()).toEqual([
    'export.file command report budget-lines 服务器终端 terminal',
    'export.file command report staffing 服务器终端 terminal',
    'exchange.upload command import organizations 服务器终端 terminal',
  ])
})

test('the people of the example are nobody’s: there a figure is explained to whoever asks', async () => {
  expect((await runReport(example, explained)).out).toBe(nothingBehind)
  expect((await runImport(example, people())).out).toContain('人员：共 1 行')
})

test('a refused report leaves nothing, and none is told of', async () => {
  expect((await runReport(real, ['staffing', '--organization', '没有的机构'])).code).toBe(1)
  expect(await audited()).toEqual([])
})

test('what the operator does is told of as the terminal’s, and tells of no person', async () => {
  const { db, clock, regionCode, cipher } = real
  const file = join(folder, 'own.backup')
  const acting = operatorActing(regionCode, clock)
  const said = [
    await runBackup({ address: database.address, db, cipher, at: acting.at, acting }, [file]),
    await runUser(real, ['reset-password', 'test-clerk']),
    await runAudit(db, { regionCode, dataDirectory: folder }, ['verify']),
  ]
  expect(await audited()).toEqual([
    'backup.make backup own.backup 服务器终端 terminal',
    expect.stringMatching(/^password\.issue user \S+ 服务器终端 terminal$/),
  ])
  for (const { out } of said) expect(out).not.toMatch(/\d{17}[\dX]|\d\*{3,}/)
})
