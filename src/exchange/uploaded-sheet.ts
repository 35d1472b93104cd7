import { Readable } from 'node:stream'
import type exceljs from 'exceljs'
import papaparse from 'papaparse'
import { done, type Outcome, refused } from '../kernel/problem.ts'
import { checkedArchive } from './checked-archive.ts'

/** 文件上限 20 MB, as every request. */
export const mostFileBytes = 20 * 1024 * 1024

/** A day is a text YYYY-MM-DD; a number stays one, because what Excel took for a number may have lost its figures. */
export type SheetCell = string | number | { unreadable: 'formula' | 'error' }

export type SheetRow = {
  /** as Excel counts, from 1 */
  line: number
  /** by the place of the column, A is 0; missing is empty */
  cells: (SheetCell | undefined)[]
}

export type UploadedSheet = { name: string; rows: SheetRow[] }

/**
 * The visible sheets of an .xlsx, or the one table of a .csv (UTF-8 or GBK). A formula is not executed: the value it
 * had when the file was saved is read. Refused whole when it is no such file, broken, or larger than `mostCells`.
 */
export async function readUploadedSheets(
  bytes: Buffer,
  { fileName, field, mostCells }: { fileName: string; field: string; mostCells: number },
): Promise<Outcome<UploadedSheet[]>> {
  if (bytes.length === 0) return refusal(field, '文件是空的。请选择填好的表格。')
  if (bytes.length > mostFileBytes)
    return refusal(field, '文件过大，单个文件不得超过 20 MB。请分成几个文件。')
  if (bytes.subarray(0, 4).equals(Buffer.from('d0cf11e0', 'hex'))) {
    return refusal(field, '这是旧格式（.xls）或加密的工作簿。请在 Excel 中另存为不加密的 .xlsx 后再上传。')
  }
  const isArchive = bytes.subarray(0, 4).equals(Buffer.from('504b0304', 'hex'))
  if (!isArchive && /\.xlsx$/i.test(fileName))
    return refusal(field, '文件不是 .xlsx 工作簿或已损坏。请另存后再上传。')
  return isArchive ? readWorkbook(bytes, { field, mostCells }) : readSeparated(bytes, { field, mostCells })
}

async function readWorkbook(
  bytes: Buffer,
  { field, mostCells }: { field: string; mostCells: number },
): Promise<Outcome<UploadedSheet[]>> {
  const archive = await checkedArchive(bytes, field)
  if (!archive.done) return archive
  const sheets: UploadedSheet[] = []
  let left = mostCells
  // Loaded with the first file, as where one is written.
  const library = await import('exceljs')
  try {
    const reader = new library.default.stream.xlsx.WorkbookReader(Readable.from([archive.value]), {
      worksheets: 'emit',
      sharedStrings: 'cache',
      styles: 'cache',
      hyperlinks: 'ignore',
      entries: 'ignore',
    })
    for await (const sheet of reader) {
      const rows: SheetRow[] = []
      for await (const row of sheet) {
        const cells: SheetRow['cells'] = []
        row.eachCell((cell, place) => {
          const read = readCell(cell.value)
          if (read === '') return
          cells[place - 1] = read
          left -= 1
        })
        if (cells.length > 0) rows.push({ line: row.number, cells })
        if (left < 0) return refusal(field, tooMany(mostCells))
      }
      if (!isHidden(sheet)) sheets.push({ name: nameOf(sheet), rows })
    }
  } catch {
    return refusal(field, '工作簿的内容无法读取。请在 Excel 中打开后另存为 .xlsx，再上传。')
  }
  return done(sheets)
}

function isHidden(sheet: object): boolean {
  return 'state' in sheet && (sheet.state === 'hidden' || sheet.state === 'veryHidden')
}

function nameOf(sheet: object): string {
  return 'name' in sheet && typeof sheet.name === 'string' ? sheet.name : ''
}

function readCell(value: exceljs.CellValue): SheetCell {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return plainText(value)
  if (typeof value === 'number') return value
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString().slice(0, 10)
  if ('richText' in value) return plainText(value.richText.map(({ text }) => text).join(''))
  if ('error' in value) return { unreadable: 'error' }
  if ('text' in value) return readCell(value.text)
  const { result } = value
  return result === undefined || result === null ? { unreadable: 'formula' } : readCell(result)
}

/** A table of text: separators are found by themselves, the encoding by what can be decoded without an error. */
function readSeparated(
  bytes: Buffer,
  { field, mostCells }: { field: string; mostCells: number },
): Outcome<UploadedSheet[]> {
  const text = decoded(bytes)
  if (text === null) return refusal(field, '无法识别文件的编码。请另存为 .xlsx，或 UTF-8、GBK 编码的 .csv。')
  if (text.includes('\u0000')) return refusal(field, '文件不是表格。请上传 .xlsx 或 .csv。')
  const { data } = papaparse.parse<string[]>(text, { delimiter: separatorOf(text) })
  const rows = data.map((texts, place) => ({
    line: place + 1,
    cells: texts.map((cell) => {
      const plain = plainText(cell)
      return plain === '' ? undefined : plain
    }),
  }))
  const filled = rows.filter(({ cells }) => cells.some((cell) => cell !== undefined))
  const count = filled.reduce((sum, { cells }) => sum + cells.filter((cell) => cell !== undefined).length, 0)
  if (count > mostCells) return refusal(field, tooMany(mostCells))
  return done([{ name: '', rows: filled }])
}

/** The one that is most frequent in the first line. */
function separatorOf(text: string): string {
  const line = text.slice(0, Math.max(text.search(/[\r\n]/), 0)) || text
  const often = (separator: string) => line.split(separator).length
  return [',', '\t', ';'].reduce((best, other) => (often(other) > often(best) ? other : best))
}

function decoded(bytes: Buffer): string | null {
  const marked = bytes[0] === 0xff && bytes[1] === 0xfe
  for (const encoding of marked ? ['utf-16le'] : ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes)
    } catch {
      // Not this one.
    }
  }
  return null
}

/** An apostrophe put before = + - @ by a safe export is taken off again. */
function plainText(text: string): string {
  return text
    .replace(/[\u00a0\u200b\ufeff]/g, ' ')
    .trim()
    .replace(/^'(?=[=+\-@])/, '')
}

function tooMany(mostCells: number): string {
  return `单元格过多，一次最多 ${mostCells.toLocaleString('zh-CN')} 个。请删除不需要的列和行，或分成几个文件。`
}

function refusal(field: string, because: string): Outcome<never> {
  return refused({ code: 'refused', field, because })
}
