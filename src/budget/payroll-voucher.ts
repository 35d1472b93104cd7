/**
 * The voucher of a month's payroll, 工资-2023-06; a month is paid once for each unit and line (unique index
 * expenditures_payroll_once). With month null: the pattern that finds all of the year.
 */
export function payrollVoucher(year: number, month: number | null): string {
  return month === null ? `工资-${year}-%` : `工资-${year}-${String(month).padStart(2, '0')}`
}
