import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type SQL, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { recordAudit } from '../../src/database/audit.ts'
import { anchorFileOf, keepAnchor, readAnchor } from '../../src/database/audit-anchor.ts'
import { sealedEntries, sealPending } from '../../src/database/audit-chain.store.ts'
import { linked, sealOf } from '../../src/database/audit-chain.ts'
import { chainLines } from '../../src/database/audit-file.ts'
import { startSealer } from '../../src/database/audit-sealer.ts'
import type { Connection, Db } from '../../src/database/connection.ts'
import { auditEntries, auditSeals } from '../../src/database/schema.ts'
import { runAudit, verifyFile } from '../../src/identity/audit-commands.ts'
import { emptyDatabase, exampleActing, inTransaction, regionCode, type TestDatabase } from './harness.ts'

let database: TestDatabase
/** Whoever has the tables, and not the data folder with the head kept beside it. */
let intruder: Connection
let folder: string

beforeAll(async () => {
  database = await emptyDatabase()
  intruder = database.owner()
  folder = await mkdtemp(join(tmpdir(), 'bianzhi-audit-'))
  for (let count = 1; count <= 5; count++) await write(database.db, count)
  await keepAnchor(anchorFileOf(folder), regionCode, await sealPending(database.db, regionCode))
})
afterAll(async () => {
  await intruder.close()
  await database.drop()
  await rm(folder, { recursive: true })
})

function write(db: Db, count: number): Promise<void> {
  return recordAudit(db, exampleActing(), {
    action: 'movement.draft',
    subjectKind: 'movement',
    subjectId: `piece ${count}`,
    reason: '公务员招录',
    documentNumber: '朝编发〔2024〕3号',
    before: { places: 3, kinds: ['行政编制'] },
    after: { places: 4, kinds: ['行政编制'], name: '示例甲' },
  })
}

/** What `audit verify` says of the tables, and of a file that is taken away from them. */
async function said(tx: Db): Promise<{ tables: string; file: string }> {
  const tables = await runAudit(tx, { regionCode, dataDirectory: folder }, ['verify'])
  const kept = await readAnchor(anchorFileOf(folder), regionCode)
  const lines: string[] = []
  for await (const line of chainLines(regionCode, kept, sealedEntries(tx, regionCode))) lines.push(line)
  const exported = join(folder, 'chain.ndjson')
  await writeFile(exported, lines.join(''))
  const file = await verifyFile(['verify', exported])
  expect(tables.code).toBe(file?.code)
  return { tables: tables.out, file: file?.out ?? '' }
}

async function saidAfter(...tampering: readonly (SQL | ((tx: Db) => Promise<unknown>))[]) {
  let found = { tables: '', file: '' }
  await inTransaction(intruder.db, async (tx) => {
    for (const step of tampering) await (typeof step === 'function' ? step(tx) : tx.execute(step))
    found = await said(tx)
  })
  return found
}

const entryAt = (position: number) => sql`(select entry_id from audit_seals where position = ${position})`
const unbound = sql`alter table audit_seals drop constraint audit_seals_entry`

test('an untouched chain is whole, in the tables and as a file', async () => {
  const { tables, file } = await said(database.db)
  expect(tables).toContain('审计链完整：共 5 条')
  expect(tables).toContain('与留存的第 5 条末端一致')
  expect(file).toContain('审计链完整：共 5 条')
})

describe('one word of the third entry changed', () => {
  test.each([
    ['who', sql`user_id = gen_random_uuid()`],
    ['who, taken out', sql`user_id = null`],
    ['the name of who', sql`user_name = '别人'`],
    ['the role', sql`roles = 'director'`],
    ['when', sql`at = at + interval '1 millisecond'`],
    ['from where', sql`"from" = '10.0.0.1'`],
    ['what was done', sql`action = 'movement.return'`],
    ['the kind of the subject', sql`subject_kind = 'reform'`],
    ['the subject', sql`subject_id = 'piece 4'`],
    ['why', sql`reason = '公开招聘'`],
    ['why, taken out', sql`reason = null`],
    ['the paper', sql`document_number = '朝编发〔2024〕4号'`],
    ['the paper, taken out', sql`document_number = null`],
    ['a figure of before', sql`before = jsonb_set(before, '{places}', '2')`],
    ['before, taken out', sql`before = null`],
    ['a word inside a list of before', sql`before = jsonb_set(before, '{kinds,0}', '"事业编制"')`],
    ['a figure of after', sql`after = jsonb_set(after, '{places}', '5')`],
    ['a figure of after that became a word', sql`after = jsonb_set(after, '{places}', '"4"')`],
    ['a fact of after, taken out', sql`after = after - 'name'`],
    ['a fact of after, put in', sql`after = after || '{"more": null}'`],
    ['before and after changed places', sql`before = after, after = before`],
  ])('%s: the third is named', async (_what, change) => {
    const found = await saidAfter(sql`update audit_entries set ${change} where id = ${entryAt(3)}`)
    for (const words of Object.values(found))
      expect(words).toContain('审计链在第 3 条断开：第 3 条内容被改动')
  })
})

