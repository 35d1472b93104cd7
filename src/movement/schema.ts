import { sql } from 'drizzle-orm'
import {
  foreignKey,
  index,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { appended, day, regionCode } from '../database/columns.ts'
import { approvalDocuments } from '../organization/schema.ts'
import { people } from '../staffing/schema.ts'

/** 异动: what is proposed. Never edited; a wrong one is corrected by one that names it. */
export const movements = pgTable(
  'movements',
  {
    regionCode: regionCode(),
    id: uuid().notNull(),
    /** 2024-0001 */
    number: text().notNull(),
    /** key of the table of kinds (movement-kind.ts) */
    kind: text().notNull(),
    personId: uuid().notNull(),
    effectiveOn: day().notNull(),
    fromOrganizationId: uuid(),
    fromEstablishmentKind: text(),
    toOrganizationId: uuid(),
    toEstablishmentKind: text(),
    /** what else the kind needs: duty, rank, pay keys, place of secondment, name of the other unit … */
    particulars: jsonb().$type<Record<string, unknown>>().notNull(),
    reason: text().notNull(),
    documentId: uuid(),
    vacancyRequestId: uuid(),
    /** 更正: the movement this one stands in for */
    correctsId: uuid(),
    ...appended(),
  },
  (table) => [
    primaryKey({ columns: [table.regionCode, table.id] }),
    unique('movements_number_once').on(table.regionCode, table.number),
    foreignKey({
      name: 'movements_of_person',
      columns: [table.regionCode, table.personId],
      foreignColumns: [people.regionCode, people.id],
    }),
    foreignKey({
      name: 'movements_document',
      columns: [table.regionCode, table.documentId],
      foreignColumns: [approvalDocuments.regionCode, approvalDocuments.id],
    }),
    foreignKey({
      name: 'movements_corrects',
      columns: [table.regionCode, table.correctsId],
      foreignColumns: [table.regionCode, table.id],
    }),
    index('movements_by_person').on(table.regionCode, table.personId),
    index('movements_by_from').on(table.regionCode, table.fromOrganizationId),
    index('movements_by_to').on(table.regionCode, table.toOrganizationId),
    index('movements_by_effect').on(table.regionCode, table.effectiveOn),
  ],
)

/** 签批: every step of a movement's life is a row. Nobody signs two steps (movement_signatures_nobody_twice). */
export const movementSignatures = pgTable(
  'movement_signatures',
  {
    regionCode: regionCode(),
    id: uuid().notNull(),
    movementId: uuid().notNull(),
    /** clerk | section-head | deputy-director | director */
    step: text().notNull(),
    /** agree | return | withdraw */
    decision: text().notNull(),
    words: text().notNull(),
    signedByName: text().notNull(),
    ...appended(),
  },
  (table) => [
    primaryKey({ columns: [table.regionCode, table.id] }),
    foreignKey({
      name: 'movement_signatures_movement',
      columns: [table.regionCode, table.movementId],
      foreignColumns: [movements.regionCode, movements.id],
    }),
    // Who drafted may take it back; beside that nobody signs two steps, and a step is signed once.
    uniqueIndex('movement_signatures_nobody_twice')
      .on(table.regionCode, table.movementId, table.recordedBy)
      .where(sql`decision <> 'withdraw'`),
    uniqueIndex('movement_signatures_step_once')
      .on(table.regionCode, table.movementId, table.step)
      .where(sql`decision <> 'withdraw'`),
    uniqueIndex('movement_signatures_end_once')
      .on(table.regionCode, table.movementId)
      .where(sql`decision <> 'agree'`),
    index('movement_signatures_by_movement').on(table.regionCode, table.movementId),
  ],
)

/** 生效: written in the transaction that changed the registry. At most one a movement. */
export const movementEffects = pgTable(
  'movement_effects',
  {
    regionCode: regionCode(),
    movementId: uuid().notNull(),
    effectiveOn: day().notNull(),
    /** 更正: repeated here so that only a correction that took effect closes the wrong one to a second */
    correctsId: uuid(),
    ...appended(),
  },
  (table) => [
    primaryKey({ columns: [table.regionCode, table.movementId] }),
    foreignKey({
      name: 'movement_effects_movement',
      columns: [table.regionCode, table.movementId],
      foreignColumns: [movements.regionCode, movements.id],
    }),
    // A movement is corrected once; a correction that was returned or withdrawn corrects nothing.
    uniqueIndex('movement_effects_corrected_once')
      .on(table.regionCode, table.correctsId)
      .where(sql`corrects_id is not null`),
  ],
)

/** 机构改革方案: a merger or a split as it was drafted; it never changes. */
export const reforms = pgTable(
  'reforms',
  {
    regionCode: regionCode(),
    id: uuid().notNull(),
    /** 改革方案2024-0001 */
    number: text().notNull(),
    /** merger | split */
    kind: text().notNull(),
    effectiveOn: day().notNull(),
    /** who goes where with what: reform.ts */
    plan: jsonb().$type<Record<string, unknown>>().notNull(),
    summary: text().notNull(),
    documentId: uuid().notNull(),
    ...appended(),
  },
  (table) => [
    primaryKey({ columns: [table.regionCode, table.id] }),
    unique('reforms_number_once').on(table.regionCode, table.number),
    foreignKey({
      name: 'reforms_document',
      columns: [table.regionCode, table.documentId],
      foreignColumns: [approvalDocuments.regionCode, approvalDocuments.id],
    }),
  ],
)

/** 签批 of a reform: as of a movement, every step a row and nobody twice. */
export const reformSignatures = pgTable(
  'reform_signatures',
  {
    regionCode: regionCode(),
    id: uuid().notNull(),
    reformId: uuid().notNull(),
    step: text().notNull(),
    /** agree | return | withdraw */
    decision: text().notNull(),
    words: text().notNull(),
    signedByName: text().notNull(),
    ...appended(),
  },
  (table) => [
    primaryKey({ columns: [table.regionCode, table.id] }),
    foreignKey({
      name: 'reform_signatures_reform',
      columns: [table.regionCode, table.reformId],
      foreignColumns: [reforms.regionCode, reforms.id],
    }),
    uniqueIndex('reform_signatures_nobody_twice')
      .on(table.regionCode, table.reformId, table.recordedBy)
      .where(sql`decision <> 'withdraw'`),
    uniqueIndex('reform_signatures_step_once')
      .on(table.regionCode, table.reformId, table.step)
      .where(sql`decision <> 'withdraw'`),
    uniqueIndex('reform_signatures_end_once')
      .on(table.regionCode, table.reformId)
      .where(sql`decision <> 'agree'`),
  ],
)

/** 生效 of a reform, written in the transaction that changed the registry. */
export const reformEffects = pgTable(
  'reform_effects',
  { regionCode: regionCode(), reformId: uuid().notNull(), effectiveOn: day().notNull(), ...appended() },
  (table) => [
    primaryKey({ columns: [table.regionCode, table.reformId] }),
    foreignKey({
      name: 'reform_effects_reform',
      columns: [table.regionCode, table.reformId],
      foreignColumns: [reforms.regionCode, reforms.id],
    }),
  ],
)
