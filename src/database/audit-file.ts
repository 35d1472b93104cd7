import { z } from 'zod'
import { type BrokenLink, type ChainHead, chainWalk, type SealedEntry } from './audit-chain.ts'

/**
 * The chain as a file: one JSON object a line. First what it is, with the head that was kept outside the database, so
 * that a chain cut short or made anew shows; then every link in order, last the head, so that a file cut short shows.
 * Old and new stand in it only as digests: no personal data leaves with it.
 */
const formName = 'bianzhi-audit-chain'

const digits = z.string().regex(/^\d{1,18}$/)
const opening = z.object({
  form: z.literal(formName),
  regionCode: z.string(),
  /** left out where none was kept yet, and in files from before it was told */
  kept: z.object({ position: digits, hash: z.string() }).exactOptional(),
})
const link = z.object({
  position: digits,
  previousHash: z.string(),
  hash: z.string(),
  entry: z.object({
    id: digits,
    at: z.iso.datetime(),
    userId: z.string().nullable(),
    userName: z.string(),
    roles: z.string(),
    from: z.string(),
    action: z.string(),
    subjectKind: z.string(),
    subjectId: z.string(),
    reason: z.string().nullable(),
    documentNumber: z.string().exactOptional(),
    beforeDigest: z.string().nullable(),
    afterDigest: z.string().nullable(),
  }),
})
const ending = z.object({ links: z.string(), hash: z.string() })

export async function* chainLines(
  regionCode: string,
  kept: ChainHead | null,
  links: AsyncIterable<SealedEntry>,
): AsyncGenerator<string> {
  const told = kept === null ? {} : { kept: { ...kept, position: String(kept.position) } }
  yield line({ form: formName, regionCode, ...told })
  let head = { links: '0', hash: '' }
  for await (const { position, previousHash, hash, entry } of links) {
    const written = { ...entry, id: String(entry.id), at: entry.at.toISOString() }
    yield line({ position: String(position), previousHash, hash, entry: written })
    head = { links: String(position), hash }
  }
  yield line(head)
}

function line(value: unknown): string {
  return `${JSON.stringify(value)}\n`
}

export type FileVerification =
  | { whole: true; regionCode: string; head: ChainHead }
  | { whole: false; broken: BrokenLink | { because: 'unreadable'; position: bigint } }

/** Walks an exported file; needs no database and no key. */
export async function verifyLines(lines: AsyncIterable<string>): Promise<FileVerification> {
  let walk: ReturnType<typeof chainWalk> | undefined
  let regionCode = ''
  for await (const text of lines) {
    if (text.trim() === '') continue
    const value = parsed(text)
    if (walk === undefined) {
      const begun = opening.safeParse(value)
      if (!begun.success) return { whole: false, broken: { because: 'unreadable', position: 0n } }
      regionCode = begun.data.regionCode
      const { kept } = begun.data
      walk = chainWalk(regionCode, kept === undefined ? null : { ...kept, position: BigInt(kept.position) })
      continue
    }
    const next = walk.head().position + 1n
    const end = ending.safeParse(value)
    if (end.success) {
      const { position, hash } = walk.head()
      const fits = end.data.links === String(position) && (position === 0n || end.data.hash === hash)
      const cut = fits ? walk.end() : { because: 'cut' as const, position: next }
      return cut === null
        ? { whole: true, regionCode, head: { position, hash } }
        : { whole: false, broken: cut }
    }
    const read = link.safeParse(value)
    if (!read.success) return { whole: false, broken: { because: 'unreadable', position: next } }
    const broken = walk.follow(sealedOf(read.data))
    if (broken) return { whole: false, broken }
  }
  return { whole: false, broken: { because: 'cut', position: (walk?.head().position ?? 0n) + 1n } }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function sealedOf({ position, entry, ...hashes }: z.output<typeof link>): SealedEntry {
  return {
    ...hashes,
    position: BigInt(position),
    entry: { ...entry, id: BigInt(entry.id), at: new Date(entry.at) },
  }
}
