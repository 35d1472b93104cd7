import { and, asc, desc, eq, gt, inArray, lte, type SQL, sql, sum } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { v7 } from 'uuid'
import type { Db } from '../database/connection.ts'
import { addedBy } from '../database/recorded.ts'
import { users } from '../identity/schema.ts'
import type { Acting, Viewpoint } from '../kernel/acting.ts'
import type { IsoDate } from '../kernel/dates.ts'
import { organizationNames } from '../organization/organization.store.ts'
import { approvalDocuments } from '../organization/schema.ts'
import type { Scope } from './approved-headcount.store.ts'
import type { LeadershipRow, SeatKey } from './leadership-post.ts'
import { leadershipPosts } from './schema.ts'

const reversal = alias(leadershipPosts, 'reversal')

/** 核定职数 on a day, zero sums left out. */
export async function approvedSeatsOn(
  db: Db,
  viewpoint: Viewpoint,
  { organizationIds }: Scope = {},
): Promise<(SeatKey & { approved: number })[]> {
  return db
    .select({
      organizationId: leadershipPosts.organizationId,
      rank: leadershipPosts.rank,
      position: leadershipPosts.position,
      approved: sum(leadershipPosts.change).mapWith((text: string | null) =>
        Number.parseInt(text ?? '0', 10),
      ),
    })
    .from(leadershipPosts)
    .where(
      and(
        eq(leadershipPosts.regionCode, viewpoint.regionCode),
        lte(leadershipPosts.effectiveOn, viewpoint.asOf),
        addedBy(leadershipPosts, viewpoint.asKnownAt),
        organizationIds === undefined
          ? undefined
          : inArray(leadershipPosts.organizationId, [...organizationIds]),
      ),
    )
    .groupBy(leadershipPosts.organizationId, leadershipPosts.rank, leadershipPosts.position)
    .having(sql`sum(${leadershipPosts.change}) <> 0`)
    .orderBy(asc(leadershipPosts.organizationId), asc(leadershipPosts.rank), asc(leadershipPosts.position))
}

/** Changes of one kind of seat after the day (exclusive), oldest first. */
export async function seatChangesAfter(
  db: Db,
  regionCode: string,
  { after, seat }: { after: IsoDate; seat: SeatKey },
): Promise<{ on: IsoDate; change: number }[]> {
  return db
    .select({ on: leadershipPosts.effectiveOn, change: leadershipPosts.change })
    .from(leadershipPosts)
    .where(
      and(
        eq(leadershipPosts.regionCode, regionCode),
        eq(leadershipPosts.organizationId, seat.organizationId),
        eq(leadershipPosts.rank, seat.rank),
        eq(leadershipPosts.position, seat.position),
        gt(leadershipPosts.effectiveOn, after),
      ),
    )
    .orderBy(asc(leadershipPosts.effectiveOn))
}

/** Rows of the ledger, latest effective day first. */
export async function leadershipRows(
  db: Db,
  viewpoint: Viewpoint,
  organizationIds: Scope['organizationIds'],
): Promise<LeadershipRow[]> {
  if (organizationIds?.length === 0) return []
  return rowsWhere(
    db,
    viewpoint,
    organizationIds === undefined ? undefined : inArray(leadershipPosts.organizationId, [...organizationIds]),
  )
}

export async function leadershipRow(
  db: Db,
  regionCode: string,
  leadershipPostId: string,
): Promise<LeadershipRow | null> {
  const known = { regionCode, asKnownAt: null }
  const [row] = await rowsWhere(db, known, eq(leadershipPosts.id, leadershipPostId))
  return row ?? null
}

/** Answers the new row's id. */
export async function appendLeadershipPost(
  tx: Db,
  acting: Acting,
  row: SeatKey & {
    change: number
    effectiveOn: IsoDate
    note: string
    documentId: string
    reversesId?: string
  },
): Promise<string> {
  const id = v7()
  await tx.insert(leadershipPosts).values({
    regionCode: acting.regionCode,
    id,
    ...row,
    recordedAt: acting.at,
    recordedBy: acting.userId,
  })
  return id
}

/** The organization itself stands for its seats: two who change them wait for each other until the transaction ends. */
export async function lockSeats(tx: Db, regionCode: string, organizationId: string): Promise<void> {
  const key = `${regionCode} leadership ${organizationId}`
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`)
}

async function rowsWhere(
  db: Db,
  { regionCode, asKnownAt }: Pick<Viewpoint, 'regionCode' | 'asKnownAt'>,
  condition: SQL | undefined,
): Promise<LeadershipRow[]> {
  const rows = await db
    .select({
      post: leadershipPosts,
      document: approvalDocuments,
      recordedByName: users.name,
      reversedById: reversal.id,
    })
    .from(leadershipPosts)
    .innerJoin(
      approvalDocuments,
      and(
        eq(approvalDocuments.regionCode, leadershipPosts.regionCode),
        eq(approvalDocuments.id, leadershipPosts.documentId),
      ),
    )
    .leftJoin(
      users,
      and(eq(users.regionCode, leadershipPosts.regionCode), eq(users.id, leadershipPosts.recordedBy)),
    )
    .leftJoin(
      reversal,
      and(
        eq(reversal.regionCode, leadershipPosts.regionCode),
        eq(reversal.reversesId, leadershipPosts.id),
        addedBy(reversal, asKnownAt),
      ),
    )
    .where(and(eq(leadershipPosts.regionCode, regionCode), addedBy(leadershipPosts, asKnownAt), condition))
    .orderBy(desc(leadershipPosts.effectiveOn), desc(leadershipPosts.recordedAt), desc(leadershipPosts.id))
  const names = await organizationNames(
    db,
    regionCode,
    rows.map(({ post }) => post.organizationId),
  )
  return rows.map(({ post, document, recordedByName, reversedById }) => ({
    leadershipPostId: post.id,
    organizationId: post.organizationId,
    organizationName: names.get(post.organizationId) ?? '',
    rank: post.rank,
    position: post.position,
    change: post.change,
    effectiveOn: post.effectiveOn,
    note: post.note,
    document,
    reversesId: post.reversesId,
    reversedById,
    recordedAt: post.recordedAt,
    recordedByName,
  }))
}
