import { maskIdentityNumber } from '../kernel/identity-number.ts'

/** A value a cell may choose from: what is stored, and the word in the cell. */
export type Choice = { value: string; label: string }

/**
 * One column of a table that goes in and out. Every value is kept as text in one form (a day YYYY-MM-DD, a count
 * without separators, the code of a choice), so that two tables compare cell by cell.
 */
export type Column = {
  title: string
  /** other titles under which offices know it */
  aliases?: readonly string[]
  /** every row must fill it */
  required?: boolean
  kind: 'text' | 'choice' | 'date' | 'count' | 'identity-number' | 'credit-code'
  /** of a text: most characters (200); of a count: the bounds, both inclusive */
  most?: number
  least?: number
  choices?: readonly Choice[]
  /** Says of the change and is no part of the record: document, effective day, reason. Not compared. */
  aboutChange?: boolean
  /** one sentence of the blank form */
  note: string
  /** characters */
  width: number
}

export type Columns = Readonly<Record<string, Column>>

/** A row in the one form; null is empty. */
export type Values<Key extends string = string> = Record<Key, string | null>

/** Code and word of a table of words, for a list to choose from. */
export function choicesFrom(table: Readonly<Record<string, string>>): Choice[] {
  return Object.entries(table).map(([value, label]) => ({ value, label }))
}

/** What a value reads like in a cell: the word of a choice, an identity number masked, else the value itself. */
export function shownValue(column: Column, value: string | null): string {
  if (value === null) return ''
  if (column.kind === 'identity-number') return maskIdentityNumber(value)
  return labelsOf(column).get(value) ?? value
}

/** The value that a cell's word, or its code, stands for; null when it is none of them. */
export function chosenValue(column: Column, text: string): string | null {
  return valuesOf(column).get(plainWord(text)) ?? null
}

const labels = new WeakMap<Column, ReadonlyMap<string, string>>()
const values = new WeakMap<Column, ReadonlyMap<string, string>>()

function labelsOf(column: Column): ReadonlyMap<string, string> {
  const known = labels.get(column)
  if (known !== undefined) return known
  const made = new Map((column.choices ?? []).map(({ value, label }) => [value, label]))
  labels.set(column, made)
  return made
}

/** A word wins over a code that reads the same. */
function valuesOf(column: Column): ReadonlyMap<string, string> {
  const known = values.get(column)
  if (known !== undefined) return known
  const choices = column.choices ?? []
  const made = new Map([
    ...choices.map(({ value }) => [plainWord(value), value] as const),
    ...choices.map(({ value, label }) => [plainWord(label), value] as const),
  ])
  values.set(column, made)
  return made
}

function plainWord(text: string): string {
  return text.normalize('NFKC').replace(/\s+/g, '').toLowerCase()
}
