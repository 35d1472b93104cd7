/** A moment as the office reads it, in Asia/Shanghai to the minute: 2024-01-15 09:00. */
export function Moment({ at }: { at: Date }) {
  return <time datetime={at.toISOString()}>{beijingMinute(at)}</time>
}

export function beijingMinute(at: Date): string {
  return new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')
}
