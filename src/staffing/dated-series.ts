import { type IsoDate, inForce, type Period } from '../kernel/dates.ts'

/** A dated fact that a movement may have begun; null: an opening entry, or registered by itself. */
export type DatedFact = Period & { movementId: string | null }

/** The fresh fact runs from its day to the next one already recorded; what was in force on that day ends there. */
export function startFrom<Fact extends Period>(series: readonly Fact[], fresh: Fact): Fact[] {
  const kept = series.filter(({ effectiveFrom }) => effectiveFrom !== fresh.effectiveFrom)
  const next = nextStart(kept, fresh.effectiveFrom)
  return [
    ...endOn(kept, fresh.effectiveFrom),
    { ...fresh, effectiveTo: earlier(fresh.effectiveTo, next) },
  ].sort((a, b) => (a.effectiveFrom < b.effectiveFrom ? -1 : 1))
}

/** What is in force on the day ends there; what begins later stays. */
export function endOn<Fact extends Period>(series: readonly Fact[], day: IsoDate): Fact[] {
  return series.flatMap((fact) => {
    if (!inForce(fact, day)) return [fact]
    return fact.effectiveFrom === day ? [] : [{ ...fact, effectiveTo: day }]
  })
}

/** Nothing of the series is left from the day on. */
export function endAllFrom<Fact extends DatedFact>(series: readonly Fact[], day: IsoDate): Fact[] {
  return endOn(series, day).filter(({ effectiveFrom }) => effectiveFrom < day)
}

/**
 * As if the movement had never been: what it began is gone, and what it ended on its day runs on to the next fact of
 * the series.
 */
export function withoutMovement<Fact extends DatedFact>(
  series: readonly Fact[],
  { movementId, effectiveOn }: { movementId: string; effectiveOn: IsoDate },
): Fact[] {
  return without(series, { effectiveOn, gone: (fact) => fact.movementId === movementId })
}

/** As if one fact had never been: what it took the place of runs on to the next fact of the series. */
export function without<Fact extends Period>(
  series: readonly Fact[],
  { gone, effectiveOn }: { gone(fact: Fact): boolean; effectiveOn: IsoDate },
): Fact[] {
  const kept = series.filter((fact) => !gone(fact))
  return kept.map((fact) =>
    fact.effectiveTo === effectiveOn ? { ...fact, effectiveTo: nextStart(kept, fact.effectiveFrom) } : fact,
  )
}

function nextStart(series: readonly Period[], day: IsoDate): IsoDate | null {
  const later = series.map(({ effectiveFrom }) => effectiveFrom).filter((from) => from > day)
  return later.length === 0 ? null : later.reduce((a, b) => (a < b ? a : b))
}

function earlier(a: IsoDate | null, b: IsoDate | null): IsoDate | null {
  if (a === null || b === null) return a ?? b
  return a < b ? a : b
}
