import { timeInShanghai } from '../../src/kernel/clock.ts'

/** A moment as the office reads it, in Asia/Shanghai to the minute: 2024-01-15 09:00. */
export function Moment({ at }: { at: Date }) {
  return <time datetime={at.toISOString()}>{beijingMinute(at)}</time>
}

export function beijingMinute(at: Date): string {
  return timeInShanghai(at).slice(0, 16).replace('T', ' ')
}

/** When and by whom a row was recorded, as one cell: the day, with the minute behind it. */
export function RecordedBy({ at, name }: { at: Date; name: string | null }) {
  const minute = beijingMinute(at)
  return (
    <span class="day" title={minute}>
      {minute.slice(0, 10)} {name ?? ''}
    </span>
  )
}
