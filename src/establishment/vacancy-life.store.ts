import { and, asc, desc, eq, inArray, type SQL, sql } from 'drizzle-orm'
import { v7 } from 'uuid'
import type { Db } from '../database/connection.ts'
import { addedBy } from '../database/recorded.ts'
import { users } from '../identity/schema.ts'
import type { Acting, Viewpoint } from '../kernel/acting.ts'
import type { IsoDate } from '../kernel/dates.ts'
import { organizationNames } from '../organization/organization.store.ts'
import { approvalDocuments } from '../organization/schema.ts'
import { grantTables } from './reservation.store.ts'
import { vacancyRequestDecisions, vacancyRequests } from './schema.ts'
import { amended, type VacancyRequest, type VacancyStep } from './vacancy-request.ts'

/** Requests with their whole life, newest first; null: of the whole region. */
export async function vacancyRequestsOf(
  db: Db,
  viewpoint: Viewpoint,
  {
    organizationIds,
    establishmentKind,
    planYear,
  }: { organizationIds: readonly string[] | null; establishmentKind: string; planYear?: number },
): Promise<VacancyRequest[]> {
  if (organizationIds?.length === 0) return []
  return requestsWhere(
    db,
    viewpoint,
    and(
      organizationIds === null ? undefined : inArray(vacancyRequests.organizationId, [...organizationIds]),
      establishmentKind === '' ? undefined : eq(vacancyRequests.establishmentKind, establishmentKind),
      planYear === undefined ? undefined : eq(vacancyRequests.planYear, planYear),
    ),
  )
}

export async function vacancyRequestOf(
  db: Db,
  viewpoint: Viewpoint,
  requestId: string,
): Promise<VacancyRequest | null> {
  const [found] = await requestsWhere(db, viewpoint, eq(vacancyRequests.id, requestId))
  return found ?? null
}

/**
 * What somebody has to do with today: requests that wait for a signature or were returned, and approved ones whose notice ends from
 * the day on until another; newest first.
 */
export async function requestsOfConcern(
  db: Db,
  viewpoint: Viewpoint,
  { organizationIds, until }: { organizationIds: readonly string[] | null; until: IsoDate },
): Promise<VacancyRequest[]> {
  if (organizationIds?.length === 0) return []
  const { regionCode, asOf, asKnownAt } = viewpoint
  const known = asKnownAt === null ? sql`` : sql`and recorded_at <= ${asKnownAt.toISOString()}::timestamptz`
  const rows = await db.execute<{ request_id: string }>(sql`
    select request_id from ${vacancyRequestDecisions}
    where region_code = ${regionCode} ${known}
    group by request_id
    having (array_agg(decision order by recorded_at desc, id desc))[1] in ('submission', 'review', 'return')
      or bool_or(decision = 'approval' and expires_on between ${asOf}::date and ${until}::date)`)
  const ids = rows.map((row) => row.request_id)
  if (ids.length === 0) return []
  const within =
    organizationIds === null ? undefined : inArray(vacancyRequests.organizationId, [...organizationIds])
  return requestsWhere(db, viewpoint, and(inArray(vacancyRequests.id, ids), within))
}

/** Answers the new request's id; its position must be locked. */
export async function appendVacancyRequest(
  tx: Db,
  acting: Acting,
  request: Pick<
    VacancyRequest,
    'number' | 'organizationId' | 'establishmentKind' | 'wayIn' | 'count' | 'reason' | 'planYear'
  > & { beyondPlanReason: string | null; beyondPlanDocumentId: string | null },
): Promise<string> {
  const id = v7()
  await tx.insert(vacancyRequests).values({
    regionCode: acting.regionCode,
    id,
    ...request,
    recordedAt: acting.at,
    recordedBy: acting.userId,
  })
  return id
}

