import { daysInMonth, type IsoDate } from './dates.ts'
import { done, type Outcome, refused } from './problem.ts'

/** 公民身份号码 as the card shows it: 17 digits and a check character, upper case. */
export type IdentityNumber = {
  number: string
  bornOn: IsoDate
  /** GB/T 2261.1: 1 male, 2 female */
  sex: '1' | '2'
}

/**
 * Reads a citizen identity number (GB 11643-1999): 6 region, 8 birth, 3 serial (odd is male), 1 check. Full-width
 * digits, spaces and a lower x are put right first. The region is where the number was first issued and may be
 * abolished since, so it is not looked up. Problems stand at `field`.
 */
export function readIdentityNumber(text: string, field: string): Outcome<IdentityNumber> {
  const number = text
    .normalize('NFKC')
    .replace(/[\s\u200B\uFEFF]/g, '')
    .toUpperCase()
  if (/^\d{15}$/.test(number)) return refused({ code: 'identity-number-old', field })
  if (!/^[1-9]\d{16}[\dX]$/.test(number)) return refused({ code: 'identity-number-form', field })
  const bornOn = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`
  if (!isDayOfBirth(bornOn)) return refused({ code: 'identity-number-date', field })
  const expected = identityCheckCharacter(number.slice(0, 17))
  if (number.slice(17) !== expected) return refused({ code: 'identity-number-check', field, expected })
  return done({ number, bornOn, sex: '13579'.includes(number.slice(16, 17)) ? '1' : '2' })
}

/** The check character of the first seventeen digits (ISO 7064, MOD 11-2). */
export function identityCheckCharacter(seventeen: string): string {
  const sum = weights.reduce(
    (total, weight, place) => total + weight * Number.parseInt(seventeen.charAt(place), 10),
    0,
  )
  return '10X98765432'.charAt(sum % 11)
}

/** First and last character only, as every page and print shows it. */
export function maskIdentityNumber(number: string): string {
  return number.slice(0, 1) + '*'.repeat(Math.max(number.length - 2, 0)) + number.slice(-1)
}

/** A day of the calendar from 1800 on: the standard's own example was born in 1880. */
function isDayOfBirth(day: IsoDate): boolean {
  const [year = 0, month = 0, dayOfMonth = 0] = day.split('-').map((part) => Number.parseInt(part, 10))
  return (
    year >= 1800 && month >= 1 && month <= 12 && dayOfMonth >= 1 && dayOfMonth <= daysInMonth(year, month)
  )
}

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
