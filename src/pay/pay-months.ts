import { addDays, firstOfMonth, firstOfNextMonth, type IsoDate, type Period } from '../kernel/dates.ts'

/** 起薪: the month of the day itself, or the first month that begins on or after it. */
type Start = 'month-of-the-day' | 'first-whole-month'

/** 停薪: after the month of the last day in the place, or after the month in which the day falls. */
type Stop = 'month-of-the-last-day' | 'month-of-the-day'

type Turn = { start?: Start; stop?: Stop }

/**
 * When pay starts and stops after each kind of movement. A pay month is never divided.
 * - Transfers: the old unit pays to month M, the new one from M+1 (工资转移介绍信; standards §2.4, found in the
 *   forms). M is the month of the last day in the old unit, so one who moves on the first is paid by the new unit
 *   at once.
 * - Retirement and death: the month in which it falls is still paid, the pension begins with the next
 *   (standards §2.4, from memory, 90 in 100).
 * - Recruitment and hiring: paid from the month of reporting for work (no source found; a county that pays half of
 *   it enters that as a personal amount).
 * - Resignation, dismissal, expulsion: paid to the month of the last day (from memory, 80 in 100).
 */
const turns: Record<string, Turn> = {
  recruitment: { start: 'month-of-the-day' },
  hiring: { start: 'month-of-the-day' },
  selection: { start: 'first-whole-month' },
  demobilization: { start: 'first-whole-month' },
  'transfer-in': { start: 'first-whole-month' },
  'reassignment-in': { start: 'first-whole-month' },
  'other-entry': { start: 'first-whole-month' },
  'internal-transfer': { start: 'first-whole-month', stop: 'month-of-the-last-day' },
  'kind-change': { start: 'first-whole-month', stop: 'month-of-the-last-day' },
  'transfer-out': { stop: 'month-of-the-last-day' },
  retirement: { stop: 'month-of-the-day' },
  resignation: { stop: 'month-of-the-last-day' },
  dismissal: { stop: 'month-of-the-last-day' },
  expulsion: { stop: 'month-of-the-last-day' },
  death: { stop: 'month-of-the-day' },
  'other-exit': { stop: 'month-of-the-last-day' },
}

/** An assignment with the kinds of the movements that began and ended it; null for opening entries (期初). */
export type Employment = Period & {
  organizationId: string
  establishmentKind: string
  begunBy: string | null
  endedBy: string | null
}

/** The pay months of one employment: both ends are firsts of months, the end is out. */
export type PaidMonths = { from: IsoDate; to: IsoDate | null; employment: Employment }

/** Pay months in time order; no month is paid twice: where two employments claim one, the earlier pays it. */
export function paidMonths(employments: readonly Employment[]): PaidMonths[] {
  const inOrder = [...employments].sort((a, b) => (a.effectiveFrom < b.effectiveFrom ? -1 : 1))
  const months: PaidMonths[] = []
  for (const employment of inOrder) {
    const begun = startOf(employment)
    const previousEnd = months.at(-1)?.to ?? begun
    const from = laterOf(begun, previousEnd)
    const to = stopOf(employment)
    if (to === null || from < to) months.push({ from, to, employment })
  }
  return months
}

/** The day on which the facts of a pay month are looked up: its first, kept within the employment. */
export function dayOfFacts(month: IsoDate, { effectiveFrom, effectiveTo }: Period): IsoDate {
  if (month < effectiveFrom) return effectiveFrom
  if (effectiveTo !== null && month >= effectiveTo) return addDays(effectiveTo, -1)
  return month
}

export function laterOf(a: IsoDate, b: IsoDate): IsoDate {
  if (a < b) return b
  return a
}

/** The first month that begins on or after the day. */
export function firstWholeMonth(day: IsoDate): IsoDate {
  return firstOfMonth(day) === day ? day : firstOfNextMonth(day)
}

function startOf({ effectiveFrom, begunBy }: Employment): IsoDate {
  const start = turns[begunBy ?? '']?.start ?? 'first-whole-month'
  return start === 'month-of-the-day' ? firstOfMonth(effectiveFrom) : firstWholeMonth(effectiveFrom)
}

function stopOf({ effectiveTo, endedBy }: Employment): IsoDate | null {
  if (effectiveTo === null) return null
  const stop = turns[endedBy ?? '']?.stop ?? 'month-of-the-last-day'
  return stop === 'month-of-the-day' ? firstOfNextMonth(effectiveTo) : firstWholeMonth(effectiveTo)
}
