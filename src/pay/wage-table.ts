import type { Period } from '../kernel/dates.ts'
import type { Money } from '../kernel/money.ts'

/** One kind of standard in force on a day. */
export type StandardKindRow = {
  standardKind: string
  keys: number
  documentNumbers: string[]
  isExample: boolean
  effectiveFrom: string
}

export type StandardAmount = Period & {
  key1: string
  key2: string
  amount: Money
  documentNumber: string
  isExample: boolean
}

/** A kind as a table: the key with fewer values goes across; a kind of one key has one column named ''. */
export type WageTable = {
  columns: string[]
  rows: { key: string; amounts: (Money | null)[] }[]
}

export function wageTable(standards: readonly StandardAmount[]): WageTable {
  const firsts = distinct(standards.map(({ key1 }) => key1))
  const seconds = distinct(standards.map(({ key2 }) => key2))
  const firstAcross = seconds.length > firsts.length
  const amounts = new Map(standards.map(({ key1, key2, amount }) => [`${key1}|${key2}`, amount]))
  const [columns, keys] = firstAcross ? [firsts, seconds] : [seconds, firsts]
  return {
    columns,
    rows: keys.map((key) => ({
      key,
      amounts: columns.map(
        (column) => amounts.get(firstAcross ? `${column}|${key}` : `${key}|${column}`) ?? null,
      ),
    })),
  }
}

/** 1级 before 10级; words keep the order in which they came. */
function distinct(keys: readonly string[]): string[] {
  const found = [...new Set(keys)]
  const numbered = found.every((key) => /^\d+级?$/.test(key))
  return numbered ? found.sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10)) : found
}
