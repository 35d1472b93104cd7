/** One table of the 机构编制统计: rows and columns named by keys, so that a page, a file and a link say the same. */
export type StatisticTable = {
  key: string
  title: string
  /** heading of the column of names */
  first: string
  columns: readonly StatisticColumn[]
  rows: readonly StatisticRow[]
  /** 合计: of each column; null where the table itself ends in a sum */
  totals: StatisticRow | null
  checks: readonly TieOut[]
  notes: readonly string[]
}

/** `group`: what stands over it and its neighbours; none for a column that stands alone. */
export type StatisticColumn = { key: string; title: string; group?: string }

export type StatisticRow = { key: string; name: string; counts: ReadonlyMap<string, number> }

/** 勾稽关系: a named check with both sides, in people, units or places. */
export type TieOut = { name: string; left: number; right: number }

export function countOf({ counts }: Pick<StatisticRow, 'counts'>, column: string): number {
  return counts.get(column) ?? 0
}

/** Sum of the rows in every column. */
export function summedRow(rows: readonly StatisticRow[], name: string): StatisticRow {
  const counts = new Map<string, number>()
  for (const row of rows)
    for (const [column, count] of row.counts) counts.set(column, (counts.get(column) ?? 0) + count)
  return { key: 'total', name, counts }
}

/** Adds to one cell of rows that are being counted. */
export function addTo(
  rows: Map<string, Map<string, number>>,
  { row, column, count }: { row: string; column: string; count: number },
): void {
  const counts = rows.get(row) ?? new Map<string, number>()
  counts.set(column, (counts.get(column) ?? 0) + count)
  rows.set(row, counts)
}

/** Columns in which nobody is counted, left out where the table may do without them. */
export function shownColumns(
  columns: readonly StatisticColumn[],
  rows: readonly StatisticRow[],
  seldom: ReadonlySet<string>,
): StatisticColumn[] {
  return columns.filter(({ key }) => !seldom.has(key) || rows.some((row) => countOf(row, key) !== 0))
}
