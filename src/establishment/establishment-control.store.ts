import { and, asc, eq, inArray, isNull, type SQL } from 'drizzle-orm'
import { v7 } from 'uuid'
import type { Db } from '../database/connection.ts'
import { addedBy, knownAt, seenFrom } from '../database/recorded.ts'
import { users } from '../identity/schema.ts'
import type { Acting, Viewpoint } from '../kernel/acting.ts'
import { approvalDocuments } from '../organization/schema.ts'
import { type Control, type ControlRow, controlOf, type Measure } from './establishment-control.ts'
import { establishmentControls } from './schema.ts'

/** 控制方式 of a measure for a kind on a day: stop or warn, also where nothing is recorded. */
export async function controlOn(
  db: Db,
  viewpoint: Viewpoint,
  { measure, establishmentKind }: { measure: Measure; establishmentKind: string },
): Promise<Control> {
  const [found] = await db
    .select({ control: establishmentControls.control })
    .from(establishmentControls)
    .where(
      and(
        seenFrom(establishmentControls, viewpoint),
        eq(establishmentControls.measure, measure),
        eq(establishmentControls.establishmentKind, establishmentKind),
      ),
    )
  return controlOf(measure, found)
}

/** Every row believed at the moment, of all days; oldest day first. */
export function controlRows(
  db: Db,
  { regionCode, asKnownAt }: Pick<Viewpoint, 'regionCode' | 'asKnownAt'>,
): Promise<ControlRow[]> {
  return rowsWhere(db, regionCode, knownAt(establishmentControls, asKnownAt))
}

/** The same with what was believed before and is not any more. */
export function controlHistory(
  db: Db,
  { regionCode, asKnownAt }: Pick<Viewpoint, 'regionCode' | 'asKnownAt'>,
): Promise<ControlRow[]> {
  return rowsWhere(db, regionCode, addedBy(establishmentControls, asKnownAt))
}

export async function appendControl(
  tx: Db,
  acting: Acting,
  row: Pick<
    ControlRow,
    'measure' | 'establishmentKind' | 'control' | 'effectiveFrom' | 'effectiveTo' | 'note'
  > & {
    documentId: string | null
  },
): Promise<string> {
  const id = v7()
  await tx.insert(establishmentControls).values({
    regionCode: acting.regionCode,
    id,
    ...row,
    recordedAt: acting.at,
    recordedBy: acting.userId,
  })
  return id
}

export async function supersedeControls(
  tx: Db,
  acting: Acting,
  controlIds: readonly string[],
): Promise<void> {
  if (controlIds.length === 0) return
  await tx
    .update(establishmentControls)
    .set({ supersededAt: acting.at })
    .where(
      and(
        eq(establishmentControls.regionCode, acting.regionCode),
        inArray(establishmentControls.id, [...controlIds]),
        isNull(establishmentControls.supersededAt),
      ),
    )
}

async function rowsWhere(db: Db, regionCode: string, condition: SQL | undefined): Promise<ControlRow[]> {
  const rows = await db
    .select({ row: establishmentControls, document: approvalDocuments, recordedByName: users.name })
    .from(establishmentControls)
    .leftJoin(
      approvalDocuments,
      and(
        eq(approvalDocuments.regionCode, establishmentControls.regionCode),
        eq(approvalDocuments.id, establishmentControls.documentId),
      ),
    )
    .leftJoin(
      users,
      and(
        eq(users.regionCode, establishmentControls.regionCode),
        eq(users.id, establishmentControls.recordedBy),
      ),
    )
    .where(and(eq(establishmentControls.regionCode, regionCode), condition))
    .orderBy(
      asc(establishmentControls.measure),
      asc(establishmentControls.effectiveFrom),
      asc(establishmentControls.recordedAt),
    )
  return rows.map(({ row, document, recordedByName }) => ({
    controlId: row.id,
    measure: row.measure,
    establishmentKind: row.establishmentKind,
    control: row.control,
    effectiveFrom: row.effectiveFrom,
    effectiveTo: row.effectiveTo,
    note: row.note,
    document,
    recordedAt: row.recordedAt,
    recordedByName,
    supersededAt: row.supersededAt,
  }))
}
