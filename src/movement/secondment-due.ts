import { inChineseOrder } from '../kernel/chinese-order.ts'
import { addDays, daysBetween, type IsoDate } from '../kernel/dates.ts'

/** Somebody lent who was to be back by a day. */
export type SecondmentEnd = {
  personId: string
  personName: string
  organizationId: string
  organizationName: string | null
  /** borrowing | drawing | attachment */
  kind: string
  place: string
  /** 预计归还 */
  plannedEnd: IsoDate
}

export type SecondmentDue = SecondmentEnd & {
  /** until the planned end; below zero: so many days over it */
  days: number
}

/** How long before the planned end a reminder begins. */
const daysAhead = 30

/** The latest planned end that is reminded of on the day. */
export function latestEndReminded(asOf: IsoDate): IsoDate {
  return addDays(asOf, daysAhead)
}

/** Who is to be given back soon or should have been; the longest over first. */
export function secondmentsDue(ends: readonly SecondmentEnd[], asOf: IsoDate): SecondmentDue[] {
  return ends
    .filter(({ plannedEnd }) => plannedEnd <= latestEndReminded(asOf))
    .map((end) => ({ ...end, days: daysBetween({ from: asOf, to: end.plannedEnd }) }))
    .toSorted((a, b) => a.days - b.days || inChineseOrder(a.personName, b.personName))
}
