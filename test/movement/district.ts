import { afterAll, beforeAll } from 'vitest'
import type { Db } from '../../src/database/connection.ts'
import { assignmentsOf } from '../../src/staffing/assignment.store.ts'
import { establishmentTableOn } from '../../src/staffing/establishment-table.store.ts'
import {
  emptyDatabase,
  inTransaction,
  regionCode,
  type TestDatabase,
  viewpoint,
} from '../database/harness.ts'
import { plantRegion } from '../organization/planted.ts'
import { officer } from './planted.ts'

export type InDistrict = (run: (tx: Db, root: string) => Promise<void>) => Promise<void>

/** An empty district for the tests of a file; each runs in a transaction that is rolled back. */
export function emptyDistrict(): InDistrict {
  let database: TestDatabase
  beforeAll(async () => {
    database = await emptyDatabase()
  })
  afterAll(() => database.drop())
  return (run) => inTransaction(database.db, async (tx) => run(tx, await plantRegion(tx, officer('clerk'))))
}

export async function places(tx: Db, personId: string, asKnownAt: Date | null = null) {
  const rows = await assignmentsOf(tx, regionCode, personId, asKnownAt)
  return rows.map(({ organizationId, establishmentKind, effectiveFrom, effectiveTo }) => [
    organizationId,
    establishmentKind,
    effectiveFrom,
    effectiveTo,
  ])
}

export async function occupiedOn(tx: Db, organizationId: string, day: string): Promise<number> {
  const rows = await establishmentTableOn(tx, viewpoint(day), { organizationIds: [organizationId] })
  return rows.reduce((sum, { occupied }) => sum + occupied, 0)
}
