import { inChineseOrder } from '../kernel/chinese-order.ts'
import { addMonths, type IsoDate } from '../kernel/dates.ts'
import { retirementAge, retirementDay, usualRetirementCategory } from '../staffing/retirement.ts'

/** Somebody with a place in the establishment who may be near the age of retirement. */
export type Ageing = {
  personId: string
  name: string
  sex: string
  bornOn: IsoDate
  identityCategory: string
  organizationId: string
  establishmentKind: string
  /** the place ends on this day already: somebody saw to it */
  endsOn: IsoDate | null
  /** holds a leading post of 县处级 or above, or a senior title: women of these may stay until 60 */
  senior: boolean
  /** 弹性提前、延迟退休 as chosen: early | late, and the day; null: the statutory age */
  choice: string | null
  chosenOn: IsoDate | null
}

/** 到龄退休 of one person, by the law of the day from which it is asked. */
export type RetirementDue = Ageing & {
  /** the day chosen, or on which the statutory age is completed; pay runs to the end of its month */
  dueOn: IsoDate
  /** the day on which the statutory age is completed, whatever was chosen */
  statutoryOn: IsoDate
  age: { years: number; months: number }
  /** reached before the day of asking, and still in the establishment */
  overdue: boolean
  /** the basis must be looked at: the usual age need not be this person's */
  toVerify: boolean
}

/** How far ahead the list looks, in months. */
export const retirementHorizons = [6, 12, 24, 36] as const

/**
 * Who reaches the age of retirement up to so many months after the day, both days included, and who has reached it
 * and is still there. The oldest date first.
 */
export function retirementsDue(
  people: readonly Ageing[],
  { asOf, months }: { asOf: IsoDate; months: number },
): RetirementDue[] {
  const until = addMonths(asOf, months)
  return people
    .map((person) => {
      const question = { bornOn: person.bornOn, category: usualRetirementCategory(person), lawOn: asOf }
      const statutoryOn = retirementDay(question)
      const dueOn = person.chosenOn ?? statutoryOn
      return {
        ...person,
        dueOn,
        statutoryOn,
        age: retirementAge(question),
        overdue: dueOn < asOf,
        toVerify: person.senior && question.category !== 'age-60',
      }
    })
    .filter(({ dueOn }) => dueOn <= until)
    .toSorted((a, b) => (a.dueOn === b.dueOn ? inChineseOrder(a.name, b.name) : order(a.dueOn, b.dueOn)))
}

/** Nobody born after this day can be due up to so many months after the day: the lowest age there is, is 50. */
export function latestBirthDue({ asOf, months }: { asOf: IsoDate; months: number }): IsoDate {
  return addMonths(asOf, months - 50 * 12)
}

/** 60 周岁, 60 岁 1 个月 */
export function ageInWords({ years, months }: { years: number; months: number }): string {
  return months === 0 ? `${years} 周岁` : `${years} 周岁 ${months} 个月`
}

function order(a: string, b: string): number {
  return a < b ? -1 : 1
}
