import { sql } from 'drizzle-orm'
import {
  boolean,
  check,
  foreignKey,
  integer,
  numeric,
  pgTable,
  primaryKey,
  text,
  uuid,
} from 'drizzle-orm/pg-core'
import { effective, recorded, regionCode } from '../database/columns.ts'
import { approvalDocuments, organizations } from '../organization/schema.ts'

/**
 * 职级职数比例: for the 职级 from one to another of the ladder, which share of what. One row of a group holds at a time
 * (rank_ratios_one_at_a_time); a change closes the row before.
 */
export const rankRatios = pgTable(
  'rank_ratios',
  {
    regionCode: regionCode(),
    id: uuid().notNull(),
    /** RANK_GENERAL, the higher one */
    fromLevel: text().notNull(),
    toLevel: text().notNull(),
    percent: numeric({ precision: 5, scale: 2 }).notNull(),
    /** whose approved places are the base and whose holders count; empty where an outer group is the base */
    establishmentKinds: text().array().notNull(),
    /** the share is of this group's number; null: of the approved places */
    outerFrom: text(),
    outerTo: text(),
    /** down | half-up */
    rounding: text().notNull(),
    /** 领导职务兼任职级的占用职级职数 */
    leadersCount: boolean().notNull(),
    documentId: uuid().notNull(),
    note: text().notNull(),
    ...effective(),
    ...recorded(),
  },
  (table) => [
    primaryKey({ columns: [table.regionCode, table.id] }),
    foreignKey({
      name: 'rank_ratios_document',
      columns: [table.regionCode, table.documentId],
      foreignColumns: [approvalDocuments.regionCode, approvalDocuments.id],
    }),
    check('rank_ratios_period', sql`effective_to > effective_from`),
    check('rank_ratios_share', sql`percent > 0 and percent <= 100 and from_level <= to_level`),
    check(
      'rank_ratios_base',
      sql`(outer_from is null) = (outer_to is null) and (outer_from is null) = (cardinality(establishment_kinds) > 0)`,
    ),
  ],
)

/** 核定职级职数: a unit's own number of a group by document; it goes before the ratio. */
export const rankApprovals = pgTable(
  'rank_approvals',
  {
    regionCode: regionCode(),
    id: uuid().notNull(),
    organizationId: uuid().notNull(),
    fromLevel: text().notNull(),
    toLevel: text().notNull(),
    count: integer().notNull(),
    documentId: uuid().notNull(),
    note: text().notNull(),
    ...effective(),
    ...recorded(),
  },
  (table) => [
    primaryKey({ columns: [table.regionCode, table.id] }),
    foreignKey({
      name: 'rank_approvals_of_organization',
      columns: [table.regionCode, table.organizationId],
      foreignColumns: [organizations.regionCode, organizations.id],
    }),
    foreignKey({
      name: 'rank_approvals_document',
      columns: [table.regionCode, table.documentId],
      foreignColumns: [approvalDocuments.regionCode, approvalDocuments.id],
    }),
    check('rank_approvals_period', sql`effective_to > effective_from`),
    check('rank_approvals_count', sql`count >= 0 and from_level <= to_level`),
  ],
)
