import type { IsoDate } from '../kernel/dates.ts'

/** One version of a fact that the next one ends: from when it holds, when the office learned it. */
type Version<Content> = { effectiveFrom: IsoDate; knownAt: Date; content: Content }

type Rows<Content> = Content & {
  effectiveFrom: IsoDate
  effectiveTo: IsoDate | null
  recordedAt: Date
  supersededAt: Date | null
}

/**
 * The rows that two clocks leave behind: each version stands open until the next one is learned; then the open row
 * is superseded and stands again with its end.
 */
export function knownSeries<Content extends object>(versions: readonly Version<Content>[]): Rows<Content>[] {
  return versions.flatMap(({ effectiveFrom, knownAt, content }, at) => {
    const next = versions[at + 1]
    const open = {
      ...content,
      effectiveFrom,
      effectiveTo: null,
      recordedAt: knownAt,
      supersededAt: next?.knownAt ?? null,
    }
    if (!next) return [open]
    const closed = {
      ...content,
      effectiveFrom,
      effectiveTo: next.effectiveFrom,
      recordedAt: next.knownAt,
      supersededAt: null,
    }
    return effectiveFrom < next.effectiveFrom ? [open, closed] : [open]
  })
}
