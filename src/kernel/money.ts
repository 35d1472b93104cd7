import { Decimal } from 'decimal.js'

/**
 * Money in yuan (元) as an exact decimal. Tables hold numeric(18,2), edges hold strings, nothing holds a
 * JavaScript number. Rounding happens once, half up to the fen, where a person's month is fixed.
 */
export type Money = Decimal

const Exact = Decimal.clone({ precision: 40, rounding: Decimal.ROUND_HALF_UP })

export const zero: Money = new Exact(0)

/** From a decimal string in yuan such as '1234.50'; throws on anything else. */
export function yuan(text: string): Money {
  return new Exact(text)
}

export function total(amounts: readonly Money[]): Money {
  return amounts.reduce((sum, amount) => sum.plus(amount), zero)
}

/** 分: half up, two decimals of a yuan. */
export function roundToFen(amount: Money): Money {
  return amount.toDecimalPlaces(2, Decimal.ROUND_HALF_UP)
}

/** Two decimals in yuan without separators: for tables, JSON and files. */
export function fixedYuan(amount: Money): string {
  return roundToFen(amount).toFixed(2)
}

/** 万元 rounded for display only, half up to 0.01 万元 (100 元). */
export function inTenThousand(amount: Money): Money {
  return amount.div(10_000).toDecimalPlaces(2, Decimal.ROUND_HALF_UP)
}

/** 1234567.8 → 1,234,567.80 */
export function formatYuan(amount: Money): string {
  return withSeparators(fixedYuan(amount))
}

/** 1063400 → 106.34; two decimals, with thousands separators. */
export function formatTenThousand(amount: Money): string {
  return withSeparators(inTenThousand(amount).toFixed(2))
}

/** As official prose writes 万元: no trailing zeros (25, 208.3, 63.67). */
export function proseTenThousand(amount: Money): string {
  return inTenThousand(amount).toString()
}

/** Reads 1,234.5 or 1234.50 typed by a person; null when it is no amount in yuan with at most two decimals. */
export function parseYuan(text: string): Money | null {
  const plain = text
    .trim()
    .replace(/[,，\s]/g, '')
    .replace(/元$/, '')
  return /^-?\d{1,15}(\.\d{1,2})?$/.test(plain) ? new Exact(plain) : null
}

function withSeparators(fixed: string): string {
  const [whole = '', fraction] = fixed.split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',')
  return fraction === undefined ? grouped : `${grouped}.${fraction}`
}
