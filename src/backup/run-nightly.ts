import type { Acting } from '../kernel/acting.ts'
import { timeInShanghai } from '../kernel/clock.ts'
import { keptBackups } from './backup-folder.ts'
import { type BackupGround, keepBackup } from './keep-backup.ts'

/** A night's backup is due when the last good one is older than this. */
export const longestGap = 24 * 3_600_000
/** 告警: later than a night and some hours, somebody must look. */
export const lateAfter = 30 * 3_600_000

const hourOfNight = 1

type Nightly = BackupGround & {
  wall: () => Date
  acting: () => Acting
  failed: (error: unknown) => void
}

/**
 * Looks every ten minutes: at one in the morning in Beijing, or at once when the last backup is more than a day old,
 * it makes one. A failure is told and tried again the next time.
 */
export function startNightly(nightly: Nightly): { stop(): Promise<void> } {
  let running: Promise<void> | null = null
  const look = () => {
    running ??= lookOnce(nightly)
      .catch(nightly.failed)
      .finally(() => {
        running = null
      })
  }
  const timer = setInterval(look, 600_000)
  timer.unref()
  // Not in the minute in which people are waiting for the first page.
  const first = setTimeout(look, 60_000)
  first.unref()
  return {
    async stop() {
      clearInterval(timer)
      clearTimeout(first)
      await running
    },
  }
}

async function lookOnce(nightly: Nightly): Promise<void> {
  const now = nightly.wall()
  const [last] = (await keptBackups(nightly.dataDirectory)).filter((backup) => backup.nightly)
  if (isDue(now, last?.madeAt ?? null)) {
    await keepBackup(nightly, nightly.acting(), { at: now, nightly: true })
  }
}

/** Due in the hour of the night when none was made that day, or whenever a whole day has passed without one. */
export function isDue(now: Date, last: Date | null): boolean {
  if (last === null || now.getTime() - last.getTime() > longestGap) return true
  return (
    timeInShanghai(now).slice(11, 13) === String(hourOfNight).padStart(2, '0') &&
    timeInShanghai(last).slice(0, 10) < timeInShanghai(now).slice(0, 10)
  )
}
