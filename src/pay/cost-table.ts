import { type IsoDate, monthOf } from '../kernel/dates.ts'
import { type Money, total, zero } from '../kernel/money.ts'

/** What one row of the table (a unit, a person, an item) costs in one month. */
export type MonthlyCost = { key: string; month: IsoDate; amount: Money }

/** Twelve months and their sum, in yuan. */
export type CostRow = { key: string; months: Money[]; whole: Money }

/** Rows in the order of their keys' first appearance. */
export function costRows(costs: readonly MonthlyCost[]): CostRow[] {
  const rows = new Map<string, Money[]>()
  for (const { key, month, amount } of costs) {
    const months = rows.get(key) ?? Array.from({ length: 12 }, () => zero)
    const at = monthOf(month) - 1
    months[at] = (months[at] ?? zero).plus(amount)
    rows.set(key, months)
  }
  return [...rows].map(([key, months]) => ({ key, months, whole: total(months) }))
}

export function costTotals(rows: readonly CostRow[]): Omit<CostRow, 'key'> {
  const months = Array.from({ length: 12 }, (_, at) => total(rows.map((row) => row.months[at] ?? zero)))
  return { months, whole: total(months) }
}

/** 按人员 or 按工资项目 */
export const costViews = { people: '按人员', items: '按工资项目' } as const

export type CostView = keyof typeof costViews

export function isCostView(text: string): text is CostView {
  return text in costViews
}
