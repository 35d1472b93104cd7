import { sql } from 'drizzle-orm'
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { appended, day, effective, moment, recorded, regionCode } from '../database/columns.ts'
import { approvalDocuments, organizations } from '../organization/schema.ts'

/**
 * One organization × one kind: the row two people asking for the last place lock (FOR UPDATE needs the update
 * privilege on one column; `lockedAt` is there for that alone and is never written).
 */
export const establishmentPositions = pgTable(
  'establishment_positions',
  {
    regionCode: regionCode(),
    organizationId: uuid().notNull(),
    establishmentKind: text().notNull(),
    lockedAt: moment(),
  },
  (table) => [
    primaryKey({ columns: [table.regionCode, table.organizationId, table.establishmentKind] }),
    foreignKey({
      name: 'establishment_positions_of_organization',
      columns: [table.regionCode, table.organizationId],
      foreignColumns: [organizations.regionCode, organizations.id],
    }),
  ],
)

/** 核定编制台账: append-only, signed counts; a wrong row is reversed. At the region's root: 总量. */
export const approvedHeadcounts = pgTable(
  'approved_headcounts',
  {
    regionCode: regionCode(),
    id: uuid().notNull(),
    organizationId: uuid().notNull(),
    establishmentKind: text().notNull(),
    /** 增编 positive, 减编 negative */
    change: integer().notNull(),
    effectiveOn: day().notNull(),
    documentId: uuid().notNull(),
    note: text().notNull(),
    /** 冲销: the row this one takes back */
    reversesId: uuid(),
    ...appended(),
  },
  (table) => [
    primaryKey({ columns: [table.regionCode, table.id] }),
    foreignKey({
      name: 'approved_headcounts_position',
      columns: [table.regionCode, table.organizationId, table.establishmentKind],
      foreignColumns: [
        establishmentPositions.regionCode,
        establishmentPositions.organizationId,
        establishmentPositions.establishmentKind,
      ],
    }),
    foreignKey({
      name: 'approved_headcounts_document',
      columns: [table.regionCode, table.documentId],
      foreignColumns: [approvalDocuments.regionCode, approvalDocuments.id],
    }),
    index('approved_headcounts_by_position').on(
      table.regionCode,
      table.organizationId,
      table.establishmentKind,
    ),
  ],
)

/** 控编、冻结: places that exist on paper and may not be filled from one day to another. */
export const headcountFreezes = pgTable(
  'headcount_freezes',
  {
    regionCode: regionCode(),
    id: uuid().notNull(),
    organizationId: uuid().notNull(),
    establishmentKind: text().notNull(),
    count: integer().notNull(),
    documentId: uuid().notNull(),
    note: text().notNull(),
    ...effective(),
    ...recorded(),
  },
  (table) => [
    primaryKey({ columns: [table.regionCode, table.id] }),
    foreignKey({
      name: 'headcount_freezes_position',
      columns: [table.regionCode, table.organizationId, table.establishmentKind],
      foreignColumns: [
        establishmentPositions.regionCode,
        establishmentPositions.organizationId,
        establishmentPositions.establishmentKind,
      ],
    }),
  ],
)

/** 领导职数台账, by rank and 正职/副职. */
export const leadershipPosts = pgTable(
  'leadership_posts',
  {
    regionCode: regionCode(),
    id: uuid().notNull(),
    organizationId: uuid().notNull(),
    /** ZB03 rank of the post */
    rank: text().notNull(),
    /** chief | deputy */
    position: text().notNull(),
    change: integer().notNull(),
    effectiveOn: day().notNull(),
    documentId: uuid().notNull(),
    note: text().notNull(),
    reversesId: uuid(),
    ...appended(),
  },
  (table) => [
    primaryKey({ columns: [table.regionCode, table.id] }),
    foreignKey({
      name: 'leadership_posts_of_organization',
      columns: [table.regionCode, table.organizationId],
      foreignColumns: [organizations.regionCode, organizations.id],
    }),
    index('leadership_posts_by_organization').on(table.regionCode, table.organizationId),
  ],
)

/** 控制方式: what happens when a check fails, per measure and kind: stop or warn. No row: establishment-control.ts says. */
export const establishmentControls = pgTable(
  'establishment_controls',
  {
    regionCode: regionCode(),
    id: uuid().notNull(),
    /** headcount | leadership | rank | plan */
    measure: text().notNull(),
    establishmentKind: text().notNull(),
    /** stop | warn */
    control: text().notNull(),
    /** null: since the registry was opened */
    documentId: uuid(),
    note: text().notNull().default(''),
    ...effective(),
    ...recorded(),
  },
  (table) => [
    primaryKey({ columns: [table.regionCode, table.id] }),
    foreignKey({
      name: 'establishment_controls_document',
      columns: [table.regionCode, table.documentId],
      foreignColumns: [approvalDocuments.regionCode, approvalDocuments.id],
    }),
  ],
)

