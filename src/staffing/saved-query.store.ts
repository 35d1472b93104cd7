import { and, asc, eq, isNull } from 'drizzle-orm'
import type { Db } from '../database/connection.ts'
import type { Acting } from '../kernel/acting.ts'
import type { SavedQuery } from './saved-query.ts'
import { savedQueries } from './schema.ts'

/** The user's own, by name. */
export function savedQueriesOf(
  db: Db,
  { regionCode, userId }: Pick<Acting, 'regionCode' | 'userId'>,
): Promise<SavedQuery[]> {
  return db
    .select({ id: savedQueries.id, name: savedQueries.name, query: savedQueries.query })
    .from(savedQueries)
    .where(
      and(
        eq(savedQueries.regionCode, regionCode),
        eq(savedQueries.userId, userId),
        isNull(savedQueries.supersededAt),
      ),
    )
    .orderBy(asc(savedQueries.name), asc(savedQueries.id))
}

export async function appendSavedQuery(
  tx: Db,
  acting: Acting,
  { id, name, query }: SavedQuery,
): Promise<void> {
  await tx.insert(savedQueries).values({
    regionCode: acting.regionCode,
    id,
    userId: acting.userId,
    name,
    query,
    recordedAt: acting.at,
    recordedBy: acting.userId,
  })
}

/** Answers whether there was one of the user's own to close. */
export async function supersedeSavedQuery(tx: Db, acting: Acting, id: string): Promise<boolean> {
  const closed = await tx
    .update(savedQueries)
    .set({ supersededAt: acting.at })
    .where(
      and(
        eq(savedQueries.regionCode, acting.regionCode),
        eq(savedQueries.userId, acting.userId),
        eq(savedQueries.id, id),
        isNull(savedQueries.supersededAt),
      ),
    )
    .returning({ id: savedQueries.id })
  return closed.length > 0
}
