import { foreignKey, index, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { appended, moment, regionCode } from '../database/columns.ts'

/** 用户 */
export const users = pgTable(
  'users',
  {
    regionCode: regionCode(),
    id: uuid().notNull(),
    account: text().notNull(),
    name: text().notNull(),
    /** argon2id */
    passwordHash: text().notNull(),
    /** the unit whose subtree the user may see; null: the whole region */
    scopeOrganizationId: uuid(),
    createdAt: moment().notNull(),
    disabledAt: moment(),
  },
  (table) => [
    primaryKey({ columns: [table.regionCode, table.id] }),
    unique('users_account_once').on(table.regionCode, table.account),
  ],
)

/** 角色: granted and revoked, never erased. */
export const userRoles = pgTable(
  'user_roles',
  {
    regionCode: regionCode(),
    id: uuid().notNull(),
    userId: uuid().notNull(),
    role: text().notNull(),
    ...appended(),
    revokedAt: moment(),
  },
  (table) => [
    primaryKey({ columns: [table.regionCode, table.id] }),
    foreignKey({
      name: 'user_roles_of_user',
      columns: [table.regionCode, table.userId],
      foreignColumns: [users.regionCode, users.id],
    }),
    index('user_roles_by_user').on(table.regionCode, table.userId),
  ],
)

/** 会话: the id is stored only as a hash. */
export const sessions = pgTable(
  'sessions',
  {
    regionCode: regionCode(),
    idHash: text().notNull(),
    userId: uuid().notNull(),
    createdAt: moment().notNull(),
    lastSeenAt: moment().notNull(),
    expiresAt: moment().notNull(),
    address: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.regionCode, table.idHash] }),
    foreignKey({
      name: 'sessions_of_user',
      columns: [table.regionCode, table.userId],
      foreignColumns: [users.regionCode, users.id],
    }),
    index('sessions_by_user').on(table.regionCode, table.userId),
  ],
)
