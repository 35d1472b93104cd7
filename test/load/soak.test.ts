import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createApp } from '../../src/app.ts'
import { serveApp } from '../browser/serve-app.ts'
import { emptyDatabase, type TestDatabase } from '../database/harness.ts'
import { servicesOn } from '../http/client.ts'
import { visitorAt } from '../http/visitor.ts'
import { brokenInvariants } from './broken-invariants.ts'
import { password, plantOffice, unitName } from './planted-office.ts'
import { workTogether } from './work-together.ts'

let database: TestDatabase
let accounts: string[]

beforeAll(async () => {
  database = await emptyDatabase()
  accounts = await plantOffice(database.db, 20)
})
afterAll(() => database.drop())

test('twenty clerks at once on one unit: no place filled twice, no movement lost or doubled, no number missing', async () => {
  const served = await serveApp(createApp(servicesOn(database)))
  try {
    const journal = await workTogether({ url: served.url, accounts, milliseconds: 3000, least: 80 })
    expect(journal.faults).toEqual([])
    expect(journal.unanswered).toEqual([])
    // Were everything refused, the rest would hold of nothing.
    const [done] = await database.db.execute<{ effects: number }>(
      sql`select count(*)::int as effects from movement_effects`,
    )
    expect(done?.effects).toBeGreaterThan(0)
    expect(await brokenInvariants(database.db, journal)).toEqual([])
    const clerk = await visitorAt(served.url, 'clerk-1', password)
    const balance = await clerk.get(
      `/staffing-changes?unit=${encodeURIComponent(unitName)}&from=2024-01-01&asOf=2024-12-31`,
    )
    expect(await balance.text()).toContain('全部相符')
  } finally {
    await served.stop()
  }
}, 120_000)
