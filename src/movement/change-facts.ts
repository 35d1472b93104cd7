import type { Db } from '../database/connection.ts'
import { together } from '../database/together.ts'
import type { Acting } from '../kernel/acting.ts'
import type { Place } from '../staffing/assignment.ts'
import { type DatedFact, withoutMovement } from '../staffing/dated-series.ts'
import {
  type Placement,
  type Post,
  type Profile,
  placementsAfter,
  postsAfter,
  profilesAfter,
} from './fact-change.ts'
import type { Movement } from './movement.ts'
import {
  type Known,
  type PersonFacts,
  replacePlacements,
  replacePosts,
  replaceProfiles,
} from './person-fact.store.ts'

/** A series as it is known, and as it shall be. */
type Change<Fact> = { current: Known<Fact>[]; wanted: Fact[] }

export type FactsAfter = {
  posts: Change<Post>
  placements: Change<Placement>
  profiles: Change<Profile>
}

/** Posts, placements and pay profile as they shall be after the movement, in the stead of what it corrects. */
export function factsAfter(
  facts: PersonFacts,
  movement: Movement,
  { corrected, held }: { corrected: Movement | null; held: Place | null },
): FactsAfter {
  const undone = <Fact extends DatedFact & { id: string }>(series: readonly Fact[]): Omit<Fact, 'id'>[] => {
    const bare = series.map(({ id, ...fact }) => fact)
    if (corrected === null) return bare
    return withoutMovement<Omit<Fact, 'id'> & DatedFact>(bare, {
      movementId: corrected.id,
      effectiveOn: corrected.effectiveOn,
    })
  }
  const stands = movement.particulars.takesBack !== true
  const posts = byAspect(facts.posts, undone)
  const placements = byAspect(facts.placements, undone)
  const profiles = undone(facts.profiles)
  return {
    posts: { current: facts.posts, wanted: stands ? postsAfter(posts, movement, held) : posts },
    placements: {
      current: facts.placements,
      wanted: stands ? placementsAfter(placements, movement) : placements,
    },
    profiles: { current: facts.profiles, wanted: stands ? profilesAfter(profiles, movement) : profiles },
  }
}

export async function writeFacts(
  tx: Db,
  acting: Acting,
  personId: string,
  { posts, placements, profiles }: FactsAfter,
): Promise<void> {
  await together([
    replacePosts(tx, acting, personId, posts),
    replacePlacements(tx, acting, personId, placements),
    replaceProfiles(tx, acting, personId, profiles),
  ])
}

/** Each aspect is a series of its own. */
function byAspect<Fact extends DatedFact & { id: string; aspect: string }>(
  facts: readonly Fact[],
  undone: (series: readonly Fact[]) => Omit<Fact, 'id'>[],
): Omit<Fact, 'id'>[] {
  const aspects = [...new Set(facts.map(({ aspect }) => aspect))]
  return aspects.flatMap((aspect) => undone(facts.filter((fact) => fact.aspect === aspect)))
}