const removed = (from: number, to: number) => [
  unbound,
  sql`delete from audit_entries where id in (
    select entry_id from audit_seals where position between ${from} and ${to})`,
]
const unsealed = (from: number, to: number) => sql`
  delete from audit_seals where position between ${from} and ${to}`

test.each([
  ['the first entry without its seal', removed(1, 1), '第 1 条缺失'],
  ['the third entry without its seal', removed(3, 3), '第 3 条缺失'],
  ['the third entry with its seal', [...removed(3, 3), unsealed(3, 3)], '第 3 条缺失'],
  ['the third and fourth', [...removed(3, 4), unsealed(3, 4)], '第 3 条缺失'],
  ['the last', [...removed(5, 5), unsealed(5, 5)], '第 5 条及以后被截去'],
  ['the last two', [...removed(4, 5), unsealed(4, 5)], '第 4 条及以后被截去'],
  ['the last two entries, their seals left', removed(4, 5), '第 4 条及以后被截去'],
  ['all entries', removed(1, 5), '第 1 条及以后被截去'],
  ['everything', [sql`truncate audit_seals, audit_entries, audit_pending`], '第 1 条及以后被截去'],
])('removed: %s', async (_what, tampering, words) => {
  const found = await saidAfter(...tampering)
  for (const told of Object.values(found)) expect(told).toContain(words)
})

test.each([
  ['its hash', sql`hash = repeat('a', 64)`, '第 3 条内容被改动'],
  ['the hash before it', sql`previous_hash = repeat('a', 64)`, '第 3 条与前一条不衔接'],
  ['its position', sql`position = 9`, '第 3 条缺失'],
])('of the third seal %s rewritten', async (_what, change, words) => {
  const found = await saidAfter(sql`update audit_seals set ${change} where position = 3`)
  for (const told of Object.values(found)) expect(told).toContain(words)
})

/** Every hash from the position on is made again, by the rule that anybody can read. */
const sealedAnew = (from: number) => async (tx: Db) => {
  const rows = await tx
    .select()
    .from(auditSeals)
    .innerJoin(auditEntries, sql`${auditEntries.id} = ${auditSeals.entryId}`)
    .orderBy(auditSeals.position)
  let previousHash = rows[0]?.audit_seals.previousHash ?? ''
  for (const { audit_seals: seal, audit_entries: row } of rows) {
    const { regionCode: _region, ...entry } = row
    const anew = seal.position < from ? seal.hash : sealOf(previousHash, seal.position, linked(entry))
    await tx
      .update(auditSeals)
      .set({ previousHash, hash: anew })
      .where(sql`${auditSeals.position} = ${seal.position}`)
    previousHash = anew
  }
}

describe('all seals made anew over what was changed', () => {
  const changed = sql`update audit_entries set user_name = '别人' where id = ${entryAt(3)}`

  test('the chain holds together, and does not lead to the head that was kept', async () => {
    const found = await saidAfter(changed, sealedAnew(3))
    for (const told of Object.values(found)) expect(told).toContain('第 5 条内容被改动')
  })

  test('neither when it went on since', async () => {
    const goesOn = async (tx: Db) => {
      await write(tx, 6)
      await sealPending(tx, regionCode)
    }
    const found = await saidAfter(changed, sealedAnew(3), goesOn)
    for (const told of Object.values(found)) expect(told).toContain('第 5 条内容被改动')
  })

  test('neither when the last one is handed to the sealer again', async () => {
    const found = await saidAfter(
      sql`insert into audit_pending select region_code, entry_id from audit_seals where position = 5`,
      unsealed(5, 5),
      sql`update audit_entries set user_name = '别人' where id = (select entry_id from audit_pending)`,
      (tx) => sealPending(tx, regionCode),
    )
    for (const told of Object.values(found)) expect(told).toContain('第 5 条内容被改动')
  })

  test('the server that runs meanwhile does not take the new head for the kept one', async () => {
    const own = await emptyDatabase()
    const dataDirectory = await mkdtemp(join(tmpdir(), 'bianzhi-audit-'))
    const anchorFile = anchorFileOf(dataDirectory)
    const failures: string[] = []
    const failed = (because: string) => void failures.push(because)
    const owner = own.owner()
    for (const count of [1, 2]) await write(own.db, count)
    const sealer = startSealer({ db: own.db, regionCode, anchorFile, everyMilliseconds: 10, failed })
    await expect.poll(() => readAnchor(anchorFile, regionCode)).toMatchObject({ position: 2n })
    const kept = await readAnchor(anchorFile, regionCode)
    await owner.db.transaction(async (tx) => {
      await tx.execute(sql`update audit_entries set user_name = '别人' where id = ${entryAt(2)}`)
      await sealedAnew(2)(tx)
    })
    await write(own.db, 3)
    await sealer.stop()
    expect(await readAnchor(anchorFile, regionCode)).toEqual(kept)
    expect(failures).toEqual(['the audit chain does not lead to the head kept: run bianzhi audit verify'])
    const { out } = await runAudit(own.db, { regionCode, dataDirectory }, ['verify'])
    expect(out).toContain('第 2 条内容被改动')
    await owner.close()
    await own.drop()
    await rm(dataDirectory, { recursive: true })
  })
})
