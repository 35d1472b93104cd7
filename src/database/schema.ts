import { bigint, boolean, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { moment, regionCode } from './columns.ts'

/** 行政区划: one row a tenant. */
export const regions = pgTable(
  'regions',
  {
    regionCode: regionCode(),
    name: text().notNull(),
    /** 示例数据: pages and prints say so. */
    isExample: boolean().notNull(),
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
    before: jsonb(),
    after: jsonb(),
  },
  (table) => [primaryKey({ columns: [table.regionCode, table.id] })],
)

/** 编号: the last number given in a series (movements of a year, notices of a year). */
export const serialNumbers = pgTable(
  'serial_numbers',
  { regionCode: regionCode(), series: text().notNull(), last: integer().notNull() },
  (table) => [primaryKey({ columns: [table.regionCode, table.series] })],
)
