import { sql } from 'drizzle-orm'
import type { Db } from '../database/connection.ts'
import type { IsoDate } from '../kernel/dates.ts'
import type { MovementCount } from './movement-statistics.ts'
import { movementEffects, movements } from './schema.ts'

type Asked = {
  regionCode: string
  asKnownAt: Date | null
  /** exclusive */
  from: IsoDate
  /** inclusive */
  to: IsoDate
  /** movements out of or into one of these; not given: all */
  organizationIds?: readonly string[] | undefined
}

/** Movements in effect after the first day up to the last, by kind; neither corrected nor taking another back. */
export async function movementCounts(
  db: Db,
  { regionCode, asKnownAt, from, to, organizationIds }: Asked,
): Promise<MovementCount[]> {
  if (organizationIds?.length === 0) return []
  const known = asKnownAt === null ? sql`` : sql`and e.recorded_at <= ${asKnownAt.toISOString()}::timestamptz`
  const ids = organizationIds === undefined ? null : `{${organizationIds.join(',')}}`
  const rows = await db.execute<MovementCount>(sql`
    select m.kind as "movementKind", count(*)::int as movements
    from ${movements} m
    join ${movementEffects} e on e.region_code = m.region_code and e.movement_id = m.id ${known}
    where m.region_code = ${regionCode} and m.effective_on > ${from}::date and m.effective_on <= ${to}::date
      and m.particulars ->> 'takesBack' is distinct from 'true'
      and not exists (
        select from ${movementEffects} e
        where e.region_code = m.region_code and e.corrects_id = m.id ${known})
      ${ids === null ? sql`` : sql`and (m.from_organization_id = any(${ids}::uuid[]) or m.to_organization_id = any(${ids}::uuid[]))`}
    group by m.kind`)
  return [...rows]
}
