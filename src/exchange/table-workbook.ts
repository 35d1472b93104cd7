import type exceljs from 'exceljs'
import { commitRows, packedWorkbook, type WorkbookWriter } from '../http/workbook.ts'
import { type Column, type Columns, shownValue, type Values } from './column.ts'
import { columnLetters } from './imported-table.ts'
import { columnsOf, type Subject, subjectName } from './subject.ts'

/** Rows below the header that have their drop-downs, in a blank form and beyond the rows of an export. */
const preparedRows = 500
const choicesSheet = '选项'
const notesSheet = '填表说明'

/**
 * The table of a subject as .xlsx: header with notes, drop-downs from the code tables on a hidden sheet, a sheet that
 * explains the columns. Without rows it is the blank form. Every cell is text, so that what begins with = stays text.
 */
export function tableWorkbook(subject: Subject, rows: readonly Values[]): Promise<Uint8Array<ArrayBuffer>> {
  const columns = Object.entries(columnsOf(subject))
  return packedWorkbook(async (workbook) => {
    await addTable(workbook, subject, { columns, rows })
    addChoices(workbook, columns)
    addNotes(workbook, columns)
  })
}

type KeyedColumns = readonly [string, Column][]

async function addTable(
  workbook: WorkbookWriter,
  subject: Subject,
  { columns, rows }: { columns: KeyedColumns; rows: readonly Values[] },
): Promise<void> {
  const page = workbook.addWorksheet(subjectName(subject), {
    views: [{ state: 'frozen', ySplit: 1, xSplit: 2 }],
    pageSetup: {
      paperSize: 9,
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: '1:1',
    },
  })
  page.columns = columns.map(([, { width }]) => ({ width, style: { numFmt: '@' } }))
  const header = page.addRow(columns.map(([, { title }]) => title))
  header.font = { bold: true }
  for (const [place, [, column]] of columns.entries()) {
    const cell = header.getCell(place + 1)
    cell.note = noteOf(column)
    cell.fill = {
      type: 'pattern',
      pattern: 'solid',
      fgColor: { argb: column.required === true ? 'FFFFF2CC' : 'FFF2F5F8' },
    }
  }
  header.commit()
  await commitRows(rows, (row) =>
    page.addRow(columns.map(([key, column]) => shownValue(column, row[key] ?? null) || null)),
  )
  addRules(page, columns, rows.length + 1 + preparedRows)
  page.commit()
}

/**
 * The same as .csv in UTF-8 with its mark. A cell that a spreadsheet would take for a formula gets an apostrophe before
 * it, which reading takes off again.
 */
export function tableText(columns: Columns, rows: readonly Values[]): string {
  const keyed = Object.entries(columns)
  const lines = [
    keyed.map(([, { title }]) => separated(title)),
    ...rows.map((row) => keyed.map(([key, column]) => separated(shownValue(column, row[key] ?? null)))),
  ]
  return `\ufeff${lines.map((line) => line.join(',')).join('\r\n')}\r\n`
}

/** One cell of a .csv, made safe. */
export function separated(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

function noteOf({ required, note }: Column): string {
  return `${required === true ? '必填。' : ''}${note}`
}

/** A drop-down for every column of words, a hint for every day. */
function addRules(page: exceljs.Worksheet, columns: KeyedColumns, lastLine: number): void {
  const lists = listsOf(columns)
  for (const [place, [, column]] of columns.entries()) {
    const list = lists.indexOf(column)
    const rule = list < 0 ? dayRule(column) : listRule(list, column.choices?.length ?? 0)
    if (rule === null) continue
    const letters = columnLetters(place)
    validationsOf(page).add(`${letters}2:${letters}${lastLine}`, rule)
  }
}

/** Lists longer than a form allows to write into it stand on a sheet of their own, a column each. */
function addChoices(workbook: WorkbookWriter, columns: KeyedColumns): void {
  const sheet = workbook.addWorksheet(choicesSheet, { state: 'hidden' })
  const lists = listsOf(columns).map(({ title, choices = [] }) => [
    title,
    ...choices.map(({ label }) => label),
  ])
  const longest = Math.max(0, ...lists.map((list) => list.length))
  for (let line = 0; line < longest; line++) {
    sheet.addRow(lists.map((list) => list[line] ?? null)).commit()
  }
  sheet.commit()
}

function listsOf(columns: KeyedColumns): Column[] {
  return columns.flatMap(([, column]) => (column.choices === undefined ? [] : [column]))
}

function listRule(place: number, count: number): exceljs.DataValidation {
  const letters = columnLetters(place)
  return {
    type: 'list',
    allowBlank: true,
    formulae: [`${choicesSheet}!$${letters}$2:$${letters}$${count + 1}`],
    showErrorMessage: true,
    errorTitle: '请从列表中选择',
    error: '本列只能填写列表中的选项。',
  }
}

/** A day is typed as text, in the form that every list of ours shows. */
function dayRule({ kind, title }: Column): exceljs.DataValidation | null {
  if (kind !== 'date') return null
  return {
    type: 'textLength',
    operator: 'between',
    allowBlank: true,
    formulae: [8, 11],
    showInputMessage: true,
    promptTitle: title,
    prompt: '例如 2024-03-01',
  }
}

type Validations = { add(address: string, rule: exceljs.DataValidation): void }

/** One rule for a whole column: the library has it, its types do not. */
function validationsOf(page: exceljs.Worksheet): Validations {
  return (page as exceljs.Worksheet & { dataValidations: Validations }).dataValidations
}

function addNotes(workbook: WorkbookWriter, columns: KeyedColumns): void {
  const sheet = workbook.addWorksheet(notesSheet)
  sheet.columns = [{ width: 18 }, { width: 8 }, { width: 60 }]
  sheet.addRow(['栏目', '必填', '填写说明']).font = { bold: true }
  for (const [, { title, required, note }] of columns)
    sheet.addRow([title, required === true ? '是' : '', note])
  sheet.commit()
}
