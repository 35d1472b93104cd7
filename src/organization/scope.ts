import type { Db } from '../database/connection.ts'
import type { Acting, Viewpoint } from '../kernel/acting.ts'
import { subtreeOf } from './organization.store.ts'

/** Which organizations somebody may see on a day: null is the whole region. */
export type VisibleOrganizations = ReadonlySet<string> | null

/** The subtree of the user's own unit on the day; a user of the office sees everything. */
export async function visibleTo(db: Db, acting: Acting, viewpoint: Viewpoint): Promise<VisibleOrganizations> {
  if (acting.scopeOrganizationId === null) return null
  return new Set(await subtreeOf(db, viewpoint, acting.scopeOrganizationId))
}

export function mayBeSeen(visible: VisibleOrganizations, organizationId: string): boolean {
  return visible === null || visible.has(organizationId)
}
