import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runRestore } from '../../src/backup/backup-commands.ts'
import { makeBackup } from '../../src/backup/make-backup.ts'
import { sealPending, verifyChain } from '../../src/database/audit-chain.store.ts'
import { connect } from '../../src/database/connection.ts'
import { fittingKey } from '../../src/database/key-fit.ts'
import type { PersonalCipher } from '../../src/database/personal-cipher.ts'
import { passingHashes, personalTables } from '../../src/database/personal-columns.ts'
import { keyPlaceOf, switchToNextKey, writeNextKey } from '../../src/database/personal-key.ts'
import { holdRegistry } from '../../src/database/registry-hold.ts'
import { changeKey, rotateKey } from '../../src/database/rotate-key.ts'
import { standingClock } from '../../src/kernel/clock.ts'
import { servicesOn, signedIn } from '../http/client.ts'
import { demoDatabase, demoDay, emptyDatabase, regionCode, type TestDatabase } from './harness.ts'
import {
  cipherOf,
  fingerprintOf,
  firstKey,
  type KeyFolder,
  keyedRegistry,
  keyFolder,
  keysIn,
  otherKey,
  plainTexts,
} from './keyed-registry.ts'

const at = new Date('2024-01-15T12:05:09+08:00')
const clock = standingClock(() => at, demoDay, new Date(0))
const former = 'personal.key-until-20240115120509'

let district: TestDatabase
beforeAll(async () => {
  district = await demoDatabase()
})
afterAll(() => district.drop())

function rotation({ address }: TestDatabase, { place }: KeyFolder, newKeyFile: string | null = null) {
  return rotateKey({ address, key: place, at, clockOf: async () => clock }, newKeyFile)
}

test('the list of what the key made is complete: every column of bytes and every keyed hash of the catalogue', async () => {
  const listed = [
    ...personalTables.flatMap(({ table, ciphertexts, hashes }) =>
      [...ciphertexts, ...Object.keys(hashes)].map((column) => `${table}.${column}`),
    ),
    ...passingHashes.map(({ table, column }) => `${table}.${column}`),
  ]
  const owner = district.owner()
  const columns = await owner.sql<{ name: string }[]>`
    select table_name || '.' || column_name as name from information_schema.columns
    where table_schema = 'public' and table_name <> 'landed_migrations'
      and (data_type = 'bytea' or column_name ~ '(hash|digest|ciphertext|secret)')`
  await owner.close()
  expect(columns.map(({ name }) => name).sort()).toEqual([...listed, ...madeByNoKey].sort())
})

/** Bytes and hashes that the key of personal data had no part in. */
const madeByNoKey = [
  'approval_document_file_parts.content',
  'audit_seals.hash',
  'audit_seals.previous_hash',
  'exchange_jobs.digest',
  'exchange_jobs.file_hash',
  'password_changes.password_hash',
  'person_photo_parts.content',
  'sessions.id_hash',
  'users.password_hash',
]

test('after a rotation everything is read and found as before, by the new key alone', async () => {
  const folder = await keyFolder({ 'personal.key': firstKey })
  const before = await plainTextsOf(district, cipherOf(firstKey))
  await district.close()
  const { after, rows } = await rotation(district, folder)
  expect(rows).toBe(before.size)

  const keys = await keysIn(folder)
  expect(Object.keys(keys).sort()).toEqual(['personal.key', former])
  expect(keys[former]).toBe(firstKey)
  const cipher = cipherOf(keys['personal.key'] ?? '')
  expect(fingerprintOf(keys['personal.key'] ?? '')).toBe(after)
  expect(await plainTextsOf(district, cipher)).toEqual(before)
  await expect(plainTextsOf(district, cipherOf(firstKey))).rejects.toThrow()

  // The same number leads to the same person, through the page.
  const { db, sql, close } = connect(district.address)
  const clerk = await signedIn(servicesOn({ db }, { cipher }), 'clerk', 'Demo-2024-clerk')
  const [person] = await sql<{ id: string; ciphertext: Buffer }[]>`
    select person_id as id, identity_ciphertext as ciphertext from person_particulars
    where superseded_at is null and effective_to is null order by id limit 1`
  const found = await clerk.post('/search', { q: cipher.decrypt(person?.ciphertext ?? Buffer.of()) })
  expect(found.headers.get('Location')).toContain(person?.id)

  // It is told of, in the chain, by both fingerprints.
  await sealPending(db, regionCode)
  expect((await verifyChain(db, regionCode, null)).whole).toBe(true)
  const [entry] = await sql`select before, after from audit_entries where action = 'key.rotation'`
  expect(entry).toEqual({
    before: { keyFingerprint: fingerprintOf(firstKey) },
    after: { keyFingerprint: after },
  })
  await close()
})

