import type { IsoDate } from './dates.ts'

/** Given to createApp and to every command; nothing else reads the clock. */
export type Clock = {
  /** The day in Asia/Shanghai. */
  today(): IsoDate
  /** The moment that stamps what is recorded. */
  now(): Date
}

const shanghaiOffset = 8 * 3_600_000
const dayLength = 86_400_000

/**
 * A clock that never steps back: what is recorded later is never stamped earlier, even when the machine's clock
 * is set back. `floor` is the last moment the registry knows.
 */
export function steadyClock(wall: () => Date, floor: Date): Clock {
  let last = floor.getTime()
  const now = () => {
    last = Math.max(wall().getTime(), last + 1)
    return new Date(last)
  }
  return { now, today: () => dayInShanghai(wall()) }
}

/** The time of day runs on, the day stands still: 演示日期. */
export function standingClock(wall: () => Date, day: IsoDate, floor: Date): Clock {
  const midnight = Date.parse(`${day}T00:00:00+08:00`)
  const onTheDay = () => new Date(midnight + ((wall().getTime() + shanghaiOffset) % dayLength))
  return { ...steadyClock(onTheDay, floor), today: () => day }
}

/** The day in Beijing: its midnight, not that of Greenwich, begins it. */
export function dayInShanghai(moment: Date): IsoDate {
  return timeInShanghai(moment).slice(0, 10)
}

/** As a clock on an office wall shows it, to the second: 2024-01-15T09:00:00. */
export function timeInShanghai(moment: Date): string {
  return new Date(moment.getTime() + shanghaiOffset).toISOString().slice(0, 19)
}
