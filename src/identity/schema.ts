import {
  bigint,
  boolean,
  foreignKey,
  index,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import { appended, bytes, moment, regionCode } from '../database/columns.ts'

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
    /** when the password was last chosen or given; null: with the account */
    passwordSetAt: moment(),
    /** given by an administrator: the first sign-in asks for another */
    passwordTemporary: boolean().notNull().default(false),
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

/** 密码沿革: what was used before, so that it is not used again. Only hashes, only added. */
export const passwordChanges = pgTable(
  'password_changes',
  {
    regionCode: regionCode(),
    id: uuid().notNull(),
    userId: uuid().notNull(),
    passwordHash: text().notNull(),
    ...appended(),
  },
  (table) => [
    primaryKey({ columns: [table.regionCode, table.id] }),
    foreignKey({
      name: 'password_changes_of_user',
      columns: [table.regionCode, table.userId],
      foreignColumns: [users.regionCode, users.id],
    }),
    index('password_changes_by_user').on(table.regionCode, table.userId, table.recordedAt),
  ],
)

/** 登录尝试: counted for the lock-out. What was typed as the account is kept as a keyed hash: it may be a password. */
export const signInAttempts = pgTable(
  'sign_in_attempts',
  {
    regionCode: regionCode(),
    id: uuid().notNull(),
    accountHash: text().notNull(),
    address: text().notNull(),
    /** the machine's own time */
    at: moment().notNull(),
    succeeded: boolean().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.regionCode, table.id] }),
    index('sign_in_attempts_by_account').on(table.regionCode, table.accountHash, table.at),
    index('sign_in_attempts_by_address').on(table.regionCode, table.address, table.at),
  ],
)

/** 动态口令 (RFC 6238): the secret is encrypted by the key of personal data. */
export const secondFactors = pgTable(
  'second_factors',
  {
    regionCode: regionCode(),
    id: uuid().notNull(),
    userId: uuid().notNull(),
    secretCiphertext: bytes().notNull(),
    /** the last half minute whose code was used: no code works twice */
    lastStep: bigint({ mode: 'bigint' }).notNull(),
    ...appended(),
    revokedAt: moment(),
  },
  (table) => [
    primaryKey({ columns: [table.regionCode, table.id] }),
    foreignKey({
      name: 'second_factors_of_user',
      columns: [table.regionCode, table.userId],
      foreignColumns: [users.regionCode, users.id],
    }),
  ],
)

/** What a user last chose to see, such as the columns of a list; no fact, the newest choice is the only one. */
export const userChoices = pgTable(
  'user_choices',
  {
    regionCode: regionCode(),
    userId: uuid().notNull(),
    /** which list */
    name: text().notNull(),
    value: text().notNull(),
    chosenAt: moment().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.regionCode, table.userId, table.name] }),
    foreignKey({
      name: 'user_choices_of_user',
      columns: [table.regionCode, table.userId],
      foreignColumns: [users.regionCode, users.id],
    }),
  ],
)
