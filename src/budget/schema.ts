import {
  boolean,
  char,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uuid,
} from 'drizzle-orm/pg-core'
import { appended, day, money, recorded, regionCode } from '../database/columns.ts'
import { approvalDocuments, organizations } from '../organization/schema.ts'

/**
 * 预算项目 of a budget year. The code is 6 region + 2 year of entry into the library + R/Y/T + 12 serial; the
 * year in it is not the budget year (a 2021 code runs on in 2023).
 */
export const budgetProjects = pgTable(
  'budget_projects',
  {
    regionCode: regionCode(),
    year: integer().notNull(),
    code: char({ length: 21 }).notNull(),
    name: text().notNull(),
    /** R 人员类 | Y 运转类 | T 特定目标类 */
    kind: text().notNull(),
    organizationId: uuid().notNull(),
    /** wages, contributions, car-subsidy, only-child, award, operating-quota …; other for documents' own */
    purpose: text().notNull(),
    /** staff whose cost it bears: administrative | institution | all */
    staff: text().notNull(),
    /** 数据: 项目支出 (project) or 基本支出 (basic) */
    expenditureKind: text().notNull(),
    ...appended(),
  },
  (table) => [
    primaryKey({ columns: [table.regionCode, table.year, table.code] }),
    foreignKey({
      name: 'budget_projects_of_organization',
      columns: [table.regionCode, table.organizationId],
      foreignColumns: [organizations.regionCode, organizations.id],
    }),
    index('budget_projects_by_organization').on(table.regionCode, table.organizationId, table.year),
  ],
)

/** 年初预算: adopted lines; once adopted never edited. */
export const initialBudgetLines = pgTable(
  'initial_budget_lines',
  {
    regionCode: regionCode(),
    id: uuid().notNull(),
    year: integer().notNull(),
    projectCode: char({ length: 21 }).notNull(),
    functionCode: text().notNull(),
    economicCode: text().notNull(),
    governmentEconomicCode: text().notNull(),
    /** general | government-fund | state-capital */
    fundSource: text().notNull(),
    amount: money().notNull(),
    /** derived from the spells of this calculation, or null with the inputs in basis */
    calculationId: uuid(),
    basis: jsonb().$type<Record<string, unknown>>().notNull(),
    ...recorded(),
  },
  (table) => [
    primaryKey({ columns: [table.regionCode, table.id] }),
    foreignKey({
      name: 'initial_budget_lines_project',
      columns: [table.regionCode, table.year, table.projectCode],
      foreignColumns: [budgetProjects.regionCode, budgetProjects.year, budgetProjects.code],
    }),
    index('initial_budget_lines_by_project').on(table.regionCode, table.year, table.projectCode),
  ],
)

/** 预算调整: proposed by a movement or by a document (追加、压减、调剂). */
export const budgetAdjustments = pgTable(
  'budget_adjustments',
  {
    regionCode: regionCode(),
    id: uuid().notNull(),
    year: integer().notNull(),
    organizationId: uuid().notNull(),
    /** movement | addition | reduction | transfer */
    kind: text().notNull(),
    movementId: uuid(),
    documentId: uuid(),
    reason: text().notNull(),
    effectiveOn: day().notNull(),
    ...appended(),
  },
  (table) => [
    primaryKey({ columns: [table.regionCode, table.id] }),
    foreignKey({
      name: 'budget_adjustments_of_organization',
      columns: [table.regionCode, table.organizationId],
      foreignColumns: [organizations.regionCode, organizations.id],
    }),
    foreignKey({
      name: 'budget_adjustments_document',
      columns: [table.regionCode, table.documentId],
      foreignColumns: [approvalDocuments.regionCode, approvalDocuments.id],
    }),
    index('budget_adjustments_by_organization').on(table.regionCode, table.organizationId, table.year),
    index('budget_adjustments_by_movement').on(table.regionCode, table.movementId),
  ],
)

export const budgetAdjustmentLines = pgTable(
  'budget_adjustment_lines',
  {
    regionCode: regionCode(),
    id: uuid().notNull(),
    adjustmentId: uuid().notNull(),
    year: integer().notNull(),
    projectCode: char({ length: 21 }).notNull(),
    functionCode: text().notNull(),
    economicCode: text().notNull(),
    governmentEconomicCode: text().notNull(),
    fundSource: text().notNull(),
    /** 调增 positive, 调减 negative */
    amount: money().notNull(),
    basis: jsonb().$type<Record<string, unknown>>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.regionCode, table.id] }),
    foreignKey({
      name: 'budget_adjustment_lines_adjustment',
      columns: [table.regionCode, table.adjustmentId],
      foreignColumns: [budgetAdjustments.regionCode, budgetAdjustments.id],
    }),
    foreignKey({
      name: 'budget_adjustment_lines_project',
      columns: [table.regionCode, table.year, table.projectCode],
      foreignColumns: [budgetProjects.regionCode, budgetProjects.year, budgetProjects.code],
    }),
    index('budget_adjustment_lines_by_project').on(table.regionCode, table.year, table.projectCode),
    index('budget_adjustment_lines_by_adjustment').on(table.regionCode, table.adjustmentId),
  ],
)

/** 财政受理: an adjustment counts only when approved. */
export const budgetAdjustmentDecisions = pgTable(
  'budget_adjustment_decisions',
  {
    regionCode: regionCode(),
    adjustmentId: uuid().notNull(),
    approved: boolean().notNull(),
    words: text().notNull(),
    decidedByName: text().notNull(),
    ...appended(),
  },
  (table) => [
    primaryKey({ columns: [table.regionCode, table.adjustmentId] }),
    foreignKey({
      name: 'budget_adjustment_decisions_adjustment',
      columns: [table.regionCode, table.adjustmentId],
      foreignColumns: [budgetAdjustments.regionCode, budgetAdjustments.id],
    }),
  ],
)

/** 支出: what was paid, by month. A wrong one is reversed by a negative one. */
export const expenditures = pgTable(
  'expenditures',
  {
    regionCode: regionCode(),
    id: uuid().notNull(),
    year: integer().notNull(),
    /** 1 … 12 */
    month: integer().notNull(),
    projectCode: char({ length: 21 }).notNull(),
    functionCode: text().notNull(),
    economicCode: text().notNull(),
    governmentEconomicCode: text().notNull(),
    fundSource: text().notNull(),
    amount: money().notNull(),
    summary: text().notNull(),
    voucherNumber: text(),
    reversesId: uuid(),
    ...appended(),
  },
  (table) => [
    primaryKey({ columns: [table.regionCode, table.id] }),
    foreignKey({
      name: 'expenditures_project',
      columns: [table.regionCode, table.year, table.projectCode],
      foreignColumns: [budgetProjects.regionCode, budgetProjects.year, budgetProjects.code],
    }),
    index('expenditures_by_project').on(table.regionCode, table.year, table.projectCode),
  ],
)
