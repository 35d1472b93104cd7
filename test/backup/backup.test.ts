import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeBackup } from '../../src/backup/make-backup.ts'
import { verifyBackup } from '../../src/backup/read-backup.ts'
import { restoreBackup } from '../../src/backup/restore-backup.ts'
import { recordAudit } from '../../src/database/audit.ts'
import { sealPending, verifyChain } from '../../src/database/audit-chain.store.ts'
import { connect } from '../../src/database/connection.ts'
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
