import {
  type EstablishmentKind,
  establishmentKindOrder,
  staffOf,
} from '../establishment/establishment-kind.ts'
import { yuan } from '../kernel/money.ts'
import type { DistrictRows } from './district-rows.ts'
import { exampleDocument, operatingQuota } from './example-allowances.ts'
import { exampleRegionCode, moment, openingDay } from './example-region.ts'
import { clerk } from './example-users.ts'
import { namedId } from './generator.ts'

type ItemRow = DistrictRows['payItems'][number]
type Item = Pick<ItemRow, 'code' | 'name' | 'rule' | 'parameters'> & {
  kinds: readonly EstablishmentKind[]
  economicCode: string
  functionCode: string
  projectPurpose?: string
  budgeted?: boolean
}

const administrative = establishmentKindOrder.filter((kind) => staffOf(kind) === 'administrative')
const institution = establishmentKindOrder.filter((kind) => staffOf(kind) === 'institution')
const everybody = [...administrative, ...institution]
const worker: EstablishmentKind[] = ['office-worker']
const civil = administrative.filter((kind) => kind !== 'office-worker')

/** 行政运行 and 事业运行, behind the class of the paying unit. */
const running = '01'
const institutionRunning = '50'

const inBase = { inContributionBase: true }

function standardItem(
  code: string,
  name: string,
  standardKind: string,
  {
    more = inBase,
    ...item
  }: Pick<Item, 'kinds' | 'economicCode' | 'functionCode' | 'projectPurpose'> & { more?: object },
): Item {
  return { code, name, rule: 'standard', parameters: { standardKind, ...more }, ...item }
}

const basicPay = { economicCode: '30101', kinds: civil, functionCode: running }
const workerPay = { ...basicPay, kinds: worker }
const institutionPay = { ...basicPay, kinds: institution, functionCode: institutionRunning }

/** 工资: which item goes to which codes is in standards §1.5. */
const wages: Item[] = [
  standardItem('duty-pay', '职务（职级）工资', 'civil-duty', basicPay),
  standardItem('grade-pay', '级别工资', 'civil-grade', basicPay),
  standardItem('worker-post-pay', '岗位工资（机关工人）', 'worker-post', workerPay),
  standardItem('worker-grade-pay', '技术等级工资', 'worker-grade', workerPay),
  standardItem('post-pay', '岗位工资', 'institution-post', institutionPay),
  standardItem('step-pay', '薪级工资', 'institution-step', institutionPay),
  {
    code: 'teacher-nurse-pay',
    name: '教护提高10%部分',
    rule: 'proportion',
    parameters: { of: ['post-pay', 'step-pay'], factor: '0.1', requires: 'teacher-nurse', ...inBase },
    ...institutionPay,
  },
  ...[
    { code: 'work-allowance', name: '工作津贴' },
    { code: 'living-allowance', name: '生活补贴' },
    { code: 'hardship-allowance', name: '艰苦边远地区津贴' },
    { code: 'township-allowance', name: '乡镇工作补贴' },
  ].map(({ code, name }) =>
    standardItem(code, name, code, { kinds: administrative, economicCode: '30102', functionCode: running }),
  ),
  ...[
    { code: 'hardship-allowance', name: '艰苦边远地区津贴（事业）' },
    { code: 'township-allowance', name: '乡镇工作补贴（事业）' },
  ].map(({ code, name }) =>
    standardItem(`institution-${code}`, name, code, {
      kinds: institution,
      economicCode: '30102',
      functionCode: institutionRunning,
    }),
  ),
  standardItem('basic-performance-bonus', '基础绩效奖', 'basic-performance-bonus', {
    kinds: administrative,
    economicCode: '30103',
    functionCode: running,
  }),
  standardItem('institution-performance-bonus', '基础绩效奖（事业）', 'institution-performance-bonus', {
    kinds: institution,
    economicCode: '30103',
    functionCode: institutionRunning,
  }),
  {
    code: 'year-end-bonus',
    name: '年终一次性奖金',
    rule: 'proportion',
    parameters: {
      of: ['duty-pay', 'grade-pay', 'worker-post-pay', 'worker-grade-pay'],
      factor: '1',
      months: [12],
    },
    kinds: administrative,
    economicCode: '30103',
    functionCode: running,
  },
  {
    code: 'target-bonus',
    name: '年度目标绩效奖',
    rule: 'once',
    parameters: {},
    kinds: administrative,
    economicCode: '30103',
    functionCode: running,
  },
  standardItem('base-performance-pay', '基础性绩效工资', 'base-performance-pay', {
    kinds: institution,
    economicCode: '30107',
    functionCode: institutionRunning,
  }),
  {
    code: 'reward-performance-pay',
    name: '奖励性绩效工资',
    rule: 'personal',
    parameters: inBase,
    kinds: institution,
    economicCode: '30107',
    functionCode: institutionRunning,
  },
  ...[
    { code: 'health-check', name: '健康体检补助', kinds: administrative, functionCode: running },
    {
      code: 'institution-health-check',
      name: '健康体检补助（事业）',
      kinds: institution,
      functionCode: institutionRunning,
    },
  ].map(({ code, name, ...item }) =>
    standardItem(code, name, 'health-check', {
      ...item,
      economicCode: '30199',
      more: { keys: ['全体'], months: [12] },
    }),
  ),
]

