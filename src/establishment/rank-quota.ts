import { type Code, codesOf } from '../kernel/codes.ts'
import { type IsoDate, inForce, intersection, type Period } from '../kernel/dates.ts'

/** 综合管理类职级 from the highest to the lowest (公务员法 第十九条). */
export const rankLadder: readonly Code[] = codesOf('RANK_GENERAL')

/** Those a number is set for: 一级、二级科员 are not limited. */
export const limitedLevels: readonly Code[] = rankLadder.filter(({ name }) => !/级科员$/.test(name))

/** 职级 approved together: from the higher one to the lower one of the ladder. */
export type RankGroup = { fromLevel: string; toLevel: string }

/** Every group there may be. */
export const limitedGroups: readonly RankGroup[] = limitedLevels.flatMap(({ code: fromLevel }) =>
  limitedLevels.filter(({ code }) => fromLevel <= code).map(({ code: toLevel }) => ({ fromLevel, toLevel })),
)

/** How a fraction of a number is treated. */
export const roundings = { down: '向下取整', 'half-up': '四舍五入' } as const

export type Rounding = keyof typeof roundings

/** A share of the places of some kinds, or of the number of the group around it (`outer`). */
export type RankRatio = RankGroup & {
  /** two decimals: 12.50 */
  percent: string
  establishmentKinds: readonly string[]
  outer: RankGroup | null
  rounding: Rounding
  /** 领导职务兼任职级的占用职级职数 */
  leadersCount: boolean
}

/** How many hold a 职级 in a unit's places; `leads`: beside a 领导职务. */
export type RanksHeld = {
  organizationId: string
  establishmentKind: string
  levelCode: string
  leads: boolean
  count: number
}

/** 核定职级职数 of one unit and group by document. */
export type RankApproval = RankGroup & { organizationId: string; count: number }

/** One unit, one group, one day. */
export type RankQuota = RankGroup & {
  organizationId: string
  outer: RankGroup | null
  percent: string
  /** what the share is of: approved places, or the number of the outer group */
  base: number
  /** 应核定 by ratio */
  entitled: number
  /** 已核定 by document; null: there is none */
  approved: number | null
  /** what holds: the document before the ratio, and never more than the outer group has */
  number: number
  held: number
}

/** Left over; below zero are more people than the number (超职数). */
export function vacantRanks({ number, held }: Pick<RankQuota, 'number' | 'held'>): number {
  return number - held
}

export function sameGroup(a: RankGroup, b: RankGroup): boolean {
  return a.fromLevel === b.fromLevel && a.toLevel === b.toLevel
}

/** Does the one lie within the other, smaller than it? */
export function liesWithin(inner: RankGroup, outer: RankGroup): boolean {
  return outer.fromLevel <= inner.fromLevel && inner.toLevel <= outer.toLevel && !sameGroup(inner, outer)
}

export function isInGroup(levelCode: string, { fromLevel, toLevel }: RankGroup): boolean {
  return rankLadder.some(({ code }) => code === levelCode) && fromLevel <= levelCode && levelCode <= toLevel
}

/**
 * 领导职务 in the sense of the law begin with 乡科级副职 (公务员法 第十八条; ranks are codes of ZB03, the higher the
 * smaller): who heads a section of a county's organ (股级) holds none.
 */
export function isLeadingDuty({
  leadership,
  leadershipRank,
}: {
  leadership: string | null
  leadershipRank: string | null
}): boolean {
  return leadership !== null && leadershipRank !== null && leadershipRank <= lowestLeadingRank
}

export const lowestLeadingRank = '110'

/** The share of a base; a fraction is dropped or rounded half up. Whole hundredths of a percent, so it is exact. */
export function shareOf(
  base: number,
  { percent, rounding }: Pick<RankRatio, 'percent' | 'rounding'>,
): number {
  const hundredths = Number.parseInt(percent.replace('.', ''), 10)
  const half = rounding === 'half-up' ? 5_000 : 0
  return Math.floor((Math.max(base, 0) * hundredths + half) / 10_000)
}

/**
 * Ratios for their days, each with the kinds and the treatment of leaders that its outermost group has on them; the
 * outer one always before the inner one. Of an inner ratio nothing is left for days on which its outer one does not hold.
 */
