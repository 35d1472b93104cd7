import { governmentCodeOf } from '../budget/account-code.ts'
import type { EnteredLine } from '../budget/derive-initial-budget.ts'
import { projectCodeOf } from '../budget/project-code.ts'
import { type Money, yuan } from '../kernel/money.ts'
import type { DistrictRows } from './district-rows.ts'
import { exampleRegionCode, moment } from './example-region.ts'
import { finance } from './example-users.ts'
import type { Generator } from './generator.ts'
import { namedId } from './generator.ts'
import type { Unit } from './unit.ts'

type DistrictProject = {
  unit: Unit
  year: 2023 | 2024
  code: string
  name: string
  economicCode: string
  /** yuan of the year */
  amount: Money
  /** yuan paid in 2023 by month */
  payments: readonly (readonly [month: number, amount: Money])[]
}

const subjects: readonly (readonly [name: string, economicCode: string])[] = [
  ['信息系统运行维护', '30213'],
  ['专项业务工作经费', '30201'],
  ['基层治理工作经费', '30211'],
  ['宣传培训经费', '30216'],
  ['委托业务经费', '30227'],
  ['档案整理经费', '30202'],
]

/** 特定目标类 projects of departments and townships, one or two each; serials above those of the published codes. */
export function districtProjects(units: readonly Unit[], generator: Generator): DistrictProject[] {
  const tops = units.filter(({ level }) => level !== 'institution')
  let serial = 9_500_000
  return ([2023, 2024] as const).flatMap((year) =>
    tops.flatMap((unit) =>
      generator
        .shuffled(subjects)
        .slice(0, generator.whole({ least: 1, most: 2 }))
        .map(([name, economicCode]) => {
          serial += generator.whole({ least: 3, most: 60 })
          const hundreds = generator.whole({ least: 2, most: 24 }) * 5
          return {
            unit,
            year,
            code: projectCodeOf({ regionCode: exampleRegionCode, year, kind: 'T', serial }),
            name: `${name}${year}`,
            economicCode,
            amount: yuan(String(hundreds * 1000)),
            payments: year === 2023 ? paymentsOf(hundreds, generator) : [],
          }
        }),
    ),
  )
}

export function projectRows(projects: readonly DistrictProject[]): DistrictRows['budgetProjects'] {
  return projects.map(({ unit, year, code, name }) => ({
    regionCode: exampleRegionCode,
    year,
    code,
    name,
    kind: 'T',
    organizationId: unit.id,
    purpose: 'other',
    staff: 'administrative',
    expenditureKind: 'project',
    recordedAt: moment(`${year}-01-04`, '10:30'),
    recordedBy: finance.id,
  }))
}

/** 一般行政管理事务 (…02) of the unit's class. */
export function projectLines(projects: readonly DistrictProject[], year: 2023 | 2024): EnteredLine[] {
  return projects
    .filter((project) => project.year === year)
    .map(({ unit, code, economicCode, amount }) => ({
      projectCode: code,
      functionCode: `${unit.functionClass.slice(0, 5)}02`,
      economicCode,
      staff: 'administrative',
      amount,
      reason: '项目库入库项目',
    }))
}

export function projectVouchers(projects: readonly DistrictProject[]): DistrictRows['expenditures'] {
  return projects.flatMap(({ unit, code, economicCode, payments }) =>
    payments.map(([month, amount]) =>
      voucherRow({
        code,
        functionCode: `${unit.functionClass.slice(0, 5)}02`,
        economicCode,
        month,
        amount,
        staff: 'administrative',
      }),
    ),
  )
}

/** A payment of 2023 that is nobody's pay. */
export function voucherRow(paid: {
  code: string
  functionCode: string
  economicCode: string
  staff: string
  month: number
  amount: Money
}): DistrictRows['expenditures'][number] {
  const month = String(paid.month).padStart(2, '0')
  return {
    regionCode: exampleRegionCode,
    id: namedId('expenditure', paid.code, paid.functionCode, paid.economicCode, month),
    year: 2023,
    month: paid.month,
    projectCode: paid.code,
    functionCode: paid.functionCode,
    economicCode: paid.economicCode,
    governmentEconomicCode: governmentCodeOf(paid.economicCode, paid.staff),
    fundSource: 'general',
    amount: paid.amount,
    summary: '直接支付',
    voucherNumber: `支付-2023-${month}-${paid.code.slice(-6)}`,
    reversesId: null,
    recordedAt: moment(`2023-${month}-27`, '10:20'),
    recordedBy: finance.id,
  }
}

/** Two or three payments; one project in eight leaves some of its money unspent. */
function paymentsOf(hundreds: number, generator: Generator): DistrictProject['payments'] {
  const months = [generator.whole({ least: 3, most: 6 }), generator.whole({ least: 7, most: 10 }), 12]
  const first = generator.whole({ least: 1, most: 4 })
  const second = generator.whole({ least: 2, most: 4 })
  const unspent = generator.chance(0.125) ? 1 : 0
  const parts = [first, second, 10 - first - second - unspent]
  return parts.map((part, at) => [months[at] ?? 12, yuan(String(hundreds * part * 100))] as const)
}
