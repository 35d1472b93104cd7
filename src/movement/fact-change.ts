import type { Period } from '../kernel/dates.ts'
import { inForce } from '../kernel/dates.ts'
import type { Place } from '../staffing/assignment.ts'
import { type DatedFact, endAllFrom, endOn, startFrom } from '../staffing/dated-series.ts'
import type { Movement } from './movement.ts'
import { type Direction, isMovementKind, movementRule } from './movement-kind.ts'

/** 职务、职级、岗位等级 */
export type Post = DatedFact & {
  organizationId: string
  divisionId: string | null
  aspect: string
  levelCode: string
  title: string
  leadership: string | null
  leadershipRank: string | null
  concurrent: boolean
}

/** 工作单位、工资发放单位 where they differ from the 编制单位 */
export type Placement = DatedFact & {
  aspect: string
  secondmentKind: string | null
  organizationId: string | null
  place: string
  reason: string
}

/** 工资档案 */
export type Profile = DatedFact & { scheme: string; keys: Record<string, string[]>; reason: string }

const aspects = ['duty', 'rank', 'post'] as const

/** The person's posts after the movement: who leaves holds none, who moves keeps rank and post and leaves the duty. */
export function postsAfter(posts: readonly Post[], movement: Movement, held: Place | null): Post[] {
  const { effectiveOn, particulars } = movement
  if (directionOf(movement) === 'out') return endAllFrom(posts, effectiveOn)
  let after = [...posts]
  const organizationId = movement.toOrganizationId ?? held?.organizationId
  if (organizationId === undefined) return after
  for (const aspect of aspects) {
    const own = after.filter((post) => post.aspect === aspect)
    const others = after.filter((post) => post.aspect !== aspect)
    after = [...others, ...aspectAfter(own, particulars[aspect], { aspect, organizationId, movement })]
  }
  return after
}

function aspectAfter(
  posts: readonly Post[],
  appointed: { levelCode: string; title: string } | undefined,
  { aspect, organizationId, movement }: { aspect: string; organizationId: string; movement: Movement },
): Post[] {
  const { effectiveOn, id, particulars } = movement
  const main = posts.filter(({ concurrent }) => !concurrent)
  const concurrent = posts.filter((post) => post.concurrent)
  const current = main.find((post) => inForce(post, effectiveOn))
  if (appointed !== undefined) {
    const duty = aspect === 'duty' ? particulars.duty : undefined
    const fresh: Post = {
      aspect,
      organizationId,
      levelCode: appointed.levelCode,
      title: appointed.title,
      divisionId: duty?.divisionId ?? null,
      leadership: duty?.leadership ?? null,
      leadershipRank: duty?.leadershipRank ?? null,
      concurrent: duty?.concurrent ?? false,
      movementId: id,
      effectiveFrom: effectiveOn,
      effectiveTo: null,
    }
    return fresh.concurrent ? [...posts, fresh] : [...concurrent, ...startFrom(main, fresh)]
  }
  if (current === undefined || current.organizationId === organizationId) return [...posts]
  if (aspect === 'duty') return [...endOn(concurrent, effectiveOn), ...endOn(main, effectiveOn)]
  return startFrom(main, {
    ...current,
    organizationId,
    movementId: id,
    effectiveFrom: effectiveOn,
    effectiveTo: null,
  })
}

/** The person's placements after the movement: a secondment begins or ends, who leaves is nowhere any more. */
export function placementsAfter(placements: readonly Placement[], movement: Movement): Placement[] {
  const { kind, effectiveOn, particulars, id, reason } = movement
  const direction = directionOf(movement)
  if (direction === 'out') return endAllFrom(placements, effectiveOn)
  const work = placements.filter(({ aspect }) => aspect === 'work')
  const others = placements.filter(({ aspect }) => aspect !== 'work')
  if (kind === 'return') return [...others, ...endOn(work, effectiveOn)]
  if (direction === 'around' && particulars.place !== undefined) {
    const fresh: Placement = {
      aspect: 'work',
      secondmentKind: kind,
      organizationId: particulars.place.organizationId,
      place: particulars.place.name,
      reason,
      movementId: id,
      effectiveFrom: effectiveOn,
      effectiveTo: null,
    }
    return [...others, ...startFrom(work, fresh)]
  }
  // Who moves to the unit he was lent to is lent no longer.
  const arrived = work.filter((placement) => placement.organizationId === movement.toOrganizationId)
  const elsewhere = work.filter((placement) => placement.organizationId !== movement.toOrganizationId)
  return movement.toOrganizationId === null
    ? [...placements]
    : [...others, ...elsewhere, ...endOn(arrived, effectiveOn)]
}

/** The person's pay profile after the movement. */
export function profilesAfter(profiles: readonly Profile[], movement: Movement): Profile[] {
  const { payProfile } = movement.particulars
  if (payProfile === undefined) return [...profiles]
  const { effectiveOn, id, reason } = movement
  return startFrom(profiles, {
    scheme: payProfile.scheme,
    keys: payProfile.keys,
    reason,
    movementId: id,
    effectiveFrom: effectiveOn,
    effectiveTo: null,
  })
}

/** Rows that must go and rows that must come so that the series reads as wanted. */
export function seriesDifference<Fact extends Period, Row extends Fact & { id: string }>(
  current: readonly Row[],
  wanted: readonly Fact[],
): { outdated: string[]; fresh: Fact[] } {
  const currentKeys = new Map(current.map(({ id, ...fact }) => [id, keyOf(fact)]))
  const present = new Set(currentKeys.values())
  const wantedKeys = new Set(wanted.map((fact) => keyOf(fact)))
  return {
    outdated: current.filter(({ id }) => !wantedKeys.has(currentKeys.get(id) ?? '')).map(({ id }) => id),
    fresh: wanted.filter((fact) => !present.has(keyOf(fact))),
  }
}

function keyOf(fact: object): string {
  return JSON.stringify(
    Object.entries(fact)
      .filter(([name]) => name !== 'id')
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  )
}

function directionOf({ kind }: Movement): Direction {
  return isMovementKind(kind) ? movementRule(kind).direction : 'within'
}
