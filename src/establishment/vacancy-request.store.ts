import { and, eq, isNull, type SQL, sql } from 'drizzle-orm'
import { v7 } from 'uuid'
import type { Db } from '../database/connection.ts'
import type { Acting } from '../kernel/acting.ts'
import type { IsoDate } from '../kernel/dates.ts'
import { amongPositions } from './approved-headcount.store.ts'
import { grantTables } from './reservation.store.ts'
import { vacancyRequests, vacancyRequestUses } from './schema.ts'

/** A request that was approved, as an entry wants to use it. */
export type Grant = {
  requestId: string
  number: string
  noticeNumber: string | null
  organizationId: string
  establishmentKind: string
  granted: number
  /** Entries that used it, those taken back left out. */
  used: number
  /** The reservation lives from the first day (in) to the end (out); null: without an end. */
  effectiveFrom: IsoDate
  effectiveTo: IsoDate | null
}

/** Null when the request is not there or was not approved. */
export async function grantOf(db: Db, regionCode: string, requestId: string): Promise<Grant | null> {
  const [found] = await grantsWhere(db, regionCode, eq(vacancyRequests.id, requestId))
  return found ?? null
}

/** Every approved request of a unit and kind with places left that an entry on the day could use, oldest first. */
export async function usableGrants(
  db: Db,
  regionCode: string,
  {
    organizationId,
    establishmentKind,
    on,
  }: { organizationId: string; establishmentKind: string; on: IsoDate },
): Promise<Grant[]> {
  const grants = await grantsWhere(
    db,
    regionCode,
    amongPositions(vacancyRequests, [{ organizationId, establishmentKind }]),
  )
  return grants.filter(
    (grant) =>
      grant.used < grant.granted &&
      grant.effectiveFrom <= on &&
      (grant.effectiveTo === null || on < grant.effectiveTo),
  )
}

/** Notes that an entry used one place. Only in the transaction that lets the entry take effect. */
export async function recordUse(
  tx: Db,
  acting: Acting,
  use: { requestId: string; movementId: string; usedOn: IsoDate },
): Promise<void> {
  await tx.insert(vacancyRequestUses).values({
    regionCode: acting.regionCode,
    id: v7(),
    ...use,
    recordedAt: acting.at,
    recordedBy: acting.userId,
  })
}

/** The entry was corrected away: what the wrong movement used is given back. False when it used nothing. */
export async function takeBackUse(
  tx: Db,
  acting: Acting,
  { movementId, correctedBy }: { movementId: string; correctedBy: string },
): Promise<boolean> {
  const [use] = await tx
    .select()
    .from(vacancyRequestUses)
    .where(
      and(
        eq(vacancyRequestUses.regionCode, acting.regionCode),
        eq(vacancyRequestUses.movementId, movementId),
        isNull(vacancyRequestUses.reversesId),
      ),
    )
  if (use === undefined) return false
  await tx
    .insert(vacancyRequestUses)
    .values({
      regionCode: acting.regionCode,
      id: v7(),
      requestId: use.requestId,
      movementId: correctedBy,
      usedOn: use.usedOn,
      reversesId: use.id,
      recordedAt: acting.at,
      recordedBy: acting.userId,
    })
    .onConflictDoNothing()
  return true
}

type GrantRow = {
  request_id: string
  number: string
  notice_number: string | null
  organization_id: string
  establishment_kind: string
  granted: number
  used: number
  effective_from: string
  effective_to: string | null
}

async function grantsWhere(db: Db, regionCode: string, condition: SQL): Promise<Grant[]> {
  const rows = await db.execute<GrantRow>(sql`
    with ${grantTables(regionCode, null, condition)}
    select request_id, number, notice_number, organization_id, establishment_kind, granted,
      (select count(*)::int from usage where usage.request_id = grants.request_id) as used,
      to_char(granted_on, 'YYYY-MM-DD') as effective_from,
      case when ends_on < 'infinity'::date then to_char(ends_on, 'YYYY-MM-DD') end as effective_to
    from grants
    order by granted_on, number`)
  return rows.map((row) => ({
    requestId: row.request_id,
    number: row.number,
    noticeNumber: row.notice_number,
    organizationId: row.organization_id,
    establishmentKind: row.establishment_kind,
    granted: row.granted,
    used: row.used,
    effectiveFrom: row.effective_from,
    effectiveTo: row.effective_to,
  }))
}
