import { type EstablishmentKind, staffOf } from '../establishment/establishment-kind.ts'
import { addDays, type IsoDate, inForce, yearOf } from '../kernel/dates.ts'
import { yuan } from '../kernel/money.ts'
import { demoDay, moment } from './example-region.ts'
import type { Generator } from './generator.ts'
import { yearsOfService } from './member.ts'
import { type Career, type PayRows, period, written } from './pay-career.ts'

/** 目标绩效奖 and 奖励性绩效工资, 独生子女父母奖励: where the rule allows an amount of the person's own. */
export function addAmounts({ personalAmounts }: PayRows, career: Career, generator: Generator): void {
  const { member, assignments } = career
  const first = assignments[0]
  const last = assignments.at(-1)
  if (!first || !last) return
  const add = (
    payItemCode: string,
    amount: number,
    reason: string,
    from: IsoDate,
    to: IsoDate | null,
    knownAt: Date,
  ) =>
    personalAmounts.push({
      ...written(generator),
      personId: member.personId,
      payItemCode,
      amount: yuan(String(amount)),
      reason,
      effectiveFrom: from,
      effectiveTo: to,
      recordedAt: knownAt,
      supersededAt: null,
    })
  const begun = career.beganAt(first.begunByMovementId)
  const kind = last.establishmentKind as EstablishmentKind
  if (generator.chance(0.06) && yearOf(member.bornOn) < 1980) {
    add('only-child', 16, '独生子女父母光荣证', first.effectiveFrom, null, begun)
  }
  if (staffOf(kind) === 'institution') {
    const amount = 1100 + generator.whole({ least: 0, most: 16 }) * 50
    const stays = assignments.find(
      (row) => staffOf(row.establishmentKind as EstablishmentKind) === 'institution',
    )
    if (stays)
      add(
        'reward-performance-pay',
        amount,
        '单位绩效分配方案',
        stays.effectiveFrom,
        null,
        career.beganAt(stays.begunByMovementId),
      )
    return
  }
  const bonus = 9600 + generator.whole({ least: 0, most: 22 }) * 100
  const foreseen = moment('2022-12-26', '10:00')
  for (const [day, knownAt] of [
    ['2023-12-20', foreseen],
    ['2024-12-20', moment('2023-12-28', '10:00')],
  ] as const) {
    const present = assignments.some((row) => inForce(period(row), day > demoDay ? demoDay : day))
    const before = first.effectiveFrom <= '2022-12-26'
    if (present) {
      add(
        'target-bonus',
        bonus,
        '按上年水平预列',
        day,
        addDays(day, 1),
        before ? knownAt : laterOf(knownAt, begun),
      )
    }
  }
}

/** Declared for the year by the unit; the housing fund has a base of its own. Yuan a month. */
export function addBases({ contributionBases }: PayRows, career: Career, generator: Generator): void {
  const { member, assignments } = career
  const first = assignments[0]
  const last = assignments.at(-1)
  if (!first || !last) return
  const years = yearsOfService(member, '2023-01-01')
  const base =
    5600 + Math.max(0, years) * 110 + (member.leads ? 700 : 0) + generator.whole({ least: 0, most: 30 }) * 10
  const begun = career.beganAt(first.begunByMovementId)
  const { effectiveTo } = period(last)
  const stays = effectiveTo === null || effectiveTo > '2024-01-01'
  for (const [scheme, amount] of [
    ['pension', base],
    ['housing-fund', base + 400],
  ] as const) {
    const row = { ...written(generator), personId: member.personId, scheme, supersededAt: null }
    contributionBases.push({
      ...row,
      base: yuan(String(amount)),
      reason: '按年申报',
      effectiveFrom: first.effectiveFrom,
      effectiveTo: stays && first.effectiveFrom < '2024-01-01' ? '2024-01-01' : null,
      recordedAt: begun,
    })
    if (stays && first.effectiveFrom < '2024-01-01') {
      contributionBases.push({
        ...row,
        id: generator.id(),
        base: yuan(String(amount + 180)),
        reason: '2024年度申报',
        effectiveFrom: '2024-01-01',
        effectiveTo: null,
        recordedAt: laterOf(moment('2023-12-22', '11:00'), begun),
      })
    }
  }
}

function laterOf(a: Date, b: Date): Date {
  return a > b ? a : b
}
