import { randomBytes } from 'node:crypto'
import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeBackup } from '../../src/backup/make-backup.ts'
import { verifyBackup } from '../../src/backup/read-backup.ts'
import { restoreBackup } from '../../src/backup/restore-backup.ts'
import { recordAudit } from '../../src/database/audit.ts'
import { sealPending, verifyChain } from '../../src/database/audit-chain.store.ts'
import { connect } from '../../src/database/connection.ts'
import { landedMigrations, runMigrations } from '../../src/database/migrate.ts'
import { exchangeJobs } from '../../src/exchange/schema.ts'
import { people, personParticulars } from '../../src/staffing/schema.ts'
import {
  emptyDatabase,
  exampleActing,
  regionCode,
  type TestDatabase,
  testCipher,
} from '../database/harness.ts'

let full: TestDatabase
let folder: string
const key = 'a key of the office'
const acting = exampleActing()
const mayRestore = () => {}
const order = { key: null, keyFingerprint: 'test', madeAt: acting.at }

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bianzhi-backup-'))
  full = await emptyDatabase()
  await fill(full, 200)
})
afterAll(async () => {
  await full.drop()
  await rm(folder, { recursive: true })
})

const numbers = Array.from({ length: 200 }, (_, count) => `9908121990010${String(count).padStart(5, '0')}`)

async function fill({ db }: TestDatabase, count: number) {
  for (let index = 0; index < count; index++) {
    const personId = `00000000-0000-7000-8000-${String(index).padStart(12, '0')}`
    const fact = { regionCode, recordedAt: acting.at, recordedBy: acting.userId }
    await db.insert(people).values({ ...fact, id: personId })
    await db.insert(personParticulars).values({
      ...fact,
      id: personId,
      personId,
      name: `示例\\N "引号"\t制表\n换行 ${index}`,
      pinyin: 'shili',
      initials: 'sl',
      identityCiphertext: testCipher.encrypt(numbers[index] ?? ''),
      identityHash: testCipher.hash(numbers[index] ?? ''),
      identityMasked: '9****************0',
      sex: '1',
      bornOn: '1990-01-01',
      ethnicity: '01',
      politicalStatus: '13',
      identityCategory: 'civil-servant',
      effectiveFrom: '2023-01-01',
    })
    await recordAudit(db, acting, { action: 'test.person', subjectKind: 'person', subjectId: personId })
  }
  await sealPending(db, regionCode)
}

test.each([
  ['open', null],
  ['locked', key],
])('an %s backup restores to the same tables, and its audit chain goes on', async (name, lock) => {
  const file = join(folder, `${name}.backup`)
  const made = await makeBackup(full.address, { ...order, key: lock, file })
  expect(made.tables.person_particulars?.rows).toBe(200)
  expect(await verifyBackup(file, lock)).toEqual(made)

  const target = await emptyDatabase()
  expect(await restoreBackup(target.address, file, { key: lock, mayRestore })).toEqual(made)
  const again = join(folder, `${name}-again.backup`)
  expect((await makeBackup(target.address, { ...order, key: null, file: again })).tables).toEqual(made.tables)
  await recordAudit(target.db, acting, { action: 'test.after', subjectKind: 'test', subjectId: 'after' })
  expect((await sealPending(target.db, regionCode)).position).toBe(201n)
  expect((await verifyChain(target.db, regionCode, null)).whole).toBe(true)
  await target.drop()
})

test('rows with whole files in them go in and out one by one', async () => {
  const source = await emptyDatabase()
  const fact = { regionCode, recordedAt: acting.at, recordedBy: acting.userId }
  const job = {
    subject: 'people',
    fileHash: '',
    state: 'previewed',
    done: 0,
    total: 0,
    counts: {},
    words: '',
  }
  for (const count of [1, 2, 3]) {
    const id = `00000000-0000-7000-8000-00000000000${count}`
    const content = randomBytes(count * 400_000)
    await source.db.insert(exchangeJobs).values({ ...fact, ...job, id, fileName: '人员.xlsx', content })
  }
  const file = join(folder, 'files.backup')
  const made = await makeBackup(source.address, { ...order, file })
  const target = await emptyDatabase()
  expect(await restoreBackup(target.address, file, { key: null, mayRestore })).toEqual(made)
  await source.drop()
  await target.drop()
})

test('a backup holds one moment, whatever is written meanwhile', async () => {
  const target = await emptyDatabase()
  await fill(target, 20)
  const writing = connect(target.address)
  let going = true
  const writer = (async () => {
    for (let count = 0; going; count++) {
      await writing.db.transaction(async (tx) => {
        const id = `00000000-0000-7000-9000-${String(count).padStart(12, '0')}`
        await tx.insert(people).values({ regionCode, id, recordedAt: acting.at, recordedBy: acting.userId })
        await recordAudit(tx, acting, { action: 'test.beside', subjectKind: 'person', subjectId: id })
      })
    }
  })()
  const file = join(folder, 'beside.backup')
  const { tables } = await makeBackup(target.address, { ...order, file })
  going = false
  await writer
  // Every person came with an audit entry in one transaction: in one snapshot their numbers agree.
  expect(tables.people?.rows).toBe(tables.audit_entries?.rows)
  await writing.close()
  await target.drop()
})

