import { and, desc, eq, gte, inArray, isNull, lte, notInArray, or, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Db } from '../database/connection.ts'
import { addedBy, knownAt, seenFrom } from '../database/recorded.ts'
import { approvedOn } from '../establishment/approved-headcount.store.ts'
import type { Viewpoint } from '../kernel/acting.ts'
import { yearOf, yearPeriod } from '../kernel/dates.ts'
import { movementEffects, movements } from '../movement/schema.ts'
import { subtreeOf } from '../organization/organization.store.ts'
import { assignments, educationRecords, personParticulars, placements } from '../staffing/schema.ts'
import type { Crossing, Secondment, Serving, StaffingFacts } from './staffing-paragraph.ts'

/** Everything 人员概况 tells of a unit with all below it, as of the day and as known at the moment. */
export async function staffingFactsOf(
  db: Db,
  viewpoint: Viewpoint,
  organizationId: string,
): Promise<StaffingFacts> {
  const organizationIds = await subtreeOf(db, viewpoint, organizationId)
  return {
    asOf: viewpoint.asOf,
    approved: await approvedOn(db, viewpoint, { organizationIds }),
    serving: await servingOn(db, viewpoint, organizationIds),
    secondments: await secondedOutOn(db, viewpoint, organizationIds),
    movements: await crossingsOf(db, viewpoint, organizationIds),
  }
}

async function servingOn(
  db: Db,
  viewpoint: Viewpoint,
  organizationIds: readonly string[],
): Promise<Serving[]> {
  const highest = db
    .selectDistinctOn([educationRecords.personId], {
      personId: educationRecords.personId,
      level: educationRecords.level,
    })
    .from(educationRecords)
    .where(
      and(
        eq(educationRecords.regionCode, viewpoint.regionCode),
        lte(educationRecords.graduatedOn, viewpoint.asOf),
        knownAt(educationRecords, viewpoint.asKnownAt),
      ),
    )
    // The lower the code the higher the schooling.
    .orderBy(educationRecords.personId, educationRecords.level)
    .as('highest')
  return db
    .select({
      personId: assignments.personId,
      establishmentKind: assignments.establishmentKind,
      bornOn: personParticulars.bornOn,
      educationLevel: highest.level,
    })
    .from(assignments)
    .innerJoin(
      personParticulars,
      and(seenFrom(personParticulars, viewpoint), eq(personParticulars.personId, assignments.personId)),
    )
    .leftJoin(highest, eq(highest.personId, assignments.personId))
    .where(and(seenFrom(assignments, viewpoint), inArray(assignments.organizationId, [...organizationIds])))
    .orderBy(personParticulars.pinyin, assignments.personId)
}

function secondedOutOn(
  db: Db,
  viewpoint: Viewpoint,
  organizationIds: readonly string[],
): Promise<Secondment[]> {
  return db
    .select({
      personId: assignments.personId,
      establishmentKind: assignments.establishmentKind,
      secondmentKind: sql<string>`coalesce(${placements.secondmentKind}, 'borrowing')`,
      place: placements.place,
      reason: placements.reason,
    })
    .from(placements)
    .innerJoin(
      assignments,
      and(seenFrom(assignments, viewpoint), eq(assignments.personId, placements.personId)),
    )
    .where(
      and(
        seenFrom(placements, viewpoint),
        eq(placements.aspect, 'work'),
        inArray(assignments.organizationId, [...organizationIds]),
        or(isNull(placements.organizationId), notInArray(placements.organizationId, [...organizationIds])),
      ),
    )
    .orderBy(sql`${assignments.establishmentKind} = 'office-worker'`, placements.place, assignments.personId)
}

async function crossingsOf(
  db: Db,
  { regionCode, asOf, asKnownAt }: Viewpoint,
  organizationIds: readonly string[],
): Promise<Crossing[]> {
  const later = alias(movements, 'later')
  const laterEffect = alias(movementEffects, 'later_effect')
  const inside = new Set(organizationIds)
  const rows = await db
    .select({
      personId: movements.personId,
      kind: movements.kind,
      from: movements.fromOrganizationId,
      to: movements.toOrganizationId,
    })
    .from(movements)
    .innerJoin(
      movementEffects,
      and(
        eq(movementEffects.regionCode, movements.regionCode),
        eq(movementEffects.movementId, movements.id),
        addedBy(movementEffects, asKnownAt),
      ),
    )
    .where(
      and(
        eq(movements.regionCode, regionCode),
        gte(movementEffects.effectiveOn, yearPeriod(yearOf(asOf)).effectiveFrom),
        lte(movementEffects.effectiveOn, asOf),
        or(
          inArray(movements.fromOrganizationId, [...organizationIds]),
          inArray(movements.toOrganizationId, [...organizationIds]),
        ),
        // A movement that another one corrected has not happened.
        sql`not exists (
          select 1 from ${movements} as later
          join ${movementEffects} as later_effect
            on ${and(eq(laterEffect.regionCode, later.regionCode), eq(laterEffect.movementId, later.id))}
          where ${and(
            eq(later.regionCode, movements.regionCode),
            eq(later.correctsId, movements.id),
            addedBy(laterEffect, asKnownAt),
          )}
        )`,
      ),
    )
    .orderBy(movementEffects.effectiveOn, desc(movements.number))
  return rows.map(({ personId, kind, from, to }) => ({
    personId,
    kind,
    fromInside: from !== null && inside.has(from),
    toInside: to !== null && inside.has(to),
  }))
}