test('every kind of personal data is written anew, also files on their way in; the counters of sign-ins begin anew', async () => {
  const registry = await keyedRegistry({ fingerprint: fingerprintOf(firstKey) })
  const folder = await keyFolder({ 'personal.key': firstKey, 'given.key': otherKey })
  await rotation(registry, folder, join(folder.dataDirectory, 'keys', 'given.key'))
  expect((await keysIn(folder))['personal.key']).toBe(otherKey)
  const found = await plainTextsOf(registry, cipherOf(otherKey))
  expect(new Set(found.values())).toEqual(
    new Set(
      Object.entries(plainTexts).map(([table, text]) =>
        table === 'exchange_jobs' ? `${text}|${text}` : text,
      ),
    ),
  )
  const owner = registry.owner()
  expect([...(await owner.sql`select 1 from sign_in_attempts`)]).toEqual([])
  await owner.close()
})

test('a rotation cut off at any moment leaves a registry that starts with the right key', async () => {
  const next = fingerprintOf(otherKey)
  const committed = async (registry: TestDatabase, folder: KeyFolder) => {
    const given = join(folder.dataDirectory, 'given.key')
    await writeFile(given, otherKey)
    const taking = await writeNextKey(folder.file, given)
    const used = await fittingKey(registry.address, folder.place, at)
    const owner = registry.owner()
    await owner.db.transaction((tx) => changeKey(tx, { used, next: taking, clock }))
    await owner.close()
    return taking
  }
  const started = async (registry: TestDatabase, folder: KeyFolder) => {
    const { cipher, source } = await fittingKey(registry.address, folder.place, at)
    expect((await plainTextsOf(registry, cipher)).size).toBe(5)
    return source
  }

  // The new key is on the disk, the transaction was not committed.
  const before = await keyedRegistry({ fingerprint: fingerprintOf(firstKey) })
  const left = await keyFolder({ 'personal.key': firstKey, [`personal.key.next-${next}`]: otherKey })
  expect(await started(before, left)).toBe(left.file)
  expect((await keysIn(left))['personal.key']).toBe(firstKey)

  // Committed, and no file was moved.
  const moved = await keyedRegistry({ fingerprint: fingerprintOf(firstKey) })
  const unmoved = await keyFolder({ 'personal.key': firstKey })
  await committed(moved, unmoved)
  await started(moved, unmoved)
  expect(await keysIn(unmoved)).toEqual({ 'personal.key': otherKey, [former]: firstKey })
  expect(await started(moved, unmoved)).toBe(unmoved.file)

  // The old key was kept already, the new one has not taken its place.
  const half = await keyedRegistry({ fingerprint: fingerprintOf(firstKey) })
  const halfway = await keyFolder({ 'personal.key': firstKey, 'personal.key-until-20240115120000': firstKey })
  const taking = await committed(half, halfway)
  await started(half, halfway)
  expect(await keysIn(halfway)).toEqual({
    'personal.key': otherKey,
    'personal.key-until-20240115120000': firstKey,
  })
  // And whoever comes second finds nothing left to do.
  await switchToNextKey(halfway.file, taking, at)
  expect(await started(half, halfway)).toBe(halfway.file)
})

test('a row that the key cannot open stops the rotation: it is named, nothing is changed, no key is left about', async () => {
  const registry = await keyedRegistry({ fingerprint: fingerprintOf(firstKey) })
  const folder = await keyFolder({ 'personal.key': firstKey })
  const owner = registry.owner()
  await owner.sql`update second_factors set secret_ciphertext = ${cipherOf(otherKey).encrypt('x')}`
  await owner.close()
  await expect(rotation(registry, folder)).rejects.toThrow(/表 second_factors 中标识为 0{8}-.*没有更换/)
  expect(await keysIn(folder)).toEqual({ 'personal.key': firstKey })
  const [row] = await rowsOf(registry, 'person_particulars', 'identity_ciphertext')
  expect(cipherOf(firstKey).decrypt(row?.value ?? Buffer.of())).toBe(plainTexts.person_particulars)
})

