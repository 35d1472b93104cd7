import { readCreditCode } from '../kernel/credit-code.ts'
import { addDays, parseDate } from '../kernel/dates.ts'
import { maskIdentityNumber, readIdentityNumber } from '../kernel/identity-number.ts'
import { done, notAmong, type Outcome, type Problem, refused } from '../kernel/problem.ts'
import { type Column, chosenValue, type Values } from './column.ts'
import type { SheetCell, SheetRow, UploadedSheet } from './uploaded-sheet.ts'

/** A cell that cannot be taken over: where, which column, what stands there, and why. */
export type RefusedCell = { address: string; title: string; typed: string; problem: Problem }

export type ImportedRow<Key extends string = string> = {
  /** as Excel counts */
  line: number
  /** null: empty, not in the file, or refused */
  values: Values<Key>
  refused: RefusedCell[]
}

export type ImportedTable<Key extends string = string> = {
  rows: ImportedRow<Key>[]
  /** the columns that the file has; the others are left as they stand in the registry */
  given: ReadonlySet<Key>
  /** titles that belong to no column: not read */
  unknownTitles: string[]
  /** where a column stands in a row, for a problem found later; a column not in the file is named by the row alone */
  refuse(row: { line: number }, key: Key, problem: Problem, typed?: string | null): RefusedCell
}

const headerWithin = 20

/**
 * The table of the first sheet that has its header: titles in any order, above it any title rows. Reads every cell
 * by its column; a cell that is not what the column holds is refused with its address, the row goes on. Rows that
 * were read are emptied.
 */
export function importedTable<Key extends string>(
  sheets: readonly UploadedSheet[],
  columns: Record<Key, Column>,
  field: string,
): Outcome<ImportedTable<Key>> {
  const found = sheets.map((sheet) => headerOf(sheet, columns)).find((header) => header !== null) ?? null
  const required = keysOf(columns).filter((key) => columns[key].required === true)
  if (found === null) {
    const titles = required.map((key) => columns[key].title).join('、')
    return refusal(
      field,
      `没有找到表头。表头应在前 ${headerWithin} 行内，至少含有：${titles}。请使用空白模板。`,
    )
  }
  const { header, places, twice, unknownTitles, rows } = found
  if (twice !== null) {
    return refusal(field, `“${twice}”一列在表头中出现两次（第 ${header} 行）。请删除多余的一列。`)
  }
  const missing = required.filter((key) => !places.has(key))
  if (missing.length > 0) {
    const titles = missing.map((key) => columns[key].title).join('、')
    return refusal(field, `表头（第 ${header} 行）缺少：${titles}。请补上这些列，或使用空白模板。`)
  }
  if (rows.length === 0) return refusal(field, '表头下面没有数据。请填写后再上传。')
  const table: ImportedTable<Key> = {
    given: new Set(places.keys()),
    unknownTitles,
    refuse: (row, key, problem, typed) => ({
      address: `${columnLetters(places.get(key))}${row.line}`,
      title: columns[key].title,
      typed: typed ?? '',
      problem,
    }),
    rows: [],
  }
  const blank = blankValues(columns)
  for (const row of rows) {
    table.rows.push(readRow(row, columns, places, { table, blank }))
    // Taken over: forty thousand rows need not be held twice.
    row.cells.length = 0
  }
  return done(table)
}

/**
 * Every key, empty. A row that begins as a copy of it keeps the form of a record: one that grows key by key becomes a
 * dictionary, four times as large, and forty thousand of them fill the memory.
 */
function blankValues<Key extends string>(columns: Record<Key, Column>): Values<Key> {
  return Object.fromEntries(keysOf(columns).map((key) => [key, null])) as Values<Key>
}

/** 0 → A, 26 → AA; a column that is not in the file has no letters. */
export function columnLetters(place: number | undefined): string {
  if (place === undefined) return ''
  const letter = String.fromCharCode(65 + (place % 26))
  return place < 26 ? letter : columnLetters(Math.floor(place / 26) - 1) + letter
}

type Header<Key> = {
  header: number
  places: Map<Key, number>
  twice: string | null
  unknownTitles: string[]
  rows: SheetRow[]
}

/** The row in which most titles are known, at least two of them. */
function headerOf<Key extends string>(
  sheet: UploadedSheet,
  columns: Record<Key, Column>,
): Header<Key> | null {
  const keyOfTitle = new Map<string, Key>()
  for (const key of keysOf(columns)) {
    for (const title of [columns[key].title, ...(columns[key].aliases ?? [])])
      keyOfTitle.set(plainTitle(title), key)
  }
  let best: Header<Key> | null = null
  for (const [index, row] of sheet.rows.slice(0, headerWithin).entries()) {
    const places = new Map<Key, number>()
    const unknownTitles: string[] = []
    let twice: string | null = null
    for (const [place, cell] of row.cells.entries()) {
      if (cell === undefined || typeof cell === 'object') continue
      const key = keyOfTitle.get(plainTitle(String(cell)))
      if (key === undefined) unknownTitles.push(String(cell))
      else if (places.has(key)) twice = columns[key].title
      else places.set(key, place)
    }
    if (places.size > Math.max(best?.places.size ?? 0, 1)) {
      best = { header: row.line, places, twice, unknownTitles, rows: sheet.rows.slice(index + 1) }
    }
  }
  return best
}

