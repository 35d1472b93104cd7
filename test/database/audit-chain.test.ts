import { beforeEach, expect, test } from 'vitest'
import { recordAudit } from '../../src/database/audit.ts'
import { sealPending, verifyChain } from '../../src/database/audit-chain.store.ts'
import type { ChainHead } from '../../src/database/audit-chain.ts'
import type { Connection } from '../../src/database/connection.ts'
import { emptyDatabase, exampleActing, regionCode, type TestDatabase } from './harness.ts'

let database: TestDatabase
let owner: Connection
let head: ChainHead

beforeEach(async () => {
  database = await emptyDatabase()
  owner = database.owner()
  for (let count = 1; count <= 5; count++) await write(`entry ${count}`)
  head = await sealPending(database.db, regionCode)
  return async () => {
    await owner.close()
    await database.drop()
  }
})

function write(subjectId: string) {
  return recordAudit(database.db, exampleActing(), {
    action: 'test.entry',
    subjectKind: 'test',
    subjectId,
    before: { b: 1, a: [1, 2, { d: null, c: '编制' }] },
  })
}

async function broken() {
  const answer = await verifyChain(database.db, regionCode, head)
  return answer.whole ? null : answer.broken
}

test('an untouched chain is whole, and goes on with what is written later', async () => {
  expect(await broken()).toBeNull()
  await write('entry 6')
  expect(await verifyChain(database.db, regionCode, head)).toMatchObject({ whole: true, unsealed: 1 })
  expect((await sealPending(database.db, regionCode)).position).toBe(6n)
  expect(await broken()).toBeNull()
})

test('one changed word names its link', async () => {
  await owner.sql`update audit_entries set user_name = '别人' where subject_id = 'entry 3'`
  expect(await broken()).toEqual({ position: 3n, because: 'changed' })
})

test('one removed entry names its link', async () => {
  await owner.sql`delete from audit_seals where position = 2`
  await owner.sql`delete from audit_entries where subject_id = 'entry 2'`
  expect(await broken()).toEqual({ position: 2n, because: 'missing' })
})

test('two swapped entries name the first of them', async () => {
  await owner.sql`alter table audit_seals drop constraint audit_seals_once`
  const [two] = await owner.sql`select entry_id from audit_seals where position = 2`
  const [three] = await owner.sql`select entry_id from audit_seals where position = 3`
  await owner.sql`update audit_seals set entry_id = ${three?.entry_id} where position = 2`
  await owner.sql`update audit_seals set entry_id = ${two?.entry_id} where position = 3`
  expect(await broken()).toEqual({ position: 2n, because: 'changed' })
})

test('an entry slipped in beside the chain is found', async () => {
  await owner.sql`
    insert into audit_entries (region_code, at, user_name, roles, "from", action, subject_kind, subject_id)
    values (${regionCode}, now(), '别人', '', 'test', 'test.entry', 'test', 'slipped in')`
  expect(await broken()).toEqual({ position: 6n, because: 'unsealed' })
})

test('an end cut off is found by the head kept elsewhere', async () => {
  await owner.sql`delete from audit_seals where position = 5`
  await owner.sql`delete from audit_entries where subject_id = 'entry 5'`
  expect(await broken()).toEqual({ position: 5n, because: 'cut' })
})

test('twenty writers at once leave one chain in which each stands once', async () => {
  await Promise.all(Array.from({ length: 20 }, (_, count) => write(`at once ${count}`)))
  await Promise.all([1, 2, 3].map(() => sealPending(database.db, regionCode)))
  expect((await sealPending(database.db, regionCode)).position).toBe(25n)
  expect(await broken()).toBeNull()
})
