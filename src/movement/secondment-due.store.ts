import { sql } from 'drizzle-orm'
import type { Db } from '../database/connection.ts'
import type { Viewpoint } from '../kernel/acting.ts'
import type { IsoDate } from '../kernel/dates.ts'
import { secondmentsOn } from '../staffing/secondment.store.ts'
import { movements } from './schema.ts'
import type { SecondmentEnd } from './secondment-due.ts'

/** Everybody lent on the day whose movement names an end up to the day given. */
export async function secondmentEnds(
  db: Db,
  viewpoint: Viewpoint,
  { organizationIds, until }: { organizationIds?: readonly string[] | undefined; until: IsoDate },
): Promise<SecondmentEnd[]> {
  const lent = await secondmentsOn(db, viewpoint, { organizationIds })
  const ids = lent.flatMap(({ movementId }) => movementId ?? [])
  if (ids.length === 0) return []
  const rows = await db.execute<{ id: string; plannedEnd: IsoDate }>(sql`
    select id, particulars ->> 'plannedEnd' as "plannedEnd" from ${movements}
    where region_code = ${viewpoint.regionCode} and id = any(${`{${ids.join(',')}}`}::uuid[])
      and particulars ->> 'plannedEnd' <= ${until}`)
  const ends = new Map(rows.map(({ id, plannedEnd }) => [id, plannedEnd]))
  return lent.flatMap(({ movementId, secondmentKind, ...row }) => {
    const plannedEnd = ends.get(movementId ?? '')
    if (plannedEnd === undefined || secondmentKind === null) return []
    const { personId, personName, organizationId, organizationName, place } = row
    return [
      { personId, personName, organizationId, organizationName, kind: secondmentKind, place, plannedEnd },
    ]
  })
}
