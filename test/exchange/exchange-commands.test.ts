import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import exceljs from 'exceljs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runImport, runTemplate } from '../../src/exchange/exchange-commands.ts'
import { standingClock } from '../../src/kernel/clock.ts'
import { demoDay, emptyDatabase, regionCode, type TestDatabase, testCipher } from '../database/harness.ts'
import { signedInAs } from '../http/client.ts'
import { bureauRow, clerkRow, organizationFile, personFile, plantNewRegistry } from './office.ts'

let database: TestDatabase
let folder: string

beforeAll(async () => {
  database = await emptyDatabase()
  folder = await mkdtemp(join(tmpdir(), 'bianzhi-exchange-'))
  await plantNewRegistry(database.db)
  await signedInAs(database, 'clerk', { account: 'clerk' })
  await signedInAs(database, 'auditor', { account: 'auditor' })
})

afterAll(async () => {
  await database.drop()
  await rm(folder, { recursive: true, force: true })
})

function run(...words: string[]) {
  const clock = standingClock(() => new Date(), demoDay, new Date(0))
  return runImport({ db: database.db, cipher: testCipher, clock, regionCode, isExample: true }, words)
}

async function file(name: string, bytes: Buffer): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, bytes)
  return path
}

describe('bianzhi import', () => {
  test('prints the preview and changes nothing; with --apply and an account whose role may, it applies', async () => {
    const path = await file(
      '机构.xlsx',
      await organizationFile([bureauRow({ code: 'J01', name: '区教育局' })]),
    )
    const opening = ['--opening', '2024-01-01']
    const preview = await run('organizations', path, ...opening)
    expect(preview).toEqual({
      code: 0,
      out: '机构：共 1 行，新增 1，变更 0，未变 0，拒绝 0。\n未作改动。加 --apply 应用。',
    })
    expect((await run('organizations', path, ...opening, '--apply')).code).toBe(2)
    expect(await run('organizations', path, ...opening, '--apply', '--as', 'auditor')).toEqual({
      code: 1,
      out: '账号 auditor 无权办理。导入由编办经办人办理。',
    })
    expect((await run('organizations', path, ...opening, '--apply', '--as', 'nobody')).code).toBe(1)
    const applied = await run('organizations', path, ...opening, '--apply', '--as', 'clerk')
    expect(applied).toMatchObject({ code: 0, out: expect.stringContaining('已应用。期初数据核对无误后') })
    expect((await run('organizations', path, ...opening)).out).toContain('未变 1')
    const [entry] = await database.db.execute<{ from: string; userName: string }>(
      sql`select "from", user_name as "userName" from audit_entries where action = 'opening.load'`,
    )
    expect(entry).toEqual({ from: 'terminal', userName: '示例clerk' })
  })

  test('lists every refused cell and ends with 1, also when it was to apply', async () => {
    const path = await file('人员.xlsx', await personFile([clerkRow(1, { organization: 'Q9', name: null })]))
    const answer = await run('people', path, '--opening', '2024-01-01', '--apply', '--as', 'clerk')
    expect(answer).toEqual({
      code: 1,
      out: [
        '人员：共 1 行，新增 0，变更 0，未变 0，拒绝 1。',
        'B2 姓名：请填写此项。',
        'O2 编制单位编码“Q9”：没有找到“Q9”。请核对名称或代码。',
      ].join('\n'),
    })
  })

  test.each([
    [[], 2],
    [['persons', 'a.xlsx'], 2],
    [['people'], 2],
    [['people', 'a.xlsx', '--all'], 2],
    [['people', 'a.xlsx', '--opening', 'soon'], 2],
    [['people', 'missing.xlsx'], 1],
  ])('%j ends with %i', async (words, code) => {
    expect((await run(...words)).code).toBe(code)
  })
})

test('bianzhi template writes the blank form of a subject', async () => {
  const path = join(folder, '空白.xlsx')
  expect(await runTemplate(['people', path])).toEqual({ code: 0, out: `已生成 ${path}。` })
  const workbook = new exceljs.Workbook()
  await workbook.xlsx.readFile(path)
  expect(workbook.worksheets.map(({ name }) => name)).toEqual(['人员', '选项', '填表说明'])
  expect((await runTemplate(['pets'])).code).toBe(2)
  expect((await runTemplate(['people', join(folder, 'no', 'such', 'folder.xlsx')])).code).toBe(1)
})
