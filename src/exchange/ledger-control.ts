import type { IsoDate } from '../kernel/dates.ts'
import type { Problem } from '../kernel/problem.ts'

/** A change of one organization and kind; `ofRegion`: it changes the 总量. */
export type LedgerRow = {
  line: number
  organizationId: string
  ofRegion: boolean
  establishmentKind: string
  change: number
  on: IsoDate
}

/**
 * 总量控制 and 不得为负 over a whole file, as establishment/total-control.ts has them for one row. What eases is counted
 * first, then each row that makes it tighter in the order of the file: the first ones that fit stay, those that do not
 * are named by their line.
 */
export function ledgerProblems(
  recorded: readonly RecordedRow[],
  fresh: readonly LedgerRow[],
): ReadonlyMap<number, Problem> {
  const within = calendarOf(recorded, fresh)
  return new Map([...overTotal(recorded, fresh, within), ...belowZero(recorded, fresh, within)])
}

/** 不得为负 alone, for a ledger that has no total. */
export function belowZeroProblems(
  recorded: readonly RecordedRow[],
  fresh: readonly LedgerRow[],
): ReadonlyMap<number, Problem> {
  return belowZero(recorded, fresh, calendarOf(recorded, fresh))
}

function calendarOf(recorded: readonly RecordedRow[], fresh: readonly RecordedRow[]): Calendar {
  const days = [...new Set([...recorded, ...fresh].map(({ on }) => on))].sort()
  const dayOf = new Map(days.map((day, place) => [day, place]))
  return { days, from: ({ on }) => dayOf.get(on) ?? 0 }
}

type RecordedRow = Omit<LedgerRow, 'line'>

/** Every day on which something changes, and the place of a row's day among them. */
type Calendar = { days: readonly IsoDate[]; from(row: RecordedRow): number }

function overTotal(
  recorded: readonly RecordedRow[],
  fresh: readonly LedgerRow[],
  { days, from }: Calendar,
): Map<number, Problem> {
  const broken = new Map<number, Problem>()
  const totals = new Map<string, Totals>()
  const totalOf = (kind: string) =>
    entry(totals, kind, () => ({ ceiling: zeros(days), allocated: zeros(days) }))
  const count = (row: RecordedRow) => {
    const { ceiling, allocated } = totalOf(row.establishmentKind)
    addFrom(row.ofRegion ? ceiling : allocated, from(row), row.change)
  }
  for (const row of recorded) count(row)
  for (const row of fresh) if (!isTighter(row)) count(row)
  for (const row of fresh.filter(isTighter)) {
    const { ceiling, allocated } = totalOf(row.establishmentKind)
    const after = (day: number) => ({
      ceiling: (ceiling[day] ?? 0) + (row.ofRegion ? row.change : 0),
      allocated: (allocated[day] ?? 0) + (row.ofRegion ? 0 : row.change),
    })
    const at = days.findIndex((_, day) => day >= from(row) && after(day).allocated > after(day).ceiling)
    const { establishmentKind } = row
    if (at < 0) count(row)
    else {
      const on = days[at] ?? row.on
      broken.set(row.line, { code: 'over-total', field: 'change', establishmentKind, on, ...after(at) })
    }
  }
  return broken
}

function belowZero(
  recorded: readonly RecordedRow[],
  fresh: readonly LedgerRow[],
  { days, from }: Calendar,
): Map<number, Problem> {
  const broken = new Map<number, Problem>()
  const cuts = fresh.filter(({ change }) => change < 0)
  const approved = new Map(cuts.map((row) => [positionKey(row), zeros(days)]))
  for (const row of [...recorded, ...fresh.filter(({ change }) => change > 0)]) {
    addFrom(approved.get(positionKey(row)) ?? [], from(row), row.change)
  }
  for (const row of cuts) {
    const counts = approved.get(positionKey(row)) ?? []
    const at = counts.findIndex((count, day) => day >= from(row) && count + row.change < 0)
    if (at < 0) addFrom(counts, from(row), row.change)
    else {
      const on = days[at] ?? row.on
      broken.set(row.line, { code: 'approved-below-zero', field: 'change', on, approved: counts[at] ?? 0 })
    }
  }
  return broken
}

/** 总量 and 已分配 on each day of the list. */
type Totals = { ceiling: number[]; allocated: number[] }

function isTighter({ ofRegion, change }: RecordedRow): boolean {
  return ofRegion ? change < 0 : change > 0
}

function positionKey({ organizationId, establishmentKind }: RecordedRow): string {
  return `${organizationId} ${establishmentKind}`
}

function addFrom(counts: number[], from: number, change: number): void {
  for (let day = from; day < counts.length; day++) counts[day] = (counts[day] ?? 0) + change
}

function zeros(days: readonly IsoDate[]): number[] {
  return days.map(() => 0)
}

function entry<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = make()
  map.set(key, made)
  return made
}
