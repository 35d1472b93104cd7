import type { IsoDate } from '../kernel/dates.ts'
import type { Problem } from '../kernel/problem.ts'

/** One organization, one kind, one day. */
export type EstablishmentPosition = {
  /** 核定编制 */
  approved: number
  /** 实有人员 */
  occupied: number
  /** 已批准、尚未上编的用编 */
  reserved: number
  /** 控编、冻结: approved on paper, not to be filled */
  frozen: number
}

/** By how much a position changes on a day; a cut, an exit or a lapsed reservation is negative. */
export type PositionChange = EstablishmentPosition & { on: IsoDate }

/** How a position stands from this day on, until the next one in the list. */
export type PositionAhead = EstablishmentPosition & { on: IsoDate }

/** 空编. Below zero when the organization is over-established (超编). */
export function vacancies({ approved, occupied, reserved, frozen }: EstablishmentPosition): number {
  return approved - occupied - reserved - frozen
}

/**
 * Every position from a day on: as it stands on that day, and after each later day that changes it. Changes of
 * the first day or before are part of the opening position and are left out.
 */
export function positionsAhead(
  opening: PositionAhead,
  changes: readonly PositionChange[],
): [PositionAhead, ...PositionAhead[]] {
  const later = changes.filter(({ on }) => on > opening.on).sort((a, b) => (a.on < b.on ? -1 : 1))
  const ahead: [PositionAhead, ...PositionAhead[]] = [opening]
  let current = opening
  for (const change of later) {
    const next = added(current, change)
    if (next.on === current.on) ahead.pop()
    ahead.push(next)
    current = next
  }
  return ahead
}

/**
 * The establishment check (编制核查): may this many more people enter? A person keeps the place, so the check
 * reads every position from the entry day on and the tightest decides.
 */
export function checkEntry(
  ahead: readonly [PositionAhead, ...PositionAhead[]],
  entering: number,
  place: { organizationName: string; establishmentKind: string },
): Problem | null {
  const tightest = tightestOf(ahead)
  if (entering <= vacancies(tightest)) {
    return null
  } else {
    return { code: 'no-vacancy', field: 'organizationId', ...place, ...tightest }
  }
}

/** The first day with the fewest vacancies. */
export function tightestOf(ahead: readonly [PositionAhead, ...PositionAhead[]]): PositionAhead {
  return ahead.reduce((a, b) => (vacancies(b) < vacancies(a) ? b : a))
}

function added(position: PositionAhead, change: PositionChange): PositionAhead {
  return {
    on: change.on,
    approved: position.approved + change.approved,
    occupied: position.occupied + change.occupied,
    reserved: position.reserved + change.reserved,
    frozen: position.frozen + change.frozen,
  }
}
