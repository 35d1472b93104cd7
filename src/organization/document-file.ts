/** 批文附件: what kind of file it is its content says, not its name. */
export const documentFileTypes = {
  pdf: { label: 'PDF', extension: 'pdf', media: 'application/pdf' },
  docx: {
    label: 'Word 文档',
    extension: 'docx',
    media: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  },
  xlsx: {
    label: 'Excel 工作簿',
    extension: 'xlsx',
    media: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  },
  jpg: { label: 'JPG 图片', extension: 'jpg', media: 'image/jpeg' },
  png: { label: 'PNG 图片', extension: 'png', media: 'image/png' },
  ofd: { label: 'OFD 版式文件', extension: 'ofd', media: 'application/ofd' },
} as const

export type DocumentFileType = keyof typeof documentFileTypes

/** 10 MB each. */
export const mostDocumentFileBytes = 10 * 1024 * 1024

export type DocumentFile = {
  id: string
  documentId: string
  name: string
  fileType: string
  /** bytes */
  size: number
  sha256: string
  recordedAt: Date
  recordedBy: string
  recordedByName: string | null
  supersededAt: Date | null
}

export function isDocumentFileType(text: string): text is DocumentFileType {
  return Object.hasOwn(documentFileTypes, text)
}

/** The type by the first bytes, of an archive by what it holds; null for everything else, a macro included. */
export function documentFileType(bytes: Buffer): DocumentFileType | null {
  const begins = (hex: string) => bytes.subarray(0, hex.length / 2).equals(Buffer.from(hex, 'hex'))
  if (begins('255044462d')) return 'pdf'
  if (begins('ffd8ff')) return 'jpg'
  if (begins('89504e470d0a1a0a')) return 'png'
  if (!begins('504b0304')) return null
  const names = archiveNames(bytes)
  if (names.some((name) => /vbaProject/i.test(name))) return null
  if (names.includes('OFD.xml')) return 'ofd'
  if (!names.includes('[Content_Types].xml')) return null
  if (names.includes('word/document.xml')) return 'docx'
  return names.includes('xl/workbook.xml') ? 'xlsx' : null
}

/** The last part of the name without control characters and with the extension of its content: what is offered for download. */
export function documentFileName(typed: string, fileType: DocumentFileType): string {
  const last = typed.split(/[/\\]/).at(-1) ?? ''
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
  const plain = last.replace(/[\u0000-\u001f\u007f"<>:|?*]/g, '').trim()
  const stem = [...plain.replace(/\.[A-Za-z0-9]{1,5}$/, '')].slice(0, 80).join('')
  return `${stem === '' ? '附件' : stem}.${documentFileTypes[fileType].extension}`
}

/** Names in the directory at the end of a zip archive; none when there is no readable directory. */
function archiveNames(bytes: Buffer): string[] {
  const end = bytes.lastIndexOf(Buffer.from('504b0506', 'hex'))
  if (end < 0 || end + 20 > bytes.length) return []
  const names: string[] = []
  let at = bytes.readUInt32LE(end + 16)
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50) return []
    const length = bytes.readUInt16LE(at + 28)
    names.push(bytes.subarray(at + 46, at + 46 + length).toString('utf8'))
    at += 46 + length + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return names
}
