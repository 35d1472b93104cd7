import { sql } from 'drizzle-orm'
import exceljs from 'exceljs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { countsOf } from '../../src/exchange/difference.ts'
import { exportedRows } from '../../src/exchange/export-table.ts'
import { organizationColumns } from '../../src/exchange/organization-columns.ts'
import { separated, tableText, tableWorkbook } from '../../src/exchange/table-workbook.ts'
import { demoDay, emptyDatabase, inTransaction, regionCode, type TestDatabase } from '../database/harness.ts'
import { accepted, apply, organizationFile, paper, plantNewRegistry, preview, refusalsOf } from './office.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await emptyDatabase()
  await plantNewRegistry(database.db)
})

afterAll(() => database.drop())

const asOf = { regionCode, asOf: demoDay }

describe('text that begins like a formula', () => {
  const name = '=HYPERLINK("http://example.org","区某局")'

  test('is kept as text on its way in and out, in both forms', () =>
    inTransaction(database.db, async (db) => {
      const row = {
        ...paper,
        code: '+J99',
        name,
        kind: '机构',
        category: '政府',
        nature: '行政机关',
        parent: regionCode,
        effectiveOn: '2024-01-10',
      }
      accepted(await apply(db, 'organizations', await organizationFile([row])))
      const [kept] = await db.execute<{ name: string }>(
        sql`select name from organization_versions where name like '=%'`,
      )
      expect(kept?.name).toBe(name)
      const rows = await exportedRows(db, 'organizations', asOf)
      const text = tableText(organizationColumns, rows)
      expect(text).toContain(`'+J99,"'=HYPERLINK(""http`)
      expect(text).not.toMatch(/(^|,|\n|")[=+@]/)
      const workbook = new exceljs.Workbook()
      await workbook.xlsx.load((await tableWorkbook('organizations', rows)).buffer)
      const cells = workbook.worksheets[0]?.getColumn(2).values ?? []
      expect(cells).toContain(name)
      for (const bytes of [Buffer.from(text), Buffer.from(await tableWorkbook('organizations', rows))]) {
        const fileName = bytes.subarray(0, 2).toString() === 'PK' ? 'a.xlsx' : 'a.csv'
        const prepared = accepted(await preview(db, 'organizations', bytes, { fileName }))
        expect(refusalsOf(prepared)).toEqual([])
        expect(countsOf(prepared.rows)).toMatchObject({ new: 0, changed: 0, refused: 0 })
      }
    }))

  test.each([
    ['=1+1', "'=1+1"],
    ['+86', "'+86"],
    ['-5', "'-5"],
    ['@sum', "'@sum"],
    ['\t=1', "'\t=1"],
    ['甲,乙', '"甲,乙"'],
    ['他说"是"', '"他说""是"""'],
    ['平常', '平常'],
  ])('%j leaves as %j', (typed, written) => {
    expect(separated(typed)).toBe(written)
  })
})
