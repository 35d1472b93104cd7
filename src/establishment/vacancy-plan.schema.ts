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
import { appended, day, recorded, regionCode } from '../database/columns.ts'
import { approvalDocuments, organizations } from '../organization/schema.ts'

/** 用编计划: one unit, one year; what it says are the lines, its life the steps. */
export const vacancyPlans = pgTable(
  'vacancy_plans',
  {
    regionCode: regionCode(),
    id: uuid().notNull(),
    number: text().notNull(),
    organizationId: uuid().notNull(),
    year: integer().notNull(),
    ...appended(),
  },
  (table) => [
    primaryKey({ columns: [table.regionCode, table.id] }),
    unique('vacancy_plans_number_once').on(table.regionCode, table.number),
    unique('vacancy_plans_one_a_year').on(table.regionCode, table.year, table.organizationId),
    foreignKey({
      name: 'vacancy_plans_of_organization',
      columns: [table.regionCode, table.organizationId],
      foreignColumns: [organizations.regionCode, organizations.id],
    }),
  ],
)

/**
 * 起草、申报、主管部门审核、编办审核、核定、调整、退回、撤回: each is a row. The place in the order is unique: of two who
 * take the next step at once, one is told that it was taken.
 */
export const vacancyPlanSteps = pgTable(
  'vacancy_plan_steps',
  {
    regionCode: regionCode(),
    id: uuid().notNull(),
    planId: uuid().notNull(),
    place: integer().notNull(),
    /** key of the table of steps (vacancy-plan.ts) */
    step: text().notNull(),
    /** in which part: a role, or supervisor for the contact of the 主管部门 */
    role: text().notNull(),
    words: text().notNull(),
    /** 核定、调整: the paper of the 编委会 */
    documentId: uuid(),
    effectiveOn: day().notNull(),
    ...appended(),
  },
  (table) => [
    primaryKey({ columns: [table.regionCode, table.id] }),
    unique('vacancy_plan_steps_in_order').on(table.regionCode, table.planId, table.place),
    foreignKey({
      name: 'vacancy_plan_steps_plan',
      columns: [table.regionCode, table.planId],
      foreignColumns: [vacancyPlans.regionCode, vacancyPlans.id],
    }),
    foreignKey({
      name: 'vacancy_plan_steps_document',
      columns: [table.regionCode, table.documentId],
      foreignColumns: [approvalDocuments.regionCode, approvalDocuments.id],
    }),
  ],
)

/** How many of which kind by which way in: as declared by the unit, as the office found it, as it was approved. */
export const vacancyPlanLines = pgTable(
  'vacancy_plan_lines',
  {
    regionCode: regionCode(),
    id: uuid().notNull(),
    planId: uuid().notNull(),
    /** declared | reviewed | approved */
    stage: text().notNull(),
    establishmentKind: text().notNull(),
    wayIn: text().notNull(),
    count: integer().notNull(),
    reason: text().notNull(),
    ...recorded(),
  },
  (table) => [
    primaryKey({ columns: [table.regionCode, table.id] }),
    foreignKey({
      name: 'vacancy_plan_lines_plan',
      columns: [table.regionCode, table.planId],
      foreignColumns: [vacancyPlans.regionCode, vacancyPlans.id],
    }),
    index('vacancy_plan_lines_by_plan').on(table.regionCode, table.planId),
    uniqueIndex('vacancy_plan_lines_once')
      .on(table.regionCode, table.planId, table.stage, table.establishmentKind, table.wayIn)
      .where(sql`superseded_at is null`),
    check('vacancy_plan_lines_count', sql`count >= 0`),
  ],
)
