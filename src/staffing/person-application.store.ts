import { and, desc, eq, inArray, type SQL } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { v7 } from 'uuid'
import type { Db } from '../database/connection.ts'
import { addedBy } from '../database/recorded.ts'
import { users } from '../identity/schema.ts'
import type { Acting, Viewpoint } from '../kernel/acting.ts'
import type { ApplicationDecision, PersonApplication } from './person-application.ts'
import { personApplicationDecisions, personApplications } from './schema.ts'

const deciders = alias(users, 'deciders')

/** As known at the moment, latest first; null: of every unit. */
export function applicationsOf(
  db: Db,
  { regionCode, asKnownAt }: Pick<Viewpoint, 'regionCode' | 'asKnownAt'>,
  organizationIds: readonly string[] | null,
): Promise<PersonApplication[]> {
  if (organizationIds?.length === 0) return Promise.resolve([])
  return applicationsWhere(
    db,
    and(
      eq(personApplications.regionCode, regionCode),
      addedBy(personApplications, asKnownAt),
      organizationIds === null ? undefined : inArray(personApplications.organizationId, [...organizationIds]),
    ),
    asKnownAt,
  )
}

export async function applicationOf(
  db: Db,
  regionCode: string,
  applicationId: string,
): Promise<PersonApplication | null> {
  const [found] = await applicationsWhere(
    db,
    and(eq(personApplications.regionCode, regionCode), eq(personApplications.id, applicationId)),
    null,
  )
  return found ?? null
}

/** The number asked for as it is stored; null when none was asked for. Only for carrying the application out. */
export async function applicationCiphertext(
  db: Db,
  regionCode: string,
  applicationId: string,
): Promise<Buffer | null> {
  const [found] = await db
    .select({ ciphertext: personApplications.identityCiphertext })
    .from(personApplications)
    .where(and(eq(personApplications.regionCode, regionCode), eq(personApplications.id, applicationId)))
  return found?.ciphertext ?? null
}

/** What a unit asks to be entered, as it is stored; null when it asks for none or for a removal. */
export async function applicationFactCiphertext(
  db: Db,
  regionCode: string,
  applicationId: string,
): Promise<Buffer | null> {
  const [found] = await db
    .select({ ciphertext: personApplications.factCiphertext })
    .from(personApplications)
    .where(and(eq(personApplications.regionCode, regionCode), eq(personApplications.id, applicationId)))
  return found?.ciphertext ?? null
}

/** Answers the application's id. */
export async function appendApplication(
  tx: Db,
  acting: Acting,
  application: Omit<
    typeof personApplications.$inferInsert,
    'regionCode' | 'id' | 'recordedAt' | 'recordedBy'
  >,
): Promise<string> {
  const { regionCode, at, userId } = acting
  const id = v7()
  await tx
    .insert(personApplications)
    .values({ ...application, regionCode, id, recordedAt: at, recordedBy: userId })
  return id
}

export async function appendApplicationDecision(
  tx: Db,
  acting: Acting,
  decided: { applicationId: string; decision: ApplicationDecision; words: string },
): Promise<void> {
  const { regionCode, at, userId } = acting
  await tx
    .insert(personApplicationDecisions)
    .values({ ...decided, regionCode, recordedAt: at, recordedBy: userId })
}

async function applicationsWhere(
  db: Db,
  condition: SQL | undefined,
  asKnownAt: Date | null,
): Promise<PersonApplication[]> {
  const rows = await db
    .select({
      application: personApplications,
      recordedByName: users.name,
      decision: personApplicationDecisions.decision,
      words: personApplicationDecisions.words,
      decidedAt: personApplicationDecisions.recordedAt,
      decidedByName: deciders.name,
    })
    .from(personApplications)
    .leftJoin(
      users,
      and(eq(users.regionCode, personApplications.regionCode), eq(users.id, personApplications.recordedBy)),
    )
    .leftJoin(
      personApplicationDecisions,
      and(
        eq(personApplicationDecisions.regionCode, personApplications.regionCode),
        eq(personApplicationDecisions.applicationId, personApplications.id),
        addedBy(personApplicationDecisions, asKnownAt),
      ),
    )
    .leftJoin(
      deciders,
      and(
        eq(deciders.regionCode, personApplicationDecisions.regionCode),
        eq(deciders.id, personApplicationDecisions.recordedBy),
      ),
    )
    .where(condition)
    .orderBy(desc(personApplications.recordedAt), desc(personApplications.number))
  return rows.map(({ application, recordedByName, decision, words, decidedAt, decidedByName }) => {
    const {
      regionCode: _region,
      id,
      identityCiphertext: _identity,
      factCiphertext: _fact,
      ...told
    } = application
    return {
      ...told,
      applicationId: id,
      recordedByName,
      decision:
        decision === null || words === null || decidedAt === null
          ? null
          : { decision, words, recordedAt: decidedAt, recordedByName: decidedByName },
    }
  })
}
