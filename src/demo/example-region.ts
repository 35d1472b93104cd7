import type { IsoDate } from '../kernel/dates.ts'
import type { Generator } from './generator.ts'
import { namedId } from './generator.ts'

export const exampleRegionCode = '510812'
export const exampleRegionName = '朝天区（示例）'

/** The root of the tree, of kind region: 总量 stands here. */
export const rootOrganizationId = namedId('organization', exampleRegionName)

/**
 * 期初建账: the registry opened with the state of this day. Assignments, posts, headcounts and pay profiles of the
 * opening begin here, without a movement; what came before is only in a person's 参加工作时间 and a unit's 沿革.
 */
export const openingDay: IsoDate = '2021-01-01'
/** 演示日期 */
export const demoDay: IsoDate = '2024-01-15'
/** Nothing of the example is recorded later than this. */
export const demoMoment = moment(demoDay, '08:30')

/**
 * The prefix of every identity number of the example. GB/T 2260 has no province 99, so no authority can have
 * issued such a number to anyone.
 */
export const impossibleRegion = '990812'

/** A moment of the clock in Asia/Shanghai. */
export function moment(day: IsoDate, time: string): Date {
  return new Date(`${day}T${time}:00+08:00`)
}

/** A moment in the office's hours (9 to 12, 14:30 to 17:30) of the day, or of the Monday after a weekend. */
export function officeMoment(generator: Generator, day: IsoDate): Date {
  const minute = generator.whole({ least: 0, most: 359 })
  const inDay = minute < 180 ? 9 * 60 + minute : 14 * 60 + 30 + (minute - 180)
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  const wait = [1, 0, 0, 0, 0, 0, 2][weekday] ?? 0
  const second = generator.whole({ least: 0, most: 59 })
  const midnight = moment(day, '00:00').getTime()
  return new Date(midnight + ((wait * 24 * 60 + inDay) * 60 + second) * 1000)
}
