import type { Money } from '../kernel/money.ts'

/** 支出, yuan. A reversal carries the negative amount and names what it reverses. */
export type ExpenditureRow = {
  expenditureId: string
  year: number
  month: number
  organizationId: string
  projectCode: string
  projectName: string
  functionCode: string
  economicCode: string
  governmentEconomicCode: string
  fundSource: string
  amount: Money
  summary: string
  voucherNumber: string | null
  reversesId: string | null
  recordedAt: Date
}

/**
 * The voucher of a month's payroll, 工资-2023-06; a month is paid once for each unit and line (unique index
 * expenditures_payroll_once). With month null: the pattern that finds all of the year.
 */
export function payrollVoucher(year: number, month: number | null): string {
  return month === null ? `工资-${year}-%` : `工资-${year}-${String(month).padStart(2, '0')}`
}

/** Was it paid by a month's payroll? */
export function isPayroll({ voucherNumber }: Pick<ExpenditureRow, 'voucherNumber'>): boolean {
  return voucherNumber?.startsWith('工资-') ?? false
}
