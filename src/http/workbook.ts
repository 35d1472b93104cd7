import { Writable } from 'node:stream'
import { setImmediate as afterOthers } from 'node:timers/promises'
import exceljs from 'exceljs'
import { timeInShanghai } from '../kernel/clock.ts'
import { fixedYuan, type Money } from '../kernel/money.ts'
import { actingOf, type Request } from './environment.ts'
import { viewpointOf } from './viewpoint.ts'

export type Cell = string | number | Money | null
export type Column = {
  title: string
  /** Characters. */
  width: number
  /** count: whole number, zero as –; yuan and ten-thousand: two decimals */
  kind?: 'text' | 'count' | 'yuan' | 'ten-thousand'
  /** Sentences: they break at the width and the row grows. */
  breaks?: boolean
}

export type Sheet = {
  title: string
  /** 单位：万元 and the like; stands at the right under the title. */
  unitOfMeasure?: string
  columns: Column[]
  rows: Cell[][]
  totals?: Cell[]
  notes?: string[]
}

const formats = { text: '@', count: '#,##0;-#,##0;"–"', yuan: '#,##0.00', 'ten-thousand': '#,##0.00' }

/** A table as .xlsx for download: exactly what is filtered, with title, 时点, unit of measure, who and when. */
export function workbookAnswer(c: Request, sheet: Sheet): Promise<Response> {
  return workbookAnswerOfSheets(c, sheet.title, [sheet])
}

/** Several tables in one file for download, a sheet each, each with what it answers for. */
export async function workbookAnswerOfSheets(
  c: Request,
  title: string,
  sheets: readonly Sheet[],
): Promise<Response> {
  const { regionName, isExample, clock } = c.get('services')
  const { asOf, asKnownAt } = viewpointOf(c)
  const example = isExample ? ['示例数据，人员均为虚构。'] : []
  const content = await workbookOfSheets(
    sheets.map((sheet) => ({
      ...sheet,
      under: [
        regionName,
        `时点：${asOf}`,
        ...(asKnownAt === null ? [] : [`只含 ${inBeijing(asKnownAt)} 以前登记的事项`]),
        `导出：${actingOf(c).userName} ${clock.today()}`,
        ...(sheet.unitOfMeasure === undefined ? [] : [`单位：${sheet.unitOfMeasure}`]),
      ].join('　'),
      notes: [...(sheet.notes ?? []), ...example],
    })),
  )
  return download(c, `${title}.xlsx`, content)
}

/** 2024-01-15 17:30 */
function inBeijing(moment: Date): string {
  return timeInShanghai(moment).slice(0, 16).replace('T', ' ')
}

/** The file itself: title, what it answers for, sticky header, totals, print set-up A4 landscape with repeated header. */
export function workbookOf(sheet: Sheet, under: string): Promise<Uint8Array<ArrayBuffer>> {
  return workbookOfSheets([{ ...sheet, under }])
}

/** Several tables in one file, a sheet each; `under` says what the sheet answers for. */
export function workbookOfSheets(
  sheets: readonly (Sheet & { under: string })[],
): Promise<Uint8Array<ArrayBuffer>> {
  return packedWorkbook(async (workbook) => {
    for (const sheet of sheets) await addSheet(workbook, sheet)
  })
}

export type WorkbookWriter = exceljs.stream.xlsx.WorkbookWriter

/**
 * A workbook written row by row into the packed file: twelve thousand people as a workbook of objects would fill the
 * memory. Whoever fills it commits what it no longer changes.
 */
export async function packedWorkbook(
  fill: (workbook: WorkbookWriter) => Promise<void>,
): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Buffer[] = []
  const stream = new Writable({
    write(piece: Buffer, _encoding, taken) {
      pieces.push(piece)
      taken()
    },
  })
  const workbook = new exceljs.stream.xlsx.WorkbookWriter({ stream, useStyles: true, useSharedStrings: true })
  await fill(workbook)
  await workbook.commit()
  return new Uint8Array(Buffer.concat(pieces))
}

/** So many rows, then others have their turn and what was written is packed. */
const rowsAtOnce = 500

