import { leadsDivision } from '../establishment/leadership-post.ts'
import type { IsoDate } from '../kernel/dates.ts'
import type { Placement, Post } from './fact-change.ts'
import { childDestination, heirOf, type ReformPlan } from './reform.ts'

/** A row of a person as the registry has it. */
export type Held<Fact> = Fact & { id: string; personId: string }

/** What to close and what to write in its stead. */
export type FactRewrite<Fact> = { outdatedIds: string[]; fresh: (Fact & { personId: string })[] }

/** Where somebody who leaves a unit goes, and by which movement. */
export type Mover = { fromId: string; toId: string; movementId: string }

type Moving = {
  on: IsoDate
  plan: ReformPlan
  /** by person; who is not in it has the place in the establishment elsewhere */
  movers: ReadonlyMap<string, Mover>
}

/**
 * 职务、职级、岗位 held in a unit that is abolished or left: from the day on they are held in the unit the person
 * goes to. A section that does not go along is left and led no longer; leadership ends where the plan says so.
 */
export function movedPosts(posts: readonly Held<Post>[], moving: Moving): FactRewrite<Post> {
  const { on, plan, movers } = moving
  return rewritten(posts, on, (post) => {
    const mover = movers.get(post.personId)
    const toId = destinationOf(post.organizationId, mover, plan)
    if (toId === post.organizationId) return 'stays'
    if (plan.endsLeadership && post.leadership !== null) return 'ends'
    const goesAlong =
      post.divisionId !== null && childDestination(plan, post.divisionId, post.organizationId) === toId
    const leavesSection = !goesAlong && leadsDivision(post.leadership ?? '')
    return {
      ...post,
      organizationId: toId,
      divisionId: goesAlong ? post.divisionId : null,
      ...(leavesSection ? { leadership: null, leadershipRank: null } : {}),
      movementId: mover?.movementId ?? post.movementId,
    }
  })
}

/** 工作单位、工资发放单位 in a unit that is abolished: its heir. Who is lent to the unit he goes to is lent no longer. */
export function movedPlacements(
  placements: readonly Held<Placement>[],
  moving: Moving & { names: ReadonlyMap<string, string> },
): FactRewrite<Placement> {
  const { on, plan, movers, names } = moving
  return rewritten(placements, on, (placement) => {
    const { organizationId } = placement
    if (organizationId === null) return 'stays'
    const mover = movers.get(placement.personId)
    const abolished = plan.predecessors.some(
      (predecessor) => predecessor.abolished && predecessor.organizationId === organizationId,
    )
    const toId = abolished ? heirOf(plan, organizationId) : organizationId
    if (mover !== undefined && mover.fromId !== mover.toId && mover.toId === toId) return 'ends'
    if (!abolished) return 'stays'
    return { ...placement, organizationId: toId, place: names.get(toId) ?? placement.place }
  })
}

function destinationOf(organizationId: string, mover: Mover | undefined, plan: ReformPlan): string {
  if (mover !== undefined && mover.fromId === organizationId) return mover.toId
  const abolished = plan.predecessors.some(
    (predecessor) => predecessor.abolished && predecessor.organizationId === organizationId,
  )
  return abolished ? heirOf(plan, organizationId) : organizationId
}

/** What is in force on the day is cut in two there; what begins later is changed whole. */
function rewritten<Fact extends Post | Placement>(
  facts: readonly Held<Fact>[],
  on: IsoDate,
  change: (fact: Held<Fact>) => Held<Fact> | 'stays' | 'ends',
): FactRewrite<Fact> {
  const rewrite: FactRewrite<Fact> = { outdatedIds: [], fresh: [] }
  for (const fact of facts) {
    const changed = change(fact)
    if (changed === 'stays') continue
    const { id, ...before } = fact
    rewrite.outdatedIds.push(id)
    if (fact.effectiveFrom < on)
      rewrite.fresh.push({ ...before, effectiveTo: on } as Fact & { personId: string })
    if (changed === 'ends') continue
    const { id: _id, ...after } = changed
    const effectiveFrom = fact.effectiveFrom < on ? on : fact.effectiveFrom
    rewrite.fresh.push({ ...after, effectiveFrom } as Fact & { personId: string })
  }
  return rewrite
}
