import type { Room } from '../database/disk-room.ts'
import type { ServerState } from '../database/server-state.store.ts'
import type { VerificationEntry } from '../identity/audit.store.ts'

/** How things stand with the machine, the database and what keeps the registry safe. */
export type SystemStatus = {
  program: { version: string; node: string; platform: string; upSeconds: number; memory: number }
  database: ServerState & { embedded: boolean | null }
  /** null: no folder to keep backups in */
  backup: { last: Date | null; late: boolean } | null
  chain: {
    position: bigint
    waiting: number
    /** the position of the head kept in the data folder; null: none kept */
    anchored: bigint | null
    verified: VerificationEntry | null
  }
  room: Room | null
  /** `behind`: seconds that the machine's clock stands behind the last recorded moment; null: it does not */
  clock: { now: Date; behind: number | null }
}
