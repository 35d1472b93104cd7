import { randomBytes } from 'node:crypto'
import { link, mkdir, open, readdir, readFile, rename, unlink } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { timeInShanghai } from '../kernel/clock.ts'
import { keyFingerprint, type PersonalCipher, personalCipher } from './personal-cipher.ts'

/**
 * Where the key of personal data is looked for: 32 bytes, hexadecimal, from BIANZHI_KEY, from the file BIANZHI_KEY_FILE
 * names, or from `keys/personal.key` in the data folder. It never stands in the database, so a stolen dump shows no
 * identity number; keep a copy of it apart from the backups.
 */
export type KeyPlace = { text: string } | { file: string; mayMake: boolean }

/** A key at hand; which registry it fits is told by its fingerprint. */
export type FoundKey = { cipher: PersonalCipher; fingerprint: string; source: string }

export type KeyEnvironment = { BIANZHI_KEY?: string; BIANZHI_KEY_FILE?: string }

export function keyPlaceOf(dataDirectory: string, environment: KeyEnvironment): KeyPlace {
  const { BIANZHI_KEY: text, BIANZHI_KEY_FILE: file } = environment
  if (text) return { text }
  if (file) return { file, mayMake: false }
  return { file: join(dataDirectory, 'keys', 'personal.key'), mayMake: true }
}

/**
 * Every key of the place: the one in use first, then the one a rotation was bringing in, then those that earlier
 * rotations kept, newest first.
 */
export async function foundKeys(place: KeyPlace): Promise<FoundKey[]> {
  if ('text' in place) return [keyOf(place.text, '环境变量 BIANZHI_KEY')]
  const files = [place.file, ...(await nextFilesOf(place.file)), ...(await formerFilesOf(place.file))]
  const keys = await Promise.all(files.map(keyIn))
  return keys.filter((key) => key !== null)
}

/** The key of a registry that begins: made unless it is there already. */
export async function makeKey(file: string): Promise<FoundKey> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  const draft = `${file}.${process.pid}`
  await writeSynced(draft, newKeyText())
  // Linking fails when another process was first: then its key is the one.
  await link(draft, file).catch(() => {})
  await unlink(draft)
  await syncFolder(dirname(file))
  return keyOf(await readFile(file, 'utf8'), file)
}

/** Puts the key of a rotation on the disk beside the one in use, before anything is encrypted with it. */
export async function writeNextKey(file: string, given: string | null): Promise<FoundKey> {
  const text = given === null ? newKeyText() : await readFile(given, 'utf8')
  const { fingerprint } = keyOf(text, given ?? file)
  // Under a name of its own: whatever else goes on, no other key is written over.
  const next = `${nextPrefixOf(file)}${fingerprint}`
  await writeDurably(next, text)
  return keyOf(text, next)
}

/** The key of a rotation that was not done leaves again. */
export async function removeNextKey({ source }: FoundKey): Promise<void> {
  await unlink(source)
}

/**
 * The new key takes the place of the one in use, which stays beside it under the moment until which it was: backups of
 * that time are read with it. Whoever finds this half done does it again.
 */
export async function switchToNextKey(file: string, next: FoundKey, at: Date): Promise<void> {
  const [used, taking] = await Promise.all([readText(file), readText(next.source)])
  if (taking === null) return
  if (used !== null && used.trim() !== taking.trim()) await keepFormer(file, used, at)
  // Done by another process that started at the same moment: then there is nothing left to rename.
  await rename(next.source, file).catch((error: unknown) => {
    if (!isMissing(error)) throw error
  })
  await syncFolder(dirname(file))
}

export function isNextKey({ file }: { file: string }, { source }: FoundKey): boolean {
  return source.startsWith(nextPrefixOf(file))
}

async function keyIn(file: string): Promise<FoundKey | null> {
  const text = await readText(file)
  return text === null ? null : keyOf(text, file)
}

async function keepFormer(file: string, text: string, at: Date): Promise<void> {
  const kept = await Promise.all((await formerFilesOf(file)).map(readText))
  if (kept.some((former) => former?.trim() === text.trim())) return
  await writeDurably(`${formerPrefixOf(file)}${timeInShanghai(at).replace(/[-:T]/g, '')}`, text)
}

const nextPrefixOf = (file: string) => `${file}.next-`
const formerPrefixOf = (file: string) => `${file}-until-`

async function filesFrom(prefix: string, form: RegExp): Promise<string[]> {
  const names = await readdir(dirname(prefix)).catch(() => [])
  const start = basename(prefix)
  return names
    .filter((name) => name.startsWith(start) && form.test(name.slice(start.length)))
    .sort()
    .reverse()
    .map((name) => join(dirname(prefix), name))
}

const nextFilesOf = (file: string) => filesFrom(nextPrefixOf(file), /^[0-9a-f]{16}$/)
const formerFilesOf = (file: string) => filesFrom(formerPrefixOf(file), /^\d{14}$/)

async function readText(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}

function newKeyText(): string {
  return `${randomBytes(32).toString('hex')}\n`
}

/** Whole and on the disk when it is there under its name. */
async function writeDurably(file: string, text: string): Promise<void> {
  const draft = `${file}.${process.pid}`
  await writeSynced(draft, text)
  await rename(draft, file)
  await syncFolder(dirname(file))
}

async function writeSynced(file: string, text: string): Promise<void> {
  const handle = await open(file, 'w', 0o600)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** The names too; where a folder cannot be opened (Windows) the system keeps them itself. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null)
  await handle?.sync().catch(() => {})
  await handle?.close()
}

function keyOf(text: string, source: string): FoundKey {
  const hexadecimal = text.trim()
  if (!/^[0-9a-f]{64}$/i.test(hexadecimal)) throw new Error(`密钥应为 64 位十六进制字符：${source}`)
  const cipher = personalCipher(Buffer.from(hexadecimal, 'hex'))
  return { cipher, fingerprint: keyFingerprint(cipher), source }
}
