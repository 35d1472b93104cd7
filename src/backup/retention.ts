import { addDays, type IsoDate, monthOf, yearOf } from '../kernel/dates.ts'

/** How many of each to keep; the quarterly ones are what the rules ask at the least, the nightly ones are ours. */
export const kept = { daily: 7, weekly: 5, quarterly: 8 } as const

/**
 * 保留规则: of the days on which a backup was made, those to keep: the newest 7, the newest of each of the newest 5
 * weeks (Monday to Sunday), the newest of each of the newest 8 quarters.
 */
export function daysToKeep(days: readonly IsoDate[]): ReadonlySet<IsoDate> {
  const newestFirst = [...new Set(days)].sort().reverse()
  return new Set([
    ...newestFirst.slice(0, kept.daily),
    ...newestOfEach(newestFirst, weekOf, kept.weekly),
    ...newestOfEach(newestFirst, quarterOf, kept.quarterly),
  ])
}

function newestOfEach(
  newestFirst: readonly IsoDate[],
  periodOf: (day: IsoDate) => string,
  most: number,
): IsoDate[] {
  const newest = new Map<string, IsoDate>()
  for (const day of newestFirst) {
    const period = periodOf(day)
    if (!newest.has(period)) newest.set(period, day)
  }
  return [...newest.values()].slice(0, most)
}

/** The Monday that begins the week. */
function weekOf(day: IsoDate): string {
  const sinceMonday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7
  return addDays(day, -sinceMonday)
}

function quarterOf(day: IsoDate): string {
  return `${yearOf(day)} ${Math.ceil(monthOf(day) / 3)}`
}
