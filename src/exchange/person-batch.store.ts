import { and, eq, isNull, sql } from 'drizzle-orm'
import { v7 } from 'uuid'
import type { Db } from '../database/connection.ts'
import { insertRows } from '../database/insert-rows.ts'
import type { Acting } from '../kernel/acting.ts'
import type { EducationDraft } from '../staffing/person.ts'
import {
  assignments,
  educationRecords,
  people,
  personParticulars,
  personPosts,
  placements,
} from '../staffing/schema.ts'

type Unrecorded<Table extends { $inferInsert: object }> = Omit<
  Table['$inferInsert'],
  'regionCode' | 'recordedAt' | 'recordedBy' | 'supersededAt'
>

/** Rows of many people, written table by table. */
export type PersonRows = {
  people: Unrecorded<typeof people>[]
  particulars: Unrecorded<typeof personParticulars>[]
  education: Unrecorded<typeof educationRecords>[]
  assignments: Unrecorded<typeof assignments>[]
  posts: Unrecorded<typeof personPosts>[]
  placements: Unrecorded<typeof placements>[]
}

export async function insertPersonRows(tx: Db, acting: Acting, rows: PersonRows): Promise<void> {
  const recorded = <Row extends object>(list: readonly Row[]) =>
    list.map((row) => ({
      regionCode: acting.regionCode,
      recordedAt: acting.at,
      recordedBy: acting.userId,
      ...row,
    }))
  await insertRows(tx, people, recorded(rows.people))
  await insertRows(tx, personParticulars, recorded(rows.particulars))
  await insertRows(tx, educationRecords, recorded(rows.education))
  await insertRows(tx, assignments, recorded(rows.assignments))
  await insertRows(tx, personPosts, recorded(rows.posts))
  await insertRows(tx, placements, recorded(rows.placements))
}

/** Everything believed of these people is believed no longer: in an opening it is written anew in the same breath. */
export async function supersedePersonRows(
  tx: Db,
  acting: Acting,
  personIds: readonly string[],
): Promise<void> {
  if (personIds.length === 0) return
  for (const table of [placements, personPosts, assignments, educationRecords, personParticulars]) {
    await tx.execute(sql`
      update ${table} set superseded_at = ${acting.at.toISOString()}::timestamptz
      where region_code = ${acting.regionCode} and superseded_at is null
        and person_id = any(${`{${personIds.join(',')}}`}::uuid[])`)
  }
}

export type StoredIdentity = {
  particularsId: string
  ciphertext: Buffer
  hash: string
  masked: string
  sex: string
  bornOn: string
}

/** The numbers of these versions as they are stored: for a row that leaves them as they are. */
export async function storedIdentities(
  db: Db,
  regionCode: string,
  particularsIds: readonly string[],
): Promise<ReadonlyMap<string, StoredIdentity>> {
  if (particularsIds.length === 0) return new Map()
  const rows = await db.execute<StoredIdentity>(sql`
    select id as "particularsId", identity_ciphertext as ciphertext, identity_hash as hash,
      identity_masked as masked, sex, born_on::text as "bornOn"
    from ${personParticulars}
    where region_code = ${regionCode} and id = any(${`{${particularsIds.join(',')}}`}::uuid[])`)
  return new Map(rows.map((row) => [row.particularsId, row]))
}

/** The record of this level and day is believed no longer (null: none), the other one is. */
export async function replaceEducation(
  tx: Db,
  acting: Acting,
  {
    personId,
    replaced,
    education,
  }: {
    personId: string
    replaced: { level: string; graduatedOn: string } | null
    education: EducationDraft | null
  },
): Promise<void> {
  if (replaced !== null) {
    await tx
      .update(educationRecords)
      .set({ supersededAt: acting.at })
      .where(
        and(
          eq(educationRecords.regionCode, acting.regionCode),
          eq(educationRecords.personId, personId),
          eq(educationRecords.level, replaced.level),
          eq(educationRecords.graduatedOn, replaced.graduatedOn),
          isNull(educationRecords.supersededAt),
        ),
      )
  }
  if (education === null) return
  await tx.insert(educationRecords).values({
    regionCode: acting.regionCode,
    id: v7(),
    personId,
    ...education,
    recordedAt: acting.at,
    recordedBy: acting.userId,
  })
}
