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
  let seen = -1n
  let told = false
  let running: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined
  let stopped = false

  async function sealOnce(): Promise<void> {
    try {
      const head = await sealPending(sealing.db, sealing.regionCode)
      if (head.position === seen) return
      // Each time: the tables may be rewritten while the server runs.
      if (await leadsToAnchor(sealing)) await keepAnchor(sealing.anchorFile, sealing.regionCode, head)
      else tellOnce()
      seen = head.position
    } catch (error) {
      sealing.failed('audit entries were not chained', error)
    }
  }
  function tellOnce(): void {
    if (!told) sealing.failed('the audit chain does not lead to the head kept: run bianzhi audit verify')
    told = true
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

async function leadsToAnchor({ db, regionCode, anchorFile }: Sealing): Promise<boolean> {
  const anchor = await readAnchor(anchorFile, regionCode)
  return anchor === null || (await hashAt(db, regionCode, anchor.position)) === anchor.hash
}
