import { type IsoDate, inForce, intersection, type Period, uncovered } from '../kernel/dates.ts'
import type { Problem } from '../kernel/problem.ts'
import {
  countsIn,
  groupKey,
  isLeadingDuty,
  quotasOf,
  type RankGroup,
  type RankQuota,
  type RankRatio,
  type RanksHeld,
  ratiosOn,
  sameGroup,
  vacantRanks,
} from './rank-quota.ts'

/** Days with one 职级 in one place, with or without a 领导职务 beside it. */
export type RankSpell = Omit<RanksHeld, 'count'> & Period

type RankPlace = Period & { organizationId: string; establishmentKind: string }
type RankPost = Period & {
  aspect: string
  levelCode: string
  leadership: string | null
  leadershipRank: string | null
}

/** One person's places, 职级 and 领导职务 put side by side. */
export function rankSpells(places: readonly RankPlace[], posts: readonly RankPost[]): RankSpell[] {
  const ranks = posts.filter(({ aspect }) => aspect === 'rank')
  const leading = posts.filter((post) => post.aspect === 'duty' && isLeadingDuty(post))
  return places.flatMap((place) =>
    ranks.flatMap((rank): RankSpell[] => {
      const shared = intersection(place, rank)
      if (shared === null) return []
      const { organizationId, establishmentKind } = place
      const held = { organizationId, establishmentKind, levelCode: rank.levelCode }
      const alone = uncovered(shared, leading)
      return [
        ...alone.map((period) => ({ ...held, leads: false, ...period })),
        ...uncovered(shared, alone).map((period) => ({ ...held, leads: true, ...period })),
      ]
    }),
  )
}

/** A group of a unit of which somebody takes up one more on these days. */
export type RankTaken = RankGroup & { organizationId: string; periods: Period[] }

/**
 * The days of `after` on which the person counts in a group of a unit and by `before` did not: there a place must be
 * left. Who goes up inside a group takes up nothing of it; who no longer leads may. `ratios` are resolved ones.
 */
export function ranksTaken(
  before: readonly RankSpell[],
  after: readonly RankSpell[],
  ratios: readonly (RankRatio & Period)[],
): RankTaken[] {
  const taken = new Map<string, RankTaken>()
  for (const ratio of ratios) {
    for (const spell of after.filter((one) => countsIn(one, ratio))) {
      const { organizationId } = spell
      const shared = intersection(spell, ratio)
      if (shared === null) continue
      const own = before.filter((one) => one.organizationId === organizationId && countsIn(one, ratio))
      const periods = uncovered(shared, own)
      if (periods.length === 0) continue
      const { fromLevel, toLevel } = ratio
      const key = `${organizationId} ${groupKey(ratio)}`
      const known = taken.get(key) ?? { organizationId, fromLevel, toLevel, periods: [] }
      known.periods.push(...periods)
      taken.set(key, known)
    }
  }
  return [...taken.values()]
}

/** A unit from a day on as known now, somebody left out: what is recorded for later days included. */
export type UnitRanks = {
  /** 核定编制 on the first day, and each change after it */
  places: readonly { establishmentKind: string; on: IsoDate; change: number }[]
  approvals: readonly (RankGroup & Period & { count: number })[]
  spells: readonly RankSpell[]
}

export type RankDay = RankQuota & { on: IsoDate }

/** The group on every day of the periods that begins one, or that something recorded changes it. */
export function rankDays(
  { organizationId, periods, ...group }: RankTaken,
  ratios: readonly (RankRatio & Period)[],
  unit: UnitRanks,
): RankDay[] {
  const dated: readonly Period[] = [...ratios, ...unit.approvals, ...unit.spells]
  const changes = [
    ...unit.places.map(({ on }) => on),
    ...dated.flatMap(({ effectiveFrom, effectiveTo }) => [effectiveFrom, effectiveTo ?? effectiveFrom]),
  ]
  const days = periods.flatMap((period) => [
    period.effectiveFrom,
    ...changes.filter((on) => inForce(period, on)),
  ])
  return [...new Set(days)].sort().flatMap((on) => {
    const quotas = quotasOf(organizationId, {
      ratios: ratiosOn(ratios, on),
      places: unit.places
        .filter((place) => place.on <= on)
        .map(({ establishmentKind, change }) => ({ establishmentKind, approved: change })),
      approvals: unit.approvals.filter((approval) => inForce(approval, on)),
      held: unit.spells.filter((spell) => inForce(spell, on)).map((spell) => ({ ...spell, count: 1 })),
    })
    return quotas.filter((quota) => sameGroup(quota, group)).map((quota) => ({ ...quota, on }))
  })
}

/**
 * 职级职数核查: may one more person take up a number of the group? The person keeps it, so every day is looked at and
 * the tightest decides, the first of several.
 */
export function checkRankTaken(
  days: readonly [RankDay, ...RankDay[]],
  { organizationName, field }: { organizationName: string; field: string },
): Problem | null {
  const tightest = days.reduce((a, b) => (vacantRanks(b) < vacantRanks(a) ? b : a))
  if (vacantRanks(tightest) >= 1) return null
  const { on, fromLevel, toLevel, number, held } = tightest
  return { code: 'no-rank', field, on, organizationName, fromLevel, toLevel, approved: number, held }
}
