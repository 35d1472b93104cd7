import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { helpParts } from '../../views/help/help-parts.ts'
import { emptyDatabase, exampleActing, type TestDatabase } from '../database/harness.ts'
import { type Client, signedInAs } from '../http/client.ts'
import { plantRegion } from '../organization/planted.ts'

let database: TestDatabase
let clerk: Client
beforeAll(async () => {
  database = await emptyDatabase()
  await plantRegion(database.db, exampleActing())
  clerk = await signedInAs(database, 'clerk')
})
afterAll(() => database.drop())

test.each(helpParts.map((part) => [part.title, part]))(
  'help on %s has its picture and its steps',
  async (_title, part) => {
    await access(join(import.meta.dirname, '../../views/assets/screenshots', `${part.picture}.png`))
    const text = await clerk.read(`/help/${part.key}`)
    for (const { title, says } of part.steps)
      for (const words of [title, ...says]) expect(text).toContain(words)
    expect((await clerk.get(`/assets/screenshots/${part.picture}.png`)).headers.get('Content-Type')).toBe(
      'image/png',
    )
  },
)

test('every page the help leads to exists', async () => {
  for (const { path } of helpParts) expect([200, 403]).toContain((await clerk.get(path)).status)
})

test('a part that is not there is not found', async () => {
  expect((await clerk.get('/help/nothing')).status).toBe(404)
  expect((await clerk.get('/assets/screenshots/..%2F..%2Fapp.ts')).status).toBe(404)
})
