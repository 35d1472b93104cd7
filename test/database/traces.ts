import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'

/** A text as its bytes may lie somewhere: the name of the form, and the bytes. */
export type Trace = { form: string; bytes: Buffer }

/** Plain, in both orders of UTF-16, as hexadecimal, as base64 wherever it begins, in an address and escaped in JSON. */
export function tracesOf(text: string): Trace[] {
  const plain = Buffer.from(text, 'utf8')
  const little = Buffer.from(text, 'utf16le')
  const hex = plain.toString('hex')
  const encoded = [0, 1, 2].flatMap((before) => {
    const base64 = insideBase64(plain, before)
    return [base64, base64.replaceAll('+', '-').replaceAll('/', '_')]
  })
  const escaped = [...text]
    .map((letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('')
  const forms: [string, Buffer][] = [
    ['UTF-8', plain],
    ['UTF-16 LE', little],
    ['UTF-16 BE', Buffer.from(little).swap16()],
    ['hexadecimal', Buffer.from(hex)],
    ['HEXADECIMAL', Buffer.from(hex.toUpperCase())],
    ...encoded.map((base64): [string, Buffer] => ['base64', Buffer.from(base64)]),
    ['percent', Buffer.from(encodeURIComponent(text))],
    ['JSON', Buffer.from(escaped)],
  ]
  return forms
    .map(([form, bytes]) => ({ form, bytes }))
    .filter(({ bytes }, at) => forms.findIndex(([, other]) => other.equals(bytes)) === at)
}

/** The letters that the text alone decides, when so many bytes of a group of three stand before it. */
function insideBase64(plain: Buffer, before: number): string {
  const base64 = Buffer.concat([Buffer.alloc(before), plain])
    .toString('base64')
    .replace(/=+$/, '')
  const undecided = (before + plain.length) % 3 === 0 ? 0 : 1
  return base64.slice(Math.ceil((before * 4) / 3), base64.length - undecided)
}

/** What of these lies in the bytes, by name and form. */
export function foundIn(bytes: Buffer, sought: Readonly<Record<string, readonly Trace[]>>): string[] {
  return Object.entries(sought).flatMap(([name, traces]) =>
    traces.flatMap((trace) => (bytes.includes(trace.bytes) ? [`${name} as ${trace.form}`] : [])),
  )
}

/** Every file below, and what lies packed in a backup: the place and the bytes. */
export async function* filesBelow(folder: string): AsyncGenerator<{ file: string; bytes: Buffer }> {
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue
    const file = join(entry.parentPath, entry.name)
    const bytes = await readFile(file)
    yield { file, bytes }
    if (file.endsWith('.backup')) {
      yield { file: `${file} unpacked`, bytes: gunzipSync(bytes.subarray(bytes.indexOf(0x0a) + 1)) }
    }
  }
}
