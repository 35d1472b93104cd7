import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { fittingKey, keepFingerprint } from '../../src/database/key-fit.ts'
import { keyPlaceOf } from '../../src/database/personal-key.ts'
import { emptyDatabase, type TestDatabase } from './harness.ts'
import { fingerprintOf, firstKey, keyedRegistry, keyFolder, keysIn, otherKey } from './keyed-registry.ts'

const at = new Date('2024-01-15T12:05:00+08:00')

test('the first start makes a key, and every later one finds it', async () => {
  const database = await emptyDatabase()
  const folder = await keyFolder({})
  const made = await fittingKey(database.address, folder.place, at)
  const kept = await keysIn(folder)
  expect(Object.keys(kept)).toEqual(['personal.key'])
  expect(kept['personal.key']).toMatch(/^[0-9a-f]{64}$/)
  expect(fingerprintOf(kept['personal.key'] ?? '')).toBe(made.fingerprint)
  expect((await fittingKey(database.address, folder.place, at)).fingerprint).toBe(made.fingerprint)
  expect(await keysIn(folder)).toEqual(kept)
  await database.drop()
})

test('without its key a registry does not start, and no other key is made in its place', async () => {
  const folder = await keyFolder({})
  for (const fingerprint of [fingerprintOf(firstKey), null]) {
    const { address } = await keyedRegistry({ fingerprint })
    await expect(fittingKey(address, folder.place, at)).rejects.toThrow(/没有找到密钥[\s\S]*没有启动.*放回/)
    expect(await keysIn(folder)).toEqual({})
  }
})

test('with the key of another registry it does not start: it is told which key is asked for and where it was looked', async () => {
  const folder = await keyFolder({ 'personal.key': otherKey })
  const { address } = await keyedRegistry({ fingerprint: fingerprintOf(firstKey) })
  const refused = await fittingKey(address, folder.place, at).catch(String)
  expect(refused).toContain(`登记库的密钥指纹 ${fingerprintOf(firstKey)}`)
  expect(refused).toContain(`${folder.file}（指纹 ${fingerprintOf(otherKey)}）`)
  expect(refused).not.toContain(otherKey)
  expect(await keysIn(folder)).toEqual({ 'personal.key': otherKey })
})

test('a registry from before fingerprints gets that of the key that opens what it holds, and of no other', async () => {
  const database = await keyedRegistry({ fingerprint: null })
  const [wrong, right] = [
    await keyFolder({ 'personal.key': otherKey }),
    await keyFolder({ 'personal.key': firstKey }),
  ]
  await expect(fittingKey(database.address, wrong.place, at)).rejects.toThrow(/密钥与登记库不符/)
  expect(await fingerprintIn(database)).toBeNull()
  const key = await fittingKey(database.address, right.place, at)
  await keepFingerprint(database.address, key)
  expect(await fingerprintIn(database)).toBe(fingerprintOf(firstKey))
})

test('a damaged key file is named, its content is not', async () => {
  const folder = await keyFolder({ 'personal.key': otherKey.slice(1) })
  const { address } = await keyedRegistry({ fingerprint: fingerprintOf(firstKey) })
  const refused = await fittingKey(address, folder.place, at).catch(String)
  expect(refused).toContain(`密钥应为 64 位十六进制字符：${folder.file}`)
  expect(refused).not.toContain(otherKey.slice(1))
})

test('a key from the environment is held to the same, and a named file is never made', async () => {
  const { address } = await keyedRegistry({ fingerprint: fingerprintOf(firstKey) })
  const given = (BIANZHI_KEY: string) => fittingKey(address, keyPlaceOf('', { BIANZHI_KEY }), at)
  expect((await given(firstKey)).fingerprint).toBe(fingerprintOf(firstKey))
  await expect(given(otherKey)).rejects.toThrow(/BIANZHI_KEY（指纹/)

  const folder = await mkdtemp(join(tmpdir(), 'bianzhi-key-'))
  const file = join(folder, 'named.key')
  const empty = await emptyDatabase()
  const named = keyPlaceOf(folder, { BIANZHI_KEY_FILE: file })
  await expect(fittingKey(empty.address, named, at)).rejects.toThrow(`没有找到个人信息密钥：${file}`)
  await rm(folder, { recursive: true })
  await empty.drop()
})

async function fingerprintIn(database: TestDatabase): Promise<string | null> {
  const owner = database.owner()
  const [row] = await owner.sql<{ fingerprint: string | null }[]>`
    select key_fingerprint as fingerprint from regions`
  await owner.close()
  return row?.fingerprint ?? null
}
