/**
 * Days, months and periods. A day is a string `YYYY-MM-DD`; periods are half-open everywhere:
 * `effectiveFrom` is in, `effectiveTo` is out, an open end is null. The SQL twins stand in database/recorded.ts.
 */
export type IsoDate = string
export type Period = { effectiveFrom: IsoDate; effectiveTo: IsoDate | null }

/** Is the fact in force on the day? */
export function inForce({ effectiveFrom, effectiveTo }: Period, day: IsoDate): boolean {
  return effectiveFrom <= day && (effectiveTo === null || day < effectiveTo)
}

export function overlaps(a: Period, b: Period): boolean {
  return (
    (b.effectiveTo === null || a.effectiveFrom < b.effectiveTo) &&
    (a.effectiveTo === null || b.effectiveFrom < a.effectiveTo)
  )
}

/** The days both periods share, or null when they share none. */
export function intersection(a: Period, b: Period): Period | null {
  if (!overlaps(a, b)) return null
  const effectiveFrom = a.effectiveFrom > b.effectiveFrom ? a.effectiveFrom : b.effectiveFrom
  const effectiveTo = earlierEnd(a.effectiveTo, b.effectiveTo)
  return { effectiveFrom, effectiveTo }
}

/** The parts of a period that none of the others covers. */
export function uncovered(period: Period, others: readonly Period[]): Period[] {
  return others.reduce<Period[]>(
    (parts, other) => parts.flatMap((part) => without(part, other)),
    [{ effectiveFrom: period.effectiveFrom, effectiveTo: period.effectiveTo }],
  )
}

function without(part: Period, other: Period): Period[] {
  const shared = intersection(part, other)
  if (shared === null) return [part]
  const rest: Period[] = []
  if (part.effectiveFrom < shared.effectiveFrom) {
    rest.push({ effectiveFrom: part.effectiveFrom, effectiveTo: shared.effectiveFrom })
  }
  if (shared.effectiveTo !== null && shared.effectiveTo !== part.effectiveTo) {
    rest.push({ effectiveFrom: shared.effectiveTo, effectiveTo: part.effectiveTo })
  }
  return rest
}

/** The earlier of two ends; null is the open end. */
export function earlierEnd(a: IsoDate | null, b: IsoDate | null): IsoDate | null {
  if (a === null) return b
  if (b === null) return a
  return a < b ? a : b
}

export function isIsoDate(text: string): boolean {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (!parts) return false
  const [year, month, day] = [numberOf(parts[1]), numberOf(parts[2]), numberOf(parts[3])]
  return (
    year >= 1900 && year <= 2200 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)
  )
}

/** Reads 2026-3-1, 2026.3.1, 2026/3/1, 20260301 and 2026年3月1日; null when it is no day of the calendar. */
export function parseDate(text: string): IsoDate | null {
  const trimmed = text.trim()
  const parts =
    /^(\d{4})(\d{2})(\d{2})$/.exec(trimmed) ??
    /^(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?$/.exec(trimmed)
  if (!parts) return null
  const day = dateOf(numberOf(parts[1]), numberOf(parts[2]), numberOf(parts[3]))
  return isIsoDate(day) ? day : null
}

export function dateOf(year: number, month: number, day: number): IsoDate {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

export function yearOf(day: IsoDate): number {
  return numberOf(day.slice(0, 4))
}

/** January is 1. */
export function monthOf(day: IsoDate): number {
  return numberOf(day.slice(5, 7))
}

export function dayOfMonth(day: IsoDate): number {
  return numberOf(day.slice(8, 10))
}

export function firstOfMonth(day: IsoDate): IsoDate {
  return `${day.slice(0, 7)}-01`
}

export function firstOfNextMonth(day: IsoDate): IsoDate {
  return addMonths(firstOfMonth(day), 1)
}

export function lastOfMonth(day: IsoDate): IsoDate {
  return `${day.slice(0, 7)}-${String(daysInMonth(yearOf(day), monthOf(day))).padStart(2, '0')}`
}

/** The same day some months later; the last of the month where that day does not exist. */
export function addMonths(day: IsoDate, months: number): IsoDate {
  const counted = yearOf(day) * 12 + monthOf(day) - 1 + months
  const year = Math.floor(counted / 12)
  const month = (counted % 12) + 1
  return dateOf(year, month, Math.min(dayOfMonth(day), daysInMonth(year, month)))
}

export function addDays(day: IsoDate, days: number): IsoDate {
  const moment = new Date(`${day}T00:00:00Z`)
  moment.setUTCDate(moment.getUTCDate() + days)
  return moment.toISOString().slice(0, 10)
}

/** How many days after `from` the day `to` is; negative when before. */
export function daysBetween({ from, to }: { from: IsoDate; to: IsoDate }): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)
}

/** Whole months of the calendar from the month of `from` to the month of `to`. */
export function monthsBetween({ from, to }: { from: IsoDate; to: IsoDate }): number {
  return (yearOf(to) - yearOf(from)) * 12 + monthOf(to) - monthOf(from)
}

/** The calendar year as a half-open period. */
export function yearPeriod(year: number): { effectiveFrom: IsoDate; effectiveTo: IsoDate } {
  return { effectiveFrom: dateOf(year, 1, 1), effectiveTo: dateOf(year + 1, 1, 1) }
}

/** 周岁: completed years on the day. */
export function ageOn(bornOn: IsoDate, day: IsoDate): number {
  const years = yearOf(day) - yearOf(bornOn)
  return day.slice(5) < bornOn.slice(5) ? years - 1 : years
}

/** 2024-01-15 → 2024年1月15日 */
export function inChinese(day: IsoDate): string {
  return `${yearOf(day)}年${monthOf(day)}月${dayOfMonth(day)}日`
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

function numberOf(digits: string | undefined): number {
  return Number.parseInt(digits ?? '', 10)
}
