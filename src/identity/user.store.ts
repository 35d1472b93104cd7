import { and, asc, eq, isNull } from 'drizzle-orm'
import type { Db } from '../database/connection.ts'
import { userRoles, users } from './schema.ts'

export type User = {
  id: string
  account: string
  name: string
  passwordHash: string
  scopeOrganizationId: string | null
  disabledAt: Date | null
}

export async function userByAccount(db: Db, regionCode: string, account: string): Promise<User | null> {
  const [user] = await db
    .select()
    .from(users)
    .where(and(eq(users.regionCode, regionCode), eq(users.account, account)))
  return user ?? null
}

/** The roles held now. */
export async function rolesOf(db: Db, regionCode: string, userId: string): Promise<string[]> {
  const rows = await db
    .select({ role: userRoles.role })
    .from(userRoles)
    .where(
      and(eq(userRoles.regionCode, regionCode), eq(userRoles.userId, userId), isNull(userRoles.revokedAt)),
    )
    .orderBy(asc(userRoles.role))
  return rows.map(({ role }) => role)
}
