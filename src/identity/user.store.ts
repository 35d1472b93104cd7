import { and, asc, desc, eq, inArray, isNull, ne, sql } from 'drizzle-orm'
import { v7 } from 'uuid'
import type { Db } from '../database/connection.ts'
import type { Acting } from '../kernel/acting.ts'
import type { Role } from '../kernel/permission.ts'
import { passwordChanges, userRoles, users } from './schema.ts'

export type User = {
  regionCode: string
  id: string
  account: string
  name: string
  passwordHash: string
  scopeOrganizationId: string | null
  createdAt: Date
  disabledAt: Date | null
  passwordSetAt: Date | null
  passwordTemporary: boolean
}

export async function userByAccount(db: Db, regionCode: string, account: string): Promise<User | null> {
  const [user] = await db
    .select()
    .from(users)
    .where(and(eq(users.regionCode, regionCode), eq(users.account, account)))
  return user ?? null
}

export async function userById(db: Db, regionCode: string, userId: string): Promise<User | null> {
  const [user] = await db
    .select()
    .from(users)
    .where(and(eq(users.regionCode, regionCode), eq(users.id, userId)))
  return user ?? null
}

/** Everybody who has an account, closed ones too, in the order of their accounts. */
export async function usersOf(
  db: Db,
  regionCode: string,
): Promise<Omit<User, 'passwordHash' | 'regionCode'>[]> {
  return db
    .select({
      id: users.id,
      account: users.account,
      name: users.name,
      scopeOrganizationId: users.scopeOrganizationId,
      createdAt: users.createdAt,
      disabledAt: users.disabledAt,
      passwordSetAt: users.passwordSetAt,
      passwordTemporary: users.passwordTemporary,
    })
    .from(users)
    .where(eq(users.regionCode, regionCode))
    .orderBy(asc(users.account))
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

export type Grant = {
  id: string
  userId: string
  role: string
  grantedAt: Date
  grantedBy: string
  revokedAt: Date | null
}

/** Every role ever granted, newest first; of one user or of all. */
export async function grantsOf(db: Db, regionCode: string, userId?: string): Promise<Grant[]> {
  return db
    .select({
      id: userRoles.id,
      userId: userRoles.userId,
      role: userRoles.role,
      grantedAt: userRoles.recordedAt,
      grantedBy: userRoles.recordedBy,
      revokedAt: userRoles.revokedAt,
    })
    .from(userRoles)
    .where(
      and(
        eq(userRoles.regionCode, regionCode),
        userId === undefined ? undefined : eq(userRoles.userId, userId),
      ),
    )
    .orderBy(desc(userRoles.recordedAt), asc(userRoles.role))
}

/** One change of users and roles at a time in a region: rules over several rows hold when two act at once. */
export async function lockUsers(tx: Db, regionCode: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext(${`users ${regionCode}`}))`)
}

/** How many others hold the role and may sign in. */
export async function othersHolding(
  tx: Db,
  regionCode: string,
  { role, besides }: { role: string; besides: string },
): Promise<number> {
  const rows = await tx
    .select({ id: users.id })
    .from(userRoles)
    .innerJoin(users, and(eq(users.regionCode, userRoles.regionCode), eq(users.id, userRoles.userId)))
    .where(
      and(
        eq(userRoles.regionCode, regionCode),
        eq(userRoles.role, role),
        isNull(userRoles.revokedAt),
        isNull(users.disabledAt),
        ne(users.id, besides),
      ),
    )
  return rows.length
}

export async function insertUser(
  tx: Db,
  acting: Acting,
  user: Pick<User, 'id' | 'account' | 'name' | 'passwordHash' | 'scopeOrganizationId' | 'passwordTemporary'>,
): Promise<void> {
  await tx
    .insert(users)
    .values({ ...user, regionCode: acting.regionCode, createdAt: acting.at, passwordSetAt: acting.at })
  await rememberPassword(tx, acting, user.id, user.passwordHash)
}

export async function replacePassword(
  tx: Db,
  acting: Acting,
  { userId, passwordHash, temporary }: { userId: string; passwordHash: string; temporary: boolean },
): Promise<void> {
  await tx
    .update(users)
    .set({ passwordHash, passwordSetAt: acting.at, passwordTemporary: temporary })
    .where(and(eq(users.regionCode, acting.regionCode), eq(users.id, userId)))
  await rememberPassword(tx, acting, userId, passwordHash)
}

async function rememberPassword(tx: Db, acting: Acting, userId: string, passwordHash: string): Promise<void> {
  await tx.insert(passwordChanges).values({
    regionCode: acting.regionCode,
    id: v7(),
    userId,
    passwordHash,
    recordedAt: acting.at,
    recordedBy: acting.userId,
  })
}

/** The hashes of the passwords used last, newest first. */
export async function formerPasswords(
  db: Db,
  regionCode: string,
  { userId, most }: { userId: string; most: number },
): Promise<string[]> {
  const rows = await db
    .select({ passwordHash: passwordChanges.passwordHash })
    .from(passwordChanges)
    .where(and(eq(passwordChanges.regionCode, regionCode), eq(passwordChanges.userId, userId)))
    .orderBy(desc(passwordChanges.recordedAt), desc(passwordChanges.id))
    .limit(most)
  return rows.map(({ passwordHash }) => passwordHash)
}

export async function setDisabled(
  tx: Db,
  regionCode: string,
  { userId, disabledAt }: { userId: string; disabledAt: Date | null },
): Promise<void> {
  await tx
    .update(users)
    .set({ disabledAt })
    .where(and(eq(users.regionCode, regionCode), eq(users.id, userId)))
}

export async function setScope(
  tx: Db,
  regionCode: string,
  { userId, scopeOrganizationId }: { userId: string; scopeOrganizationId: string | null },
): Promise<void> {
  await tx
    .update(users)
    .set({ scopeOrganizationId })
    .where(and(eq(users.regionCode, regionCode), eq(users.id, userId)))
}

export async function insertRole(
  tx: Db,
  acting: Acting,
  { userId, role }: { userId: string; role: Role },
): Promise<void> {
  await tx.insert(userRoles).values({
    regionCode: acting.regionCode,
    id: v7(),
    userId,
    role,
    recordedAt: acting.at,
    recordedBy: acting.userId,
  })
}

/** Never erased: the row stays with the moment it ended. */
export async function endRole(
  tx: Db,
  acting: Acting,
  { userId, role }: { userId: string; role: string },
): Promise<void> {
  await tx
    .update(userRoles)
    .set({ revokedAt: acting.at })
    .where(
      and(
        eq(userRoles.regionCode, acting.regionCode),
        eq(userRoles.userId, userId),
        eq(userRoles.role, role),
        isNull(userRoles.revokedAt),
      ),
    )
}

/** Names by id, for lists that tell who did it. */
export async function userNames(
  db: Db,
  regionCode: string,
  userIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (userIds.length === 0) return new Map()
  const rows = await db
    .select({ id: users.id, name: users.name })
    .from(users)
    .where(and(eq(users.regionCode, regionCode), inArray(users.id, [...new Set(userIds)])))
  return new Map(rows.map(({ id, name }) => [id, name]))
}
