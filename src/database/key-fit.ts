import type postgres from 'postgres'
import { type Address, connectAsOwner } from './connection.ts'
import { ciphertextSamples } from './personal-columns.ts'
import {
  type FoundKey,
  foundKeys,
  isNextKey,
  type KeyPlace,
  makeKey,
  switchToNextKey,
} from './personal-key.ts'

/** What a registry says of its key: its fingerprints, or, before it had any, ciphertexts that the key must open. */
type Kept = { fingerprints: ReadonlySet<string>; samples: readonly Buffer[] }

/**
 * The key that fits the registry, of those at hand; made only where nothing was encrypted yet. Decided by the
 * fingerprint in the region's row, so that a rotation cut off at any moment leaves one that fits: when it is the one that
 * was coming in, its file takes its place now. Throws in words, and nothing was written, when none fits.
 */
export async function fittingKey(address: Address, place: KeyPlace, at: Date): Promise<FoundKey> {
  const kept = await keptOf(address)
  const found = await foundKeys(place)
  const fitting = found.find((key) => fits(key, kept))
  if (fitting === undefined) {
    const unused = kept.fingerprints.size === 0 && kept.samples.length === 0
    if (unused && 'file' in place && place.mayMake) return makeKey(place.file)
    throw new Error(unused ? noKey(place) : noKeyFits(place, found, kept))
  }
  if ('file' in place && isNextKey(place, fitting)) await switchToNextKey(place.file, fitting, at)
  return fitting
}

/** A registry from before fingerprints gets that of the key which was just proved to open what it holds. */
export async function keepFingerprint(address: Address, { fingerprint }: FoundKey): Promise<void> {
  const { sql, close } = connectAsOwner(address)
  try {
    await sql`update regions set key_fingerprint = ${fingerprint} where key_fingerprint is null`
  } finally {
    await close()
  }
}

/** The fingerprints in the rows of the regions; none in a registry that is empty or has no column for them yet. */
export async function fingerprintsOf(
  sql: postgres.Sql | postgres.TransactionSql,
): Promise<ReadonlySet<string>> {
  const [column] = await sql`
    select 1 from information_schema.columns
    where table_schema = 'public' and table_name = 'regions' and column_name = 'key_fingerprint'`
  if (!column) return new Set()
  const rows = await sql<{ fingerprint: string }[]>`
    select distinct key_fingerprint as fingerprint from regions where key_fingerprint is not null`
  return new Set(rows.map(({ fingerprint }) => fingerprint))
}

async function keptOf(address: Address): Promise<Kept> {
  const { sql, close } = connectAsOwner(address)
  try {
    const fingerprints = await fingerprintsOf(sql)
    return { fingerprints, samples: fingerprints.size > 0 ? [] : await ciphertextSamples(sql) }
  } finally {
    await close()
  }
}

function fits({ cipher, fingerprint }: FoundKey, { fingerprints, samples }: Kept): boolean {
  if (fingerprints.size > 0) return fingerprints.size === 1 && fingerprints.has(fingerprint)
  return samples.every((sample) => {
    try {
      cipher.decrypt(sample)
      return true
    } catch {
      return false
    }
  })
}

function noKey(place: KeyPlace): string {
  return `没有找到个人信息密钥：${placeInWords(place)}。没有启动。请核对环境变量 BIANZHI_KEY_FILE 和文件。`
}

function noKeyFits(place: KeyPlace, found: readonly FoundKey[], { fingerprints }: Kept): string {
  const wanted = fingerprints.size > 0 ? `（登记库的密钥指纹 ${[...fingerprints].join('、')}）` : ''
  const what =
    found.length === 0
      ? `登记库中有加密的个人信息，但没有找到密钥${wanted}。查找的位置：${placeInWords(place)}。`
      : `密钥与登记库不符${wanted}。已查找：${found.map(({ source, fingerprint }) => `${source}（指纹 ${fingerprint}）`).join('、')}。`
  return `${what}\n没有启动，也没有改动任何内容。${mend(place)}`
}

function placeInWords(place: KeyPlace): string {
  return 'text' in place ? '环境变量 BIANZHI_KEY' : place.file
}

function mend(place: KeyPlace): string {
  return 'text' in place
    ? '请在环境变量 BIANZHI_KEY 中给出这个登记库使用的密钥后再启动。'
    : '请把另行保管的密钥文件放回上述位置，或用环境变量 BIANZHI_KEY_FILE 指明它的位置，再启动。'
}
