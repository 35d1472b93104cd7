import { getTableColumns, getTableName, sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Db } from './connection.ts'

const rowsAtOnce = 2000

/**
 * Many rows in few statements: one JSON parameter each, unfolded by the server into the table's own types. Only the
 * columns that a row names are written, the others keep their default; all rows of a call name the same.
 */
export async function insertRows<Table extends PgTable>(
  tx: Db,
  table: Table,
  rows: readonly Table['$inferInsert'][],
): Promise<void> {
  const [first] = rows
  if (first === undefined) return
  const keys = Object.keys(getTableColumns(table)).filter((key) => rows.some((row) => key in row))
  const name = getTableName(table)
  const columns = sql.raw(keys.map((key) => `"${columnName(key)}"`).join(', '))
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    const part = rows.slice(from, from + rowsAtOnce).map((row) => plainRow(keys, row))
    try {
      await tx.execute(sql`
        insert into ${sql.identifier(name)} (${columns})
        select ${columns}
        from json_populate_recordset(null::${sql.identifier(name)}, ${JSON.stringify(part)}::text::json)`)
    } catch (error) {
      // The driver's own message repeats every row; what is wrong stands in its cause.
      throw new Error(`${name}: ${reasonOf(error)}`, {
        cause: error instanceof Error ? error.cause : undefined,
      })
    }
  }
}

function plainRow(keys: readonly string[], row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(keys.map((key) => [columnName(key), plainValue(row[key])]))
}

/** Dates and amounts write themselves; bytes are written as PostgreSQL reads them. */
function plainValue(value: unknown): unknown {
  if (Buffer.isBuffer(value)) return `\\x${value.toString('hex')}`
  return value ?? null
}

function columnName(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error
  return cause instanceof Error ? cause.message : String(cause)
}
