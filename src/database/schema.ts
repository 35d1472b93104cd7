import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import { moment, regionCode } from './columns.ts'

/** 行政区划: one row a tenant. */
export const regions = pgTable(
  'regions',
  {
    regionCode: regionCode(),
    name: text().notNull(),
    /** 示例数据: pages and prints say so. */
    isExample: boolean().notNull(),
    /** Tells which key of personal data the ciphertexts and keyed hashes were made with; changed by its rotation. */
    keyFingerprint: text(),
    createdAt: moment().notNull(),
  },
  (table) => [primaryKey({ columns: [table.regionCode] })],
)

/** 审计: written in the transaction of the change it tells of. */
export const auditEntries = pgTable(
  'audit_entries',
  {
    regionCode: regionCode(),
    id: bigint({ mode: 'bigint' }).generatedAlwaysAsIdentity(),
    at: moment().notNull(),
    userId: uuid(),
    userName: text().notNull(),
    roles: text().notNull(),
    from: text().notNull(),
    action: text().notNull(),
    subjectKind: text().notNull(),
    subjectId: text().notNull(),
    reason: text(),
    /** 文号 of the paper the act stands on. */
    documentNumber: text(),
    before: jsonb(),
    after: jsonb(),
  },
  (table) => [
    primaryKey({ columns: [table.regionCode, table.id] }),
    index('audit_entries_by_user').on(table.regionCode, table.userId, table.id),
    index('audit_entries_by_subject').on(table.regionCode, table.subjectKind, table.subjectId, table.id),
    index('audit_entries_by_action').on(table.regionCode, table.action, table.id),
    index('audit_entries_by_document')
      .on(table.regionCode, table.documentNumber, table.id)
      .where(sql`document_number is not null`),
    index('audit_entries_by_moment').on(table.regionCode, table.at, table.id),
  ],
)

/** Entries that no seal has reached yet; the sealer takes them out as it chains them. */
export const auditPending = pgTable(
  'audit_pending',
  { regionCode: regionCode(), entryId: bigint({ mode: 'bigint' }).notNull() },
  (table) => [primaryKey({ columns: [table.regionCode, table.entryId] })],
)

/** 链: each entry's hash holds the one before it. Written after the commit, so that writers never wait for it. */
export const auditSeals = pgTable(
  'audit_seals',
  {
    regionCode: regionCode(),
    position: bigint({ mode: 'bigint' }).notNull(),
    entryId: bigint({ mode: 'bigint' }).notNull(),
    previousHash: text().notNull(),
    hash: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.regionCode, table.position] }),
    unique('audit_seals_once').on(table.regionCode, table.entryId),
    foreignKey({
      name: 'audit_seals_entry',
      columns: [table.regionCode, table.entryId],
      foreignColumns: [auditEntries.regionCode, auditEntries.id],
    }),
  ],
)

/** 编号: the last number given in a series (movements of a year, notices of a year). */
export const serialNumbers = pgTable(
  'serial_numbers',
  { regionCode: regionCode(), series: text().notNull(), last: integer().notNull() },
  (table) => [primaryKey({ columns: [table.regionCode, table.series] })],
)
