import { sql } from 'drizzle-orm'
import type { Db } from '../database/connection.ts'
import { personParticulars } from '../staffing/schema.ts'
import type { FormerMovement } from './batch-rows.ts'
import type { Movement } from './movement.ts'
import { movementSignatures, movements } from './schema.ts'

/**
 * Of those drafted from one list with this movement: which were returned or withdrawn and not drafted anew since, in
 * the order of their numbers. A movement drafted alone is a list of its own.
 */
export async function endedOfBatch(
  db: Db,
  regionCode: string,
  { id, toOrganizationId, particulars: { batch } }: Movement,
): Promise<FormerMovement[]> {
  const together =
    batch === undefined || toOrganizationId === null
      ? sql`m.id = ${id}`
      : sql`m.to_organization_id = ${toOrganizationId} and m.particulars ->> 'batch' = ${batch}`
  const rows = await db.execute<FormerMovement>(sql`
    select m.id, m.number, m.person_id as "personId", m.particulars ->> 'otherUnit' as "otherUnit",
      (select p.name from ${personParticulars} p
        where p.region_code = m.region_code and p.person_id = m.person_id and p.superseded_at is null
        order by p.effective_from desc limit 1) as name
    from ${movements} m
    where m.region_code = ${regionCode} and ${together}
      and exists (select from ${movementSignatures} s
        where s.region_code = m.region_code and s.movement_id = m.id and s.decision <> 'agree')
      and not exists (select from ${movements} a
        where a.region_code = m.region_code and a.person_id = m.person_id
          and a.particulars -> 'amends' ->> 'id' = m.id::text)
    order by m.number`)
  return [...rows]
}
