import type { IsoDate } from '../kernel/dates.ts'
import type { Problem } from '../kernel/problem.ts'
import { type PositionAhead, vacancies } from './vacancy.ts'

/** 总量控制: one kind of the whole region, from a day on until the next one in the list. */
export type TotalAhead = {
  on: IsoDate
  /** 总量: what the level above allows */
  ceiling: number
  /** 已分配: the sum over all units */
  allocated: number
}

export type TotalChange = TotalAhead

/** The region's ledger row changes the ceiling, a unit's row what is allocated. */
export type HeadcountChange = { on: IsoDate; change: number; ofRegion: boolean }

/** Every total from a day on; changes of that day or before are in the opening and are left out. */
export function totalsAhead(
  opening: TotalAhead,
  changes: readonly TotalChange[],
): [TotalAhead, ...TotalAhead[]] {
  const later = changes.filter(({ on }) => on > opening.on).sort((a, b) => (a.on < b.on ? -1 : 1))
  const ahead: [TotalAhead, ...TotalAhead[]] = [opening]
  let current = opening
  for (const { on, ceiling, allocated } of later) {
    const next = { on, ceiling: current.ceiling + ceiling, allocated: current.allocated + allocated }
    if (next.on === current.on) ahead.pop()
    ahead.push(next)
    current = next
  }
  return ahead
}

/** How the totals stand from the change's day on once it is written. `ahead` begins on that day. */
export function totalsWith(
  ahead: readonly [TotalAhead, ...TotalAhead[]],
  { change, ofRegion }: HeadcountChange,
): [TotalAhead, ...TotalAhead[]] {
  const [first, ...rest] = ahead
  const changed = (total: TotalAhead): TotalAhead => ({
    on: total.on,
    ceiling: total.ceiling + (ofRegion ? change : 0),
    allocated: total.allocated + (ofRegion ? 0 : change),
  })
  return [changed(first), ...rest.map(changed)]
}

/**
 * 总量控制: on no day from the change on may the units together have more than the region. Only a change that makes
 * it tighter is refused: a cut of a unit helps, even where the region is over its total already.
 */
export function checkTotal(
  ahead: readonly [TotalAhead, ...TotalAhead[]],
  change: HeadcountChange,
  establishmentKind: string,
): Problem | null {
  const tighter = change.ofRegion ? change.change < 0 : change.change > 0
  const broken = totalsWith(ahead, change).find(({ ceiling, allocated }) => allocated > ceiling)
  if (!tighter || broken === undefined) {
    return null
  } else {
    return { code: 'over-total', field: 'count', establishmentKind, ...broken }
  }
}

/** How the position of a unit stands from the change's day on once it is written. `ahead` begins on that day. */
export function positionsWith(
  ahead: readonly [PositionAhead, ...PositionAhead[]],
  change: number,
): [PositionAhead, ...PositionAhead[]] {
  const [first, ...rest] = ahead
  const changed = (position: PositionAhead) => ({ ...position, approved: position.approved + change })
  return [changed(first), ...rest.map(changed)]
}

/** Nobody can have fewer places than none. */
export function checkNotBelowZero(
  ahead: readonly [PositionAhead, ...PositionAhead[]],
  change: number,
): Problem | null {
  const broken = positionsWith(ahead, change).find(({ approved }) => approved < 0)
  if (change > 0 || broken === undefined) {
    return null
  } else {
    return { code: 'approved-below-zero', field: 'count', on: broken.on, approved: broken.approved - change }
  }
}

/**
 * A cut may leave more people than places (超编, to be worked off), but not unnoticed: the first day on which it
 * does so, as it will stand. Null when everybody has a place, or when the change is no cut.
 */
export function overEstablished(
  ahead: readonly [PositionAhead, ...PositionAhead[]],
  change: number,
): PositionAhead | null {
  if (change > 0) return null
  return positionsWith(ahead, change).find((position) => vacancies(position) < 0) ?? null
}
