import { afterAll, beforeAll, expect, test } from 'vitest'
import { clockOf } from '../../src/open-registry.ts'
import { type Client, plantUser, servicesOn, signedIn, testPassword } from '../http/client.ts'
import { bureau, identityNumber, officer } from '../movement/planted.ts'
import { plantRegion } from '../organization/planted.ts'
import { emptyDatabase, type TestDatabase } from './harness.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await emptyDatabase()
  const root = await plantRegion(database.db, officer('clerk'))
  await bureau(database.db, root, { name: '教育局', approved: 2 })
  for (const role of ['clerk', 'section-head', 'director'] as const) {
    await plantUser(database, role, { account: role, scopeOrganizationId: null })
  }
})
afterAll(() => database.drop())

async function signedInWith(wall: () => Date, account: string): Promise<Client> {
  const clock = await clockOf(database, wall, null)
  return signedIn(servicesOn(database, { clock, wall }), account, testPassword)
}

test('with the clock set back an hour between two signatures, and the server started again, what was recorded later is stamped later', async () => {
  const noon = new Date('2024-01-15T12:00:00+08:00')
  const clerk = await signedInWith(() => noon, 'clerk')
  const drafted = await clerk.post('/movements', {
    kind: 'recruitment',
    identityNumber: identityNumber(),
    name: '示例甲',
    ethnicity: '01',
    politicalStatus: '13',
    effectiveOn: '2024-02-01',
    toOrganization: '教育局',
    toEstablishmentKind: 'administrative',
    reason: '公务员招录',
    documentNumber: '朝人社录〔2024〕3号',
    documentTitle: '关于录用公务员的通知',
    documentIssuer: '区人社局',
    documentIssuedOn: '2024-01-10',
  })
  expect(drafted.status).toBe(303)
  const path = `${drafted.headers.get('Location')}/signatures`
  const eleven = new Date('2024-01-15T11:00:00+08:00')
  for (const role of ['section-head', 'director']) {
    const client = await signedInWith(() => eleven, role)
    expect((await client.post(path, { decision: 'agree', words: '同意' })).status).toBe(303)
  }
  const signatures = await database.sql<{ step: string; early: boolean }[]>`
    select step, recorded_at < ${noon.toISOString()}::text::timestamptz as early from movement_signatures order by recorded_at`
  expect(signatures).toEqual([
    { step: 'clerk', early: false },
    { step: 'section-head', early: false },
    { step: 'director', early: false },
  ])
  const disordered = await database.sql`
    select 1 from audit_entries later join audit_entries earlier on earlier.id < later.id and earlier.at > later.at`
  expect(disordered).toHaveLength(0)
})
