import { createHash } from 'node:crypto'
import { and, asc, eq, lte, ne, sql } from 'drizzle-orm'
import type { Adapter, DatabaseSession, DatabaseUser } from 'lucia'
import type { Db } from '../database/connection.ts'
import { sessions, userRoles, users } from './schema.ts'

/**
 * The adapter lucia stores sessions through. The id in the cookie is a secret: only its hash reaches the database,
 * so that who reads the table cannot take over a session.
 */
export function sessionStore(db: Db, regionCode: string, wall: () => Date): Adapter {
  const ofRegion = eq(sessions.regionCode, regionCode)
  const ofId = (sessionId: string) => and(ofRegion, eq(sessions.idHash, sessionIdHash(sessionId)))
  return {
    async getSessionAndUser(sessionId) {
      const [row] = await db
        .select({ session: sessions, user: users, roles: rolesHeld })
        .from(sessions)
        .innerJoin(users, and(eq(users.regionCode, sessions.regionCode), eq(users.id, sessions.userId)))
        .where(ofId(sessionId))
      if (!row || row.user.disabledAt !== null) return [null, null]
      const session: DatabaseSession = {
        id: sessionId,
        userId: row.session.userId,
        expiresAt: row.session.expiresAt,
        attributes: { createdAt: row.session.createdAt, address: row.session.address },
      }
      const user: DatabaseUser = {
        id: row.user.id,
        attributes: {
          account: row.user.account,
          name: row.user.name,
          scopeOrganizationId: row.user.scopeOrganizationId,
          passwordSetAt: row.user.passwordSetAt ?? row.user.createdAt,
          passwordTemporary: row.user.passwordTemporary,
          roles: row.roles,
        },
      }
      return [session, user]
    },
    async getUserSessions(userId) {
      const rows = await db
        .select()
        .from(sessions)
        .where(and(ofRegion, eq(sessions.userId, userId)))
      return rows.map(({ idHash, expiresAt, createdAt, address }) => ({
        id: idHash,
        userId,
        expiresAt,
        attributes: { createdAt, address },
      }))
    },
    async setSession({ id, userId, expiresAt, attributes: { createdAt, address } }) {
      await db.insert(sessions).values({
        regionCode,
        idHash: sessionIdHash(id),
        userId,
        createdAt,
        lastSeenAt: createdAt,
        expiresAt,
        address,
      })
    },
    async updateSessionExpiration(sessionId, expiresAt) {
      await db.update(sessions).set({ expiresAt }).where(ofId(sessionId))
    },
    async deleteSession(sessionId) {
      await db.delete(sessions).where(ofId(sessionId))
    },
    async deleteUserSessions(userId) {
      await db.delete(sessions).where(and(ofRegion, eq(sessions.userId, userId)))
    },
    async deleteExpiredSessions() {
      await db.delete(sessions).where(and(ofRegion, lte(sessions.expiresAt, wall())))
    },
  }
}

/** The roles held now, read with the session: every request asks for both. */
const rolesHeld = sql<string[]>`array(
  select role from ${userRoles}
  where region_code = ${users.regionCode} and user_id = ${users.id} and revoked_at is null
  order by role
)`

export type OpenSession = { current: boolean; createdAt: Date; address: string }

/** Where somebody is signed in, oldest first; `current` is the session that asks. */
export async function openSessions(
  db: Db,
  regionCode: string,
  { userId, sessionId, now }: { userId: string; sessionId: string; now: Date },
): Promise<OpenSession[]> {
  const rows = await db
    .select()
    .from(sessions)
    .where(and(eq(sessions.regionCode, regionCode), eq(sessions.userId, userId)))
    .orderBy(asc(sessions.createdAt))
  return rows
    .filter(({ expiresAt }) => expiresAt > now)
    .map(({ idHash, createdAt, address }) => ({
      current: idHash === sessionIdHash(sessionId),
      createdAt,
      address,
    }))
}

/** Ends the sessions of a user but one; null spares none. Answers how many. */
export async function deleteOtherSessions(
  tx: Db,
  regionCode: string,
  { userId, sessionId }: { userId: string; sessionId: string | null },
): Promise<number> {
  const ended = await tx
    .delete(sessions)
    .where(
      and(
        eq(sessions.regionCode, regionCode),
        eq(sessions.userId, userId),
        sessionId === null ? undefined : ne(sessions.idHash, sessionIdHash(sessionId)),
      ),
    )
    .returning({ userId: sessions.userId })
  return ended.length
}

function sessionIdHash(sessionId: string): string {
  return createHash('sha256').update(sessionId).digest('base64url')
}
