import { and, asc, desc, eq, inArray, isNotNull, isNull, notInArray, type SQL } from 'drizzle-orm'
import { v7 } from 'uuid'
import type { Db } from '../database/connection.ts'
import { addedBy } from '../database/recorded.ts'
import { users } from '../identity/schema.ts'
import type { Acting, Viewpoint } from '../kernel/acting.ts'
import type { IsoDate } from '../kernel/dates.ts'
import { organizationNames } from '../organization/organization.store.ts'
import { approvalDocuments } from '../organization/schema.ts'
import { amongPositions, type PositionKey } from './approved-headcount.store.ts'
import { entryOverrideSteps, entryOverrides, entryOverrideUses } from './entry-override.schema.ts'
import { type EntryOverride, type OverrideStep, overrideRefusal } from './entry-override.ts'

type Asked = Pick<Viewpoint, 'regionCode' | 'asKnownAt'>

/** With their whole life, newest first; null: of the whole region. */
export async function overridesOf(
  db: Db,
  asked: Asked,
  organizationIds: readonly string[] | null,
): Promise<EntryOverride[]> {
  if (organizationIds?.length === 0) return []
  return overridesWhere(
    db,
    asked,
    organizationIds === null ? undefined : inArray(entryOverrides.organizationId, [...organizationIds]),
  )
}

export async function overrideOf(db: Db, asked: Asked, overrideId: string): Promise<EntryOverride | null> {
  const [found] = await overridesWhere(db, asked, eq(entryOverrides.id, overrideId))
  return found ?? null
}

/** What an entry on the day could use, the one that ends first before the others. */
export async function usableOverrides(
  db: Db,
  regionCode: string,
  { position, on }: { position: PositionKey; on: IsoDate },
): Promise<EntryOverride[]> {
  const known = await overridesWhere(
    db,
    { regionCode, asKnownAt: null },
    amongPositions(entryOverrides, [position]),
  )
  return known
    .filter((override) => overrideRefusal(override, { ...position, on }) === null)
    .toSorted((a, b) => (a.expiresOn < b.expiresOn ? -1 : 1))
}

/** Answers the new id; its position must be locked. */
export async function appendOverride(
  tx: Db,
  acting: Acting,
  override: Pick<
    EntryOverride,
    'number' | 'organizationId' | 'establishmentKind' | 'count' | 'expiresOn' | 'reason'
  > & { documentId: string },
): Promise<string> {
  const id = v7()
  await tx.insert(entryOverrides).values({
    regionCode: acting.regionCode,
    id,
    ...override,
    recordedAt: acting.at,
    recordedBy: acting.userId,
  })
  return id
}

/** `place` counts the steps from 0; taken twice, the constraint entry_override_steps_in_order refuses. */
export async function appendOverrideStep(
  tx: Db,
  acting: Acting,
  step: { overrideId: string; place: number } & Pick<OverrideStep, 'decision' | 'role' | 'words'> &
    Partial<Pick<OverrideStep, 'approvedCount'>>,
): Promise<void> {
  await tx.insert(entryOverrideSteps).values({
    regionCode: acting.regionCode,
    id: v7(),
    ...step,
    effectiveOn: acting.today,
    recordedAt: acting.at,
    recordedBy: acting.userId,
  })
}

/** Notes that an entry used one. Only in the transaction that lets the entry take effect, its position locked. */
export async function recordOverrideUse(
  tx: Db,
  acting: Acting,
  use: { overrideId: string; movementId: string; usedOn: IsoDate },
): Promise<void> {
  await tx.insert(entryOverrideUses).values({
    regionCode: acting.regionCode,
    id: v7(),
    ...use,
    recordedAt: acting.at,
    recordedBy: acting.userId,
  })
}

/** The entry was corrected away: what it used may be used again. False when it used nothing. */
export async function takeBackOverrideUse(
  tx: Db,
  acting: Acting,
  { movementId, correctedBy }: { movementId: string; correctedBy: string },
): Promise<boolean> {
  const { regionCode, at, userId } = acting
  const [use] = await tx
    .select()
    .from(entryOverrideUses)
    .where(
      and(
        eq(entryOverrideUses.regionCode, regionCode),
        eq(entryOverrideUses.movementId, movementId),
        isNull(entryOverrideUses.reversesId),
      ),
    )
  if (use === undefined) return false
  const { overrideId, usedOn } = use
  const back = { overrideId, movementId: correctedBy, usedOn, reversesId: use.id }
  await tx
    .insert(entryOverrideUses)
    .values({ regionCode, id: v7(), ...back, recordedAt: at, recordedBy: userId })
    .onConflictDoNothing()
  return true
}

