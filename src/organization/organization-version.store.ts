import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import { v7 } from 'uuid'
import type { Db } from '../database/connection.ts'
import type { Acting } from '../kernel/acting.ts'
import type { IsoDate, Period } from '../kernel/dates.ts'
import type { OrganizationEventKind } from './organization.ts'
import type { FactVersion, OrganizationFacts, Rewrite } from './organization-version.ts'
import { organizationEvents, organizationSuccessions, organizations, organizationVersions } from './schema.ts'

/** Every version believed now, in the order of their days. */
export async function believedVersions(
  db: Db,
  regionCode: string,
  organizationId: string,
): Promise<FactVersion[]> {
  return db
    .select()
    .from(organizationVersions)
    .where(
      and(
        eq(organizationVersions.regionCode, regionCode),
        eq(organizationVersions.organizationId, organizationId),
        isNull(organizationVersions.supersededAt),
      ),
    )
    .orderBy(asc(organizationVersions.effectiveFrom))
}

/** Closes what is no longer believed and writes what is. False when another was quicker. */
export async function applyRewrite(
  tx: Db,
  acting: Acting,
  organizationId: string,
  { supersededIds, added }: Rewrite,
): Promise<boolean> {
  const closed = await tx
    .update(organizationVersions)
    .set({ supersededAt: acting.at })
    .where(
      and(
        eq(organizationVersions.regionCode, acting.regionCode),
        inArray(organizationVersions.id, supersededIds),
        isNull(organizationVersions.supersededAt),
      ),
    )
    .returning({ id: organizationVersions.id })
  if (closed.length !== supersededIds.length) return false
  for (const row of added) await insertVersion(tx, acting, organizationId, row)
  return true
}

/**
 * A new identity with its first version. Answers its id, which a plan may have given in advance; throws the broken
 * constraint when the code is taken.
 */
export async function insertOrganization(
  tx: Db,
  acting: Acting,
  {
    code,
    organizationId: id = v7(),
    ...version
  }: OrganizationFacts & Period & { code: string; documentId: string | null; organizationId?: string },
): Promise<string> {
  const { regionCode, at, userId } = acting
  await tx.insert(organizations).values({ regionCode, id, code, recordedAt: at, recordedBy: userId })
  await insertVersion(tx, acting, id, version)
  return id
}

/** A code is never given twice, not even after its organization is gone. */
export async function isCodeTaken(db: Db, regionCode: string, code: string): Promise<boolean> {
  const found = await db
    .select({ id: organizations.id })
    .from(organizations)
    .where(and(eq(organizations.regionCode, regionCode), eq(organizations.code, code)))
  return found.length > 0
}

/** Answers the event's id. */
export async function appendEvent(
  tx: Db,
  acting: Acting,
  event: {
    organizationId: string
    kind: OrganizationEventKind
    effectiveOn: IsoDate
    documentId: string
    summary: string
  },
): Promise<string> {
  const id = v7()
  await tx.insert(organizationEvents).values({
    regionCode: acting.regionCode,
    id,
    ...event,
    recordedAt: acting.at,
    recordedBy: acting.userId,
  })
  return id
}

/** Who came after whom by the event: 合并, 分设. */
export async function appendSuccessions(
  tx: Db,
  acting: Acting,
  eventId: string,
  successions: readonly { predecessorId: string; successorId: string }[],
): Promise<void> {
  const { regionCode } = acting
  await tx
    .insert(organizationSuccessions)
    .values(successions.map((succession) => ({ regionCode, eventId, ...succession })))
}

/** Only the columns of a version are written: a row read from the table carries others, which are not its facts. */
async function insertVersion(
  tx: Db,
  acting: Acting,
  organizationId: string,
  version: Omit<FactVersion, 'id'>,
): Promise<void> {
  await tx.insert(organizationVersions).values({
    ...version,
    regionCode: acting.regionCode,
    id: v7(),
    organizationId,
    recordedAt: acting.at,
    recordedBy: acting.userId,
    supersededAt: null,
  })
}
