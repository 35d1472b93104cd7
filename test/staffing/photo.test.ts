import { deflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { readPhoto } from '../../src/staffing/photo.ts'
import { jpegOf, pngOf } from './planted-photo.ts'

test('what the camera wrote beside the picture is left out, and so is what hangs behind its end', () => {
  const remark = Buffer.from('GPS 32.6 105.9')
  for (const bytes of [jpegOf(120, 160, remark), pngOf(120, 160, remark)]) {
    const read = readPhoto(Buffer.concat([bytes, Buffer.from('<script>')]), 'photo')
    if (!read.done) throw new Error(JSON.stringify(read))
    expect(read.value.content.includes(remark)).toBe(false)
    expect(read.value.content.includes('<script>')).toBe(false)
    expect(readPhoto(read.value.content, 'photo')).toEqual(read)
  }
})

test.each([
  ['nothing', Buffer.alloc(0), 'required'],
  ['a text that says it is a picture', Buffer.from('\xff\xd8\xff not one'), 'refused'],
  ['a page', Buffer.from('<html>'), 'refused'],
  ['a picture cut off', jpegOf(120, 160).subarray(0, 40), 'refused'],
  ['a png cut off', pngOf(120, 160).subarray(0, 30), 'refused'],
  ['a stamp', jpegOf(60, 60), 'refused'],
  ['a wall', pngOf(5000, 200), 'refused'],
  ['too large a file', Buffer.concat([jpegOf(120, 160), Buffer.alloc(1024 * 1024)]), 'refused'],
  ['a packed stream', deflateSync(jpegOf(120, 160)), 'refused'],
])('%s is refused', (_name, bytes, code) => {
  expect(readPhoto(bytes, 'photo')).toMatchObject({ done: false, problems: [{ code, field: 'photo' }] })
})
