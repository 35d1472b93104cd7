import { and, asc, eq, inArray, isNotNull, sql } from 'drizzle-orm'
import type { Db } from '../database/connection.ts'
import { seenFrom } from '../database/recorded.ts'
import type { Scope } from '../establishment/approved-headcount.store.ts'
import type { SeatsHeld } from '../establishment/leadership-post.ts'
import type { Viewpoint } from '../kernel/acting.ts'
import { personPosts } from './schema.ts'

/** Who holds the leadership posts on a day: by a main duty, and beside another one (兼任). */
export async function seatsHeldOn(
  db: Db,
  viewpoint: Viewpoint,
  { organizationIds }: Scope = {},
): Promise<SeatsHeld[]> {
  const rows = await db
    .select({
      organizationId: personPosts.organizationId,
      rank: personPosts.leadershipRank,
      position: personPosts.leadership,
      held: sql<number>`count(distinct ${personPosts.personId}) filter (where not ${personPosts.concurrent})::int`,
      concurrent: sql<number>`count(distinct ${personPosts.personId}) filter (where ${personPosts.concurrent})::int`,
    })
    .from(personPosts)
    .where(
      and(
        seenFrom(personPosts, viewpoint),
        eq(personPosts.aspect, 'duty'),
        isNotNull(personPosts.leadership),
        isNotNull(personPosts.leadershipRank),
        organizationIds === undefined ? undefined : inArray(personPosts.organizationId, [...organizationIds]),
      ),
    )
    .groupBy(personPosts.organizationId, personPosts.leadershipRank, personPosts.leadership)
    .orderBy(asc(personPosts.organizationId), asc(personPosts.leadershipRank), asc(personPosts.leadership))
  return rows.map(({ rank, position, ...row }) => ({ ...row, rank: rank ?? '', position: position ?? '' }))
}
