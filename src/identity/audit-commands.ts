import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { anchorFileOf, readAnchor } from '../database/audit-anchor.ts'
import { verifyChain } from '../database/audit-chain.store.ts'
import { verifyLines } from '../database/audit-file.ts'
import type { Db } from '../database/connection.ts'
import { brokenWords, wholeWords } from './chain-words.ts'

/** 0 whole, 1 broken, 2 wrong usage. */
type Answer = { code: 0 | 1 | 2; out: string }

export const auditHelp = `用法：bianzhi audit verify [文件]

不带文件：核验登记库中的审计链，并与数据目录中留存的末端比对。
带文件：核验导出的审计链（.ndjson），不需要登记库和密钥。
完整时退出码为 0；断开时指出第一处，退出码为 1。`

/** An exported file is verified where there is no registry; null when the words name none. */
export async function verifyFile(words: readonly string[]): Promise<Answer | null> {
  const [verb, file] = words
  if (verb !== 'verify' || file === undefined || words.length > 2) return null
  const lines = createInterface({
    input: createReadStream(file, 'utf8'),
    crlfDelay: Number.POSITIVE_INFINITY,
  })
  const found = await verifyLines(lines)
  if (!found.whole) return { code: 1, out: brokenWords(found.broken) }
  return { code: 0, out: `行政区划 ${found.regionCode}。${wholeWords({ head: found.head, unsealed: 0 })}` }
}

export async function runAudit(
  db: Db,
  { regionCode, dataDirectory }: { regionCode: string; dataDirectory: string },
  words: readonly string[],
): Promise<Answer> {
  if (words.length !== 1 || words[0] !== 'verify') return { code: 2, out: auditHelp }
  const anchor = await readAnchor(anchorFileOf(dataDirectory), regionCode)
  const found = await verifyChain(db, regionCode, anchor)
  if (!found.whole) return { code: 1, out: brokenWords(found.broken) }
  const compared = anchor === null ? '没有留存的末端可比对。' : `与留存的第 ${anchor.position} 条末端一致。`
  return { code: 0, out: `${wholeWords(found)}${compared}` }
}