/** 用编申请: how many of which kind by which way in; its life is the decisions below. */
export const vacancyRequests = pgTable(
  'vacancy_requests',
  {
    regionCode: regionCode(),
    id: uuid().notNull(),
    number: text().notNull(),
    organizationId: uuid().notNull(),
    establishmentKind: text().notNull(),
    /** 进入方式: recruitment, selection, transfer-in, … */
    wayIn: text().notNull(),
    count: integer().notNull(),
    reason: text().notNull(),
    /** the year whose 用编计划 it draws on */
    planYear: integer().notNull(),
    /** 计划外: why it draws on no plan, and the paper that says so; both or neither */
    beyondPlanReason: text(),
    beyondPlanDocumentId: uuid(),
    ...appended(),
  },
  (table) => [
    primaryKey({ columns: [table.regionCode, table.id] }),
    foreignKey({
      name: 'vacancy_requests_position',
      columns: [table.regionCode, table.organizationId, table.establishmentKind],
      foreignColumns: [
        establishmentPositions.regionCode,
        establishmentPositions.organizationId,
        establishmentPositions.establishmentKind,
      ],
    }),
    foreignKey({
      name: 'vacancy_requests_beyond_plan_document',
      columns: [table.regionCode, table.beyondPlanDocumentId],
      foreignColumns: [approvalDocuments.regionCode, approvalDocuments.id],
    }),
    index('vacancy_requests_by_position').on(table.regionCode, table.organizationId, table.establishmentKind),
    check(
      'vacancy_requests_beyond_plan',
      sql`(beyond_plan_reason is null) = (beyond_plan_document_id is null)`,
    ),
  ],
)

/** 提交、审核、核准、退回、撤回、收回: each is a row, never a flag. */
export const vacancyRequestDecisions = pgTable(
  'vacancy_request_decisions',
  {
    regionCode: regionCode(),
    id: uuid().notNull(),
    requestId: uuid().notNull(),
    /** submission | review | approval | rejection | return | withdrawal | recall */
    decision: text().notNull(),
    role: text().notNull(),
    words: text().notNull(),
    /** on an approval: how many, the notice's number, first day and last day (inclusive) of its life */
    approvedCount: integer(),
    noticeNumber: text(),
    effectiveOn: day().notNull(),
    expiresOn: day(),
    documentId: uuid(),
    override: boolean().notNull(),
    /** 修改后重新提交: what is asked from this submission on; null where nothing was changed */
    amendedCount: integer(),
    amendedWayIn: text(),
    amendedReason: text(),
    ...appended(),
  },
  (table) => [
    primaryKey({ columns: [table.regionCode, table.id] }),
    foreignKey({
      name: 'vacancy_request_decisions_request',
      columns: [table.regionCode, table.requestId],
      foreignColumns: [vacancyRequests.regionCode, vacancyRequests.id],
    }),
    index('vacancy_request_decisions_by_request').on(table.regionCode, table.requestId),
  ],
)

/** 用编核销: an entry that used one approved place. Taken back by a row that names it (a corrected entry). */
export const vacancyRequestUses = pgTable(
  'vacancy_request_uses',
  {
    regionCode: regionCode(),
    id: uuid().notNull(),
    requestId: uuid().notNull(),
    /** The movement of the entry; a movement stands to the right, so there is no foreign key. */
    movementId: uuid().notNull(),
    /** The day of entry: the place is reserved until then, occupied from then on. */
    usedOn: day().notNull(),
    reversesId: uuid(),
    ...appended(),
  },
  (table) => [
    primaryKey({ columns: [table.regionCode, table.id] }),
    foreignKey({
      name: 'vacancy_request_uses_request',
      columns: [table.regionCode, table.requestId],
      foreignColumns: [vacancyRequests.regionCode, vacancyRequests.id],
    }),
    index('vacancy_request_uses_by_request').on(table.regionCode, table.requestId),
  ],
)

/**
 * 周转编制: lent from a unit, or from what the region has not allotted, with its end. What it does stands in the ledger:
 * the rows of its beginning and of its end, written together. A changed end is another row.
 */
export const headcountLoans = pgTable(
  'headcount_loans',
  {
    regionCode: regionCode(),
    id: uuid().notNull(),
    /** the same loan through its changes */
    loanId: uuid().notNull(),
    lenderId: uuid().notNull(),
    borrowerId: uuid().notNull(),
    establishmentKind: text().notNull(),
    count: integer().notNull(),
    documentId: uuid().notNull(),
    note: text().notNull(),
    /** rows of approved_headcounts that give the places back on the end day: the borrower's, and the lender's */
    returnRowIds: uuid().array().notNull(),
    /** rows that brought them */
    lendingRowIds: uuid().array().notNull(),
    effectiveFrom: day().notNull(),
    /** never open: borrowed is given back */
    effectiveTo: day().notNull(),
    ...recorded(),
  },
  (table) => [
    primaryKey({ columns: [table.regionCode, table.id] }),
    foreignKey({
      name: 'headcount_loans_lender',
      columns: [table.regionCode, table.lenderId],
      foreignColumns: [organizations.regionCode, organizations.id],
    }),
    foreignKey({
      name: 'headcount_loans_borrower',
      columns: [table.regionCode, table.borrowerId],
      foreignColumns: [organizations.regionCode, organizations.id],
    }),
    foreignKey({
      name: 'headcount_loans_document',
      columns: [table.regionCode, table.documentId],
      foreignColumns: [approvalDocuments.regionCode, approvalDocuments.id],
    }),
    uniqueIndex('headcount_loans_once').on(table.regionCode, table.loanId).where(sql`superseded_at is null`),
    check('headcount_loans_period', sql`effective_to > effective_from and count > 0`),
  ],
)
