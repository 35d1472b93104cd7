import { inflateRawSync } from 'node:zlib'

/** The text of one file inside a .docx or .xlsx; null when it is not there. */
export function zipEntry(archive: Uint8Array, wanted: string): string | null {
  for (const { name, text } of zipEntries(archive)) if (name === wanted) return text()
  return null
}

/** The files inside a .docx or .xlsx in the order of the central directory, each unpacked when its text is asked for. */
export function* zipEntries(archive: Uint8Array): Generator<{ name: string; text(): string }> {
  const bytes = Buffer.from(archive)
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]))
  const count = bytes.readUInt16LE(end + 10)
  let at = bytes.readUInt32LE(end + 16)
  for (let entry = 0; entry < count; entry += 1) {
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) =>
      bytes.readUInt16LE(at + offset),
    )
    const header = at
    yield {
      name: bytes.toString('utf8', at + 46, at + 46 + nameLength!),
      text() {
        const local = bytes.readUInt32LE(header + 42)
        const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
        const body = bytes.subarray(start, start + bytes.readUInt32LE(header + 20))
        return (bytes.readUInt16LE(header + 10) === 8 ? inflateRawSync(body) : body).toString('utf8')
      },
    }
    at += 46 + nameLength! + extraLength! + commentLength!
  }
}
