import { and, asc, eq, sql } from 'drizzle-orm'
import type { Db } from '../database/connection.ts'
import { seenFrom } from '../database/recorded.ts'
import type { Viewpoint } from '../kernel/acting.ts'
import { wageStandards } from './schema.ts'
import type { StandardAmount, StandardKindRow } from './wage-table.ts'

/** The kinds that have a standard on the day, with their papers. */
export async function standardKindsOn(db: Db, viewpoint: Viewpoint): Promise<StandardKindRow[]> {
  return db
    .select({
      standardKind: wageStandards.standardKind,
      keys: sql<number>`count(*)::int`,
      documentNumbers: sql<string[]>`array_agg(distinct ${wageStandards.documentNumber})`,
      isExample: sql<boolean>`bool_or(${wageStandards.isExample})`,
      effectiveFrom: sql<string>`max(${wageStandards.effectiveFrom})::text`,
    })
    .from(wageStandards)
    .where(seenFrom(wageStandards, viewpoint))
    .groupBy(wageStandards.standardKind)
    .orderBy(asc(wageStandards.standardKind))
}

/** All amounts of one kind on the day, the highest first within the keys. */
export async function standardsOfKind(
  db: Db,
  viewpoint: Viewpoint,
  standardKind: string,
): Promise<StandardAmount[]> {
  return db
    .select({
      key1: wageStandards.key1,
      key2: wageStandards.key2,
      amount: wageStandards.amount,
      documentNumber: wageStandards.documentNumber,
      isExample: wageStandards.isExample,
      effectiveFrom: wageStandards.effectiveFrom,
      effectiveTo: wageStandards.effectiveTo,
    })
    .from(wageStandards)
    .where(and(seenFrom(wageStandards, viewpoint), eq(wageStandards.standardKind, standardKind)))
    .orderBy(sql`${wageStandards.amount} desc`, asc(wageStandards.key1), asc(wageStandards.key2))
}
