import { sql } from 'drizzle-orm'
import {
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
import { appended, bytes, day, effective, recorded, regionCode } from '../database/columns.ts'

/** 批文: what authorises a fact. */
export const approvalDocuments = pgTable(
  'approval_documents',
  {
    regionCode: regionCode(),
    id: uuid().notNull(),
    number: text().notNull(),
    title: text().notNull(),
    issuer: text().notNull(),
    issuedOn: day().notNull(),
    ...appended(),
  },
  (table) => [
    primaryKey({ columns: [table.regionCode, table.id] }),
    index('approval_documents_by_number').on(table.regionCode, table.number),
  ],
)

/** 批文附件: what a file is; what stands in it are its parts. Superseded, never deleted. */
export const approvalDocumentFiles = pgTable(
  'approval_document_files',
  {
    regionCode: regionCode(),
    id: uuid().notNull(),
    documentId: uuid().notNull(),
    name: text().notNull(),
    /** pdf | docx | xlsx | jpg | png | ofd, by its content */
    fileType: text().notNull(),
    /** bytes */
    size: integer().notNull(),
    sha256: text().notNull(),
    ...recorded(),
  },
  (table) => [
    primaryKey({ columns: [table.regionCode, table.id] }),
    foreignKey({
      name: 'approval_document_files_document',
      columns: [table.regionCode, table.documentId],
      foreignColumns: [approvalDocuments.regionCode, approvalDocuments.id],
    }),
    // The same file is not kept twice with one paper.
    uniqueIndex('approval_document_files_once')
      .on(table.regionCode, table.documentId, table.sha256)
      .where(sql`superseded_at is null`),
  ],
)

/** In pieces, so that neither a backup nor an answer ever holds many files at once. */
export const approvalDocumentFileParts = pgTable(
  'approval_document_file_parts',
  {
    regionCode: regionCode(),
    fileId: uuid().notNull(),
    place: integer().notNull(),
    content: bytes().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.regionCode, table.fileId, table.place] }),
    foreignKey({
      name: 'approval_document_file_parts_file',
      columns: [table.regionCode, table.fileId],
      foreignColumns: [approvalDocumentFiles.regionCode, approvalDocumentFiles.id],
    }),
  ],
)

/** 机构: identity only; what it is called and where it stands are dated versions. */
export const organizations = pgTable(
  'organizations',
  {
    regionCode: regionCode(),
    id: uuid().notNull(),
    /** 机构编码, the office's own number. */
    code: text().notNull(),
    ...appended(),
  },
  (table) => [
    primaryKey({ columns: [table.regionCode, table.id] }),
    unique('organizations_code_once').on(table.regionCode, table.code),
  ],
)

/** 机构基本情况, dated. One version at a time: exclusion constraint organization_versions_one_at_a_time. */
export const organizationVersions = pgTable(
  'organization_versions',
  {
    regionCode: regionCode(),
    id: uuid().notNull(),
    organizationId: uuid().notNull(),
    name: text().notNull(),
    shortName: text().notNull(),
    /** 简称 in pinyin initials, lower case: search. */
    initials: text().notNull(),
    /** 挂牌名称 */
    otherNames: text().array().notNull(),
    /** region | unit | division: the district itself, 机构, 内设机构 */
    kind: text().notNull(),
    /** 机构类别: party, congress, government, … (organization.ts) */
    category: text().notNull(),
    /** 机构性质: administrative-organ, civil-service-institution, public-welfare-one, … */
    nature: text().notNull(),
    /** 规格, code of ZB03 */
    rank: text(),
    parentId: uuid(),
    /** 主管部门 */
    supervisorId: uuid(),
    /** 经费形式: full, partial, self-funded */
    funding: text(),
    /** 预算级次 1, 2, 3; null when no budget unit of its own */
    budgetLevel: integer(),
    budgetUnitCode: text(),
    /** 支出功能分类 款 of its operating costs, such as 20131; or the item itself, such as 2050202 小学教育 */
    functionClass: text(),
    /** 统一社会信用代码 */
    creditCode: text(),
    legalRepresentative: text(),
    address: text(),
    /** 主要职责 (三定规定) */
    duties: text(),
    sortOrder: integer().notNull(),
    documentId: uuid(),
    ...effective(),
    ...recorded(),
  },
  (table) => [
    primaryKey({ columns: [table.regionCode, table.id] }),
    foreignKey({
      name: 'organization_versions_of_organization',
      columns: [table.regionCode, table.organizationId],
      foreignColumns: [organizations.regionCode, organizations.id],
    }),
    foreignKey({
      name: 'organization_versions_parent',
      columns: [table.regionCode, table.parentId],
      foreignColumns: [organizations.regionCode, organizations.id],
    }),
    foreignKey({
      name: 'organization_versions_document',
      columns: [table.regionCode, table.documentId],
      foreignColumns: [approvalDocuments.regionCode, approvalDocuments.id],
    }),
    index('organization_versions_by_organization').on(table.regionCode, table.organizationId),
    index('organization_versions_by_parent').on(table.regionCode, table.parentId),
  ],
)

/** 沿革: 设立、更名、调整隶属、变更性质、合并、分设、撤销. */
export const organizationEvents = pgTable(
  'organization_events',
  {
    regionCode: regionCode(),
    id: uuid().notNull(),
    organizationId: uuid().notNull(),
    /** establishment | renaming | reparenting | conversion | merger | split | abolition */
    kind: text().notNull(),
    effectiveOn: day().notNull(),
    documentId: uuid(),
    summary: text().notNull(),
    ...appended(),
  },
  (table) => [
    primaryKey({ columns: [table.regionCode, table.id] }),
    foreignKey({
      name: 'organization_events_of_organization',
      columns: [table.regionCode, table.organizationId],
      foreignColumns: [organizations.regionCode, organizations.id],
    }),
    index('organization_events_by_organization').on(table.regionCode, table.organizationId),
  ],
)

/** Who came after whom in a merger or a split. */
export const organizationSuccessions = pgTable(
  'organization_successions',
  {
    regionCode: regionCode(),
    eventId: uuid().notNull(),
    predecessorId: uuid().notNull(),
    successorId: uuid().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.regionCode, table.eventId, table.predecessorId, table.successorId] }),
    foreignKey({
      name: 'organization_successions_event',
      columns: [table.regionCode, table.eventId],
      foreignColumns: [organizationEvents.regionCode, organizationEvents.id],
    }),
  ],
)
