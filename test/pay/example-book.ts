import { addMonths, type IsoDate } from '../../src/kernel/dates.ts'
import { yuan } from '../../src/kernel/money.ts'
import type { CostSpell } from '../../src/pay/cost-spell.ts'
import { payBook } from '../../src/pay/pay-book.ts'
import { type PayItem, payItemOf } from '../../src/pay/pay-item.ts'

export const always = { effectiveFrom: '2000-01-01', effectiveTo: null }
export const kinds = ['administrative', 'institution']

function item(
  code: string,
  rule: string,
  parameters: Record<string, unknown>,
  more: Partial<Omit<PayItem, 'rule'>> = {},
) {
  return payItemOf({
    code,
    name: code,
    rule,
    parameters,
    establishmentKinds: kinds,
    economicCode: '30101',
    functionCode: '01',
    projectPurpose: 'wages',
    budgeted: true,
    ...always,
    ...more,
  })
}

const standard = (
  standardKind: string,
  key1: string,
  key2: string,
  amount: string,
  from: IsoDate,
  to: IsoDate | null,
) => ({
  standardKind,
  key1,
  key2,
  amount: yuan(amount),
  documentNumber: '示范〔2023〕1号',
  effectiveFrom: from,
  effectiveTo: to,
})

const rate = { scheme: 'pension', establishmentKind: 'administrative', documentNumber: '示范' }

export const book = payBook({
  items: [
    item('grade-pay', 'standard', { standardKind: 'civil-grade', inContributionBase: true }),
    item('own', 'personal', {}),
    item('bonus', 'once', {}, { economicCode: '30103' }),
    item('thirteenth', 'proportion', { of: ['grade-pay'], factor: '1', months: [12] }),
    item('teacher', 'proportion', { of: ['grade-pay'], factor: '0.1', requires: 'teacher-nurse' }),
    item(
      'pension',
      'contribution',
      { scheme: 'pension', baseSchemes: ['pension'] },
      { functionCode: '2080505' },
    ),
    item('quota', 'per-head', {
      standardKind: 'quota',
      key: 'administrative',
      economicCodes: ['30201', '30211'],
    }),
  ],
  standards: [
    standard('civil-grade', '20', '3', '2000', '2000-01-01', '2023-07-01'),
    standard('civil-grade', '20', '3', '2100', '2023-07-01', null),
    standard('civil-grade', '20', '4', '2150.55', '2000-01-01', null),
    standard('quota', 'administrative', '30201', '9000', '2000-01-01', null),
    standard('quota', 'administrative', '30211', '6000', '2000-01-01', null),
  ],
  rates: [{ ...rate, rate: yuan('0.16'), baseFloor: yuan('4000'), baseCap: yuan('21000'), ...always }],
  payingUnits: [
    { organizationId: 'office', payingOrganizationId: 'office', functionClass: '20131', ...always },
    { organizationId: 'centre', payingOrganizationId: 'office', functionClass: '20131', ...always },
    { organizationId: 'school', payingOrganizationId: 'school', functionClass: null, ...always },
  ],
})

export function months({ effectiveFrom, effectiveTo }: CostSpell): IsoDate[] {
  const found: IsoDate[] = []
  for (let month = effectiveFrom; month < effectiveTo; month = addMonths(month, 1)) found.push(month)
  return found
}
