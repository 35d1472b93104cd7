import {
  boolean,
  foreignKey,
  index,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import { appended, day, effective, money, rate, recorded, regionCode } from '../database/columns.ts'
import { people } from '../staffing/schema.ts'

/**
 * 工资标准: kind × key1 × key2 → yuan a month, dated, with the document. One standard of a key at a time
 * (exclusion constraint wage_standards_one_at_a_time).
 */
export const wageStandards = pgTable(
  'wage_standards',
  {
    regionCode: regionCode(),
    id: uuid().notNull(),
    /** civil-duty, civil-grade, institution-post, institution-step, worker-post, allowance, car-subsidy, … */
    standardKind: text().notNull(),
    key1: text().notNull(),
    /** '' when the standard has one key */
    key2: text().notNull(),
    amount: money().notNull(),
    documentNumber: text().notNull(),
    /** 示范标准: marked wherever it shows */
    isExample: boolean().notNull(),
    ...effective(),
    ...recorded(),
  },
  (table) => [
    primaryKey({ columns: [table.regionCode, table.id] }),
    index('wage_standards_by_key').on(table.regionCode, table.standardKind, table.key1, table.key2),
  ],
)

/**
 * 工资项目: which rule computes it, for whom, and which codes and project carry it. Data, dated; the rules
 * themselves are a closed set of pure functions (pay-rule.ts).
 */
export const payItems = pgTable(
  'pay_items',
  {
    regionCode: regionCode(),
    id: uuid().notNull(),
    code: text().notNull(),
    name: text().notNull(),
    /** standard | personal | contribution | yearly | … (pay-rule.ts) */
    rule: text().notNull(),
    parameters: jsonb().$type<Record<string, unknown>>().notNull(),
    /** establishment kinds it applies to */
    establishmentKinds: text().array().notNull(),
    economicCode: text().notNull(),
    /** 功能分类项: a full code, or the item to append to the organization's class (01 行政运行, 50 事业运行) */
    functionCode: text().notNull(),
    /** which project of the paying organization bears it: wages, contributions, car-subsidy, only-child, … */
    projectPurpose: text().notNull(),
    /** 记账 items (occupational annuity of wholly financed units) carry no budget line */
    budgeted: boolean().notNull(),
    ...effective(),
    ...recorded(),
  },
  (table) => [
    primaryKey({ columns: [table.regionCode, table.id] }),
    index('pay_items_by_code').on(table.regionCode, table.code),
  ],
)

/** 工资档案: dated keys of a person into the standards. One at a time (pay_profiles_one_at_a_time). */
export const payProfiles = pgTable(
  'pay_profiles',
  {
    regionCode: regionCode(),
    id: uuid().notNull(),
    personId: uuid().notNull(),
    /** civil-servant | office-worker | institution */
    scheme: text().notNull(),
    /** standard kind → its keys, such as { 'civil-duty': ['乡科级正职'], 'civil-grade': ['18', '5'] } */
    keys: jsonb().$type<Record<string, string[]>>().notNull(),
    movementId: uuid(),
    reason: text().notNull(),
    ...effective(),
    ...recorded(),
  },
  (table) => [
    primaryKey({ columns: [table.regionCode, table.id] }),
    foreignKey({
      name: 'pay_profiles_of_person',
      columns: [table.regionCode, table.personId],
      foreignColumns: [people.regionCode, people.id],
    }),
    index('pay_profiles_by_person').on(table.regionCode, table.personId),
  ],
)

/** 个人金额: where the rule allows an amount of the person's own. One of an item at a time. */
export const personalAmounts = pgTable(
  'personal_amounts',
  {
    regionCode: regionCode(),
    id: uuid().notNull(),
    personId: uuid().notNull(),
    payItemCode: text().notNull(),
    /** yuan a month, or yuan once where the item is paid once */
    amount: money().notNull(),
    reason: text().notNull(),
    ...effective(),
    ...recorded(),
  },
  (table) => [
    primaryKey({ columns: [table.regionCode, table.id] }),
    foreignKey({
      name: 'personal_amounts_of_person',
      columns: [table.regionCode, table.personId],
      foreignColumns: [people.regionCode, people.id],
    }),
    index('personal_amounts_by_person').on(table.regionCode, table.personId),
  ],
)

/** 缴费基数 as declared: yuan a month, per scheme (pension, medical, injury, unemployment, housing-fund). */
export const contributionBases = pgTable(
  'contribution_bases',
  {
    regionCode: regionCode(),
    id: uuid().notNull(),
    personId: uuid().notNull(),
    scheme: text().notNull(),
    base: money().notNull(),
    reason: text().notNull(),
    ...effective(),
    ...recorded(),
  },
  (table) => [
    primaryKey({ columns: [table.regionCode, table.id] }),
    foreignKey({
      name: 'contribution_bases_of_person',
      columns: [table.regionCode, table.personId],
      foreignColumns: [people.regionCode, people.id],
    }),
    index('contribution_bases_by_person').on(table.regionCode, table.personId),
  ],
)

/** 单位缴费费率 with floor and cap of the monthly base; dated, per scheme and establishment kinds. */
export const contributionRates = pgTable(
  'contribution_rates',
  {
    regionCode: regionCode(),
    id: uuid().notNull(),
    scheme: text().notNull(),
    establishmentKind: text().notNull(),
    rate: rate().notNull(),
    baseFloor: money(),
    baseCap: money(),
    documentNumber: text().notNull(),
    isExample: boolean().notNull(),
    ...effective(),
    ...recorded(),
  },
  (table) => [primaryKey({ columns: [table.regionCode, table.id] })],
)

/** 测算: what the engine computed, for which months. */
export const costCalculations = pgTable(
  'cost_calculations',
  {
    regionCode: regionCode(),
    id: uuid().notNull(),
    /** actual (movements recompute it) | initial-budget (the people of the base date, the whole year) */
    purpose: text().notNull(),
    /** First days of months; the end is out. An initial budget covers its year, the actual one grows by years. */
    coversFrom: day().notNull(),
    coversTo: day().notNull(),
    ...appended(),
  },
  (table) => [
    primaryKey({ columns: [table.regionCode, table.id] }),
    unique('cost_calculations_once').on(table.regionCode, table.purpose, table.coversFrom),
  ],
)

/**
 * 人员经费: spells of constant monthly amount. The amount falls due for each calendar month whose first day is
 * in [effectiveFrom, effectiveTo); both are firsts of months. A once-paid item is a spell of one month.
 *
 * No foreign keys: the engine alone writes these rows, from people, assignments and calculations that have theirs,
 * and a hundred thousand of them at a time; checking each again would take longer than writing it.
 */
export const costSpells = pgTable(
  'cost_spells',
  {
    regionCode: regionCode(),
    id: uuid().notNull(),
    calculationId: uuid().notNull(),
    personId: uuid().notNull(),
    /** 编制单位 in these months */
    organizationId: uuid().notNull(),
    /** 工资发放单位 in these months: the budget unit that bears it */
    payingOrganizationId: uuid().notNull(),
    establishmentKind: text().notNull(),
    payItemCode: text().notNull(),
    /** with staff: which budget project of the paying organization bears it (budget resolves the code) */
    projectPurpose: text().notNull(),
    /** administrative | institution */
    staff: text().notNull(),
    budgeted: boolean().notNull(),
    functionCode: text().notNull(),
    economicCode: text().notNull(),
    amount: money().notNull(),
    /** rule, standard rows, inputs: enough to say why */
    basis: jsonb().$type<Record<string, unknown>>().notNull(),
    ...effective(),
    ...recorded(),
  },
  (table) => [
    primaryKey({ columns: [table.regionCode, table.id] }),
    index('cost_spells_by_person').on(table.regionCode, table.personId),
    index('cost_spells_by_payer').on(table.regionCode, table.payingOrganizationId),
  ],
)
