import { createHash } from 'node:crypto'
import { ZodError } from 'zod'
import { endOfRows, type Manifest, outerLine, type TableHead, unpacked } from './backup-file.ts'

/** What a reader of a backup does with it: nothing (verification), or fill the tables (restoration). */
export type TableReader = {
  begin(head: TableHead): Promise<void>
  rows(chunk: Buffer): Promise<void>
  end(): Promise<void>
}

const rowsEnd = Buffer.from(endOfRows)
const newline = 0x0a

/**
 * Walks a backup from the first table to the manifest, counts and hashes what it meets and holds it to the manifest.
 * Throws in words when the file is damaged, cut off or locked with another key.
 */
export async function readBackup(file: string, key: string | null, reader: TableReader): Promise<Manifest> {
  const met: Manifest['tables'] = {}
  let manifest: Manifest | null = null
  let current: { name: string; hash: ReturnType<typeof createHash>; rows: number } | null = null
  try {
    for await (const line of linesOf(await unpacked(file, key))) {
      if (current === null) {
        const head = outerLine.parse(JSON.parse(line.toString('utf8')))
        if ('manifest' in head) {
          manifest = head.manifest
        } else {
          current = { name: head.table, hash: createHash('sha256'), rows: 0 }
          await reader.begin(head)
        }
      } else if (line.equals(rowsEnd)) {
        met[current.name] = { rows: current.rows, sha256: current.hash.digest('hex') }
        current = null
        await reader.end()
      } else {
        current.hash.update(line)
        current.rows += 1
        await reader.rows(line)
      }
    }
  } catch (error) {
    if (error instanceof Error && isUnreadable(error)) throw new Error(`备份文件已损坏，或密钥不对：${file}`)
    throw error
  }
  if (manifest === null) throw new Error(`备份文件不完整，缺少末尾的清单：${file}`)
  for (const [table, { rows, sha256 }] of Object.entries(manifest.tables)) {
    const found = met[table]
    if (found?.rows !== rows || found.sha256 !== sha256) {
      throw new Error(`备份文件已损坏：表 ${table} 与清单不符。`)
    }
  }
  return manifest
}

/** Reads the whole backup and writes nothing. */
export function verifyBackup(file: string, key: string | null): Promise<Manifest> {
  const nothing = async () => {}
  return readBackup(file, key, { begin: nothing, rows: nothing, end: nothing })
}

function isUnreadable(error: Error): boolean {
  const code = 'code' in error ? String(error.code) : ''
  return (
    code.startsWith('Z_') ||
    code === 'ERR_OSSL_BAD_DECRYPT' ||
    /unable to authenticate/i.test(error.message) ||
    error instanceof SyntaxError ||
    error instanceof ZodError
  )
}

/** Whole lines, their end included. JSON never holds a bare line end inside a value. */
async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  // A line with a file in it comes in a thousand pieces: they are put together once.
  let pieces: Buffer[] = []
  for await (const chunk of chunks) {
    let start = 0
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, start)) {
      const piece = chunk.subarray(start, end + 1)
      yield pieces.length === 0 ? piece : Buffer.concat([...pieces, piece])
      pieces = []
      start = end + 1
    }
    if (start < chunk.length) pieces.push(chunk.subarray(start))
  }
  if (pieces.length > 0) yield Buffer.concat(pieces)
}
