import { type EstablishmentKind, staffOf } from '../establishment/establishment-kind.ts'
import { addDays, type IsoDate, inForce, yearOf } from '../kernel/dates.ts'
import { yuan } from '../kernel/money.ts'
import { demoDay, moment } from './example-region.ts'
import type { Generator } from './generator.ts'
import { yearsOfService } from './member.ts'
import { type Career, type PayRows, payOpening, period, written } from './pay-career.ts'

type AmountFact = { from: IsoDate; to?: IsoDate; knownAt: Date }

/** 目标绩效奖 and 奖励性绩效工资, 独生子女父母奖励: where the rule allows an amount of the person's own. */
export function addAmounts({ personalAmounts }: PayRows, career: Career, generator: Generator): void {
  const { member, assignments } = career
  const last = assignments.at(-1)
  const begins = payBegins(career)
  if (!begins || !last) return
  const add = (payItemCode: string, amount: number, reason: string, fact: AmountFact) =>
    personalAmounts.push({
      ...written(generator),
      personId: member.personId,
      payItemCode,
      amount: yuan(String(amount)),
      reason,
      effectiveFrom: fact.from,
      effectiveTo: fact.to ?? null,
      recordedAt: fact.knownAt,
      supersededAt: null,
    })
  if (generator.chance(0.06) && yearOf(member.bornOn) < 1980) {
    add('only-child', 16, '独生子女父母光荣证', begins)
  }
  if (staffOf(last.establishmentKind as EstablishmentKind) === 'institution') {
    const amount = 1100 + generator.whole({ least: 0, most: 16 }) * 50
    add('reward-performance-pay', amount, '单位绩效分配方案', begins)
    return
  }
  const bonus = 9600 + generator.whole({ least: 0, most: 22 }) * 100
  const foreseen = moment('2022-12-26', '10:00')
  for (const [day, knownAt] of [
    ['2023-12-20', foreseen],
    ['2024-12-20', moment('2023-12-28', '10:00')],
  ] as const) {
    const present = assignments.some((row) => inForce(period(row), day > demoDay ? demoDay : day))
    if (present) {
      const known = { from: day, to: addDays(day, 1), knownAt: laterOf(knownAt, begins.knownAt) }
      add('target-bonus', bonus, '按上年水平预列', known)
    }
  }
}

/**
 * Declared by the unit, in force until the next declaration in summer; the housing fund has a base of its own. Yuan a
 * month.
 */
export function addBases({ contributionBases }: PayRows, career: Career, generator: Generator): void {
  const { member } = career
  const begins = payBegins(career)
  if (!begins) return
  const { from, knownAt } = begins
  const years = Math.max(0, yearsOfService(member, from))
  const led = member.leads ? 700 : 0
  const base = 5600 + years * 110 + led + generator.whole({ least: 0, most: 30 }) * 10
  for (const [scheme, amount] of [
    ['pension', base],
    ['housing-fund', base + 400],
  ] as const) {
    contributionBases.push({
      ...written(generator),
      personId: member.personId,
      scheme,
      base: yuan(String(amount)),
      reason: '2023年度申报',
      effectiveFrom: from,
      effectiveTo: null,
      recordedAt: knownAt,
      supersededAt: null,
    })
  }
}

/** The first day on which the example knows the person's pay, and when it learned it; null: gone before. */
function payBegins({ assignments, beganAt }: Career): { from: IsoDate; knownAt: Date } | null {
  const first = assignments[0]
  const last = assignments.at(-1)
  if (!first || !last) return null
  const { effectiveTo } = period(last)
  if (effectiveTo !== null && effectiveTo <= payOpening) return null
  const begun = beganAt(first.begunByMovementId)
  if (first.effectiveFrom > payOpening) return { from: first.effectiveFrom, knownAt: begun }
  return { from: payOpening, knownAt: laterOf(moment('2022-12-20', '14:30'), begun) }
}

function laterOf(a: Date, b: Date): Date {
  return a > b ? a : b
}
