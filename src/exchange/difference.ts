import { createHash } from 'node:crypto'
import { type Column, shownValue, type Values } from './column.ts'
import type { ImportedRow, ImportedTable, RefusedCell } from './imported-table.ts'

/** 新增、变更、未变、拒绝 */
export const rowStates = { new: '新增', changed: '变更', unchanged: '未变', refused: '拒绝' } as const

export type RowState = keyof typeof rowStates

/** One cell as it stands in the registry and as the file wants it, in words. */
export type ChangedCell = { address: string; title: string; from: string; to: string }

export type ComparedRow = {
  line: number
  /** who or what the row is about */
  name: string
  state: RowState
  changes: ChangedCell[]
  refused: RefusedCell[]
}

/** A file held against the registry: every row in its state, and what would have to be written. */
export type Difference<Fact> = {
  rows: ComparedRow[]
  /** of the new and changed rows; of none when any row is refused */
  facts: Fact[]
  unknownTitles: string[]
  /** what may be written and should be known before */
  warnings: string[]
}

export type Counts = Record<RowState, number>

export function countsOf(rows: readonly ComparedRow[]): Counts {
  const counts: Counts = { new: 0, changed: 0, unchanged: 0, refused: 0 }
  for (const { state } of rows) counts[state] += 1
  return counts
}

/** The same when, and only when, the same rows would be written in the same way. */
export function digestOf(rows: readonly ComparedRow[]): string {
  const hash = createHash('sha256')
  for (const { line, state, changes } of rows) {
    if (state === 'unchanged') continue
    hash.update(
      `${line} ${state} ${changes.map(({ address, from, to }) => `${address} ${from} ${to}`).join('\n')}\n`,
    )
  }
  return hash.digest('hex')
}

/** The cells of a row that say something else than the registry; columns not in the file say nothing. */
export function changedCells<Key extends string>(
  columns: Record<Key, Column>,
  table: ImportedTable<Key>,
  row: ImportedRow<Key>,
  present: Values<Key>,
): { keys: Key[]; cells: ChangedCell[] } {
  const keys = (Object.keys(columns) as Key[]).filter(
    (key) => columns[key].aboutChange !== true && table.given.has(key) && row.values[key] !== present[key],
  )
  return { keys, cells: keys.map((key) => changedCell(columns, table, row, present, key)) }
}

export function changedCell<Key extends string>(
  columns: Record<Key, Column>,
  table: ImportedTable<Key>,
  row: ImportedRow<Key>,
  present: Values<Key>,
  key: Key,
): ChangedCell {
  return {
    address: table.refuse(row, key, { code: 'required', field: key }).address,
    title: columns[key].title,
    from: shownValue(columns[key], present[key]),
    to: shownValue(columns[key], row.values[key]),
  }
}

/** The state of a row once it was looked at. */
export function comparedRow(
  line: number,
  name: string,
  {
    refused,
    isNew,
    changes,
  }: { refused: readonly RefusedCell[]; isNew: boolean; changes: readonly ChangedCell[] },
): ComparedRow {
  if (refused.length > 0) return { line, name, state: 'refused', changes: [], refused: [...refused] }
  const known = changes.length > 0 ? 'changed' : 'unchanged'
  const state = isNew ? 'new' : known
  return { line, name, state, changes: [...changes], refused: [] }
}
