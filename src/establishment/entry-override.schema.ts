import { sql } from 'drizzle-orm'
import {
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { appended, day, regionCode } from '../database/columns.ts'
import { approvalDocuments } from '../organization/schema.ts'
import { establishmentPositions } from './schema.ts'

/** 超编进人特批: so many may enter a unit and kind where the check stops, on a paper, until a day. */
export const entryOverrides = pgTable(
  'entry_overrides',
  {
    regionCode: regionCode(),
    id: uuid().notNull(),
    number: text().notNull(),
    organizationId: uuid().notNull(),
    establishmentKind: text().notNull(),
    count: integer().notNull(),
    /** the last day of entry (inclusive) */
    expiresOn: day().notNull(),
    reason: text().notNull(),
    documentId: uuid().notNull(),
    ...appended(),
  },
  (table) => [
    primaryKey({ columns: [table.regionCode, table.id] }),
    unique('entry_overrides_number_once').on(table.regionCode, table.number),
    foreignKey({
      name: 'entry_overrides_position',
      columns: [table.regionCode, table.organizationId, table.establishmentKind],
      foreignColumns: [
        establishmentPositions.regionCode,
        establishmentPositions.organizationId,
        establishmentPositions.establishmentKind,
      ],
    }),
    foreignKey({
      name: 'entry_overrides_document',
      columns: [table.regionCode, table.documentId],
      foreignColumns: [approvalDocuments.regionCode, approvalDocuments.id],
    }),
    index('entry_overrides_by_position').on(table.regionCode, table.organizationId, table.establishmentKind),
    check('entry_overrides_positive', sql`count > 0`),
  ],
)

/** 提交、审核、批准、不予批准、退回、撤回、收回: each is a row, each place in the order is taken once. */
export const entryOverrideSteps = pgTable(
  'entry_override_steps',
  {
    regionCode: regionCode(),
    id: uuid().notNull(),
    overrideId: uuid().notNull(),
    place: integer().notNull(),
    /** submission | review | approval | rejection | return | withdrawal | recall */
    decision: text().notNull(),
    role: text().notNull(),
    words: text().notNull(),
    /** on an approval: how many */
    approvedCount: integer(),
    effectiveOn: day().notNull(),
    ...appended(),
  },
  (table) => [
    primaryKey({ columns: [table.regionCode, table.id] }),
    unique('entry_override_steps_in_order').on(table.regionCode, table.overrideId, table.place),
    foreignKey({
      name: 'entry_override_steps_override',
      columns: [table.regionCode, table.overrideId],
      foreignColumns: [entryOverrides.regionCode, entryOverrides.id],
    }),
  ],
)

/** An entry that used one of them. Taken back by a row that names it (a corrected entry). */
export const entryOverrideUses = pgTable(
  'entry_override_uses',
  {
    regionCode: regionCode(),
    id: uuid().notNull(),
    overrideId: uuid().notNull(),
    /** The movement of the entry; a movement stands to the right, so there is no foreign key. */
    movementId: uuid().notNull(),
    usedOn: day().notNull(),
    reversesId: uuid(),
    ...appended(),
  },
  (table) => [
    primaryKey({ columns: [table.regionCode, table.id] }),
    foreignKey({
      name: 'entry_override_uses_override',
      columns: [table.regionCode, table.overrideId],
      foreignColumns: [entryOverrides.regionCode, entryOverrides.id],
    }),
    index('entry_override_uses_by_override').on(table.regionCode, table.overrideId),
    uniqueIndex('entry_override_uses_reversed_once')
      .on(table.regionCode, table.reversesId)
      .where(sql`reverses_id is not null`),
    uniqueIndex('entry_override_uses_one_a_movement')
      .on(table.regionCode, table.movementId)
      .where(sql`reverses_id is null`),
  ],
)