/** Adds the rows, each as soon as it is its turn, and is done with them. */
export async function commitRows<Row>(
  rows: readonly Row[],
  add: (row: Row) => { commit(): void },
): Promise<void> {
  for (const [place, row] of rows.entries()) {
    add(row).commit()
    if (place % rowsAtOnce === rowsAtOnce - 1) await afterOthers()
  }
}

/** What Excel takes as a name: 31 signs, none of its own, not empty, not `History`, no apostrophe at an end. */
function sheetName(title: string): string {
  const name = title
    .replace(/[\\/?*[\]:\p{Cc}]/gu, ' ')
    .slice(0, 31)
    .replace(/^[\s']+|[\s']+$/g, '')
  return name === '' || name.toLowerCase() === 'history' ? '表' : name
}

async function addSheet(
  workbook: WorkbookWriter,
  { under, ...sheet }: Sheet & { under: string },
): Promise<void> {
  const page = workbook.addWorksheet(sheetName(sheet.title), {
    views: [{ state: 'frozen', ySplit: 3 }],
    pageSetup: {
      paperSize: 9,
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: '1:3',
    },
    headerFooter: { oddFooter: '&R第 &P 页，共 &N 页' },
  })
  const last = sheet.columns.length
  page.columns = sheet.columns.map(({ width, kind = 'text', breaks = false }) => ({
    width,
    style: { numFmt: formats[kind], ...(breaks ? { alignment: { wrapText: true, vertical: 'top' } } : {}) },
  }))
  page.addRow([sheet.title]).font = { size: 16, bold: true }
  page.addRow([under]).font = { size: 10 }
  page.mergeCells(1, 1, 1, last)
  page.mergeCells(2, 1, 2, last)
  page.getRow(1).alignment = { horizontal: 'center' }
  const header = page.addRow(sheet.columns.map(({ title }) => title))
  header.font = { bold: true }
  header.alignment = { horizontal: 'center', vertical: 'middle', wrapText: true }
  header.eachCell((cell) => {
    cell.border = { bottom: { style: 'thin' }, top: { style: 'thin' } }
  })
  header.commit()
  await commitRows(sheet.rows, (row) => {
    const added = page.addRow(row.map(written))
    const lines = linesOf(row, sheet.columns)
    if (lines > 1) added.height = lines * lineHeight
    return added
  })
  if (sheet.totals) page.addRow(sheet.totals.map(written)).font = { bold: true }
  for (const note of sheet.notes ?? []) page.addRow([note]).font = { size: 10 }
  page.commit()
}

/** A file for download: the name is encoded, the browser never guesses the type, nothing is cached. */
export function download(c: Request, name: string, content: Uint8Array<ArrayBuffer>): Response {
  const types: Record<string, string> = {
    xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    csv: 'text/csv; charset=utf-8',
  }
  const ending = name.slice(name.lastIndexOf('.') + 1)
  c.header('Content-Type', types[ending] ?? 'application/octet-stream')
  c.header('Content-Disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
  c.header('Cache-Control', 'no-store')
  return c.body(content)
}

/** Points. Programs that read the file do not all measure broken text themselves. */
const lineHeight = 16

/** How many lines the longest sentence of a row breaks into; a Chinese letter is two characters wide. */
function linesOf(row: readonly Cell[], columns: readonly Column[]): number {
  const lines = row.map((cell, at) => {
    const column = columns[at]
    if (typeof cell !== 'string' || column?.breaks !== true) return 1
    const width = [...cell].reduce((sum, letter) => sum + (letter > '\u00ff' ? 2 : 1), 0)
    // One letter a line stays free: none is cut at the edge.
    return Math.ceil(width / (column.width - 2))
  })
  return Math.max(1, ...lines)
}

/** Text stays text: a string cell of .xlsx is never evaluated, whatever it begins with. */
function written(cell: Cell): string | number | null {
  if (cell === null || typeof cell === 'number' || typeof cell === 'string') return cell
  // exceljs writes numbers only as doubles; two decimals of a yuan are exact up to ninety trillion.
  return Number.parseFloat(fixedYuan(cell))
}
