import { adjustmentLinesOf, adjustmentsOf } from '../budget/adjustment.store.ts'
import { budgetLinesOf } from '../budget/budget-line.store.ts'
import { sumOfFigures } from '../budget/budget-line.ts'
import { expendituresOf } from '../budget/expenditure.store.ts'
import { isPayroll } from '../budget/expenditure.ts'
import type { Db } from '../database/connection.ts'
import type { Viewpoint } from '../kernel/acting.ts'
import { total } from '../kernel/money.ts'
import { payItemNames } from '../pay/cost-table.store.ts'
import { monthsBehind, movementTitles } from './why.store.ts'
import {
  type BudgetWhy,
  isAsked,
  type WhyAdjustment,
  type WhyMonths,
  type WhyPerson,
  type WhyQuestion,
} from './why.ts'

/** Everything behind the figures that the question names; lines are empty where there is no such figure. */
export async function budgetWhyOf(db: Db, viewpoint: Viewpoint, question: WhyQuestion): Promise<BudgetWhy> {
  const { organizationId, year } = question
  const lines = (await budgetLinesOf(db, viewpoint, organizationId, year)).filter((line) =>
    isAsked(line, question),
  )
  const figures = sumOfFigures(lines)
  const itemNames = await payItemNames(db, viewpoint)
  const peopleBehind = async (purpose: 'initial-budget' | 'actual') =>
    peopleOf(await monthsBehind(db, viewpoint, { question, purpose, itemNames }))
  const paid = await peopleBehind('actual')
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
    counted: await peopleBehind('initial-budget'),
    paid,
    adjustments: await adjustmentsBehind(db, viewpoint, question),
    payments,
    unexplained: figures.executed.minus(explained),
  }
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
