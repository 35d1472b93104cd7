import type { Db } from '../database/connection.ts'
import {
  approvedChangesAfter,
  approvedOn,
  type PositionKey,
} from '../establishment/approved-headcount.store.ts'
import {
  frozenChangesAfter,
  frozenOn,
  reservedChangesAfter,
  reservedOn,
} from '../establishment/reservation.store.ts'
import { type PositionAhead, type PositionChange, positionsAhead } from '../establishment/vacancy.ts'
import type { IsoDate } from '../kernel/dates.ts'
import { occupiedByOthersOn, occupiedChangesAfter } from './assignment.store.ts'

const nothing = { approved: 0, occupied: 0, reserved: 0, frozen: 0 }

/**
 * One position from a day on, as known now: as it stands on that day and after each later day that something already
 * recorded changes it. A person named is left out of the count. Lock the position first when something is decided by it.
 */
export async function positionAheadOf(
  db: Db,
  regionCode: string,
  { on, position, personId }: { on: IsoDate; position: PositionKey; personId?: string },
): Promise<[PositionAhead, ...PositionAhead[]]> {
  const viewpoint = { regionCode, asOf: on, asKnownAt: null }
  const scope = { organizationIds: [position.organizationId] }
  const later = { after: on, positions: [position] }
  const [approved, occupied, reserved, frozen, cuts, moves, lapses, freezes] = await Promise.all([
    approvedOn(db, viewpoint, scope),
    occupiedByOthersOn(db, regionCode, { on, positions: [position], personId }),
    reservedOn(db, viewpoint, scope),
    frozenOn(db, viewpoint, scope),
    approvedChangesAfter(db, regionCode, later),
    occupiedChangesAfter(db, regionCode, { ...later, personId }),
    reservedChangesAfter(db, regionCode, later),
    frozenChangesAfter(db, regionCode, later),
  ])
  const opening = {
    on,
    approved: own(approved, position)?.approved ?? 0,
    occupied: own(occupied, position)?.occupied ?? 0,
    reserved: own(reserved, position)?.reserved ?? 0,
    frozen: own(frozen, position)?.frozen ?? 0,
  }
  const changes: PositionChange[] = [
    ...cuts.map(({ on: day, change }) => ({ ...nothing, on: day, approved: change })),
    ...moves.map(({ on: day, change }) => ({ ...nothing, on: day, occupied: change })),
    ...lapses.map(({ on: day, change }) => ({ ...nothing, on: day, reserved: change })),
    ...freezes.map(({ on: day, change }) => ({ ...nothing, on: day, frozen: change })),
  ]
  return positionsAhead(opening, changes)
}

function own<Row extends PositionKey>(rows: readonly Row[], position: PositionKey): Row | undefined {
  return rows.find(
    (row) =>
      row.organizationId === position.organizationId && row.establishmentKind === position.establishmentKind,
  )
}
