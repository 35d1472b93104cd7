import { createHash } from 'node:crypto'

/** An audit entry with its place in the chain. */
export type SealedEntry = {
  position: bigint
  previousHash: string
  hash: string
  entry: LinkedEntry
}

export type ChainedEntry = {
  id: bigint
  at: Date
  userId: string | null
  userName: string
  roles: string
  from: string
  action: string
  subjectKind: string
  subjectId: string
  reason: string | null
  documentNumber: string | null
  before: unknown
  after: unknown
}

/**
 * What the chain holds of an entry: its words, and of old and new only the digests. So an exported chain is verified
 * by somebody who may not read what the entry tells of people.
 */
export type LinkedEntry = Omit<ChainedEntry, 'documentNumber' | 'before' | 'after'> & {
  /** left out where there is none: so stand the entries that were chained before it was kept */
  documentNumber?: string
  beforeDigest: string | null
  afterDigest: string | null
}

export function linked({ before, after, documentNumber, ...words }: ChainedEntry): LinkedEntry {
  const paper = documentNumber === null ? {} : { documentNumber }
  return { ...words, ...paper, beforeDigest: digestOf(before), afterDigest: digestOf(after) }
}

function digestOf(value: unknown): string | null {
  return value === null || value === undefined ? null : sha256(canonical(value))
}

/** What stands before the first entry of a region. */
export function chainStart(regionCode: string): string {
  return sha256(`bianzhi audit ${regionCode}`)
}

/** SHA-256 over the hash before it, the position and every word of the entry. */
export function sealOf(previousHash: string, position: bigint, entry: LinkedEntry): string {
  return sha256(
    `${previousHash}\n${position}\n${canonical({ ...entry, id: String(entry.id), at: entry.at.toISOString() })}`,
  )
}

/** The last link of a region's chain. */
export type ChainHead = { position: bigint; hash: string }

export type BrokenLink = { position: bigint; because: 'changed' | 'missing' | 'out-of-order' | 'cut' }

/**
 * Walks the chain in the order of positions. `kept` is the head that somebody kept elsewhere: it tells whether the end
 * was cut off, or all of it made anew.
 */
export function chainWalk(regionCode: string, kept: ChainHead | null) {
  let head = chainStart(regionCode)
  let expected = 1n
  return {
    /** The broken link when this entry does not follow from the one before. */
    follow({ position, previousHash, hash, entry }: SealedEntry): BrokenLink | null {
      if (position !== expected) return { position: expected, because: 'missing' }
      if (previousHash !== head) return { position, because: 'out-of-order' }
      const isKept = kept?.position !== position || kept.hash === hash
      if (hash !== sealOf(previousHash, position, entry) || !isKept) return { position, because: 'changed' }
      head = hash
      expected += 1n
      return null
    },
    /** What is missing where the links end; null when nothing is. */
    end(): BrokenLink | null {
      const isCut = kept !== null && kept.position >= expected
      return isCut ? { position: expected, because: 'cut' } : null
    },
    /** The last link passed. */
    head: (): ChainHead => ({ position: expected - 1n, hash: head }),
  }
}

/** JSON with sorted keys: the same facts give the same text, whatever order they were written in. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value === 'object' && value !== null) {
    const pairs = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
    return `{${pairs.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(',')}}`
  }
  return JSON.stringify(value) ?? 'null'
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
