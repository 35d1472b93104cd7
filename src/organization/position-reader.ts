import type { Db } from '../database/connection.ts'
import type { Viewpoint } from '../kernel/acting.ts'

/** 核定、实有、已批未用、冻结 of one organization and kind. */
export type PositionCounts = {
  organizationId: string
  establishmentKind: string
  approved: number
  occupied: number
  reserved: number
  frozen: number
}

/**
 * Counts places on a day. Who is where is known only to areas on the right of this one, so the application hands
 * the reader in when it is put together.
 */
export type PositionReader = (
  db: Db,
  viewpoint: Viewpoint,
  scope: { organizationIds?: readonly string[] },
) => Promise<PositionCounts[]>

/** Of all kinds together; vacancies below zero are 超编. */
export type PlaceCounts = { approved: number; occupied: number; reserved: number; vacancies: number }

/** By organization, 备案人员总量 left out. */
export function placeCounts(positions: readonly PositionCounts[]): Map<string, PlaceCounts> {
  const counts = new Map<string, PlaceCounts>()
  for (const { organizationId, establishmentKind, approved, occupied, reserved, frozen } of positions) {
    if (establishmentKind === 'filed') continue
    const known = counts.get(organizationId) ?? { approved: 0, occupied: 0, reserved: 0, vacancies: 0 }
    counts.set(organizationId, {
      approved: known.approved + approved,
      occupied: known.occupied + occupied,
      reserved: known.reserved + reserved,
      vacancies: known.vacancies + approved - occupied - reserved - frozen,
    })
  }
  return counts
}
