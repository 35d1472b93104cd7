import { sql } from 'drizzle-orm'
import { foreignKey, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { appended, bytes, day, effective, recorded, regionCode } from '../database/columns.ts'
import { approvalDocuments } from '../organization/schema.ts'
import { people } from './schema.ts'

/** 专业技术资格: several may be held; dated by the day on which each was obtained. */
export const personTitles = pgTable(
  'person_titles',
  {
    regionCode: regionCode(),
    id: uuid().notNull(),
    personId: uuid().notNull(),
    /** 系列, see person-words.ts */
    series: text().notNull(),
    /** ZB139 */
    level: text().notNull(),
    /** 资格名称 as on the certificate */
    name: text().notNull(),
    obtainedOn: day().notNull(),
    certificateNumber: text(),
    ...recorded(),
  },
  (table) => [
    primaryKey({ columns: [table.regionCode, table.id] }),
    foreignKey({
      name: 'person_titles_of_person',
      columns: [table.regionCode, table.personId],
      foreignColumns: [people.regionCode, people.id],
    }),
    index('person_titles_by_person').on(table.regionCode, table.personId),
  ],
)

/** 经费渠道 where it differs from the 经费形式 of the 编制单位; one at a time. Absent: as the unit. */
export const personFundings = pgTable(
  'person_fundings',
  {
    regionCode: regionCode(),
    id: uuid().notNull(),
    personId: uuid().notNull(),
    /** full | partial | self-funded */
    channel: text().notNull(),
    ...effective(),
    ...recorded(),
  },
  (table) => [
    primaryKey({ columns: [table.regionCode, table.id] }),
    foreignKey({
      name: 'person_fundings_of_person',
      columns: [table.regionCode, table.personId],
      foreignColumns: [people.regionCode, people.id],
    }),
    index('person_fundings_by_person').on(table.regionCode, table.personId),
  ],
)

/** 弹性提前、延迟退休 as chosen by the person and agreed on; one at a time. */
export const personRetirements = pgTable(
  'person_retirements',
  {
    regionCode: regionCode(),
    id: uuid().notNull(),
    personId: uuid().notNull(),
    /** early | late */
    choice: text().notNull(),
    retiresOn: day().notNull(),
    ...recorded(),
  },
  (table) => [
    primaryKey({ columns: [table.regionCode, table.id] }),
    foreignKey({
      name: 'person_retirements_of_person',
      columns: [table.regionCode, table.personId],
      foreignColumns: [people.regionCode, people.id],
    }),
    uniqueIndex('person_retirements_one_at_a_time')
      .on(table.regionCode, table.personId)
      .where(sql`superseded_at is null`),
  ],
)

/** 联系电话、住址、工资账号: ciphertext, keyed hash and what may be shown; one of each at a time. */
export const personContacts = pgTable(
  'person_contacts',
  {
    regionCode: regionCode(),
    id: uuid().notNull(),
    personId: uuid().notNull(),
    /** telephone | address | bank-account */
    aspect: text().notNull(),
    ciphertext: bytes().notNull(),
    contentHash: text().notNull(),
    masked: text().notNull(),
    /** 开户银行 of an account */
    bank: text(),
    ...effective(),
    ...recorded(),
  },
  (table) => [
    primaryKey({ columns: [table.regionCode, table.id] }),
    foreignKey({
      name: 'person_contacts_of_person',
      columns: [table.regionCode, table.personId],
      foreignColumns: [people.regionCode, people.id],
    }),
    index('person_contacts_by_person').on(table.regionCode, table.personId),
    index('person_contacts_by_content').on(table.regionCode, table.aspect, table.contentHash),
  ],
)

/** 照片: one at a time, taken out by superseding; what stands in it is kept in parts. */
export const personPhotos = pgTable(
  'person_photos',
  {
    regionCode: regionCode(),
    id: uuid().notNull(),
    personId: uuid().notNull(),
    /** jpg | png, by its content */
    fileType: text().notNull(),
    size: integer().notNull(),
    sha256: text().notNull(),
    ...recorded(),
  },
  (table) => [
    primaryKey({ columns: [table.regionCode, table.id] }),
    foreignKey({
      name: 'person_photos_of_person',
      columns: [table.regionCode, table.personId],
      foreignColumns: [people.regionCode, people.id],
    }),
    uniqueIndex('person_photos_one_at_a_time')
      .on(table.regionCode, table.personId)
      .where(sql`superseded_at is null`),
  ],
)

export const personPhotoParts = pgTable(
  'person_photo_parts',
  {
    regionCode: regionCode(),
    photoId: uuid().notNull(),
    place: integer().notNull(),
    content: bytes().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.regionCode, table.photoId, table.place] }),
    foreignKey({
      name: 'person_photo_parts_photo',
      columns: [table.regionCode, table.photoId],
      foreignColumns: [personPhotos.regionCode, personPhotos.id],
    }),
  ],
)

/** 登记、变更、更正、撤销 of a person's own facts: who did it, when, why, by which paper; the rows are in their tables. */
export const personFactActs = pgTable(
  'person_fact_acts',
  {
    regionCode: regionCode(),
    id: uuid().notNull(),
    personId: uuid().notNull(),
    /** education | title | funding | telephone | address | bank-account | photo */
    factKind: text().notNull(),
    /** addition | correction | removal */
    act: text().notNull(),
    /** the record that stands now; null after a removal */
    factId: uuid(),
    /** the record that was put right or taken back */
    replacedId: uuid(),
    reason: text().notNull(),
    documentId: uuid(),
    ...appended(),
  },
  (table) => [
    primaryKey({ columns: [table.regionCode, table.id] }),
    foreignKey({
      name: 'person_fact_acts_of_person',
      columns: [table.regionCode, table.personId],
      foreignColumns: [people.regionCode, people.id],
    }),
    foreignKey({
      name: 'person_fact_acts_document',
      columns: [table.regionCode, table.documentId],
      foreignColumns: [approvalDocuments.regionCode, approvalDocuments.id],
    }),
    index('person_fact_acts_by_person').on(table.regionCode, table.personId),
  ],
)
