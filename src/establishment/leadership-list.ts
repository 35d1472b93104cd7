import {
  isAboveRank,
  leadershipPositionOrder,
  type SeatKey,
  type Seats,
  vacantSeats,
} from './leadership-post.ts'

/** One line of the list; `place` is the unit's in the order of the tree. */
export type ListedSeats = Seats & {
  organizationName: string
  place: number
  /** the unit is not there on the day: its seats were not taken back when it ended */
  ended: boolean
  /** 超规格 against the unit's own rank on the day */
  aboveRank: boolean
}

/** 空缺、配齐、超职数、超规格 */
export const seatStandings = {
  vacant: '有空缺',
  full: '配齐',
  over: '超职数',
  'above-rank': '超规格',
} as const

/** In the order of the tree, or those first that need looking at. */
export const seatOrders = { tree: '机构序', over: '超职数在前', vacant: '空缺在前' } as const

export type SeatFilter = { rank: string; position: string; standing: string; order: string }

type Unit = { organizationId: string; name: string; rank: string | null }

/**
 * Names and ranks put beside the seats, filtered and ordered. Empty parts of the filter ask for nothing. `units` are
 * those of the day in their order, `names` also tell what an ended one was called.
 */
export function listedSeats(
  seats: readonly Seats[],
  { units, names }: { units: readonly Unit[]; names: ReadonlyMap<string, string> },
  filter: SeatFilter,
): ListedSeats[] {
  const known = new Map(units.map((unit, place) => [unit.organizationId, { ...unit, place }]))
  return seats
    .map((seat): ListedSeats => {
      const unit = known.get(seat.organizationId)
      const aboveRank = isAboveRank(seat, unit?.rank ?? null)
      const organizationName = unit?.name ?? names.get(seat.organizationId) ?? ''
      const place = unit?.place ?? units.length
      return { ...seat, organizationName, place, ended: unit === undefined, aboveRank }
    })
    .filter((seat) => fits(seat, filter))
    .toSorted((a, b) => urgency(a, filter) - urgency(b, filter) || a.place - b.place || byRank(a, b))
}

function fits(seat: ListedSeats, { rank, position, standing }: SeatFilter): boolean {
  const vacant = vacantSeats(seat)
  const standsSo: Record<string, boolean> = {
    vacant: vacant > 0,
    full: vacant === 0,
    over: vacant < 0,
    'above-rank': seat.aboveRank,
  }
  return (
    (rank === '' || seat.rank === rank) &&
    (position === '' || seat.position === position) &&
    (standing === '' || standsSo[standing] === true)
  )
}

function urgency(seat: Seats, filter: SeatFilter): number {
  if (filter.order === 'over') return vacantSeats(seat)
  return filter.order === 'vacant' ? -vacantSeats(seat) : 0
}

function byRank(a: SeatKey, b: SeatKey): number {
  return placeOf(a) - placeOf(b) || a.rank.localeCompare(b.rank)
}

const order: readonly string[] = leadershipPositionOrder

function placeOf({ position }: SeatKey): number {
  return order.indexOf(position)
}
