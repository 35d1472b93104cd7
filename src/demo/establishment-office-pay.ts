import { addDays, type IsoDate } from '../kernel/dates.ts'
import { yuan } from '../kernel/money.ts'
import type { DistrictRows } from './district-rows.ts'
import { type OfficePerson, officePeople } from './establishment-office-people.ts'
import { officeOpening } from './establishment-office-place.ts'
import { personId, schemeOf, signedAt } from './establishment-office-staff.ts'
import { exampleRegionCode, moment, openingDay } from './example-region.ts'
import { clerk } from './example-users.ts'
import { namedId } from './generator.ts'
import { knownSeries } from './known-series.ts'

/** The moments of 2023 at which the office learned what pay depends on; the adjusting documents name them. */
export const rewardSetAt = moment('2023-06-28', '11:20')
export const basesDeclaredAt = moment('2023-07-10', '15:00')
export const childStoppedAt = moment('2023-08-28', '09:40')
export const awardGivenAt = moment('2023-12-05', '10:30')
export const bonusSettledAt = moment('2023-12-18', '11:00')

const bonusDay = '2023-12-20'
const monthlyChildAmount = '16'
const awardOfOneYear = 1500

export function officePayRows(): Pick<DistrictRows, 'payProfiles' | 'personalAmounts' | 'contributionBases'> {
  return {
    payProfiles: officePeople.flatMap(profileRows),
    personalAmounts: officePeople.flatMap(amountRows),
    contributionBases: officePeople.flatMap(baseRows),
  }
}

function known({ enters }: OfficePerson): Date {
  return enters ? signedAt(enters.on) : officeOpening
}

/** Ids for the rows of one series. */
function numbered<Row extends object>(rows: readonly Row[], ...name: string[]) {
  return rows.map((row, index) => ({
    regionCode: exampleRegionCode,
    id: namedId(...name, String(index)),
    ...row,
    recordedBy: clerk.id,
  }))
}

function profileRows(person: OfficePerson): DistrictRows['payProfiles'] {
  const rows = knownSeries(
    person.pay.map(([effectiveFrom, keys], at) => ({
      effectiveFrom,
      knownAt: at === 0 ? known(person) : moment(`${yearBefore(effectiveFrom)}-12-20`, '15:30'),
      content: {
        personId: personId(person),
        scheme: schemeOf(person),
        keys,
        movementId: null,
        reason: at === 0 ? '套改确定' : '年度考核称职（合格），正常晋升工资档次（薪级）',
      },
    })),
  )
  return numbered(rows, 'pay-profile', person.key)
}

function amountRows(person: OfficePerson): DistrictRows['personalAmounts'] {
  const { rewardPay, onlyChild, award } = person.own
  const begins = person.enters?.on ?? openingDay
  const own = (payItemCode: string, amount: string, reason: string) => ({
    personId: personId(person),
    payItemCode,
    amount: yuan(amount),
    reason,
  })
  const lasting = { effectiveFrom: begins, effectiveTo: null, recordedAt: known(person), supersededAt: null }
  const childAmount = own('only-child', monthlyChildAmount, '独生子女父母光荣证')
  return numbered(
    [
      ...(rewardPay ? rewardRows(person, rewardPay) : []),
      ...(onlyChild ? childRows({ ...childAmount, ...lasting }, onlyChild.until ?? null) : []),
      ...(award
        ? [
            {
              ...own(
                person.kind === 'institution' ? 'institution-award' : 'award',
                String(award * awardOfOneYear),
                `2019至2021年度考核优秀 ${award} 次`,
              ),
              ...onDay('2023-12-12'),
              recordedAt: awardGivenAt,
              supersededAt: null,
            },
          ]
        : []),
      ...bonusRows(person),
    ],
    'personal-amount',
    person.key,
  )
}

type Lasting = Omit<DistrictRows['personalAmounts'][number], 'regionCode' | 'id' | 'recordedBy'>

/** 奖励性绩效工资, set anew from July 2023 for those whose assessment changed it. */
function rewardRows(person: OfficePerson, [before, now]: readonly [number, number]): Lasting[] {
  const content = (amount: number, reason: string) => ({
    personId: personId(person),
    payItemCode: 'reward-performance-pay',
    amount: yuan(String(amount)),
    reason,
  })
  const first = {
    effectiveFrom: person.enters?.on ?? openingDay,
    knownAt: known(person),
    content: content(before, '单位绩效分配方案'),
  }
  const second = {
    effectiveFrom: '2023-07-01',
    knownAt: rewardSetAt,
    content: content(now, '2023年绩效工资水平核定'),
  }
  return knownSeries(before === now ? [first] : [first, second])
}

/** The child turns fourteen: the open row is superseded, the closed one stays. */
function childRows(row: Lasting, until: IsoDate | null): Lasting[] {
  if (until === null) return [row]
  return [
    { ...row, supersededAt: childStoppedAt },
    { ...row, effectiveTo: until, recordedAt: childStoppedAt },
  ]
}

/** Put into the budget as last year's level, then settled as assessed; 2024 is foreseen again. */
function bonusRows(person: OfficePerson): Lasting[] {
  const { foreseen, paid } = person.own.targetBonus ?? {}
  const row = (amount: number, reason: string) => ({
    personId: personId(person),
    payItemCode: 'target-bonus',
    amount: yuan(String(amount)),
    reason,
  })
  const foreseenAt = moment('2022-12-26', '10:00')
  return [
    ...(foreseen
      ? [
          {
            ...row(foreseen, '按上年水平预列'),
            ...onDay(bonusDay),
            recordedAt: foreseenAt,
            supersededAt: bonusSettledAt,
          },
        ]
      : []),
    ...(paid
      ? [
          {
            ...row(paid, '2023年度目标绩效考核结果'),
            ...onDay(bonusDay),
            recordedAt: bonusSettledAt,
            supersededAt: null,
          },
          {
            ...row(paid, '按上年水平预列'),
            ...onDay('2024-12-20'),
            recordedAt: moment('2023-12-28', '10:00'),
            supersededAt: null,
          },
        ]
      : []),
  ]
}

/** Pension and medical bases are declared in July for the year from January on, the housing fund from July on. */
function baseRows(person: OfficePerson): DistrictRows['contributionBases'] {
  const { bases } = person.own
  const schemes = [
    { scheme: 'pension', declared: bases.pension, from: '2023-01-01' },
    { scheme: 'medical', declared: bases.medical, from: '2023-01-01' },
    { scheme: 'housing-fund', declared: bases.housingFund, from: '2023-07-01' },
  ]
  return schemes.flatMap(({ scheme, declared: [before, now], from }) => {
    const version = (effectiveFrom: IsoDate, knownAt: Date, base: number, reason: string) => ({
      effectiveFrom,
      knownAt,
      content: { personId: personId(person), scheme, base: yuan(String(base)), reason },
    })
    const versions = [
      ...(before === null ? [] : [version(openingDay, known(person), before, '2022年度申报')]),
      ...(now === null || before === null ? [] : [version(from, basesDeclaredAt, now, '2023年度申报')]),
      ...(now === null || before !== null
        ? []
        : [version(person.enters?.on ?? openingDay, known(person), now, '入职申报')]),
    ]
    return numbered(knownSeries(versions), 'contribution-base', person.key, scheme)
  })
}

function onDay(day: IsoDate) {
  return { effectiveFrom: day, effectiveTo: addDays(day, 1) }
}

function yearBefore(day: IsoDate): number {
  return Number.parseInt(day.slice(0, 4), 10) - 1
}