export async function appendVacancyDecision(
  tx: Db,
  acting: Acting,
  decision: Pick<VacancyStep, 'decision' | 'role' | 'words'> &
    Partial<
      Pick<
        VacancyStep,
        | 'approvedCount'
        | 'noticeNumber'
        | 'expiresOn'
        | 'override'
        | 'amendedCount'
        | 'amendedWayIn'
        | 'amendedReason'
      >
    > & {
      requestId: string
      documentId?: string | null
    },
): Promise<void> {
  await tx.insert(vacancyRequestDecisions).values({
    regionCode: acting.regionCode,
    id: v7(),
    override: false,
    ...decision,
    effectiveOn: acting.today,
    recordedAt: acting.at,
    recordedBy: acting.userId,
  })
}

/** The entries that used a request, those taken back left out, in the order of their days. */
export async function requestUses(
  db: Db,
  { regionCode, asKnownAt }: Pick<Viewpoint, 'regionCode' | 'asKnownAt'>,
  requestId: string,
): Promise<string[]> {
  const rows = await db.execute<{ movement_id: string }>(sql`
    with ${grantTables(regionCode, asKnownAt, sql`true`)}
    select movement_id from usage where request_id = ${requestId}::uuid order by used_on, movement_id`)
  return rows.map((row) => row.movement_id)
}

async function requestsWhere(
  db: Db,
  { regionCode, asKnownAt }: Viewpoint,
  condition: SQL | undefined,
): Promise<VacancyRequest[]> {
  const rows = await db
    .select({ request: vacancyRequests, document: approvalDocuments })
    .from(vacancyRequests)
    .leftJoin(
      approvalDocuments,
      and(
        eq(approvalDocuments.regionCode, vacancyRequests.regionCode),
        eq(approvalDocuments.id, vacancyRequests.beyondPlanDocumentId),
      ),
    )
    .where(and(eq(vacancyRequests.regionCode, regionCode), addedBy(vacancyRequests, asKnownAt), condition))
    .orderBy(desc(vacancyRequests.recordedAt), desc(vacancyRequests.id))
  const ids = rows.map(({ request }) => request.id)
  if (ids.length === 0) return []
  const steps = await db
    .select({ step: vacancyRequestDecisions, recordedByName: users.name })
    .from(vacancyRequestDecisions)
    .leftJoin(
      users,
      and(
        eq(users.regionCode, vacancyRequestDecisions.regionCode),
        eq(users.id, vacancyRequestDecisions.recordedBy),
      ),
    )
    .where(
      and(
        eq(vacancyRequestDecisions.regionCode, regionCode),
        addedBy(vacancyRequestDecisions, asKnownAt),
        inArray(vacancyRequestDecisions.requestId, ids),
      ),
    )
    .orderBy(asc(vacancyRequestDecisions.recordedAt), asc(vacancyRequestDecisions.id))
  const stepsBy = new Map<string, VacancyStep[]>()
  for (const { step, recordedByName } of steps) {
    const known = stepsBy.get(step.requestId) ?? []
    known.push({ ...step, recordedByName })
    stepsBy.set(step.requestId, known)
  }
  const used = await usedOf(db, regionCode, asKnownAt)
  const names = await organizationNames(
    db,
    regionCode,
    rows.map(({ request }) => request.organizationId),
  )
  return rows.map(
    ({ request: { id, beyondPlanReason, beyondPlanDocumentId: _id, ...request }, document }) => {
      const own = stepsBy.get(id) ?? []
      return {
        ...amended(request, own),
        requestId: id,
        organizationName: names.get(request.organizationId) ?? '',
        beyondPlan: document === null ? null : { reason: beyondPlanReason ?? '', document },
        steps: own,
        used: used.get(id) ?? 0,
      }
    },
  )
}

/** Places used by request, entries taken back left out. */
async function usedOf(db: Db, regionCode: string, asKnownAt: Date | null): Promise<Map<string, number>> {
  const rows = await db.execute<{ request_id: string; used: number }>(sql`
    with ${grantTables(regionCode, asKnownAt, sql`true`)}
    select request_id, count(*)::int as used from usage group by request_id`)
  return new Map(rows.map((row) => [row.request_id, row.used]))
}
