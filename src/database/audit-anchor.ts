import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { ChainHead } from './audit-chain.ts'

/**
 * The head of the chain kept outside the database: who rewrites the tables does not rewrite this file, and a chain
 * cut short shows.
 */
export function anchorFileOf(dataDirectory: string): string {
  return join(dataDirectory, 'audit-head.json')
}

/** Null when none was kept yet, or it is another region's. Throws when the file cannot be read as one. */
export async function readAnchor(file: string, regionCode: string): Promise<ChainHead | null> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  })
  if (text === null) return null
  const kept = parsed(text)
  if (!isAnchor(kept)) throw new Error(`留存的审计链末端无法读取：${file}`)
  return kept.regionCode === regionCode ? { position: BigInt(kept.position), hash: kept.hash } : null
}

/** Replaced as a whole, so that a power cut leaves the old one or the new one. */
export async function keepAnchor(file: string, regionCode: string, head: ChainHead): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  const draft = `${file}.draft`
  const text = JSON.stringify({ regionCode, position: String(head.position), hash: head.hash })
  await writeFile(draft, `${text}\n`, { mode: 0o600, flush: true })
  await chmod(draft, 0o600)
  await rename(draft, file)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

type Anchor = { regionCode: string; position: string; hash: string }

function isAnchor(kept: unknown): kept is Anchor {
  if (typeof kept !== 'object' || kept === null) return false
  const { regionCode, position, hash } = kept as Partial<Record<keyof Anchor, unknown>>
  return (
    typeof regionCode === 'string' &&
    typeof position === 'string' &&
    /^\d{1,18}$/.test(position) &&
    typeof hash === 'string' &&
    /^[0-9a-f]{64}$/.test(hash)
  )
}
