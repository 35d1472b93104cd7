import type { EnteredLine } from '../budget/derive-initial-budget.ts'
import { yuan } from '../kernel/money.ts'
import { addRows, type DistrictRows, noRows } from './district-rows.ts'
import { officeAdjustmentRows } from './establishment-office-adjustments.ts'
import { officePayRows } from './establishment-office-pay.ts'
import { officePlaceRows } from './establishment-office-place.ts'
import { enteredLines, officeProjectRows, staffOfProject } from './establishment-office-projects.ts'
import { officeStaffRows } from './establishment-office-staff.ts'
import { officeVoucherRows } from './establishment-office-vouchers.ts'
import { contributionRateRows, payItemRows } from './example-pay-items.ts'
import { wageStandardRows } from './example-standards.ts'
import type { Generator } from './generator.ts'

/**
 * 区委编办 and its two subordinates: every row of theirs but the initial lines and the payroll of 2023, which the
 * system derives from these. The year comes out at the published figures (test/demo/establishment-office.test.ts).
 */
export function establishmentOffice(generator: Generator): DistrictRows {
  const rows = noRows()
  addRows(rows, officePlaceRows())
  addRows(rows, officeStaffRows(generator))
  addRows(rows, officePayRows())
  addRows(rows, { budgetProjects: officeProjectRows(), expenditures: officeVoucherRows() })
  addRows(rows, officeAdjustmentRows(withStandards(rows)))
  return rows
}

/** 工资标准, 工资项目 and 费率 of the example, for the whole district. */
export function exampleStandardRows(): Pick<
  DistrictRows,
  'wageStandards' | 'payItems' | 'contributionRates'
> {
  return {
    wageStandards: wageStandardRows(),
    payItems: payItemRows(),
    contributionRates: contributionRateRows(),
  }
}

/** The office's initial lines that no person's pay makes, for the adoption of the year's budget. */
export function establishmentOfficeEnteredLines(year: 2023 | 2024): EnteredLine[] {
  return enteredLines(year).map((line) => ({
    ...line,
    staff: staffOfProject(line.projectCode),
    amount: yuan(line.amount),
    reason: '项目库入库项目',
  }))
}

function withStandards(rows: DistrictRows): DistrictRows {
  const whole = noRows()
  addRows(whole, rows)
  addRows(whole, exampleStandardRows())
  return whole
}