test('a damaged, cut or foreign file and a wrong key are refused in words, and nothing is written', async () => {
  const file = join(folder, 'victim.backup')
  await makeBackup(full.address, { ...order, key, file })
  const whole = await readFile(file)
  const target = await emptyDatabase()
  const refusals: [string, Buffer, string | null, RegExp][] = [
    ['changed', Buffer.from(whole.map((byte, at) => (at === 5000 ? byte ^ 1 : byte))), key, /已损坏/],
    ['cut', whole.subarray(0, whole.length - 3000), key, /已损坏/],
    ['foreign', Buffer.from('not a backup at all\n'), key, /不是编制通的备份文件/],
    ['other-key', whole, 'another key', /已损坏，或密钥不对/],
    ['no-key', whole, null, /已加密/],
  ]
  for (const [name, content, lock, words] of refusals) {
    const place = join(folder, `${name}.refused`)
    await writeFile(place, content)
    await expect(verifyBackup(place, lock)).rejects.toThrow(words)
    await expect(restoreBackup(target.address, place, { key: lock, mayRestore })).rejects.toThrow(words)
  }
  expect([...(await target.sql`select 1 from people`)]).toEqual([])
  await target.drop()
})

/** Something happens to a file: a byte turns, a part is lost, two parts change places, something is put in. */
const damage = fc.record({
  kind: fc.constantFrom('turned', 'cut', 'swapped', 'put in'),
  at: fc.nat({ max: 999_999 }),
  other: fc.nat({ max: 999_999 }),
  byte: fc.integer({ min: 1, max: 255 }),
})

function damaged(
  whole: Buffer,
  { kind, at, other, byte }: ReturnType<typeof damage.generate>['value'],
): Buffer {
  const place = at % whole.length
  const [first, second] = [place, other % whole.length].sort((a, b) => a - b) as [number, number]
  if (kind === 'turned')
    return Buffer.from(whole.map((value, index) => (index === place ? value ^ byte : value)))
  if (kind === 'cut') return whole.subarray(0, place)
  if (kind === 'put in')
    return Buffer.concat([whole.subarray(0, place), Buffer.alloc(byte, byte), whole.subarray(place)])
  return Buffer.concat([whole.subarray(0, first), whole.subarray(second), whole.subarray(first, second)])
}

test.each([
  ['open', null, 100],
  ['locked', key, 10],
])('an %s backup damaged anywhere is refused in words, and nothing is written', async (name, lock, runs) => {
  const file = join(folder, `${name}-sound.backup`)
  const made = await makeBackup(full.address, { ...order, key: lock, file })
  const whole = await readFile(file)
  const target = await emptyDatabase()
  const place = join(folder, `${name}-damaged.backup`)
  await fc.assert(
    fc.asyncProperty(damage, async (what) => {
      const content = damaged(whole, what)
      fc.pre(!content.equals(whole))
      await writeFile(place, content)
      const told = await verifyBackup(place, lock).catch((error: Error) => error)
      if (!(told instanceof Error)) {
        // The packing has some bytes that mean nothing: then every row was held to the manifest all the same.
        expect([lock, told]).toEqual([null, made])
        return
      }
      expect(told.message).toMatch(/损坏|不完整|不是编制通的备份文件/)
      const restoring = restoreBackup(target.address, place, { key: lock, mayRestore })
      await expect(restoring).rejects.toThrow(told.message)
    }),
    { numRuns: runs },
  )
  expect([...(await target.sql`select 1 from people`)]).toEqual([])
  await target.drop()
})

test('a backup of an older version is restored where a newer one was started already, and brought up to it', async () => {
  const older = await emptyDatabase()
  const owner = older.owner()
  const landed = await landedMigrations(owner.sql)
  const upTo = landed.slice(0, -3)
  await owner.sql`drop schema public cascade`
  await owner.sql`create schema public`
  await owner.sql.begin((tx) => runMigrations(tx, { upTo }))
  await owner.sql`
    insert into regions (region_code, name, is_example, created_at) values (${regionCode}, '旧库', true, now())`
  const file = join(folder, 'older.backup')
  const made = await makeBackup(older.address, { ...order, file })
  expect(made.migrations).toEqual(upTo)

  const target = await emptyDatabase()
  await restoreBackup(target.address, file, { key: null, mayRestore })
  expect([...(await target.sql`select name from regions`)]).toEqual([{ name: '旧库' }])
  const now = target.owner()
  expect(await landedMigrations(now.sql)).toEqual(landed)
  await now.close()
  await owner.close()
  await older.drop()
  await target.drop()
})

test('a registry that holds anything is not written over', async () => {
  const file = join(folder, 'over.backup')
  await makeBackup(full.address, { ...order, file })
  await expect(restoreBackup(full.address, file, { key: null, mayRestore })).rejects.toThrow(/不是空的/)
})

test('a disk that fails leaves no file under the name of the backup', async () => {
  const file = join(folder, 'missing-folder', 'x.backup')
  await expect(makeBackup(full.address, { ...order, file })).rejects.toThrow()
  await expect(open(file)).rejects.toThrow()
})

test('no identity number is readable in an open backup', async () => {
  const file = join(folder, 'plain.backup')
  await makeBackup(full.address, { ...order, file })
  const { gunzipSync } = await import('node:zlib')
  const content = await readFile(file)
  const inside = gunzipSync(content.subarray(content.indexOf(0x0a) + 1))
  expect(inside.includes(Buffer.from('示例'))).toBe(true)
  for (const number of numbers) expect(inside.includes(Buffer.from(number))).toBe(false)
})
