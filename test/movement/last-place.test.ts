import { afterAll, beforeAll, expect, test } from 'vitest'
import { signMovement } from '../../src/movement/sign-movement.ts'
import { establishmentTableOn } from '../../src/staffing/establishment-table.store.ts'
import { emptyDatabase, type TestDatabase, viewpoint } from '../database/harness.ts'
import { plantRegion } from '../organization/planted.ts'
import { accepted, agree, bureau, draft, entryOf, officer, problemsOf } from './planted.ts'

let database: TestDatabase
let root: string

beforeAll(async () => {
  database = await emptyDatabase()
  root = await plantRegion(database.db, officer('clerk'))
})
afterAll(() => database.drop())

test('of two at once asking for the last place exactly one gets it, ten times out of ten', async () => {
  for (let round = 0; round < 10; round += 1) {
    const office = await bureau(database.db, root, { name: `第${round}局`, approved: 1 })
    const drafts = [
      accepted(await draft(database.db, entryOf(office))),
      accepted(await draft(database.db, entryOf(office))),
    ]
    for (const { id } of drafts) accepted(await agree(database.db, id, 'section-head'))
    const answers = await Promise.all(drafts.map(({ id }) => agree(database.db, id, 'director')))
    expect(answers.filter((answer) => answer.done).length).toBe(1)
    expect(answers.flatMap(problemsOf)).toMatchObject([{ code: 'no-vacancy' }])
    expect(await occupiedOn(office)).toBe(1)
  }
})

test('two clerks sign the same step at once: one signature stands', async () => {
  const office = await bureau(database.db, root, { name: '同签局', approved: 1 })
  const movement = accepted(await draft(database.db, entryOf(office)))
  const sign = (userId: string) =>
    signMovement(database.db, officer('section-head', { userId }), movement.id, {
      decision: 'agree',
      words: '同意',
    })
  const answers = await Promise.all([
    sign('00000000-0000-7000-8000-00000000000c'),
    sign('00000000-0000-7000-8000-00000000000d'),
  ])
  expect(answers.filter((answer) => answer.done).length).toBe(1)
})

async function occupiedOn(organizationId: string): Promise<number> {
  const rows = await establishmentTableOn(database.db, viewpoint('2024-02-01'), {
    organizationIds: [organizationId],
  })
  return rows.reduce((sum, { occupied }) => sum + occupied, 0)
}
