import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import { v7 } from 'uuid'
import type { Db } from '../database/connection.ts'
import { inOrder, together } from '../database/together.ts'
import type { Acting } from '../kernel/acting.ts'
import { payProfiles } from '../pay/schema.ts'
import { personPosts, placements } from '../staffing/schema.ts'
import { type Placement, type Post, type Profile, seriesDifference } from './fact-change.ts'

export type Known<Fact> = Fact & { id: string }

const dated = <T extends typeof personPosts | typeof placements | typeof payProfiles>(table: T) => ({
  id: table.id,
  movementId: table.movementId,
  effectiveFrom: table.effectiveFrom,
  effectiveTo: table.effectiveTo,
})

export type PersonFacts = {
  posts: Known<Post>[]
  placements: Known<Placement>[]
  profiles: Known<Profile>[]
}

/** Posts, placements and pay profiles of one person as known now. */
export async function personFactsOf(tx: Db, regionCode: string, personId: string): Promise<PersonFacts> {
  const [posts, places, profiles] = await together([
    tx
      .select({
        ...dated(personPosts),
        aspect: personPosts.aspect,
        organizationId: personPosts.organizationId,
        divisionId: personPosts.divisionId,
        levelCode: personPosts.levelCode,
        title: personPosts.title,
        leadership: personPosts.leadership,
        leadershipRank: personPosts.leadershipRank,
        concurrent: personPosts.concurrent,
      })
      .from(personPosts)
      .where(
        and(
          eq(personPosts.regionCode, regionCode),
          eq(personPosts.personId, personId),
          isNull(personPosts.supersededAt),
        ),
      )
      .orderBy(asc(personPosts.effectiveFrom)),
    tx
      .select({
        ...dated(placements),
        aspect: placements.aspect,
        secondmentKind: placements.secondmentKind,
        organizationId: placements.organizationId,
        place: placements.place,
        reason: placements.reason,
      })
      .from(placements)
      .where(
        and(
          eq(placements.regionCode, regionCode),
          eq(placements.personId, personId),
          isNull(placements.supersededAt),
        ),
      )
      .orderBy(asc(placements.effectiveFrom)),
    tx
      .select({
        ...dated(payProfiles),
        scheme: payProfiles.scheme,
        keys: payProfiles.keys,
        reason: payProfiles.reason,
      })
      .from(payProfiles)
      .where(
        and(
          eq(payProfiles.regionCode, regionCode),
          eq(payProfiles.personId, personId),
          isNull(payProfiles.supersededAt),
        ),
      )
      .orderBy(asc(payProfiles.effectiveFrom)),
  ])
  return { posts, placements: places, profiles }
}

export async function replacePosts(
  tx: Db,
  acting: Acting,
  personId: string,
  { current, wanted }: { current: readonly Known<Post>[]; wanted: readonly Post[] },
): Promise<void> {
  const { outdated, fresh } = seriesDifference(current, wanted)
  const rows = fresh.map((fact) => ({ ...fact, ...rowOf(acting, personId) }))
  await inOrder([
    () => supersede(tx, acting, personPosts, outdated),
    () => rows.length > 0 && tx.insert(personPosts).values(rows),
  ])
}

export async function replacePlacements(
  tx: Db,
  acting: Acting,
  personId: string,
  { current, wanted }: { current: readonly Known<Placement>[]; wanted: readonly Placement[] },
): Promise<void> {
  const { outdated, fresh } = seriesDifference(current, wanted)
  const rows = fresh.map((fact) => ({ ...fact, ...rowOf(acting, personId) }))
  await inOrder([
    () => supersede(tx, acting, placements, outdated),
    () => rows.length > 0 && tx.insert(placements).values(rows),
  ])
}

export async function replaceProfiles(
  tx: Db,
  acting: Acting,
  personId: string,
  { current, wanted }: { current: readonly Known<Profile>[]; wanted: readonly Profile[] },
): Promise<void> {
  const { outdated, fresh } = seriesDifference(current, wanted)
  const rows = fresh.map((fact) => ({ ...fact, ...rowOf(acting, personId) }))
  await inOrder([
    () => supersede(tx, acting, payProfiles, outdated),
    () => rows.length > 0 && tx.insert(payProfiles).values(rows),
  ])
}

async function supersede(
  tx: Db,
  acting: Acting,
  table: typeof personPosts | typeof placements | typeof payProfiles,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return
  await tx
    .update(table)
    .set({ supersededAt: acting.at })
    .where(
      and(eq(table.regionCode, acting.regionCode), inArray(table.id, [...ids]), isNull(table.supersededAt)),
    )
}

function rowOf(acting: Acting, personId: string) {
  return {
    regionCode: acting.regionCode,
    id: v7(),
    personId,
    recordedAt: acting.at,
    recordedBy: acting.userId,
  }
}
