import { sql } from 'drizzle-orm'
import {
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { appended, bytes, day, moment, regionCode } from '../database/columns.ts'

/** 期初建账: the present state of an office loaded as of a day, until it goes live. */
export const registryOpenings = pgTable(
  'registry_openings',
  {
    regionCode: regionCode(),
    id: uuid().notNull(),
    /** 期初日 */
    opensOn: day().notNull(),
    ...appended(),
  },
  (table) => [primaryKey({ columns: [table.regionCode, table.id] })],
)

/** 载入、作废、启用: each step of an opening is a row. What a load recorded bears the moment and the person of its step. */
export const registryOpeningSteps = pgTable(
  'registry_opening_steps',
  {
    regionCode: regionCode(),
    id: uuid().notNull(),
    openingId: uuid().notNull(),
    /** load | discard | close */
    step: text().notNull(),
    /** of a load: organizations | headcounts | people */
    subject: text(),
    /** of a load and of a discard: how many records */
    count: integer().notNull(),
    ...appended(),
  },
  (table) => [
    primaryKey({ columns: [table.regionCode, table.id] }),
    foreignKey({
      name: 'registry_opening_steps_opening',
      columns: [table.regionCode, table.openingId],
      foreignColumns: [registryOpenings.regionCode, registryOpenings.id],
    }),
    index('registry_opening_steps_by_opening').on(table.regionCode, table.openingId),
    // An opening is thrown away once or goes live once, and a registry goes live once.
    uniqueIndex('registry_opening_steps_end_once')
      .on(table.regionCode, table.openingId)
      .where(sql`step <> 'load'`),
    uniqueIndex('registry_opening_steps_live_once').on(table.regionCode).where(sql`step = 'close'`),
  ],
)

/**
 * 导入任务: a file on its way in. File and preview may hold identity numbers: both are ciphertext and leave with the
 * end of the job. No fact: what was applied stands in its own tables.
 */
export const exchangeJobs = pgTable(
  'exchange_jobs',
  {
    regionCode: regionCode(),
    id: uuid().notNull(),
    /** organizations | headcounts | people */
    subject: text().notNull(),
    fileName: text().notNull(),
    /** SHA-256 of the file */
    fileHash: text().notNull(),
    content: bytes(),
    preview: bytes(),
    /** what the preview found, to be found again when it is applied */
    digest: text(),
    /** 期初日 of an opening's file; null: everyday work */
    opensOn: day(),
    /** reading | previewed | applying | applied | refused | cancelled | failed */
    state: text().notNull(),
    done: integer().notNull(),
    total: integer().notNull(),
    counts: jsonb().$type<Record<string, number>>().notNull(),
    /** the sentence at the end */
    words: text().notNull(),
    finishedAt: moment(),
    ...appended(),
  },
  (table) => [
    primaryKey({ columns: [table.regionCode, table.id] }),
    index('exchange_jobs_by_moment').on(table.regionCode, table.recordedAt),
  ],
)
