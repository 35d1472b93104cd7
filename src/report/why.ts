import type { AdjustmentLineRow, AdjustmentRow } from '../budget/budget-adjustment.ts'
import type { BudgetLineRow } from '../budget/budget-line.ts'
import type { ExpenditureRow } from '../budget/expenditure.ts'
import type { IsoDate } from '../kernel/dates.ts'
import type { Money } from '../kernel/money.ts'

/** Which figures of a unit and a year are asked about; a code may be the beginning of the codes meant (303, 201). */
export type WhyQuestion = {
  organizationId: string
  year: number
  projectCode?: string | undefined
  functionCode?: string | undefined
  economicCode?: string | undefined
}

/** One pay item of one person over months of constant amount; yuan. `to` is out. */
export type WhyMonths = {
  personId: string
  personName: string
  establishmentKind: string
  payItemCode: string
  payItemName: string
  projectCode: string | null
  functionCode: string
  economicCode: string
  from: IsoDate
  to: IsoDate
  months: number
  monthly: Money
  amount: Money
  rule: string
  /** rule, standard and its document, and what went in, as a sentence */
  reason: string
}

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

/** Does a line answer the question? The twin of `asked` for lines already read. */
export function isAsked(
  line: { projectCode: string; functionCode: string; economicCode: string },
  { projectCode, functionCode, economicCode }: WhyQuestion,
): boolean {
  return (
    (projectCode === undefined || line.projectCode === projectCode) &&
    (functionCode === undefined || line.functionCode.startsWith(functionCode)) &&
    (economicCode === undefined || line.economicCode.startsWith(economicCode))
  )
}