const subsidies: Item[] = [
  standardItem('car-subsidy', '公务交通补贴', 'car-subsidy', {
    kinds: administrative,
    economicCode: '30239',
    functionCode: running,
    projectPurpose: 'car-subsidy',
    more: {},
  }),
  {
    // One project under 行政运行 whatever the staff: the only split that closes both items of the seed (§7).
    code: 'only-child',
    name: '独生子女父母奖励',
    rule: 'personal',
    parameters: {},
    kinds: everybody,
    economicCode: '30309',
    functionCode: running,
    projectPurpose: 'only-child',
  },
  ...[
    { code: 'award', name: '优秀事业人员奖励金', kinds: administrative, functionCode: running },
    {
      code: 'institution-award',
      name: '优秀事业人员奖励金（事业）',
      kinds: institution,
      functionCode: institutionRunning,
    },
  ].map((item) => ({
    ...item,
    rule: 'once',
    parameters: {},
    economicCode: '30103',
    projectPurpose: 'award',
  })),
  {
    code: 'death-grant',
    name: '一次性抚恤金',
    rule: 'once',
    parameters: {},
    kinds: everybody,
    economicCode: '30304',
    functionCode: '2080801',
    projectPurpose: 'other',
  },
]

function contribution(
  code: string,
  name: string,
  scheme: string,
  item: {
    kinds?: readonly EstablishmentKind[]
    economicCode: string
    functionCode: string
    budgeted?: boolean
  },
  baseSchemes: string[],
): Item {
  const parameters = { scheme, baseSchemes }
  return {
    code,
    name,
    rule: 'contribution',
    parameters,
    projectPurpose: 'contributions',
    kinds: everybody,
    ...item,
  }
}

const contributions: Item[] = [
  contribution('pension', '基本养老保险', 'pension', { economicCode: '30108', functionCode: '2080505' }, [
    'pension',
  ]),
  // Wholly financed units only record it (记账): a cost that is known and carries no budget line.
  contribution(
    'occupational-annuity',
    '职业年金（记账）',
    'occupational-annuity',
    { economicCode: '30109', functionCode: '2080506', budgeted: false },
    ['pension'],
  ),
  contribution(
    'medical',
    '基本医疗保险（含生育）',
    'medical',
    { kinds: administrative, economicCode: '30110', functionCode: '2101101' },
    ['medical', 'pension'],
  ),
  contribution(
    'institution-medical',
    '基本医疗保险（含生育，事业）',
    'medical',
    { kinds: institution, economicCode: '30110', functionCode: '2101102' },
    ['medical', 'pension'],
  ),
  // No rate is set in the example; a county that has the subsidy enters its rate.
  contribution(
    'civil-medical-subsidy',
    '公务员医疗补助',
    'civil-medical-subsidy',
    { kinds: civil, economicCode: '30111', functionCode: '2101103' },
    ['medical', 'pension'],
  ),
  contribution('injury', '工伤保险', 'injury', { economicCode: '30112', functionCode: '2089999' }, [
    'injury',
    'pension',
  ]),
  contribution(
    'unemployment',
    '失业保险',
    'unemployment',
    { kinds: institution, economicCode: '30112', functionCode: '2089999' },
    ['unemployment', 'pension'],
  ),
  contribution(
    'housing-fund',
    '住房公积金',
    'housing-fund',
    { economicCode: '30113', functionCode: '2210201' },
    ['housing-fund', 'pension'],
  ),
]

const quotas: Item[] = [
  {
    code: 'operating-quota',
    name: '定额公用经费',
    kinds: administrative,
    functionCode: running,
    key: 'administrative',
  },
  {
    code: 'institution-operating-quota',
    name: '定额公用经费（事业）',
    kinds: institution,
    functionCode: institutionRunning,
    key: 'institution',
  },
].map(({ key, ...item }) => ({
  ...item,
  rule: 'per-head',
  parameters: { standardKind: 'operating-quota', key, economicCodes: Object.keys(operatingQuota) },
  economicCode: '30201',
  projectPurpose: 'operating-quota',
}))

export function payItemRows(): ItemRow[] {
  return [...wages, ...subsidies, ...contributions, ...quotas].map(({ kinds, ...item }) => ({
    regionCode: exampleRegionCode,
    id: namedId('pay-item', item.code),
    projectPurpose: 'wages',
    budgeted: true,
    ...item,
    establishmentKinds: [...kinds],
    effectiveFrom: openingDay,
    effectiveTo: null,
    recordedAt: moment('2020-12-21', '09:30'),
    recordedBy: clerk.id,
  }))
}

/** 单位费率: pension and annuity are the state's (standards §2.6), the others 示范. */
const rates: { scheme: string; kinds: readonly EstablishmentKind[]; rate: string }[] = [
  { scheme: 'pension', kinds: everybody, rate: '0.16' },
  { scheme: 'occupational-annuity', kinds: everybody, rate: '0.08' },
  { scheme: 'medical', kinds: everybody, rate: '0.06' },
  { scheme: 'injury', kinds: everybody, rate: '0.003' },
  { scheme: 'unemployment', kinds: institution, rate: '0.007' },
  { scheme: 'housing-fund', kinds: everybody, rate: '0.12' },
]

/** Floor and cap of the base are 60 % and 300 % of an invented average wage of 7,000 yuan a month. */
export function contributionRateRows(): DistrictRows['contributionRates'] {
  return rates.flatMap(({ scheme, kinds, rate }) =>
    kinds.map((establishmentKind) => ({
      regionCode: exampleRegionCode,
      id: namedId('contribution-rate', scheme, establishmentKind),
      scheme,
      establishmentKind,
      rate,
      baseFloor: yuan('4200'),
      baseCap: yuan('21000'),
      documentNumber: exampleDocument,
      isExample: true,
      effectiveFrom: openingDay,
      effectiveTo: null,
      recordedAt: moment('2020-12-21', '09:30'),
      recordedBy: clerk.id,
    })),
  )
}
