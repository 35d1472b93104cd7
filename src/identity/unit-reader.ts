import type { Db } from '../database/connection.ts'
import type { Viewpoint } from '../kernel/acting.ts'

export type ScopeUnit = { organizationId: string; name: string; kind: string; depth: number }

/** The organizations of a day in tree order; they stand on the right of this area, so the application brings them. */
export type UnitReader = (db: Db, viewpoint: Viewpoint) => Promise<readonly ScopeUnit[]>
