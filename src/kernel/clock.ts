import type { IsoDate } from './dates.ts'

/** Given to createApp and to every command; nothing else reads the clock. */
export type Clock = {
  /** The day in Asia/Shanghai. */
  today(): IsoDate
  /** The moment that stamps what is recorded. */
  now(): Date
}
