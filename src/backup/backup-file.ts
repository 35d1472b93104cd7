import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import type { Readable, Transform } from 'node:stream'
import { PassThrough, pipeline } from 'node:stream'
import { createGunzip, createGzip } from 'node:zlib'
import { z } from 'zod'

/**
 * The form of a backup file: one line of JSON in the clear (form and, when it is locked, the salt and nonce), then a
 * gzip stream, locked by AES-256-GCM when a key is given, with the 16 bytes of its tag at the very end.
 *
 * Inside: per table a line with its name and columns, a line of JSON for every row, and a line `.`; last a line with the
 * manifest, every table's rows and SHA-256.
 */
export const endOfRows = '.\n'

const tagBytes = 16
const hexadecimal = (bytes: number) => z.string().regex(new RegExp(`^[0-9a-f]{${bytes * 2}}$`))

const header = z.object({
  bianzhiBackup: z.literal(1),
  lock: z.object({ salt: hexadecimal(16), nonce: hexadecimal(12) }).nullable(),
})
type Header = z.output<typeof header>

const tableHead = z.object({ table: z.string(), columns: z.array(z.string()) })
export type TableHead = z.output<typeof tableHead>

const manifest = z.object({
  tables: z.record(z.string(), z.object({ rows: z.number(), sha256: z.string() })),
  migrations: z.array(z.string()),
  regions: z.array(z.object({ regionCode: z.string(), name: z.string() })),
  madeAt: z.string(),
  /** Tells whether the key of personal data at hand is the one the rows were written with. */
  keyFingerprint: z.string(),
})
export type Manifest = z.output<typeof manifest>

/** The line before the rows of a table, or the last of all. Throws a ZodError when it is neither. */
export const outerLine = z.union([tableHead, z.object({ manifest })])

/** Collects what is written into it; `end` gives back what must stand behind the stream in the file. */
export function packing(key: string | null): {
  header: string
  gzip: Transform
  out: Readable
  tail(): Buffer
} {
  const gzip = createGzip({ level: 6 })
  if (key === null) {
    return {
      header: headerLine({ bianzhiBackup: 1, lock: null }),
      gzip,
      out: gzip,
      tail: () => Buffer.alloc(0),
    }
  }
  const salt = randomBytes(16)
  const nonce = randomBytes(12)
  const lock = { salt: salt.toString('hex'), nonce: nonce.toString('hex') }
  const text = headerLine({ bianzhiBackup: 1, lock })
  const cipher = createCipheriv('aes-256-gcm', fileKey(key, salt), nonce)
  cipher.setAAD(Buffer.from(text))
  pipeline(gzip, cipher, () => {})
  return { header: text, gzip, out: cipher, tail: () => cipher.getAuthTag() }
}

function headerLine(written: Header): string {
  return `${JSON.stringify(written)}\n`
}

/** Opens the file for reading from the first table on; throws in words when it is no backup or the key is wrong. */
export async function unpacked(file: string, key: string | null): Promise<Readable> {
  const { lock, text, size } = await readHeader(file)
  if (lock === null) {
    return joined(createReadStream(file, { start: text.length }), createGunzip())
  }
  if (key === null) throw new Error('备份已加密。请用 --key-file 指定备份密钥文件。')
  if (size <= text.length + tagBytes) throw new Error(`备份文件不完整，缺少内容：${file}`)
  const decipher = createDecipheriv(
    'aes-256-gcm',
    fileKey(key, Buffer.from(lock.salt, 'hex')),
    Buffer.from(lock.nonce, 'hex'),
  )
  decipher.setAAD(Buffer.from(text))
  decipher.setAuthTag(await readTail(file, size))
  const body = createReadStream(file, { start: text.length, end: size - tagBytes - 1 })
  return joined(body, decipher, createGunzip())
}

async function readHeader(file: string): Promise<{ lock: Header['lock']; text: string; size: number }> {
  const handle = await open(file, 'r')
  try {
    const { size } = await handle.stat()
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(1024), 0, 1024, 0)
    const end = buffer.subarray(0, bytesRead).indexOf(0x0a)
    const text = buffer.subarray(0, end + 1).toString('utf8')
    const read = header.safeParse(end < 0 ? null : parsed(text))
    if (!read.success) throw new Error(`${file} 不是编制通的备份文件，或开头已损坏。`)
    return { lock: read.data.lock, text, size }
  } finally {
    await handle.close()
  }
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
