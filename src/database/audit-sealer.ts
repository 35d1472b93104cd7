import { keepAnchor, readAnchor } from './audit-anchor.ts'
import { hashAt, sealPending } from './audit-chain.store.ts'
import type { Db } from './connection.ts'

type Sealing = {
  db: Db
  regionCode: string
  anchorFile: string
  everyMilliseconds: number
  /** What keeps the chain from growing, for the log. */
  failed(because: string, error?: unknown): void
}

/**
 * Chains what was committed, again and again, and keeps the head outside the database. A kept head that the chain
 * does not lead to stays as it is: it is the evidence. Stopping chains once more.
 */
export function startSealer(sealing: Sealing): { stop(): Promise<void> } {
  let trusted: Promise<boolean> | undefined
  let kept = -1n
  let running: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined
  let stopped = false

  async function sealOnce(): Promise<void> {
    try {
      const head = await sealPending(sealing.db, sealing.regionCode)
      trusted ??= leadsToAnchor(sealing)
      if ((await trusted) && head.position !== kept) {
        await keepAnchor(sealing.anchorFile, sealing.regionCode, head)
        kept = head.position
      }
    } catch (error) {
      // Asked anew at the next turn.
      trusted = undefined
      sealing.failed('audit entries were not chained', error)
    }
  }
  function next(): void {
    running = sealOnce().then(() => {
      if (!stopped) timer = setTimeout(next, sealing.everyMilliseconds)
    })
  }
  next()
  return {
    async stop() {
      stopped = true
      clearTimeout(timer)
      await running
      await sealOnce()
    },
  }
}

async function leadsToAnchor({ db, regionCode, anchorFile, failed }: Sealing): Promise<boolean> {
  const anchor = await readAnchor(anchorFile, regionCode)
  if (anchor === null) return true
  const found = await hashAt(db, regionCode, anchor.position)
  if (found === anchor.hash) return true
  failed(`the audit chain does not lead to the head kept at ${anchor.position}: run bianzhi audit verify`)
  return false
}