test('the key is not changed under a server, a command or an older server that runs', async () => {
  const registry = await keyedRegistry({ fingerprint: fingerprintOf(firstKey) })
  const folder = await keyFolder({ 'personal.key': firstKey })
  const hold = await holdRegistry(registry.address, { as: 'command' })
  await expect(rotation(registry, folder)).rejects.toThrow(/登记库正在使用/)
  await hold.release()

  const older = connect(registry.address)
  await older.sql`select 1`
  await expect(rotation(registry, folder)).rejects.toThrow(/登记库正在使用/)
  await older.close()
  expect(await keysIn(folder)).toEqual({ 'personal.key': firstKey })

  // And nobody comes in while it goes on.
  const owner = registry.owner()
  await owner.sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(2024011502)`
    await expect(holdRegistry(registry.address, { as: 'command' })).rejects.toThrow(/正在更换个人信息密钥/)
  })
  await owner.close()
})

test('a server whose hold was lost, and whose key was changed meanwhile, is told to stop', async () => {
  const registry = await keyedRegistry({ fingerprint: fingerprintOf(firstKey) })
  const hold = await holdRegistry(registry.address, { as: 'command' })
  const told = new Promise<string>((resolve) => {
    hold.watch(fingerprintOf(firstKey), resolve)
  })
  const owner = registry.owner()
  await owner.sql`update regions set key_fingerprint = ${fingerprintOf(otherKey)}`
  await owner.sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`
  expect(await told).toContain('密钥已经更换')
  await owner.close()
  await hold.release()
})

test('a backup from before is restored by the old key; with the new one alone it is refused, and which key it wants is said', async () => {
  const registry = await keyedRegistry({ fingerprint: fingerprintOf(firstKey) })
  const folder = await keyFolder({ 'personal.key': firstKey })
  const file = join(folder.dataDirectory, 'before.backup')
  const keyFingerprint = fingerprintOf(firstKey)
  await makeBackup(registry.address, { file, key: null, keyFingerprint, madeAt: at })
  await rotation(registry, folder)

  const target = await emptyDatabase()
  await target.close()
  const apart = await keyFolder({ 'personal.key': (await keysIn(folder))['personal.key'] ?? '' })
  await expect(runRestore({ address: target.address, key: apart.place }, [file])).rejects.toThrow(
    `备份中的个人信息须用指纹为 ${keyFingerprint} 的密钥读取`,
  )
  expect(await rowsOf(target, 'person_particulars', 'identity_ciphertext')).toEqual([])

  // Beside the new one lies the old one, which the rotation kept: it is found by itself.
  expect((await runRestore({ address: target.address, key: folder.place }, [file])).code).toBe(0)
  const { cipher, source } = await fittingKey(target.address, folder.place, at)
  expect(source).toContain(former)
  expect((await plainTextsOf(target, cipher)).size).toBe(5)
  await target.drop()
})

test.each([
  ['a registry that is empty', {}, /登记库是空的/],
  ['a key from the environment', { BIANZHI_KEY: firstKey }, /BIANZHI_KEY_FILE 指明，再更换/],
])('%s: there is nothing to rotate', async (_what, environment, words) => {
  const database = await emptyDatabase()
  await database.close()
  const folder = await keyFolder({})
  const place = keyPlaceOf(folder.dataDirectory, environment)
  await expect(rotation(database, { ...folder, place })).rejects.toThrow(words)
  expect(await keysIn(folder)).toEqual({})
  await database.drop()
})

test('the same key again is no rotation', async () => {
  const registry = await keyedRegistry({ fingerprint: fingerprintOf(firstKey) })
  const folder = await keyFolder({ 'personal.key': firstKey })
  await expect(rotation(registry, folder, folder.file)).rejects.toThrow(/相同，没有更换/)
  expect(await keysIn(folder)).toEqual({ 'personal.key': firstKey })
})

/** By table and id: what the key opens there, its keyed hashes held to it. */
async function plainTextsOf(
  database: TestDatabase,
  cipher: PersonalCipher,
): Promise<ReadonlyMap<string, string>> {
  const owner = database.owner()
  const found = new Map<string, string>()
  try {
    for (const { table, ciphertexts, hashes } of personalTables) {
      const rows = await owner.sql<Record<string, unknown>[]>`select * from ${owner.sql(table)}`
      for (const row of rows) {
        const texts = ciphertexts.flatMap((column) => {
          const stored = row[column]
          return Buffer.isBuffer(stored) ? [[column, cipher.decrypt(stored)] as const] : []
        })
        const plain = new Map(texts)
        for (const [column, of] of Object.entries(hashes)) {
          if (row[column] !== cipher.hash(plain.get(of) ?? '')) throw new Error(`${table}.${column}`)
        }
        if (texts.length > 0) found.set(`${table} ${row.id}`, texts.map(([, text]) => text).join('|'))
      }
    }
  } finally {
    await owner.close()
  }
  return found
}

async function rowsOf(database: TestDatabase, table: string, column: string): Promise<{ value: Buffer }[]> {
  const owner = database.owner()
  const rows = await owner.sql<{ value: Buffer }[]>`
    select ${owner.sql(column)} as value from ${owner.sql(table)}`
  await owner.close()
  return [...rows]
}
