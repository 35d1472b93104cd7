import { parseDate } from '../kernel/dates.ts'
import {
  choicesOf,
  fieldOf,
  isRosterKey,
  type MayRead,
  type RosterFieldType,
  type RosterKey,
} from './roster-field.ts'

export const operators = {
  is: '为',
  not: '不为',
  contains: '包含',
  between: '从…至…',
  empty: '未登记',
  held: '已登记',
} as const

export type Operator = keyof typeof operators

export const operatorsOf: Readonly<Record<RosterFieldType, readonly Operator[]>> = {
  text: ['contains', 'is', 'empty', 'held'],
  code: ['is', 'not', 'empty', 'held'],
  date: ['between', 'empty', 'held'],
  count: ['between', 'empty', 'held'],
  held: ['held', 'empty'],
}

/** One line of the filter. Of `between` either end may be open; both are inclusive. */
export type Condition = { field: RosterKey; operator: Operator; value: string; until: string }

/** More lines would not be read. */
export const mostConditions = 12

export type TypedCondition = { field: string; operator: string; value: string; until: string }

/** Words nobody offered, an end that is no day or number, a field the user may not read: as if it were not there. */
export function readCondition(
  typed: TypedCondition,
  { ways, mayRead }: { ways: Readonly<Record<string, string>>; mayRead: MayRead },
): Condition | null {
  if (!isRosterKey(typed.field) || !mayRead(typed.field)) return null
  const field = typed.field
  const { type } = fieldOf(field)
  const offered = operatorsOf[type]
  const operator = offered.find((one) => one === typed.operator) ?? offered[0] ?? 'held'
  if (operator === 'empty' || operator === 'held') return { field, operator, value: '', until: '' }
  const value = readValue(field, typed.value, ways)
  if (operator !== 'between')
    return value === null || value === '' ? null : { field, operator, value, until: '' }
  const until = readValue(field, typed.until, ways)
  if (value === null || until === null || (value === '' && until === '')) return null
  return { field, operator, value, until }
}

/** `sex.is.2`, `age.between.35..45`, `duty.empty`: one line in an address. */
export function conditionText({ field, operator, value, until }: TypedCondition): string {
  const said = operator === 'between' ? `${value}..${until}` : value
  return [field, operator, ...(said === '' ? [] : [said])].join('.')
}

export function typedCondition(text: string): TypedCondition {
  const [field = '', operator = '', ...rest] = text.split('.')
  const said = rest.join('.')
  if (operator !== 'between') return { field, operator, value: said, until: '' }
  const [value = '', until = ''] = said.split('..')
  return { field, operator, value, until }
}

/** In the one form that is compared: the code of a word, YYYY-MM-DD, digits. Null: it is none; empty: not said. */
function readValue(field: RosterKey, typed: string, ways: Readonly<Record<string, string>>): string | null {
  const text = typed.normalize('NFKC').trim().slice(0, 100)
  const { type } = fieldOf(field)
  if (text === '') return ''
  if (type === 'date') return parseDate(text)
  if (type === 'count') return /^\d{1,4}$/.test(text) ? text : null
  if (type !== 'code') return text
  const choices = choicesOf(field, ways)
  const chosen = choices.find(({ value }) => value === text) ?? choices.find(({ label }) => label === text)
  return chosen?.value ?? null
}
