import { sql } from 'drizzle-orm'
import { boolean, foreignKey, index, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { appended, bytes, day, effective, recorded, regionCode } from '../database/columns.ts'
import { approvalDocuments, organizations } from '../organization/schema.ts'

/** 人员: one identity for life; a returner keeps it. */
export const people = pgTable(
  'people',
  { regionCode: regionCode(), id: uuid().notNull(), ...appended() },
  (table) => [primaryKey({ columns: [table.regionCode, table.id] })],
)

/**
 * 基本信息, dated. The identity number is a ciphertext and a keyed hash; two people never share one
 * (exclusion constraint person_particulars_identity_once), one person has one version at a time
 * (person_particulars_one_at_a_time).
 */
export const personParticulars = pgTable(
  'person_particulars',
  {
    regionCode: regionCode(),
    id: uuid().notNull(),
    personId: uuid().notNull(),
    name: text().notNull(),
    /** pinyin without tones and its initials, lower case: sort and search */
    pinyin: text().notNull(),
    initials: text().notNull(),
    identityCiphertext: bytes().notNull(),
    identityHash: text().notNull(),
    /** as shown: first and last character only */
    identityMasked: text().notNull(),
    /** GB/T 2261.1: 1 male, 2 female */
    sex: text().notNull(),
    bornOn: day().notNull(),
    /** GB/T 3304 */
    ethnicity: text().notNull(),
    /** GB/T 4762 */
    politicalStatus: text().notNull(),
    nativePlace: text(),
    /** 出生地 */
    birthPlace: text(),
    /** 入党（加入党派、团组织）时间 */
    joinedPartyOn: day(),
    /** 参加工作时间 */
    beganWorkOn: day(),
    /** 人员身份: civil-servant | civil-service-institution-staff | office-worker | institution-staff */
    identityCategory: text().notNull(),
    documentId: uuid(),
    ...effective(),
    ...recorded(),
  },
  (table) => [
    primaryKey({ columns: [table.regionCode, table.id] }),
    foreignKey({
      name: 'person_particulars_of_person',
      columns: [table.regionCode, table.personId],
      foreignColumns: [people.regionCode, people.id],
    }),
    index('person_particulars_by_person').on(table.regionCode, table.personId),
    index('person_particulars_by_identity').on(table.regionCode, table.identityHash),
  ],
)

/** 学历学位; the highest one is asked as of a day by graduatedOn. */
export const educationRecords = pgTable(
  'education_records',
  {
    regionCode: regionCode(),
    id: uuid().notNull(),
    personId: uuid().notNull(),
    /** GB/T 4658 */
    level: text().notNull(),
    /** full-time | in-service */
    mode: text().notNull(),
    /** GB/T 6864 */
    degree: text(),
    school: text().notNull(),
    major: text().notNull(),
    graduatedOn: day().notNull(),
    ...recorded(),
  },
  (table) => [
    primaryKey({ columns: [table.regionCode, table.id] }),
    foreignKey({
      name: 'education_records_of_person',
      columns: [table.regionCode, table.personId],
      foreignColumns: [people.regionCode, people.id],
    }),
    index('education_records_by_person').on(table.regionCode, table.personId),
  ],
)

/** 在编经历: person × 编制单位 × kind × period; the projection of movements, one at a time. */
export const assignments = pgTable(
  'assignments',
  {
    regionCode: regionCode(),
    id: uuid().notNull(),
    personId: uuid().notNull(),
    organizationId: uuid().notNull(),
    establishmentKind: text().notNull(),
    /** The movements that began and ended it; null only for opening entries (期初). */
    begunByMovementId: uuid(),
    endedByMovementId: uuid(),
    ...effective(),
    ...recorded(),
  },
  (table) => [
    primaryKey({ columns: [table.regionCode, table.id] }),
    foreignKey({
      name: 'assignments_of_person',
      columns: [table.regionCode, table.personId],
      foreignColumns: [people.regionCode, people.id],
    }),
    foreignKey({
      name: 'assignments_of_organization',
      columns: [table.regionCode, table.organizationId],
      foreignColumns: [organizations.regionCode, organizations.id],
    }),
    index('assignments_by_person').on(table.regionCode, table.personId),
    index('assignments_by_organization').on(table.regionCode, table.organizationId),
  ],
)

/** 职务、职级、岗位等级, dated. One rank and one post at a time; duties may be held concurrently. */
export const personPosts = pgTable(
  'person_posts',
  {
    regionCode: regionCode(),
    id: uuid().notNull(),
    personId: uuid().notNull(),
    organizationId: uuid().notNull(),
    /** 内设机构 in which the duty is held */
    divisionId: uuid(),
    /** duty | rank | post: 职务 | 职级 | 岗位等级 */
    aspect: text().notNull(),
    /** ZB09 code of the level */
    levelCode: text().notNull(),
    title: text().notNull(),
    /** chief | deputy, null when not a leadership post */
    leadership: text(),
    /** ZB03 rank of the leadership post */
    leadershipRank: text(),
    concurrent: boolean().notNull(),
    movementId: uuid(),
    ...effective(),
    ...recorded(),
  },
  (table) => [
    primaryKey({ columns: [table.regionCode, table.id] }),
    foreignKey({
      name: 'person_posts_of_person',
      columns: [table.regionCode, table.personId],
      foreignColumns: [people.regionCode, people.id],
    }),
    index('person_posts_by_person').on(table.regionCode, table.personId),
    index('person_posts_by_organization').on(table.regionCode, table.organizationId),
  ],
)

/**
 * 工作单位 and 工资发放单位 where they differ from the 编制单位. Absent: the person works for, and is paid by,
 * the establishment organization. One row per aspect at a time.
 */
export const placements = pgTable(
  'placements',
  {
    regionCode: regionCode(),
    id: uuid().notNull(),
    personId: uuid().notNull(),
    /** work | pay */
    aspect: text().notNull(),
    /** 借调 borrowing | 抽调 drawing | 挂职 attachment; null for pay */
    secondmentKind: text(),
    /** null when the place is not in the registry (a temporary team, another district) */
    organizationId: uuid(),
    /** name of the place as the paper says it */
    place: text().notNull(),
    reason: text().notNull(),
    movementId: uuid(),
    ...effective(),
    ...recorded(),
  },
  (table) => [
    primaryKey({ columns: [table.regionCode, table.id] }),
    foreignKey({
      name: 'placements_of_person',
      columns: [table.regionCode, table.personId],
      foreignColumns: [people.regionCode, people.id],
    }),
    index('placements_by_person').on(table.regionCode, table.personId),
    index('placements_by_organization').on(table.regionCode, table.organizationId),
  ],
)

/** 常用查询: the filter, columns and order of the 花名册 under a name; each user's own. Renamed and removed by superseding. */
export const savedQueries = pgTable(
  'saved_queries',
  {
    regionCode: regionCode(),
    id: uuid().notNull(),
    userId: uuid().notNull(),
    name: text().notNull(),
    /** as in the address of the list, without the 时点 */
    query: text().notNull(),
    ...recorded(),
  },
  (table) => [
    primaryKey({ columns: [table.regionCode, table.id] }),
    uniqueIndex('saved_queries_name_once')
      .on(table.regionCode, table.userId, table.name)
      .where(sql`superseded_at is null`),
  ],
)

/**
 * 更正申请: a unit asks for a correction of what is locked to it, or for an entry of the person's own facts
 * (`factKind`, see person-fact.schema.ts). What is not asked for is null; the identity number and the facts are
 * ciphertext here too.
 */
export const personApplications = pgTable(
  'person_applications',
  {
    regionCode: regionCode(),
    id: uuid().notNull(),
    /** 更正申请2024-0001 */
    number: text().notNull(),
    personId: uuid().notNull(),
    /** the unit that had the person when it asked */
    organizationId: uuid().notNull(),
    /** the version of the particulars that was on the screen */
    versionId: uuid().notNull(),
    name: text(),
    identityCiphertext: bytes(),
    identityMasked: text(),
    beganWorkOn: day(),
    /** so from this day on; null: it was wrong all the time */
    changedOn: day(),
    /** of a fact of the person's own: which kind, what is to be done with it, and with which record */
    factKind: text(),
    factAct: text(),
    factId: uuid(),
    factCiphertext: bytes(),
    reason: text().notNull(),
    /** null: a telephone number has no paper */
    documentId: uuid(),
    ...appended(),
  },
  (table) => [
    primaryKey({ columns: [table.regionCode, table.id] }),
    foreignKey({
      name: 'person_applications_of_person',
      columns: [table.regionCode, table.personId],
      foreignColumns: [people.regionCode, people.id],
    }),
    foreignKey({
      name: 'person_applications_document',
      columns: [table.regionCode, table.documentId],
      foreignColumns: [approvalDocuments.regionCode, approvalDocuments.id],
    }),
    index('person_applications_by_person').on(table.regionCode, table.personId),
  ],
)

/** 受理、退回、撤回: once, in a row of its own. */
export const personApplicationDecisions = pgTable(
  'person_application_decisions',
  {
    regionCode: regionCode(),
    applicationId: uuid().notNull(),
    /** acceptance | return | withdrawal */
    decision: text().notNull(),
    words: text().notNull(),
    ...appended(),
  },
  (table) => [
    primaryKey({ columns: [table.regionCode, table.applicationId] }),
    foreignKey({
      name: 'person_application_decisions_application',
      columns: [table.regionCode, table.applicationId],
      foreignColumns: [personApplications.regionCode, personApplications.id],
    }),
  ],
)
