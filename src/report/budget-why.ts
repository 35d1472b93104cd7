import {
  type AdjustmentLineRow,
  type AdjustmentRow,
  adjustmentLinesOf,
  adjustmentsOf,
} from '../budget/adjustment.store.ts'
import { type BudgetLineRow, budgetLinesOf } from '../budget/budget-line.store.ts'
import { sumOfFigures } from '../budget/budget-line.ts'
import { type ExpenditureRow, expendituresOf } from '../budget/expenditure.store.ts'
import type { Db } from '../database/connection.ts'
import type { Viewpoint } from '../kernel/acting.ts'
import { type Money, total } from '../kernel/money.ts'
import { isAsked, monthsBehind, movementTitles, type WhyMonths, type WhyQuestion } from './why.store.ts'

/** 为什么: a figure of the budget taken back to people, months, standards, movements and documents. Yuan. */
export type BudgetWhy = {
  question: WhyQuestion
  lines: BudgetLineRow[]
  initial: Money
  adjusted: Money
  executed: Money
  forecast: Money
  /** who was counted on 1 January, for the initial figure */
  counted: WhyPerson[]
  /** whose months have been due so far, for the executed figure */
  paid: WhyPerson[]
  adjustments: WhyAdjustment[]
  /** payments by voucher that are nobody's pay */
  payments: ExpenditureRow[]
  /** executed less the people's months and the payments: arrears not yet paid or taken back */
  unexplained: Money
}

export type WhyPerson = { personId: string; personName: string; amount: Money; months: WhyMonths[] }

export type WhyAdjustment = AdjustmentRow & {
  /** the part of it that falls on the lines asked about */
  amount: Money
  ownLines: AdjustmentLineRow[]
  movementNumber: string | null
  movementKind: string | null
}

/** Everything behind the figures that the question names; lines are empty where there is no such figure. */
export async function budgetWhyOf(db: Db, viewpoint: Viewpoint, question: WhyQuestion): Promise<BudgetWhy> {
  const { organizationId, year } = question
  const lines = (await budgetLinesOf(db, viewpoint, organizationId, year)).filter((line) =>
    isAsked(line, question),
  )
  const figures = sumOfFigures(lines)
  const paid = peopleOf(await monthsBehind(db, viewpoint, question, 'actual'))
  const expenditures = await expendituresOf(db, viewpoint, { year, organizationIds: [organizationId] })
  const payments = expenditures.filter((row) => isAsked(row, question) && !isPayroll(row))
  const explained = total([...paid.map(({ amount }) => amount), ...payments.map(({ amount }) => amount)])
  return {
    question,
    lines,
    initial: figures.initial,
    adjusted: total(lines.map(({ adjusted }) => adjusted)),
    executed: figures.executed,
    forecast: total(lines.map(({ forecast }) => forecast)),
    counted: peopleOf(await monthsBehind(db, viewpoint, question, 'initial-budget')),
    paid,
    adjustments: await adjustmentsBehind(db, viewpoint, question),
    payments,
    unexplained: figures.executed.minus(explained),
  }
}

function isPayroll({ voucherNumber }: ExpenditureRow): boolean {
  return voucherNumber?.startsWith('工资-') ?? false
}

function peopleOf(months: readonly WhyMonths[]): WhyPerson[] {
  const people = new Map<string, WhyMonths[]>()
  for (const month of months) people.set(month.personId, [...(people.get(month.personId) ?? []), month])
  return [...people.entries()].map(([personId, own]) => ({
    personId,
    personName: own[0]?.personName ?? '',
    amount: total(own.map(({ amount }) => amount)),
    months: own,
  }))
}

async function adjustmentsBehind(
  db: Db,
  viewpoint: Viewpoint,
  question: WhyQuestion,
): Promise<WhyAdjustment[]> {
  const { year, organizationId } = question
  const adjustments = await adjustmentsOf(db, viewpoint, { year, organizationIds: [organizationId] })
  const lines = await adjustmentLinesOf(
    db,
    viewpoint.regionCode,
    adjustments.map(({ adjustmentId }) => adjustmentId),
  )
  const titles = await movementTitles(
    db,
    viewpoint.regionCode,
    adjustments.flatMap(({ movementId }) => movementId ?? []),
  )
  return adjustments.flatMap((adjustment) => {
    const ownLines = lines.filter(
      (line) => line.adjustmentId === adjustment.adjustmentId && isAsked(line, question),
    )
    if (ownLines.length === 0) return []
    const movement = adjustment.movementId === null ? undefined : titles.get(adjustment.movementId)
    return [
      {
        ...adjustment,
        ownLines,
        amount: total(ownLines.map(({ amount }) => amount)),
        movementNumber: movement?.number ?? null,
        movementKind: movement?.kind ?? null,
      },
    ]
  })
}
