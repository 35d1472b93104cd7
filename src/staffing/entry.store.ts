import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '../database/connection.ts'
import { knownAs, seenAs } from '../database/recorded.ts'
import type { Viewpoint } from '../kernel/acting.ts'
import type { Entry, EntryReader } from './entry-reader.ts'
import { assignments } from './schema.ts'

/** 入编时间 and 入编方式 of who has a place on the day; null: nobody. */
export async function entryOf(
  db: Db,
  viewpoint: Viewpoint,
  personId: string,
  reader: EntryReader,
): Promise<Entry | null> {
  const { regionCode } = viewpoint
  const [row] = await db.execute<Entry>(sql`
    select entered.entered_on::text as "enteredOn", entered.in_unit_since::text as "inUnitSince",
      told.way, told.origin, told.paper
    from ${assignments} a
    cross join lateral (${entrySource(viewpoint)}) entered
    left join lateral (${reader.source(regionCode, sql`entered.movement_id`)}) told on true
    where a.region_code = ${regionCode} and a.person_id = ${personId} and ${seenAs('a', viewpoint)}`)
  return row ?? null
}

/**
 * Of the place `a`: the first of the places that follow each other without a break up to it, and the first of those in
 * the same unit. Derived, so that a correction of a movement moves it along.
 */
export function entrySource(viewpoint: Viewpoint): SQL {
  const { regionCode } = viewpoint
  const begins = (inUnit: SQL) => sql`
    b.region_code = ${regionCode} and b.person_id = a.person_id and b.effective_from <= a.effective_from
    and ${knownAs('b', viewpoint)} and not exists (
      select from ${assignments} c
      where c.region_code = ${regionCode} and c.person_id = a.person_id and c.effective_to = b.effective_from
        and ${knownAs('c', viewpoint)} ${inUnit})`
  return sql`
    select b.effective_from as entered_on, b.begun_by_movement_id as movement_id, (
        select max(b.effective_from) from ${assignments} b
        where ${begins(sql`and c.organization_id = a.organization_id`)} and b.organization_id = a.organization_id
      ) as in_unit_since
    from ${assignments} b
    where ${begins(sql``)}
    order by b.effective_from desc
    limit 1`
}
