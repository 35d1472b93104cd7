import { and, eq, gt, isNull, lte, or, type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import type { Viewpoint } from '../kernel/acting.ts'
import type { IsoDate } from '../kernel/dates.ts'

type Dated = { effectiveFrom: PgColumn; effectiveTo: PgColumn }
type Superseded = { recordedAt: PgColumn; supersededAt: PgColumn }

/** In force on the day: the SQL twin of `inForce` in kernel/dates.ts. */
export function effectiveOn(table: Dated, asOf: IsoDate): SQL | undefined {
  return and(lte(table.effectiveFrom, asOf), or(isNull(table.effectiveTo), gt(table.effectiveTo, asOf)))
}

/** Believed at the moment; null is now. */
export function knownAt(table: Superseded, asKnownAt: Date | null): SQL | undefined {
  if (asKnownAt === null) return isNull(table.supersededAt)
  return and(
    lte(table.recordedAt, asKnownAt),
    or(isNull(table.supersededAt), gt(table.supersededAt, asKnownAt)),
  )
}

/** The same for rows that are only ever added. */
export function addedBy(table: { recordedAt: PgColumn }, asKnownAt: Date | null): SQL | undefined {
  return asKnownAt === null ? undefined : lte(table.recordedAt, asKnownAt)
}

/** When a row lost its place, as far as it was known at the moment. */
export function supersededBy(supersededAt: Date | null, asKnownAt: Date | null): Date | null {
  return supersededAt !== null && asKnownAt !== null && supersededAt > asKnownAt ? null : supersededAt
}

/** A dated fact as the viewpoint sees it: its region, its day, its knowledge. */
export function seenFrom(
  table: Dated & Superseded & { regionCode: PgColumn },
  { regionCode, asOf, asKnownAt }: Viewpoint,
): SQL | undefined {
  return and(eq(table.regionCode, regionCode), effectiveOn(table, asOf), knownAt(table, asKnownAt))
}

/** Believed at the moment, in a statement written out: of the table that goes by this name in it. */
export function knownAs(alias: string, { asKnownAt }: Pick<Viewpoint, 'asKnownAt'>): SQL {
  const table = sql.identifier(alias)
  if (asKnownAt === null) return sql`${table}.superseded_at is null`
  const moment = sql`${asKnownAt.toISOString()}::timestamptz`
  return sql`${table}.recorded_at <= ${moment} and (${table}.superseded_at is null or ${table}.superseded_at > ${moment})`
}

/** In force on the day and believed at the moment, in the same way. */
export function seenAs(alias: string, viewpoint: Pick<Viewpoint, 'asOf' | 'asKnownAt'>): SQL {
  const table = sql.identifier(alias)
  return sql`${table}.effective_from <= ${viewpoint.asOf}::date
    and (${table}.effective_to is null or ${table}.effective_to > ${viewpoint.asOf}::date) and ${knownAs(alias, viewpoint)}`
}
