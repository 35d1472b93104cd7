import type { Acting } from '../kernel/acting.ts'
import { dayInShanghai } from '../kernel/clock.ts'
import { daysBetween, type IsoDate } from '../kernel/dates.ts'
import type { MovementRow } from '../movement/movement-row.ts'

/** An 异动 in somebody's tray, with the days since it was drafted. */
export type Waiting = MovementRow & { days: number }

/**
 * 待我办理, the oldest first: the next step asks for a role of mine, and I have signed no step of it; my own draft
 * only while the clerk's step is open.
 */
export function waitingFor(
  rows: readonly MovementRow[],
  acting: Pick<Acting, 'userId' | 'roles'>,
  today: IsoDate,
): Waiting[] {
  return rows
    .filter(
      ({ waitsFor, signedBy, recordedBy }) =>
        waitsFor !== null &&
        acting.roles.includes(waitsFor) &&
        !signedBy.includes(acting.userId) &&
        (recordedBy !== acting.userId || waitsFor === 'clerk'),
    )
    .map((row) => withDays(row, today))
    .toSorted((a, b) => b.days - a.days || a.number.localeCompare(b.number))
}

/** 我经办的、还在路上的: what I drafted and others have yet to sign. */
export function onTheirWay(
  rows: readonly MovementRow[],
  { userId }: Pick<Acting, 'userId'>,
  today: IsoDate,
): Waiting[] {
  return rows
    .filter(({ recordedBy, waitsFor }) => recordedBy === userId && waitsFor !== null && waitsFor !== 'clerk')
    .map((row) => withDays(row, today))
}

function withDays(row: MovementRow, today: IsoDate): Waiting {
  const drafted = dayInShanghai(row.recordedAt)
  return { ...row, days: Math.max(0, daysBetween({ from: drafted, to: today })) }
}
