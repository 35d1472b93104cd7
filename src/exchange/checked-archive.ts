import { isAscii } from 'node:buffer'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createDeflateRaw, createInflateRaw } from 'node:zlib'
import { done, type Outcome, refused } from '../kernel/problem.ts'

/** Beyond this an .xlsx within the size limit is no table but a trap. */
const mostUnpackedBytes = 120 * 1024 * 1024
const mostEntries = 1000

/** The parts of an .xlsx that hold cells, in the order in which they can be read without going back. */
const parts = [
  /^_rels\/\.rels$/,
  /^xl\/_rels\/workbook\.xml\.rels$/,
  /^xl\/workbook\.xml$/,
  /^xl\/styles\.xml$/,
  /^xl\/sharedStrings\.xml$/,
  /^xl\/worksheets\/sheet\d+\.xml$/,
]

type Entry = { name: string; method: number; flags: number; packed: Buffer }

/**
 * An .xlsx whose every part was unpacked for trial, put together anew: only the parts that are read, strings before
 * sheets, so that its reader needs no file of its own beside. What the directory of the archive claims about sizes is
 * not believed, the unpacking itself stops at the limit.
 */
export async function checkedArchive(bytes: Buffer, field: string): Promise<Outcome<Buffer>> {
  const entries = entriesOf(bytes)
  if (entries === null) return refused({ code: 'refused', field, because: broken })
  if (entries.length > mostEntries) return refused({ code: 'refused', field, because: tooLarge })
  const wanted = parts.flatMap((part) => entries.filter(({ name }) => part.test(name)))
  if (!wanted.some(({ name }) => name.startsWith('xl/worksheets/'))) {
    return refused({ code: 'refused', field, because: '文件中没有工作表。请确认是 Excel 工作簿（.xlsx）。' })
  }
  const checked: Packed[] = []
  let left = mostUnpackedBytes
  for (const { name, method, flags, packed } of wanted) {
    if ((flags & 1) === 1) {
      return refused({ code: 'refused', field, because: '文件已加密。请取消密码保护，另存后再上传。' })
    }
    const part = await checkedPart({ method, packed }, left)
    if (part === 'too-large') return refused({ code: 'refused', field, because: tooLarge })
    if (part === 'broken') return refused({ code: 'refused', field, because: broken })
    left -= part.unpackedBytes
    checked.push({ name, size: part.size, packed: part.packed })
  }
  return done(archiveOf(checked))
}

type CheckedPart = { size: number; packed: Buffer; unpackedBytes: number }

/** Unpacked piece by piece: a sheet of forty thousand rows is never in memory whole. */
async function checkedPart(
  part: Pick<Entry, 'method' | 'packed'>,
  most: number,
): Promise<CheckedPart | 'too-large' | 'broken'> {
  if (part.method !== 0 && part.method !== 8) return 'broken'
  let size = 0
  let plain = true
  try {
    for await (const piece of piecesOf(part)) {
      size += piece.length
      plain &&= isAscii(piece)
      if (size > most) return 'too-large'
    }
    // The reader loses small parts that are not compressed.
    if (plain && part.method === 8) return { size, packed: part.packed, unpackedBytes: size }
    return { ...(await packedInAscii(part)), unpackedBytes: size }
  } catch {
    return 'broken'
  }
}

async function* piecesOf({ method, packed }: Pick<Entry, 'method' | 'packed'>): AsyncGenerator<Buffer> {
  if (method === 0) {
    yield packed
    return
  }
  const unpacking = createInflateRaw({ chunkSize: 64 * 1024 })
  unpacking.end(packed)
  yield* unpacking
}

/**
 * The reader cuts a part into pieces without looking where a letter ends, and spoils a Chinese one at every cut. In
 * ASCII, each letter written as its reference, there is nothing to spoil.
 */
async function packedInAscii(
  part: Pick<Entry, 'method' | 'packed'>,
): Promise<{ size: number; packed: Buffer }> {
  let size = 0
  const packed: Buffer[] = []
  async function* letters(): AsyncGenerator<Buffer> {
    const decoder = new TextDecoder()
    for await (const piece of piecesOf(part)) {
      const plain = inAscii(decoder.decode(piece, { stream: true }))
      size += plain.length
      yield plain
    }
  }
  await pipeline(Readable.from(letters()), createDeflateRaw({ level: 1 }), async (pieces) => {
    for await (const piece of pieces) packed.push(piece)
  })
  return { size, packed: Buffer.concat(packed) }
}

function inAscii(text: string): Buffer {
  const references = (letters: string) =>
    Array.from(letters, (letter) => `&#${letter.codePointAt(0)};`).join('')
  return Buffer.from(text.replace(/[\u{80}-\u{10ffff}]+/gu, references), 'latin1')
}

const broken = '文件不完整或已损坏，无法读取。请重新导出或另存为 .xlsx 后再上传。'
const tooLarge = '文件解压后过大，不予读取。请检查文件来源，或只保留需要导入的工作表。'

/** By the directory at the end of the archive; null when there is none or it leads outside the file. */
function entriesOf(bytes: Buffer): Entry[] | null {
  const end = bytes.lastIndexOf(Buffer.from('504b0506', 'hex'))
  if (end < 0 || end + 22 > bytes.length) return null
  const count = bytes.readUInt16LE(end + 10)
  let at = bytes.readUInt32LE(end + 16)
  const entries: Entry[] = []
  for (let place = 0; place < count; place++) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50) return null
    const nameLength = bytes.readUInt16LE(at + 28)
    const start = bytes.readUInt32LE(at + 42)
    const packedLength = bytes.readUInt32LE(at + 20)
    if (start + 30 > bytes.length || bytes.readUInt32LE(start) !== 0x04034b50) return null
    const from = start + 30 + bytes.readUInt16LE(start + 26) + bytes.readUInt16LE(start + 28)
    if (from + packedLength > bytes.length) return null
    entries.push({
      name: bytes.toString('utf8', at + 46, at + 46 + nameLength),
      flags: bytes.readUInt16LE(at + 8),
      method: bytes.readUInt16LE(at + 10),
      packed: bytes.subarray(from, from + packedLength),
    })
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return entries
}

type Packed = { name: string; size: number; packed: Buffer }

/** A zip archive of deflated entries. Its reader looks at names and sizes, not at check sums. */
function archiveOf(entries: readonly Packed[]): Buffer {
  const pieces: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, size, packed } of entries) {
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    local.writeUInt16LE(20, 4)
    local.writeUInt16LE(8, 8)
    local.writeUInt32LE(packed.length, 18)
    local.writeUInt32LE(size, 22)
    local.writeUInt16LE(Buffer.byteLength(name), 26)
    const central = Buffer.alloc(46)
    central.writeUInt32LE(0x02014b50, 0)
    local.copy(central, 6, 4, 30)
    central.writeUInt32LE(offset, 42)
    pieces.push(local, Buffer.from(name), packed)
    directory.push(central, Buffer.from(name))
    offset += 30 + Buffer.byteLength(name) + packed.length
  }
  const length = directory.reduce((sum, piece) => sum + piece.length, 0)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...pieces, ...directory, end])
}
