import { addMonths, firstOfMonth, type IsoDate, monthOf, yearOf } from '../kernel/dates.ts'
import type { Problem } from '../kernel/problem.ts'

/**
 * The age of retirement before the decision of 2024: 60 for men, 55 for women in cadre posts, 50 for women in
 * worker posts. It is a fact of the person with its own basis and not a matter of sex alone: women of 县处级 and
 * with senior titles count as 60 (组通字〔2015〕14号).
 */
export type RetirementCategory = 'age-60' | 'age-55' | 'age-50'

export type RetirementQuestion = {
  bornOn: IsoDate
  category: RetirementCategory
  /** The law as it stood on this day: until 2024-09-12 nobody knew of the delay. */
  lawOn: IsoDate
}

/** The category where the person's file says nothing else. */
export function usualRetirementCategory({
  sex,
  identityCategory,
}: {
  /** GB/T 2261.1 */
  sex: string
  identityCategory: string
}): RetirementCategory {
  if (sex !== '2') return 'age-60'
  return identityCategory === 'office-worker' ? 'age-50' : 'age-55'
}

/**
 * 法定退休月: first day of the month in which the person retires; pay runs to its end. 全国人大常委会关于实施渐进式
 * 延迟法定退休年龄的决定 (adopted 2024-09-13, in force 2025-01-01) adds to the original month one month for every
 * four months of birth (every two for age 50), up to 36 months (60).
 */
export function retirementMonth(question: RetirementQuestion): IsoDate {
  return addMonths(originalMonth(question), delayInMonths(question))
}

/** 到龄日期: the day in the month of retirement on which the statutory age is completed. */
export function retirementDay(question: RetirementQuestion): IsoDate {
  const { years, months } = retirementAge(question)
  return addMonths(question.bornOn, years * 12 + months)
}

/** The statutory age, completed years and months: 60岁1个月 is { years: 60, months: 1 }. */
export function retirementAge(question: RetirementQuestion): { years: number; months: number } {
  const months = originalAges[question.category] * 12 + delayInMonths(question)
  return { years: Math.floor(months / 12), months: months % 12 }
}

/**
 * 弹性退休: first days of the earliest and the latest month. Up to three years earlier, not before the original age
 * and only with the minimum years of contribution; up to three years later with the consent of the unit. Civil
 * servants and leaders of state institutions may not choose a later month.
 */
export function elasticRetirement(question: RetirementQuestion): { earliest: IsoDate; latest: IsoDate } {
  const statutory = retirementMonth(question)
  if (question.lawOn < adoptedOn) return { earliest: statutory, latest: statutory }
  const original = originalMonth(question)
  const threeYearsBefore = addMonths(statutory, -36)
  return {
    earliest: threeYearsBefore > original ? threeYearsBefore : original,
    latest: addMonths(statutory, 36),
  }
}

/** 弹性退休 as it is chosen. */
export const retirementChoices = { early: '弹性提前退休', late: '弹性延迟退休' } as const

/** What the age of retirement and the choices follow from. */
export type Retiree = { bornOn: IsoDate; sex: string; identityCategory: string }

/**
 * May the person choose this day? 实施弹性退休制度暂行办法 (人社部发〔2024〕94号, in force 2025-01-01; from knowledge,
 * certainty 90): early and late by at most three years, early not before the age of the old law; civil servants, who
 * include 参公管理人员 here, retire when the age is reached and may not choose a later day. By the law of `today`:
 * before the decision was adopted there was nothing to choose.
 */
export function checkRetirementChoice(
  person: Retiree,
  { choice, on, today }: { choice: string; on: IsoDate; today: IsoDate },
): Problem | null {
  const field = 'from'
  const refusal = (because: string): Problem => ({ code: 'refused', field, because })
  if (today < adoptedOn) return refusal('2024 年 9 月 13 日前没有弹性退休的规定，不能登记。')
  const { bornOn } = person
  const question = { bornOn, category: usualRetirementCategory(person), lawOn: today }
  const statutory = retirementMonth(question)
  const { earliest, latest } = elasticRetirement(question)
  const month = firstOfMonth(on)
  const told = `法定退休时间为 ${inMonths(statutory)}`
  if (choice === 'early') {
    if (month >= earliest && month < statutory) return null
    return earliest === statutory
      ? refusal(`${told}，没有可提前的月份。`)
      : refusal(`${told}，提前退休应在 ${inMonths(earliest)}至 ${inMonths(addMonths(statutory, -1))}之间。`)
  }
  if (['civil-servant', 'civil-service-institution-staff'].includes(person.identityCategory)) {
    return {
      code: 'refused',
      field: 'choice',
      because: '公务员和参公管理人员达到法定退休年龄时应办理退休，不适用弹性延迟退休。',
    }
  }
  if (month > statutory && month <= latest) return null
  return refusal(`${told}，延迟退休应在 ${inMonths(addMonths(statutory, 1))}至 ${inMonths(latest)}之间。`)
}

function inMonths(month: IsoDate): string {
  return `${yearOf(month)} 年 ${monthOf(month)} 月`
}

/** 最低缴费年限 in months for a year of retirement: 15 years until 2029, then half a year more each year, to 20. */
export function minimumContributionMonths(retirementYear: number): number {
  return 180 + 6 * Math.min(Math.max(retirementYear - 2029, 0), 10)
}

const adoptedOn: IsoDate = '2024-09-13'

const originalAges = { 'age-60': 60, 'age-55': 55, 'age-50': 50 } as const

/** How fast and how far each age is raised: a month for every so many months of birth, to at most so many. */
const steps = {
  'age-60': { every: 4, most: 36 },
  'age-55': { every: 4, most: 36 },
  'age-50': { every: 2, most: 60 },
} as const

function originalMonth({ bornOn, category }: RetirementQuestion): IsoDate {
  return addMonths(firstOfMonth(bornOn), originalAges[category] * 12)
}

function delayInMonths(question: RetirementQuestion): number {
  if (question.lawOn < adoptedOn) return 0
  const { every, most } = steps[question.category]
  const original = originalMonth(question)
  const place = (yearOf(original) - 2025) * 12 + monthOf(original)
  return place <= 0 ? 0 : Math.min(Math.ceil(place / every), most)
}
