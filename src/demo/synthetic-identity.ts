import { addDays, daysBetween, type IsoDate } from '../kernel/dates.ts'
import { impossibleRegion } from './example-region.ts'
import type { Generator } from './generator.ts'

/**
 * 身份证号 valid in form (GB 11643-1999: region, birth, serial odd for men, check) that nobody can hold. `serial`
 * counts up for people born on one day, so that no two are equal.
 */
export function syntheticIdentityNumber(person: { bornOn: IsoDate; sex: string; serial: number }): string {
  const order = person.serial * 2 + (person.sex === '1' ? 1 : 2)
  const body = `${impossibleRegion}${person.bornOn.replaceAll('-', '')}${String(order).padStart(3, '0')}`
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  return body + '10X98765432'.charAt(weighed(body, weights, '0123456789') % 11)
}

const creditCharacters = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/** 统一社会信用代码 (GB 32100-2015) with right check characters, registered in the same impossible region. */
export function syntheticCreditCode(prefix: '11' | '12' | '13', serial: number): string {
  const subject = `MB${String(serial).padStart(6, '0')}`
  const letters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
  const rest = (11 - (weighed(subject, [3, 7, 9, 10, 5, 8, 4, 2], letters) % 11)) % 11
  const organizationCode = subject + (rest === 10 ? 'X' : String(rest))
  const body = `${prefix}${impossibleRegion}${organizationCode}`
  const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
  return body + creditCharacters.charAt((31 - (weighed(body, weights, creditCharacters) % 31)) % 31)
}

/** A day of the period, both ends possible. */
export function someDay(generator: Generator, period: { from: IsoDate; to: IsoDate }): IsoDate {
  return addDays(period.from, generator.whole({ least: 0, most: daysBetween(period) }))
}

function weighed(text: string, weights: readonly number[], characters: string): number {
  return weights.reduce((sum, weight, at) => sum + weight * characters.indexOf(text.charAt(at)), 0)
}
