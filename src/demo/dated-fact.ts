import type { IsoDate } from '../kernel/dates.ts'

type DatedFact = {
  id: string
  effectiveFrom: string
  effectiveTo?: string | null | undefined
  recordedAt: Date
  supersededAt?: Date | null | undefined
}

/**
 * Ends an open fact as the registry does: the row is superseded at the moment, a copy with the end takes its place.
 * A fact that would end on its first day leaves no copy: it never was.
 */
export function endFact<Fact extends DatedFact>(
  rows: Fact[],
  fact: Fact,
  { on, at, id, change }: { on: IsoDate; at: Date; id: string; change?: Partial<Fact> },
): void {
  if (fact.supersededAt) throw new Error('a superseded fact cannot end')
  fact.supersededAt = at
  if (fact.effectiveFrom >= on) return
  rows.push({ ...fact, ...change, id, effectiveTo: on, recordedAt: at, supersededAt: null })
}

/** 更正: the row is superseded, the right one takes its place from then on. */
export function correctFact<Fact extends DatedFact>(
  rows: Fact[],
  fact: Fact,
  { at, id, change }: { at: Date; id: string; change: Partial<Fact> },
): Fact {
  fact.supersededAt = at
  const corrected = { ...fact, ...change, id, recordedAt: at, supersededAt: null }
  rows.push(corrected)
  return corrected
}
