import { inTenThousand, type Money, total } from '../kernel/money.ts'

/**
 * 尾差: what display rounding leaves between a total shown in 万元 and the sum of its parts shown in 万元. Zero when
 * the shown parts add up. The total is always rounded from the exact sum, never added from rounded parts.
 */
export function roundingDifference({ whole, parts }: { whole: Money; parts: readonly Money[] }): Money {
  return inTenThousand(whole).minus(total(parts.map(inTenThousand)))
}

/** The sentence that stands under such a table; null when there is nothing to say. */
export function roundingNote(name: string, sides: { whole: Money; parts: readonly Money[] }): string | null {
  const difference = roundingDifference(sides)
  if (difference.isZero()) return null
  const shown = total(sides.parts.map(inTenThousand)).toFixed(2)
  const whole = inTenThousand(sides.whole).toFixed(2)
  return `尾差：${name}各项四舍五入后合计 ${shown} 万元，与总数 ${whole} 万元相差 ${difference.abs().toFixed(2)} 万元。`
}

/** Share of the whole in percent, two decimals, half up; null when the whole is zero. */
export function percentOf(part: Money, whole: Money): string | null {
  return whole.isZero() ? null : part.div(whole).times(100).toDecimalPlaces(2).toFixed(2)
}

/** As prose writes it: 79.31%, 100%. */
export function prosePercent(part: Money, whole: Money): string | null {
  const percent = percentOf(part, whole)
  return percent === null ? null : `${percent.replace(/\.?0+$/, '')}%`
}
