import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import type { Readable, Transform } from 'node:stream'
import { PassThrough, pipeline } from 'node:stream'
import { createGunzip, createGzip } from 'node:zlib'

/**
 * The form of a backup file: one line of JSON in the clear (form and, when it is locked, the salt and nonce), then a
 * gzip stream, locked by AES-256-GCM when a key is given, with the 16 bytes of its tag at the very end.
 *
 * Inside: per table a line with its name and columns, a line of JSON for every row, and a line `.`; last a line with the
 * manifest, every table's rows and SHA-256.
 */
export type Manifest = {
  tables: Record<string, { rows: number; sha256: string }>
  migrations: string[]
  regions: { regionCode: string; name: string }[]
  madeAt: string
  /** Tells whether the key of personal data at hand is the one the rows were written with. */
  keyFingerprint: string
}

export const endOfRows = '.\n'

export type TableHead = { table: string; columns: string[] }

type Header = { bianzhiBackup: 1; lock: { salt: string; nonce: string } | null }

const tagBytes = 16

/** Collects what is written into it; `end` gives back what must stand behind the stream in the file. */
export function packing(key: string | null): {
  header: string
  gzip: Transform
  out: Readable
  tail(): Buffer
} {
  const gzip = createGzip({ level: 6 })
  if (key === null) {
    const header: Header = { bianzhiBackup: 1, lock: null }
    return { header: `${JSON.stringify(header)}\n`, gzip, out: gzip, tail: () => Buffer.alloc(0) }
  }
  const salt = randomBytes(16)
  const nonce = randomBytes(12)
  const header: Header = {
    bianzhiBackup: 1,
    lock: { salt: salt.toString('hex'), nonce: nonce.toString('hex') },
  }
  const text = `${JSON.stringify(header)}\n`
  const cipher = createCipheriv('aes-256-gcm', fileKey(key, salt), nonce)
  cipher.setAAD(Buffer.from(text))
  pipeline(gzip, cipher, () => {})
  return { header: text, gzip, out: cipher, tail: () => cipher.getAuthTag() }
}

/** Opens the file for reading from the first table on; throws in words when it is no backup or the key is wrong. */
export async function unpacked(file: string, key: string | null): Promise<Readable> {
  const { header, text, size } = await readHeader(file)
  if (header.lock === null) {
    return joined(createReadStream(file, { start: text.length }), createGunzip())
  }
  if (key === null) throw new Error('备份已加密。请用 --key-file 指定备份密钥文件。')
  const decipher = createDecipheriv(
    'aes-256-gcm',
    fileKey(key, Buffer.from(header.lock.salt, 'hex')),
    Buffer.from(header.lock.nonce, 'hex'),
  )
  decipher.setAAD(Buffer.from(text))
  decipher.setAuthTag(await readTail(file, size))
  const body = createReadStream(file, { start: text.length, end: size - tagBytes - 1 })
  return joined(body, decipher, createGunzip())
}

async function readHeader(file: string): Promise<{ header: Header; text: string; size: number }> {
  const handle = await open(file, 'r')
  try {
    const { size } = await handle.stat()
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(1024), 0, 1024, 0)
    const end = buffer.subarray(0, bytesRead).indexOf(0x0a)
    const text = buffer.subarray(0, end + 1).toString('utf8')
    const header: unknown = end < 0 ? null : parsed(text)
    if (!isHeader(header)) throw new Error(`${file} 不是编制通的备份文件。`)
    return { header, text, size }
  } finally {
    await handle.close()
  }
}

function isHeader(value: unknown): value is Header {
  return typeof value === 'object' && value !== null && 'bianzhiBackup' in value && value.bianzhiBackup === 1
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

async function readTail(file: string, size: number): Promise<Buffer> {
  const handle = await open(file, 'r')
  try {
    const { buffer } = await handle.read(Buffer.alloc(tagBytes), 0, tagBytes, size - tagBytes)
    return buffer
  } finally {
    await handle.close()
  }
}

/** One readable from a chain; an error anywhere in it reaches the reader. */
function joined(first: Readable, ...rest: Transform[]): Readable {
  const out = new PassThrough()
  pipeline([first, ...rest, out], (error) => {
    if (error) out.destroy(error)
  })
  return out
}

/** A key is a passphrase or the text of a key file; stretched, since people choose it. */
function fileKey(key: string, salt: Buffer): Buffer {
  return scryptSync(key.trim(), salt, 32, { N: 32_768, r: 8, p: 1, maxmem: 64 * 1024 * 1024 })
}
