import { done, type Outcome, refused } from '../kernel/problem.ts'

/** 照片: jpg or png by its content. */
export type PhotoType = 'jpg' | 'png'

export const photoMedia: Readonly<Record<PhotoType, string>> = { jpg: 'image/jpeg', png: 'image/png' }

/** 1 MB: a passport photograph needs a tenth of it. */
export const mostPhotoBytes = 1024 * 1024

const leastSide = 90
const mostSide = 4000

export type Photo = {
  id: string
  fileType: string
  size: number
  sha256: string
  recordedAt: Date
  recordedBy: string
  supersededAt: Date | null
}

export type CleanPhoto = { fileType: PhotoType; content: Buffer }

/**
 * Reads a photograph by its content and keeps the picture alone: what the camera wrote beside it (place, time, owner,
 * a smaller picture) and whatever hangs behind its end is left out.
 */
export function readPhoto(bytes: Buffer, field: string): Outcome<CleanPhoto> {
  if (bytes.length === 0) return refused({ code: 'required', field })
  if (bytes.length > mostPhotoBytes) {
    return refused({ code: 'refused', field, because: '照片超过 1 MB。请缩小后再上传。' })
  }
  const picture = jpegPicture(bytes) ?? pngPicture(bytes)
  if (picture === null) {
    return refused({
      code: 'refused',
      field,
      because: '照片应为完整的 jpg 或 png 图片。请另存为其中一种后再上传。',
    })
  }
  const { width, height, ...photo } = picture
  if (Math.min(width, height) < leastSide || Math.max(width, height) > mostSide) {
    const because = `照片为 ${width}×${height} 像素，每边应在 ${leastSide} 至 ${mostSide} 像素之间。`
    return refused({ code: 'refused', field, because })
  }
  return done(photo)
}

type Picture = CleanPhoto & { width: number; height: number }

/** Segments of a JPEG up to the picture's end; APP1 and up and comments are left out, but for the colours (APP14). */
function jpegPicture(bytes: Buffer): Picture | null {
  if (!startsWith(bytes, 'ffd8ff')) return null
  const kept: Buffer[] = [bytes.subarray(0, 2)]
  let size: { width: number; height: number } | null = null
  let at = 2
  while (at + 2 <= bytes.length) {
    const marker = bytes[at + 1] ?? 0
    if (bytes[at] !== 0xff) return null
    if (marker === 0xff) {
      at += 1
      continue
    }
    if (marker === 0xd9) {
      return size === null
        ? null
        : { fileType: 'jpg', content: Buffer.concat([...kept, endOfImage]), ...size }
    }
    if (at + 4 > bytes.length) return null
    const length = bytes.readUInt16BE(at + 2)
    if (length < 2 || at + 2 + length > bytes.length) return null
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame && length >= 8)
      size = { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) }
    const isRemark = (marker >= 0xe1 && marker <= 0xef && marker !== 0xee) || marker === 0xfe
    if (marker === 0xda) {
      const end = scanEnd(bytes, at + 2 + length)
      kept.push(bytes.subarray(at, end))
      at = end
    } else {
      if (!isRemark) kept.push(bytes.subarray(at, at + 2 + length))
      at += 2 + length
    }
  }
  return null
}

const endOfImage = Buffer.from('ffd9', 'hex')

/** Where the marker behind a scan stands: inside one, ff is followed by 00 or by the count of a restart. */
function scanEnd(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] ?? 0
    if (next !== 0x00 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at
  }
  return bytes.length
}

const pngChunks = new Set(['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'sBIT', 'pHYs'])

/** Chunks of a PNG up to its end; texts, times and everything unknown are left out. */
function pngPicture(bytes: Buffer): Picture | null {
  if (!startsWith(bytes, '89504e470d0a1a0a')) return null
  const kept: Buffer[] = [bytes.subarray(0, 8)]
  let size: { width: number; height: number } | null = null
  let at = 8
  while (at + 12 <= bytes.length) {
    const length = bytes.readUInt32BE(at)
    const kind = bytes.subarray(at + 4, at + 8).toString('latin1')
    const end = at + 12 + length
    if (end > bytes.length) return null
    if (kind === 'IHDR' && length >= 8) {
      size = { width: bytes.readUInt32BE(at + 8), height: bytes.readUInt32BE(at + 12) }
    }
    if (pngChunks.has(kind)) kept.push(bytes.subarray(at, end))
    if (kind === 'IEND')
      return size === null ? null : { fileType: 'png', content: Buffer.concat(kept), ...size }
    at = end
  }
  return null
}

function startsWith(bytes: Buffer, hex: string): boolean {
  return bytes.subarray(0, hex.length / 2).equals(Buffer.from(hex, 'hex'))
}
