import { type Money, zero } from '../kernel/money.ts'

/** One line of a unit's budget: project × function code × department economic code. All money in yuan. */
export type BudgetFigures = {
  /** 年初预算数 */
  initial: Money
  /** 调增 less 调减 that finance approved */
  adjustment: Money
  /** proposed and not yet decided; counts nowhere else */
  pending: Money
  /** 支出数 */
  executed: Money
  /** 全年应发: months × amounts of the people as they stand; null where no person's pay makes the line */
  due: Money | null
}

/** 预算行: one project × function code × department economic code of a unit and year, with its four figures. */
export type BudgetLineRow = BudgetFigures & {
  organizationId: string
  projectCode: string
  projectName: string
  projectKind: string
  purpose: string
  /** basic 基本支出 | project 项目支出 */
  expenditureKind: string
  functionCode: string
  economicCode: string
  adjusted: Money
  forecast: Money
}

/** A unit's budget of a year in sum; yuan. */
export type UnitSums = BudgetFigures & {
  organizationId: string
  name: string
  adjusted: Money
  forecast: Money
}

/** 调整预算数（全年预算数）= 年初预算数 + 调增 − 调减. Derived each time; no column holds it. */
export function adjustedBudget({
  initial,
  adjustment,
}: Pick<BudgetFigures, 'initial' | 'adjustment'>): Money {
  return initial.plus(adjustment)
}

/** 预算执行率 = 支出数 ÷ 调整预算数, as a fraction; undefined when the budget is zero. */
export function executionRate({
  adjusted,
  executed,
}: {
  adjusted: Money
  executed: Money
}): Money | undefined {
  return adjusted.isZero() ? undefined : executed.div(adjusted)
}

/**
 * 全年预计支出. Where people's pay makes the line: what their months cost, as they stand. Elsewhere: the whole
 * adjusted budget while the year runs, and what was paid once it is over.
 */
export function forecastOf(figures: BudgetFigures, { yearIsOver }: { yearIsOver: boolean }): Money {
  if (figures.due !== null) return figures.due
  return yearIsOver ? figures.executed : adjustedBudget(figures)
}

/** 基本支出 is 人员经费 (301, 303) and 公用经费 (everything else: 302, 307, 310, 399). */
export type BasicPart = 'personnel' | 'operating'

/** Which part of basic expenditure a department economic code belongs to, whatever project pays it. */
export function basicPartOf(economicCode: string): BasicPart {
  return economicCode.startsWith('301') || economicCode.startsWith('303') ? 'personnel' : 'operating'
}

export function sumOfFigures(lines: readonly BudgetFigures[]): BudgetFigures {
  return lines.reduce<BudgetFigures>(
    (sum, line) => ({
      initial: sum.initial.plus(line.initial),
      adjustment: sum.adjustment.plus(line.adjustment),
      pending: sum.pending.plus(line.pending),
      executed: sum.executed.plus(line.executed),
      due: line.due === null ? sum.due : (sum.due ?? zero).plus(line.due),
    }),
    { initial: zero, adjustment: zero, pending: zero, executed: zero, due: null },
  )
}
