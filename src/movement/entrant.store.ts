import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { Db } from '../database/connection.ts'
import type { Entrant } from '../establishment/entrant-reader.ts'
import { personParticulars } from '../staffing/schema.ts'
import { movements } from './schema.ts'

/** Who entered by these movements, each by the latest name known. */
export async function entrantsBy(
  db: Db,
  regionCode: string,
  movementIds: readonly string[],
): Promise<Map<string, Entrant>> {
  if (movementIds.length === 0) return new Map()
  const rows = await db
    .selectDistinctOn([movements.id], {
      movementId: movements.id,
      movementNumber: movements.number,
      personId: movements.personId,
      personName: sql<string>`coalesce(${personParticulars.name}, '')`,
      effectiveOn: movements.effectiveOn,
    })
    .from(movements)
    .leftJoin(
      personParticulars,
      and(
        eq(personParticulars.regionCode, movements.regionCode),
        eq(personParticulars.personId, movements.personId),
        isNull(personParticulars.supersededAt),
      ),
    )
    .where(and(eq(movements.regionCode, regionCode), inArray(movements.id, [...movementIds])))
    .orderBy(movements.id, sql`${personParticulars.effectiveFrom} desc nulls last`)
  return new Map(rows.map((row) => [row.movementId, row]))
}
