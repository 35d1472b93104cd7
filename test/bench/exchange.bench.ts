import exceljs from 'exceljs'
import { exportedRows } from '../../src/exchange/export-table.ts'
import { importedTable } from '../../src/exchange/imported-table.ts'
import { personColumns } from '../../src/exchange/person-columns.ts'
import { previewImport } from '../../src/exchange/preview-import.ts'
import { tableWorkbook } from '../../src/exchange/table-workbook.ts'
import { readUploadedSheets } from '../../src/exchange/uploaded-sheet.ts'
import { workbookOf } from '../../src/http/workbook.ts'
import type { Acting } from '../../src/kernel/acting.ts'
import { identityCheckCharacter } from '../../src/kernel/identity-number.ts'
import { movementEntries } from '../../src/movement/entry-source.store.ts'
import { rosterOn } from '../../src/staffing/roster.store.ts'
import { officeSort } from '../../src/staffing/roster.ts'
import { rosterColumns } from '../../src/staffing/roster-field.ts'
import { type Benchmark, ratioOf } from './ground.ts'

const regionCode = '510812'
const today = '2024-01-15'

/** Files of people: in against exceljs reading the same file, out against exceljs writing the same cells. */
export const benchmark: Benchmark = async ({ db, cipher }) => {
  const acting: Acting = {
    regionCode,
    userId: '00000000-0000-7000-8000-000000000001',
    userName: '经办人甲',
    roles: ['clerk'],
    scopeOrganizationId: null,
    today,
    at: new Date(`${today}T09:00:00+08:00`),
    from: 'bench',
  }
  const present = await exportedRows(db, 'people', { regionCode, asOf: today })
  const example = present[0]
  if (example === undefined) throw new Error('the district has nobody')
  // The district's own people, and newcomers up to ten thousand rows.
  const people = Array.from({ length: 10_000 }, (_, place) => {
    const known = present[place]
    if (known !== undefined) return known
    const values = {
      ...example,
      personId: null,
      identityNumber: numberAt(place),
      movementKind: 'recruitment',
    }
    return { ...values, changeOn: '2024-02-01', reason: '公务员招录' }
  })
  // The registry's own export masks; a newcomer's number must be whole, so that the file is made by hand.
  const bytes = await workbookBytes(people)
  const file = { subject: 'people', bytes, fileName: '人员.xlsx', opensOn: null } as const
  const preview = await ratioOf(
    5,
    async () => {
      const outcome = await previewImport(db, cipher, acting, file)
      if (!outcome.done) throw new Error(JSON.stringify(outcome.problems))
    },
    () => new exceljs.Workbook().xlsx.load(new Uint8Array(bytes).buffer),
  )

  const roster = Array.from({ length: 12_000 }, (_, place) => present[place % present.length] ?? example)
  const viewpoint = { regionCode, asOf: today, asKnownAt: null }
  const sheet = {
    title: '花名册',
    columns: Object.values(personColumns).map(({ title, width }) => ({ title, width })),
    rows: roster.map((row) => Object.keys(personColumns).map((key) => row[key] ?? null)),
  }
  const written = await ratioOf(
    3,
    async () => {
      await rosterOn(db, viewpoint, movementEntries, {
        filter: { conditions: [] },
        sort: officeSort,
        columns: rosterColumns,
        order: [],
        after: null,
        most: null,
      })
      await workbookOf(sheet, '朝天区（示例）')
    },
    () => plainWorkbook(sheet.rows),
  )
  const table = await ratioOf(
    3,
    () => tableWorkbook('people', roster),
    () => plainWorkbook(sheet.rows),
  )
  return [
    {
      name: 'preview of 10,000 people ÷ exceljs reading the same file',
      ratio: preview.ratio,
      aim: 3,
      note: noteOf(preview),
    },
    {
      name: 'roster of 12,000 people as a workbook ÷ exceljs writing the same cells',
      ratio: written.ratio,
      aim: 2,
      note: noteOf(written),
    },
    {
      name: 'table of 12,000 people to be edited ÷ exceljs writing the same cells',
      ratio: table.ratio,
      aim: 2,
      note: noteOf(table),
    },
  ]
}

function noteOf({
  milliseconds,
  baselineMilliseconds,
}: {
  milliseconds: number
  baselineMilliseconds: number
}): string {
  return `${milliseconds.toFixed(0)} ms ÷ ${baselineMilliseconds.toFixed(0)} ms (medians)`
}

/** Valid in form, of a region that does not exist. */
function numberAt(place: number): string {
  const seventeen = `99${String(1000 + Math.floor(place / 1000))}19900517${String(place % 1000).padStart(3, '0')}`
  return `${seventeen}${identityCheckCharacter(seventeen)}`
}

async function workbookBytes(rows: readonly Record<string, string | null>[]): Promise<Buffer> {
  const columns = Object.entries(personColumns)
  const workbook = new exceljs.Workbook()
  const sheet = workbook.addWorksheet('人员')
  sheet.addRow(columns.map(([, { title }]) => title))
  for (const row of rows) sheet.addRow(columns.map(([key]) => row[key] ?? null))
  const bytes = Buffer.from(await workbook.xlsx.writeBuffer())
  const sheets = await readUploadedSheets(bytes, { fileName: 'a.xlsx', field: 'file', mostCells: 1_000_000 })
  const table = sheets.done ? importedTable(sheets.value, personColumns, 'file') : sheets
  if (!table.done) throw new Error(JSON.stringify(table.problems))
  return bytes
}

function plainWorkbook(rows: readonly (readonly (string | null)[])[]): Promise<unknown> {
  const workbook = new exceljs.Workbook()
  const sheet = workbook.addWorksheet('人员')
  for (const row of rows) sheet.addRow([...row])
  return workbook.xlsx.writeBuffer()
}
