import { readFileSync } from 'node:fs'
import { keptBackups } from '../backup/backup-folder.ts'
import { lateAfter } from '../backup/run-nightly.ts'
import { anchorFileOf, readAnchor } from '../database/audit-anchor.ts'
import { chainHead } from '../database/audit-chain.store.ts'
import { serverState } from '../database/server-state.store.ts'
import type { Services } from '../http/environment.ts'
import { lastVerification, waitingEntries } from '../identity/audit.store.ts'
import type { SystemStatus } from './system-status-reader.ts'

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string
}

export async function loadSystemStatus(services: Services): Promise<SystemStatus> {
  const { db, regionCode, keeping, wall, clock, isExample } = services
  const now = wall()
  const [database, backup, head, waiting, verified, anchor, room] = await Promise.all([
    serverState(db, regionCode),
    keeping === null ? null : backupState(keeping.dataDirectory, now),
    chainHead(db, regionCode),
    waitingEntries(db, regionCode),
    lastVerification(db, regionCode),
    keeping === null ? null : readAnchor(anchorFileOf(keeping.dataDirectory), regionCode),
    services.room(),
  ])
  const ahead = (clock.now().getTime() - wall().getTime()) / 1000
  return {
    program: {
      version,
      node: process.version,
      platform: `${process.platform} ${process.arch}`,
      upSeconds: process.uptime(),
      memory: process.memoryUsage.rss(),
    },
    database: { ...database, embedded: keeping === null ? null : !('url' in keeping.address) },
    backup,
    chain: { position: head.position, waiting, anchored: anchor?.position ?? null, verified },
    room,
    // The day of the example stands still: its clock says nothing of the machine's.
    clock: { now, behind: !isExample && ahead > 2 ? Math.round(ahead) : null },
  }
}

async function backupState(dataDirectory: string, now: Date): Promise<{ last: Date | null; late: boolean }> {
  const last = (await keptBackups(dataDirectory))[0]?.madeAt ?? null
  return { last, late: last === null || now.getTime() - last.getTime() > lateAfter }
}
