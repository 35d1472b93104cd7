import { readFileSync } from 'node:fs'
import papaparse from 'papaparse'

/**
 * Reads one table of the folder standards/. Strict: exactly these columns in this order, every row complete;
 * anything else is a bug of ours and throws. The basis of each value is explained in standards/README.md.
 */
export function readStandardTable<const Column extends string>(
  file: string,
  columns: readonly Column[],
): Record<Column, string>[] {
  const text = readFileSync(new URL(`standards/${file}`, import.meta.url), 'utf8')
  const { data, errors } = papaparse.parse<string[]>(text, { delimiter: ',', skipEmptyLines: true })
  const [header, ...rows] = data
  const [firstError] = errors
  if (firstError !== undefined) throw new Error(`${file}: ${firstError.message}`)
  if (header?.join() !== columns.join()) throw new Error(`${file} has the columns ${header?.join()}`)
  return rows.map((row, place) => {
    if (row.length !== columns.length) throw new Error(`${file}, row ${place + 1}: ${row.length} values`)
    return Object.fromEntries(columns.map((column, at) => [column, row[at]])) as Record<Column, string>
  })
}
