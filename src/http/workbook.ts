import { Writable } from 'node:stream'
import { setImmediate as afterOthers } from 'node:timers/promises'
import type exceljs from 'exceljs'
import { timeInShanghai } from '../kernel/clock.ts'
import { headsOf } from '../kernel/column-heads.ts'
import { fixedYuan } from '../kernel/money.ts'
import { actingOf, type Request } from './environment.ts'
import { type Cell, type Column, fitted, heightOf, type Paper, paperFor, type Sheet } from './sheet.ts'
import { viewpointOf } from './viewpoint.ts'

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

/** The file itself: title, what it answers for, sticky header, totals, print set-up A4 with repeated header. */
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
  // Loaded with the first file, not with the server: a quarter of a second of its start.
  const library = await import('exceljs')
  const workbook = new library.default.stream.xlsx.WorkbookWriter({
    stream,
    useStyles: true,
    useSharedStrings: true,
  })
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

const line = { style: 'thin', color: { argb: 'FF808080' } } as const
const framed = { top: line, bottom: line, left: line, right: line }

async function addSheet(
  workbook: WorkbookWriter,
  { under, ...sheet }: Sheet & { under: string },
): Promise<void> {
  const columns = fitted(sheet.columns, sheet.rows)
  const paper = paperFor(columns)
  const isGrouped = columns.some(({ group }) => group !== undefined)
  const page = workbook.addWorksheet(sheetName(sheet.title), onPaper(paper, isGrouped ? 4 : 3))
  // Whatever is longer than its column breaks: nothing hides behind the next cell.
  const styles = columns.map(
    ({ kind = 'text' }): Partial<exceljs.Style> => ({
      numFmt: formats[kind],
      alignment: { vertical: 'middle', wrapText: true },
      border: framed,
    }),
  )
  page.columns = columns.map(({ width }, at) => ({ width, style: styles[at] ?? {} }))
  // Over several sheets of paper the middle is on none of them: the title stands on the first.
  const place = paper.pagesAcross > 1 ? 'left' : 'center'
  addLine(page, sheet.title, columns, { size: 16, bold: true, place }).height ??= 26
  addLine(page, under, columns)
  addHeader(page, columns, isGrouped)
  await commitRows(sheet.rows, (row) => {
    const added = addRow(page, row, columns)
    // The very style, which the writer then knows: a copy of it for every cell it would look up each time.
    for (const [at, style] of styles.entries()) added.getCell(at + 1).style = style
    return added
  })
  if (sheet.totals) addRow(page, sheet.totals, columns).font = { bold: true }
  for (const note of sheet.notes ?? []) addLine(page, note, columns)
  page.commit()
}

/** Title and header stay in sight on the screen and stand on every printed page. */
function onPaper(
  { orientation, pagesAcross }: Paper,
  headerEnd: number,
): Partial<exceljs.AddWorksheetOptions> {
  const isSplit = pagesAcross > 1
  return {
    views: [{ state: 'frozen', ySplit: headerEnd, ...(isSplit ? { xSplit: 1 } : {}) }],
    pageSetup: {
      paperSize: 9,
      orientation,
      fitToPage: true,
      fitToWidth: pagesAcross,
      fitToHeight: 0,
      margins: { left: 0.4, right: 0.4, top: 0.5, bottom: 0.6, header: 0.3, footer: 0.3 },
      horizontalCentered: true,
      printTitlesRow: `1:${headerEnd}`,
      ...(isSplit ? { printTitlesColumn: 'A:A' } : {}),
    },
    headerFooter: { ...(isSplit ? { oddHeader: '&R&A' } : {}), oddFooter: '&R第 &P 页，共 &N 页' },
  }
}

function addRow(page: exceljs.Worksheet, cells: readonly Cell[], columns: readonly Column[]): exceljs.Row {
  const row = page.addRow(cells.map(written))
  const height = heightOf(cells, columns)
  if (height !== undefined) row.height = height
  return row
}

/** A line over the whole width, outside the frame. */
function addLine(
  page: exceljs.Worksheet,
  text: string,
  columns: readonly Column[],
  { size, bold, place }: { size: number; bold: boolean; place: 'left' | 'center' } = {
    size: 10,
    bold: false,
    place: 'left',
  },
): exceljs.Row {
  const row = page.addRow([text])
  row.font = { size, bold }
  page.mergeCells(row.number, 1, row.number, columns.length)
  row.eachCell({ includeEmpty: true }, (cell) => {
    cell.border = {}
    cell.alignment = { vertical: 'middle', wrapText: true, horizontal: place }
  })
  // Widths and heights are those of eleven points.
  const scale = size / 11
  const width = columns.reduce((sum, column) => sum + column.width, 0) / scale
  const height = heightOf([text], [{ width }])
  if (height !== undefined) row.height = height * scale
  return row
}

/** One line of titles, or two: what stands over several columns, and each of them. */
function addHeader(page: exceljs.Worksheet, columns: readonly Column[], isGrouped: boolean): void {
  const heads = isGrouped ? headsOf(columns) : []
  const upper = columns.map((_, at) => heads.find(({ first }) => first === at + 1)?.title ?? null)
  const titles = columns.map(({ title }) => title)
  const rows = isGrouped ? [page.addRow(upper), page.addRow(titles)] : [page.addRow(titles)]
  const top = rows[0]?.number ?? 0
  for (const { first, last, isGroup } of heads) {
    if (isGroup) page.mergeCells(top, first, top, last)
    else page.mergeCells(top, first, top + 1, first)
  }
  for (const row of rows) {
    row.font = { bold: true }
    row.eachCell({ includeEmpty: true }, (cell) => {
      cell.alignment = { horizontal: 'center', vertical: 'middle', wrapText: true }
      cell.border = framed
    })
  }
  const own = isGrouped ? columns.map(({ title, group }) => (group === undefined ? null : title)) : titles
  const height = heightOf(own, columns)
  const lowest = rows.at(-1)
  if (height !== undefined && lowest) lowest.height = height
  for (const row of rows) row.commit()
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

/** Text stays text: a string cell of .xlsx is never evaluated, whatever it begins with. */
function written(cell: Cell): string | number | null {
  if (cell === null || typeof cell === 'number' || typeof cell === 'string') return cell
  // exceljs writes numbers only as doubles; two decimals of a yuan are exact up to ninety trillion.
  return Number.parseFloat(fixedYuan(cell))
}
