import { and, asc, desc, eq, inArray, or, type SQL } from 'drizzle-orm'
import type { Db } from '../database/connection.ts'
import { addedBy, knownAt } from '../database/recorded.ts'
import { users } from '../identity/schema.ts'
import type { Viewpoint } from '../kernel/acting.ts'
import type { Period } from '../kernel/dates.ts'
import type { OrganizationEvent, OrganizationVersion } from './organization-record.ts'
import {
  approvalDocuments,
  organizationEvents,
  organizationSuccessions,
  organizations,
  organizationVersions,
} from './schema.ts'

/** Every version believed at the moment, by the day it begins: how the organization was and will be. */
export async function versionsKnownAt(
  db: Db,
  { regionCode, asKnownAt }: Pick<Viewpoint, 'regionCode' | 'asKnownAt'>,
  organizationId: string,
): Promise<OrganizationVersion[]> {
  return versionsWhere(
    db,
    and(
      eq(organizationVersions.regionCode, regionCode),
      eq(organizationVersions.organizationId, organizationId),
      knownAt(organizationVersions, asKnownAt),
    ),
  )
}

/** Every version ever recorded up to the moment, those put right since included, in the order of recording. */
export async function versionsRecordedBy(
  db: Db,
  { regionCode, asKnownAt }: Pick<Viewpoint, 'regionCode' | 'asKnownAt'>,
  organizationId: string,
): Promise<OrganizationVersion[]> {
  const rows = await versionsWhere(
    db,
    and(
      eq(organizationVersions.regionCode, regionCode),
      eq(organizationVersions.organizationId, organizationId),
      addedBy(organizationVersions, asKnownAt),
    ),
  )
  return rows.sort((a, b) => a.recordedAt.getTime() - b.recordedAt.getTime() || compare(a, b))
}

/** The events of an organization, and those of others it came from or went into, latest first. */
export async function eventsOf(
  db: Db,
  { regionCode, asKnownAt }: Pick<Viewpoint, 'regionCode' | 'asKnownAt'>,
  organizationId: string,
): Promise<OrganizationEvent[]> {
  const links = await db
    .select({ eventId: organizationSuccessions.eventId })
    .from(organizationSuccessions)
    .where(
      and(
        eq(organizationSuccessions.regionCode, regionCode),
        or(
          eq(organizationSuccessions.predecessorId, organizationId),
          eq(organizationSuccessions.successorId, organizationId),
        ),
      ),
    )
  const linkedIds = links.map(({ eventId }) => eventId)
  const rows = await db
    .select({ event: organizationEvents, document: approvalDocuments, recordedByName: users.name })
    .from(organizationEvents)
    .leftJoin(
      approvalDocuments,
      and(
        eq(approvalDocuments.regionCode, organizationEvents.regionCode),
        eq(approvalDocuments.id, organizationEvents.documentId),
      ),
    )
    .leftJoin(
      users,
      and(eq(users.regionCode, organizationEvents.regionCode), eq(users.id, organizationEvents.recordedBy)),
    )
    .where(
      and(
        eq(organizationEvents.regionCode, regionCode),
        addedBy(organizationEvents, asKnownAt),
        or(
          eq(organizationEvents.organizationId, organizationId),
          linkedIds.length === 0 ? undefined : inArray(organizationEvents.id, linkedIds),
        ),
      ),
    )
    .orderBy(desc(organizationEvents.effectiveOn), desc(organizationEvents.recordedAt))
  const successions = await successionsOf(
    db,
    regionCode,
    rows.map(({ event }) => event.id),
  )
  return rows.map(({ event, document, recordedByName }) => ({
    eventId: event.id,
    organizationId: event.organizationId,
    kind: event.kind,
    effectiveOn: event.effectiveOn,
    summary: event.summary,
    recordedAt: event.recordedAt,
    recordedByName,
    document,
    successions: successions.filter(({ eventId }) => eventId === event.id),
  }))
}

async function versionsWhere(db: Db, condition: SQL | undefined): Promise<OrganizationVersion[]> {
  const rows = await db
    .select({
      version: organizationVersions,
      code: organizations.code,
      document: approvalDocuments,
      recordedByName: users.name,
    })
    .from(organizationVersions)
    .innerJoin(
      organizations,
      and(
        eq(organizations.regionCode, organizationVersions.regionCode),
        eq(organizations.id, organizationVersions.organizationId),
      ),
    )
    .leftJoin(
      approvalDocuments,
      and(
        eq(approvalDocuments.regionCode, organizationVersions.regionCode),
        eq(approvalDocuments.id, organizationVersions.documentId),
      ),
    )
    .leftJoin(
      users,
      and(
        eq(users.regionCode, organizationVersions.regionCode),
        eq(users.id, organizationVersions.recordedBy),
      ),
    )
    .where(condition)
    .orderBy(asc(organizationVersions.effectiveFrom), asc(organizationVersions.recordedAt))
  return rows.map(({ version, ...rest }) => ({ ...version, ...rest }))
}

async function successionsOf(db: Db, regionCode: string, eventIds: string[]) {
  if (eventIds.length === 0) return []
  return db
    .select({
      eventId: organizationSuccessions.eventId,
      predecessorId: organizationSuccessions.predecessorId,
      successorId: organizationSuccessions.successorId,
    })
    .from(organizationSuccessions)
    .where(
      and(
        eq(organizationSuccessions.regionCode, regionCode),
        inArray(organizationSuccessions.eventId, eventIds),
      ),
    )
    .orderBy(asc(organizationSuccessions.predecessorId), asc(organizationSuccessions.successorId))
}

function compare(a: Period, b: Period): number {
  return a.effectiveFrom < b.effectiveFrom ? -1 : 1
}
