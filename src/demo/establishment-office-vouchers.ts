import { governmentCodeOf } from '../budget/account-code.ts'
import { staffOfLine } from '../budget/staff-of-line.ts'
import { type Money, yuan } from '../kernel/money.ts'
import type { DistrictRows } from './district-rows.ts'
import {
  codesProject,
  domainsProject,
  officeProjectFor,
  registryProject,
  staffOfProject,
  teamProject,
} from './establishment-office-projects.ts'
import { exampleRegionCode, moment } from './example-region.ts'
import { finance } from './example-users.ts'
import { namedId } from './generator.ts'

/** 公用经费 of 2023 by economic code, yuan paid in the year: the published items are sums of the three projects. */
export const quotaPaid = {
  administrative: {
    '30201': 62996,
    '30205': 2000,
    '30206': 14000,
    '30211': 19100,
    '30213': 2200,
    '30217': 5100,
    '30228': 17300,
    '30299': 3600,
  },
  institution: {
    '30201': 37500,
    '30205': 1000,
    '30206': 8000,
    '30211': 11000,
    '30213': 1000,
    '30217': 2800,
    '30228': 10200,
    '30299': 3500,
  },
} as const

/**
 * Projects by the month of payment. Sums to the published progress: 8.80 % of 250,000 by June, 27.32 % by September,
 * 32.24 % by November.
 */
const projectPayments: readonly (readonly [code: string, month: number, yuan: number])[] = [
  [domainsProject, 3, 11000],
  [codesProject, 5, 11000],
  [domainsProject, 8, 12000],
  [codesProject, 9, 34300],
  [codesProject, 10, 2300],
  [domainsProject, 11, 10000],
  [codesProject, 12, 22400],
  [domainsProject, 12, 47000],
  [registryProject, 12, 100000],
]

const projectEconomicCodes: Record<string, string> = {
  [codesProject]: '30202',
  [domainsProject]: '30227',
  [registryProject]: '30227',
}

type Paid = { code: string; functionCode: string; economicCode: string; month: number; amount: Money }

/** Expenditures of 2023 that are nobody's pay. */
export function officeVoucherRows(): DistrictRows['expenditures'] {
  const paid: Paid[] = [
    ...quotaPayments('administrative', '2013101'),
    ...quotaPayments('institution', '2013150'),
    ...[
      { economicCode: '30201', month: 4, amount: yuan('2000') },
      { economicCode: '30211', month: 6, amount: yuan('4000') },
      { economicCode: '30211', month: 11, amount: yuan('4000') },
    ].map((line) => ({ code: teamProject, functionCode: '2130599', ...line })),
    ...projectPayments.map(([code, month, amount]) => ({
      code,
      functionCode: '2013102',
      economicCode: projectEconomicCodes[code] ?? '30227',
      month,
      amount: yuan(String(amount)),
    })),
  ]
  return paid.map(({ code, functionCode, economicCode, month, amount }) => ({
    regionCode: exampleRegionCode,
    id: namedId('expenditure', code, functionCode, economicCode, String(month)),
    year: 2023,
    month,
    projectCode: code,
    functionCode,
    economicCode,
    governmentEconomicCode: governmentCodeOf(
      economicCode,
      staffOfLine({ functionCode }, staffOfProject(code)),
    ),
    fundSource: 'general',
    amount,
    summary: '直接支付',
    voucherNumber: `支付-2023-${String(month).padStart(2, '0')}-${economicCode}`,
    reversesId: null,
    recordedAt: moment(`2023-${String(month).padStart(2, '0')}-26`, '15:40'),
    recordedBy: finance.id,
  }))
}

/** Ten equal parts from March on, whole yuan, and what is left in December with the last one. */
function quotaPayments(staff: keyof typeof quotaPaid, functionCode: string): Paid[] {
  const project = officeProjectFor({ year: 2023, purpose: 'operating-quota', staff })
  if (!project) throw new Error('the office has no operating quota')
  return Object.entries(quotaPaid[staff]).flatMap(([economicCode, whole]) => {
    const part = Math.floor(whole / 10)
    return Array.from({ length: 10 }, (_, index) => ({
      code: project.code,
      functionCode,
      economicCode,
      month: index + 3,
      amount: yuan(String(index === 9 ? whole - part * 9 : part)),
    }))
  })
}