export function resolvedRatios<Ratio extends RankRatio & Period>(ratios: readonly Ratio[]): Ratio[] {
  const resolved: Ratio[] = []
  for (const ratio of ratios.toSorted(byGroup)) {
    const { outer } = ratio
    if (outer === null) resolved.push(ratio)
    else {
      for (const around of resolved.filter((other) => sameGroup(other, outer))) {
        const shared = intersection(ratio, around)
        if (shared === null) continue
        const { establishmentKinds, leadersCount } = around
        resolved.push({ ...ratio, ...shared, establishmentKinds, leadersCount })
      }
    }
  }
  return resolved
}

/** The ratios of a day, of resolved ones. */
export function ratiosOn<Ratio extends Period>(resolved: readonly Ratio[], on: IsoDate): Ratio[] {
  return resolved.filter((ratio) => inForce(ratio, on))
}

/** Does somebody with the 职级 in the place count in the group? */
export function countsIn(
  { establishmentKind, levelCode, leads }: Omit<RanksHeld, 'organizationId' | 'count'>,
  ratio: RankRatio,
): boolean {
  return (
    isInGroup(levelCode, ratio) &&
    ratio.establishmentKinds.includes(establishmentKind) &&
    (ratio.leadersCount || !leads)
  )
}

/**
 * 职级职数 of one unit on a day (公务员职务与职级并行规定 第十一条: a share of the approved places of the kind of post):
 * by ratio from the places, or from the number of the group around it; a number by document goes before the ratio. A
 * group never has more than the one around it. `ratios` are those of the day, resolved, the outer ones first.
 */
export function quotasOf(
  organizationId: string,
  {
    ratios,
    places,
    approvals,
    held,
  }: {
    ratios: readonly RankRatio[]
    places: readonly { establishmentKind: string; approved: number }[]
    approvals: readonly (RankGroup & { count: number })[]
    held: readonly Omit<RanksHeld, 'organizationId'>[]
  },
): RankQuota[] {
  const quotas: RankQuota[] = []
  for (const ratio of ratios) {
    const { fromLevel, toLevel, outer, percent } = ratio
    const around = outer === null ? null : quotas.find((quota) => sameGroup(quota, outer))
    if (around === undefined) continue
    const counted = places.filter(({ establishmentKind }) =>
      ratio.establishmentKinds.includes(establishmentKind),
    )
    const base = around?.number ?? Math.max(sum(counted.map(({ approved }) => approved)), 0)
    const entitled = shareOf(base, ratio)
    const approved = approvals.find((approval) => sameGroup(approval, ratio))?.count ?? null
    quotas.push({
      organizationId,
      fromLevel,
      toLevel,
      outer,
      percent,
      base,
      entitled,
      approved,
      number: Math.min(approved ?? entitled, around?.number ?? Number.POSITIVE_INFINITY),
      held: sum(held.filter((row) => countsIn(row, ratio)).map(({ count }) => count)),
    })
  }
  return quotas
}

/** From the top of the ladder, the wider group before the narrower one it holds. */
function byGroup(a: RankGroup, b: RankGroup): number {
  return a.fromLevel.localeCompare(b.fromLevel) || b.toLevel.localeCompare(a.toLevel)
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0)
}

/** 一级至四级主任科员; 一级调研员; 二级巡视员至一级调研员 */
export function groupName({ fromLevel, toLevel }: RankGroup): string {
  const [first, last] = [levelName(fromLevel), levelName(toLevel)]
  if (first === last) return first
  const [firstStep, firstKind] = [first.slice(0, 2), first.slice(2)]
  return firstKind === last.slice(2) ? `${firstStep}至${last}` : `${first}至${last}`
}

export function levelName(code: string): string {
  return rankLadder.find((level) => level.code === code)?.name ?? code
}

/** In an address and in a choice: 07-10. */
export function groupKey({ fromLevel, toLevel }: RankGroup): string {
  return `${fromLevel}-${toLevel}`
}

/** 10.00 → 10%, 12.50 → 12.5% */
export function percentInWords(percent: string): string {
  return `${percent.replace(/\.?0+$/, '')}%`
}
