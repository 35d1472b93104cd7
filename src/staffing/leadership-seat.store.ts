import { and, asc, eq, inArray, isNotNull, sql } from 'drizzle-orm'
import type { Db } from '../database/connection.ts'
import { seenAs, seenFrom } from '../database/recorded.ts'
import type { Scope } from '../establishment/approved-headcount.store.ts'
import type { SeatHolder, SeatsHeld } from '../establishment/leadership-post.ts'
import type { Viewpoint } from '../kernel/acting.ts'
import { assignments, personParticulars, personPosts } from './schema.ts'

/** The people behind the figures, by seat and name. */
export async function seatHoldersOn(
  db: Db,
  viewpoint: Viewpoint,
  { organizationIds }: Scope = {},
): Promise<SeatHolder[]> {
  if (organizationIds?.length === 0) return []
  const within =
    organizationIds === undefined
      ? sql``
      : sql`and t.organization_id = any(${`{${organizationIds.join(',')}}`}::uuid[])`
  const rows = await db.execute<SeatHolder>(sql`
    select t.organization_id as "organizationId", t.leadership_rank as rank, t.leadership as position,
      t.person_id as "personId", coalesce(p.name, '') as name, t.title, t.division_id as "divisionId", t.concurrent,
      t.effective_from::text as "from", a.establishment_kind as "establishmentKind"
    from ${personPosts} t
    left join ${personParticulars} p on p.region_code = t.region_code and p.person_id = t.person_id
      and ${seenAs('p', viewpoint)}
    left join ${assignments} a on a.region_code = t.region_code and a.person_id = t.person_id
      and ${seenAs('a', viewpoint)}
    where t.region_code = ${viewpoint.regionCode} and ${seenAs('t', viewpoint)} and t.aspect = 'duty'
      and t.leadership is not null and t.leadership_rank is not null ${within}
    order by t.organization_id, t.leadership_rank, t.leadership, t.concurrent, p.pinyin, t.person_id`)
  return [...rows]
}

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
