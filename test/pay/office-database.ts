import { addRows, noRows } from '../../src/demo/district-rows.ts'
import { establishmentOffice, exampleStandardRows } from '../../src/demo/establishment-office.ts'
import { officeOpening } from '../../src/demo/establishment-office-place.ts'
import { rootOrganizationId } from '../../src/demo/example-region.ts'
import { clerk } from '../../src/demo/example-users.ts'
import { generatorOf } from '../../src/demo/generator.ts'
import { insertDistrict } from '../../src/demo/insert-district.ts'
import { deriveCost } from '../../src/pay/derive-cost.ts'
import {
  emptyDatabase,
  exampleActing,
  regionCode,
  type TestDatabase,
  testCipher,
} from '../database/harness.ts'

/** A database of its own that holds 区委编办 and the standards alone, with the cost of 2023 and 2024 derived. */
export async function officeDatabase(): Promise<TestDatabase> {
  const rows = noRows()
  addRows(rows, establishmentOffice(generatorOf('office')))
  addRows(rows, exampleStandardRows())
  const root = { id: rootOrganizationId, code: regionCode, recordedAt: officeOpening, recordedBy: clerk.id }
  addRows(rows, { organizations: [{ regionCode, ...root }] })
  const database = await emptyDatabase()
  await database.db.transaction((tx) => insertDistrict(tx, rows, testCipher))
  const acting = exampleActing({ at: new Date('2024-01-15T08:30:00+08:00') })
  for (const [coversFrom, coversTo] of [
    ['2023-01-01', '2024-01-01'],
    ['2024-01-01', '2025-01-01'],
  ] as const) {
    await deriveCost(database.db, acting, { purpose: 'actual', coversFrom, coversTo })
  }
  return database
}