function plainTitle(title: string): string {
  return title.normalize('NFKC').replace(/[\s*:]/g, '')
}

function readRow<Key extends string>(
  row: SheetRow,
  columns: Record<Key, Column>,
  places: ReadonlyMap<Key, number>,
  { table, blank }: { table: ImportedTable<Key>; blank: Values<Key> },
): ImportedRow<Key> {
  const values = { ...blank }
  const refusedCells: RefusedCell[] = []
  for (const key of keysOf(columns)) {
    const place = places.get(key)
    const cell = place === undefined ? undefined : row.cells[place]
    const read = cell === undefined ? emptyCell(columns[key]) : readValue(columns[key], cell)
    if (read.done) {
      values[key] = read.value
    } else {
      values[key] = null
      const typed = shownTyped(columns[key], cell)
      refusedCells.push(...read.problems.map((problem) => table.refuse(row, key, problem, typed)))
    }
  }
  return { line: row.line, values, refused: refusedCells }
}

const field = 'cell'

function emptyCell(column: Column): Outcome<string | null> {
  return column.required === true ? refused({ code: 'required', field }) : done(null)
}

function readValue(column: Column, cell: SheetCell): Outcome<string | null> {
  if (typeof cell === 'object') {
    const because =
      cell.unreadable === 'error'
        ? '公式结果为错误值。请改正公式，或改填数值。'
        : '公式没有保存结果。请在 Excel 中重新计算并保存，或改填数值。'
    return refused({ code: 'refused', field, because })
  }
  switch (column.kind) {
    case 'text':
      return readText(column, String(cell))
    case 'choice': {
      const chosen = chosenValue(column, String(cell))
      if (chosen !== null) return done(chosen)
      const words = (column.choices ?? []).map(({ label }) => label)
      return refused(notAmong(field, String(cell).trim(), words))
    }
    case 'date': {
      const day = typeof cell === 'number' ? dayOfNumber(cell) : parseDate(cell)
      return day === null ? refused({ code: 'not-a-date', field }) : done(day)
    }
    case 'count':
      return readCount(column, String(cell))
    case 'identity-number':
      return readIdentity(cell)
    case 'credit-code':
      return readCreditCode(String(cell), field)
  }
}

function readText(column: Column, text: string): Outcome<string> {
  const most = column.most ?? 200
  // Line ends and tabs may stay.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(text)) {
    return refused({ code: 'control-characters', field })
  }
  return text.length > most && [...text].length > most
    ? refused({ code: 'too-long', field, most })
    : done(text)
}

function readCount(column: Column, text: string): Outcome<string> {
  const { least = 0, most = 99_999 } = column
  const plain = text.normalize('NFKC').replace(/[,\s]/g, '').replace(/^\+/, '')
  const count = /^-?\d{1,9}(\.0+)?$/.test(plain) ? Number.parseInt(plain, 10) : Number.NaN
  return count >= least && count <= most
    ? done(String(count))
    : refused({ code: 'not-a-number', field, least, most })
}

/** A masked number says nothing new: whose it is, another column must tell. */
function readIdentity(cell: string | number): Outcome<string> {
  if (typeof cell === 'number') {
    const because = '身份证号被存成了数字，末几位已经丢失。请把这一列设为文本格式，按原件重新填写。'
    return refused({ code: 'refused', field, because })
  }
  if (/^\d\*{16}[\dXx]$/.test(cell)) return done(cell.toUpperCase())
  const read = readIdentityNumber(cell, field)
  return read.done ? done(read.value.number) : read
}

/** 20240301 typed as a number, or the day number that Excel keeps behind a date (30 December 1899 is 0). */
function dayOfNumber(number: number): string | null {
  if (number >= 10_000 && number <= 80_000) return addDays('1899-12-30', Math.floor(number))
  return parseDate(String(number))
}

/** What stands in the cell, as far as it may be shown. */
function shownTyped(column: Column, cell: SheetCell | undefined): string {
  if (cell === undefined || typeof cell === 'object') return ''
  return column.kind === 'identity-number' ? maskIdentityNumber(String(cell)) : String(cell).slice(0, 60)
}

function keysOf<Key extends string>(columns: Record<Key, Column>): Key[] {
  return Object.keys(columns) as Key[]
}

function refusal(at: string, because: string): Outcome<never> {
  return refused({ code: 'refused', field: at, because })
}