async function overridesWhere(
  db: Db,
  { regionCode, asKnownAt }: Asked,
  condition: SQL | undefined,
): Promise<EntryOverride[]> {
  const rows = await db
    .select({ override: entryOverrides, document: approvalDocuments })
    .from(entryOverrides)
    .innerJoin(
      approvalDocuments,
      and(
        eq(approvalDocuments.regionCode, entryOverrides.regionCode),
        eq(approvalDocuments.id, entryOverrides.documentId),
      ),
    )
    .where(and(eq(entryOverrides.regionCode, regionCode), addedBy(entryOverrides, asKnownAt), condition))
    .orderBy(desc(entryOverrides.recordedAt), desc(entryOverrides.id))
  if (rows.length === 0) return []
  const ids = rows.map(({ override }) => override.id)
  const [steps, uses, names] = await Promise.all([
    stepsOf(db, { regionCode, asKnownAt }, ids),
    usesOf(db, { regionCode, asKnownAt }, ids),
    organizationNames(
      db,
      regionCode,
      rows.map(({ override }) => override.organizationId),
    ),
  ])
  return rows.map(({ override, document }) => ({
    overrideId: override.id,
    number: override.number,
    organizationId: override.organizationId,
    organizationName: names.get(override.organizationId) ?? '',
    establishmentKind: override.establishmentKind,
    count: override.count,
    expiresOn: override.expiresOn,
    reason: override.reason,
    document,
    recordedAt: override.recordedAt,
    recordedBy: override.recordedBy,
    steps: steps.get(override.id) ?? [],
    uses: uses.get(override.id) ?? [],
  }))
}

async function stepsOf(
  db: Db,
  { regionCode, asKnownAt }: Asked,
  overrideIds: string[],
): Promise<Map<string, OverrideStep[]>> {
  const rows = await db
    .select({ step: entryOverrideSteps, recordedByName: users.name })
    .from(entryOverrideSteps)
    .leftJoin(
      users,
      and(eq(users.regionCode, entryOverrideSteps.regionCode), eq(users.id, entryOverrideSteps.recordedBy)),
    )
    .where(
      and(
        eq(entryOverrideSteps.regionCode, regionCode),
        addedBy(entryOverrideSteps, asKnownAt),
        inArray(entryOverrideSteps.overrideId, overrideIds),
      ),
    )
    .orderBy(asc(entryOverrideSteps.place))
  return grouped(rows.map(({ step, recordedByName }) => [step.overrideId, { ...step, recordedByName }]))
}

async function usesOf(
  db: Db,
  { regionCode, asKnownAt }: Asked,
  overrideIds: string[],
): Promise<Map<string, { movementId: string; usedOn: IsoDate }[]>> {
  const ofThese = and(
    eq(entryOverrideUses.regionCode, regionCode),
    addedBy(entryOverrideUses, asKnownAt),
    inArray(entryOverrideUses.overrideId, overrideIds),
  )
  const takenBack = db
    .select({ id: entryOverrideUses.reversesId })
    .from(entryOverrideUses)
    .where(and(ofThese, isNotNull(entryOverrideUses.reversesId)))
  const rows = await db
    .select({
      overrideId: entryOverrideUses.overrideId,
      movementId: entryOverrideUses.movementId,
      usedOn: entryOverrideUses.usedOn,
    })
    .from(entryOverrideUses)
    .where(and(ofThese, isNull(entryOverrideUses.reversesId), notInArray(entryOverrideUses.id, takenBack)))
    .orderBy(asc(entryOverrideUses.usedOn), asc(entryOverrideUses.recordedAt))
  return grouped(rows.map(({ overrideId, ...use }) => [overrideId, use]))
}

function grouped<Row>(pairs: readonly (readonly [string, Row])[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const [key, row] of pairs) groups.set(key, [...(groups.get(key) ?? []), row])
  return groups
}
