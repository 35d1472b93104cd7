import exceljs from 'exceljs'

export type Written = string | number | Date | null | { formula: string; result?: string | number }

/** A real .xlsx with one sheet: title rows (merged), the header, the rows. */
export async function workbookFile({
  titles = [],
  header,
  rows,
  sheetName = '数据',
}: {
  titles?: string[]
  header: readonly string[]
  rows: readonly (readonly Written[])[]
  sheetName?: string
}): Promise<Buffer> {
  const workbook = new exceljs.Workbook()
  const sheet = workbook.addWorksheet(sheetName)
  for (const [index, title] of titles.entries()) {
    sheet.addRow([title])
    sheet.mergeCells(index + 1, 1, index + 1, Math.max(header.length, 2))
  }
  sheet.addRow([...header])
  for (const row of rows) {
    const added = sheet.addRow([...row])
    for (const [place, value] of row.entries()) {
      if (value instanceof Date) added.getCell(place + 1).numFmt = 'yyyy-mm-dd'
    }
  }
  return Buffer.from(await workbook.xlsx.writeBuffer())
}

/** A file of a subject as the office fills it: every column, the rows by their keys. */
export function subjectFile<Key extends string>(
  columns: Record<Key, { title: string }>,
  rows: readonly Partial<Record<NoInfer<Key>, Written>>[],
): Promise<Buffer> {
  const keys = Object.keys(columns) as Key[]
  return workbookFile({
    header: keys.map((key) => columns[key].title),
    rows: rows.map((row) => keys.map((key) => row[key] ?? null)),
  })
}
