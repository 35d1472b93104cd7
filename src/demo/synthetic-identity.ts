import { creditCodeOf } from '../kernel/credit-code.ts'
import { addDays, daysBetween, type IsoDate } from '../kernel/dates.ts'
import { identityCheckCharacter } from '../kernel/identity-number.ts'
import { impossibleRegion } from './example-region.ts'
import type { Generator } from './generator.ts'

/**
 * 身份证号 valid in form (GB 11643-1999) that nobody can hold. `serial` counts up from 0 for people born on one
 * day, so that no two are equal; odd orders are men's.
 */
export function syntheticIdentityNumber(person: { bornOn: IsoDate; sex: string; serial: number }): string {
  const order = person.serial * 2 + (person.sex === '1' ? 1 : 2)
  const body = `${impossibleRegion}${person.bornOn.replaceAll('-', '')}${String(order).padStart(3, '0')}`
  return body + identityCheckCharacter(body)
}

/** 统一社会信用代码 with right check characters (GB 32100-2015), registered in the same impossible region. */
export function syntheticCreditCode(prefix: '11' | '12' | '13', serial: number): string {
  return creditCodeOf({
    prefix: `${prefix}${impossibleRegion}`,
    organization: `MB${String(serial).padStart(6, '0')}`,
  })
}

/** A day of the period, both ends possible. */
export function someDay(generator: Generator, period: { from: IsoDate; to: IsoDate }): IsoDate {
  return addDays(period.from, generator.whole({ least: 0, most: daysBetween(period) }))
}
