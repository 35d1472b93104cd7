import exceljs from 'exceljs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { countsOf } from '../../src/exchange/difference.ts'
import { exportedRows } from '../../src/exchange/export-table.ts'
import { columnsOf, type Subject, subjectOrder } from '../../src/exchange/subject.ts'
import { tableText, tableWorkbook } from '../../src/exchange/table-workbook.ts'
import { demoDatabase, demoDay, regionCode, type TestDatabase } from '../database/harness.ts'
import { accepted, paper, preview, refusalsOf } from './office.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await demoDatabase()
})

afterAll(() => database.drop())

const asOf = { regionCode, asOf: demoDay }

describe('the whole district', () => {
  test.each(subjectOrder)('exported and imported unchanged: %s', async (subject: Subject) => {
    const rows = await exportedRows(database.db, subject, asOf)
    expect(rows.length).toBeGreaterThan(200)
    const file = Buffer.from(await tableWorkbook(subject, rows))
    const prepared = accepted(await preview(database.db, subject, file))
    expect(refusalsOf(prepared).slice(0, 5)).toEqual([])
    expect(countsOf(prepared.rows)).toEqual({ new: 0, changed: 0, unchanged: rows.length, refused: 0 })
    const text = Buffer.from(tableText(columnsOf(subject), rows))
    const again = accepted(await preview(database.db, subject, text, { fileName: 'a.csv' }))
    expect(countsOf(again.rows)).toEqual({ new: 0, changed: 0, unchanged: rows.length, refused: 0 })
  })

  test('shows no identity number whole', async () => {
    const rows = await exportedRows(database.db, 'people', asOf)
    expect(rows.every(({ identityNumber }) => /^\d\*{16}[\dX]$/.test(identityNumber ?? ''))).toBe(true)
  })

  test('with one cell edited says exactly that cell', async () => {
    const rows = await exportedRows(database.db, 'organizations', asOf)
    const edited = rows.map((row) =>
      row.shortName === '区委编办'
        ? { ...row, ...paper, address: '朝天区人民路 1 号', effectiveOn: '2024-01-15' }
        : row,
    )
    const prepared = accepted(
      await preview(database.db, 'organizations', Buffer.from(await tableWorkbook('organizations', edited))),
    )
    const changed = prepared.rows.filter(({ state }) => state !== 'unchanged')
    expect(changed.map(({ changes }) => changes.map(({ title, to }) => [title, to]))).toEqual([
      [['住所', '朝天区人民路 1 号']],
    ])
  })
})

describe('a blank form', () => {
  test.each(subjectOrder)(
    'of %s has every column, a note at each, and its drop-downs from a hidden sheet',
    async (subject) => {
      const workbook = new exceljs.Workbook()
      await workbook.xlsx.load((await tableWorkbook(subject, [])).buffer)
      const [page, choices, notes] = workbook.worksheets
      const columns = Object.values(columnsOf(subject))
      expect(page?.getRow(1).values).toEqual([undefined, ...columns.map(({ title }) => title)])
      expect(columns.every((_, place) => page?.getRow(1).getCell(place + 1).note !== undefined)).toBe(true)
      expect(choices?.state).toBe('hidden')
      expect(notes?.rowCount).toBe(columns.length + 1)
      const withList = columns.findIndex(({ choices: list }) => list !== undefined)
      const rule = page?.getCell(400, withList + 1).dataValidation
      expect(rule?.type).toBe('list')
      const last = (columns[withList]?.choices?.length ?? 0) + 1
      expect(rule?.formulae).toEqual([`选项!$A$2:$A$${last}`])
      expect(choices?.getCell(`A${last}`).value).toBe(columns[withList]?.choices?.at(-1)?.label)
    },
  )

  test('that was not filled says where to begin', async () => {
    const file = Buffer.from(await tableWorkbook('people', []))
    const outcome = await preview(database.db, 'people', file)
    expect(JSON.stringify(outcome)).toContain('表头下面没有数据')
  })
})
