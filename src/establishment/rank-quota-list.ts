import {
  quotasOf,
  type RankApproval,
  type RankGroup,
  type RankQuota,
  type RankRatio,
  type RanksHeld,
  sameGroup,
  vacantRanks,
} from './rank-quota.ts'

/** One line of the list. */
export type ListedQuota = RankQuota & { organizationName: string; ended: boolean }

/** 有空缺、满额、超职数 */
export const rankStandings = { over: '超职数', vacant: '有空缺', full: '满额' } as const

type Unit = { organizationId: string; name: string }

/**
 * 职级职数 by unit and group, in the order of the tree and of the ladder, units that are no longer there at the end: a
 * unit stands here that has places counted, holders counted, or a number by document.
 */
export function listedQuotas(
  ratios: readonly RankRatio[],
  facts: {
    places: readonly { organizationId: string; establishmentKind: string; approved: number }[]
    approvals: readonly RankApproval[]
    held: readonly RanksHeld[]
  },
  { units, names }: { units: readonly Unit[]; names: ReadonlyMap<string, string> },
): ListedQuota[] {
  const places = byUnit(facts.places)
  const approvals = byUnit(facts.approvals)
  const held = byUnit(facts.held)
  const order = new Map(units.map((unit, place) => [unit.organizationId, { ...unit, place }]))
  const there = [...new Set([...places.keys(), ...approvals.keys(), ...held.keys()])]
  return there
    .toSorted((a, b) => (order.get(a)?.place ?? units.length) - (order.get(b)?.place ?? units.length))
    .flatMap((organizationId) =>
      quotasOf(organizationId, {
        ratios,
        places: places.get(organizationId) ?? [],
        approvals: approvals.get(organizationId) ?? [],
        held: held.get(organizationId) ?? [],
      })
        .filter(isSomething)
        .map((quota) => ({
          ...quota,
          organizationName: order.get(organizationId)?.name ?? names.get(organizationId) ?? '',
          ended: !order.has(organizationId),
        })),
    )
}

/** Empty parts of the filter ask for nothing. */
export function isAsked(quota: RankQuota, filter: { group: RankGroup | null; standing: string }): boolean {
  const vacant = vacantRanks(quota)
  const standsSo: Record<string, boolean> = { over: vacant < 0, vacant: vacant > 0, full: vacant === 0 }
  return (
    (filter.group === null || sameGroup(quota, filter.group)) &&
    (filter.standing === '' || standsSo[filter.standing] === true)
  )
}

function isSomething({ base, approved, held }: RankQuota): boolean {
  return held > 0 || approved !== null || base > 0
}

function byUnit<Row extends { organizationId: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const grouped = new Map<string, Row[]>()
  for (const row of rows) {
    const known = grouped.get(row.organizationId)
    if (known === undefined) grouped.set(row.organizationId, [row])
    else known.push(row)
  }
  return grouped
}
