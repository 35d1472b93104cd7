import type { ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type postgres from 'postgres'
import type { Manifest } from '../../src/backup/backup-file.ts'
import { findRunning } from '../../src/database/embedded.ts'
import { until } from '../../src/database/embedded-process.ts'
import type { Generator } from '../../src/demo/generator.ts'
import { runAudit } from '../../src/identity/audit-commands.ts'
import type { Registry } from '../../src/open-registry.ts'
import { session } from '../database/embedded-place.ts'
import { regionCode } from '../database/harness.ts'
import { openFolder } from './fault-ground.ts'
import { backupOf, clearFolder, folderFrom, type PowerGround } from './power-ground.ts'
import { killAll } from './server-process.ts'
import { brokenInvariants } from './what-is-there.ts'

export type Site = { ground: PowerGround; folder: string; generator: Generator }

/** What goes on when the power is cut. */
export type Work = {
  programs: readonly ChildProcess[]
  underWay(): Promise<boolean>
  ended(): boolean
  /** Asked when all is dead: had it been told to be done? */
  acknowledged(): Promise<boolean>
  said(): string
  close(): Promise<void>
}

/** The registry as it started by itself after the cut. */
export type Found = Site & { registry: Registry; tables: Manifest['tables'] }

export type Scenario = {
  /** whose copy it happens to */
  prepared: 'empty' | 'office' | 'older'
  begin(site: Site): Promise<Work>
  /** Throws when half of it is there. */
  look(found: Found): Promise<'nothing' | 'whole'>
  /** Once more, where nothing of it was there: it passes. Answers the registry that is open then. */
  again(found: Found): Promise<Registry>
}

export type Cut = {
  milliseconds: number
  /** whole: it had ended when the power was cut, so nothing was shown of its middle */
  there: 'nothing' | 'whole'
  broken: string[]
}

/**
 * kill −9 of every process at one instant, so many milliseconds after the work was seen under way; then the registry
 * starts by itself, and what is there is looked at.
 */
export async function powerCut(
  { prepared, begin, look, again }: Scenario,
  { ground, generator, milliseconds }: Omit<Site, 'folder'> & { milliseconds: number },
): Promise<Cut> {
  const folder = await folderFrom(ground, ground[prepared])
  const site = { ground, folder, generator }
  let registry: Registry | null = null
  try {
    const acknowledged = await cutDuring(await begin(site), folder, milliseconds)
    registry = await openFolder(folder)
    const { tables } = await backupOf(registry, join(folder, 'after-the-cut.backup'))
    const found = { ...site, registry, tables }
    const there = await look(found)
    const broken = acknowledged && there === 'nothing' ? ['acknowledged and lost'] : []
    broken.push(...(await brokenOf(registry)))
    if (there === 'nothing') {
      registry = await again(found)
      broken.push(...(await brokenOf(registry)).map((defect) => `done once more: ${defect}`))
    }
    return { milliseconds, there, broken }
  } finally {
    await registry?.stop()
    await clearFolder(folder)
  }
}

/** At a random moment, and ever sooner until the power was cut while the work went on. */
export async function cutInTheMiddle(
  cut: (milliseconds: number) => Promise<Cut>,
  { most, generator, tell }: { most: number; generator: Generator; tell(cut: Cut): void },
): Promise<void> {
  for (let latest = most; ; latest = Math.floor(latest / 3)) {
    const found = await cut(generator.whole({ least: 0, most: latest }))
    tell(found)
    if (found.broken.length > 0 || found.there === 'nothing') return
    if (latest === 0) throw new Error('the work had always ended before the power was cut')
  }
}

/** Answers whether the work had been told to be done. */
async function cutDuring(work: Work, folder: string, milliseconds: number): Promise<boolean> {
  try {
    const begun = async () => work.ended() || (await work.underWay())
    const seen = await until(begun, { most: 90_000, every: 10 })
    const failed = !seen || work.ended()
    if (!failed) await pause(milliseconds)
    await killAll(work.programs, folder)
    const acknowledged = await work.acknowledged()
    if (failed && !acknowledged) throw new Error(`the work was not seen under way: ${work.said()}`)
    return acknowledged
  } finally {
    await work.close()
  }
}

/** Tells whether a transaction that writes stands at such a statement; a regular expression of PostgreSQL. */
export function writingOf(folder: string, statement: string): Pick<Work, 'underWay' | 'close'> {
  let sql: postgres.Sql | null = null
  return {
    async underWay() {
      if (sql === null) {
        const connection = await findRunning(folder)
        if (connection === null) return false
        sql = session(connection)
      }
      const rows = await sql`
        select 1 from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid() and backend_xid is not null
          and query ~* ${statement}`.catch(() => [])
      return rows.length > 0
    },
    async close() {
      await sql?.end({ timeout: 0 })
    },
  }
}

/** The names of the tables in which anything is another than before, but for what every use leaves behind. */
export function changedTables(before: Manifest['tables'], now: Manifest['tables']): string[] {
  return Object.keys(now)
    .filter((table) => !leftByUse.includes(table) && now[table]?.sha256 !== before[table]?.sha256)
    .sort()
}

const leftByUse = ['audit_entries', 'audit_pending', 'audit_seals', 'sessions', 'sign_in_attempts']

export function isEmpty(tables: Manifest['tables']): boolean {
  return Object.values(tables).every(({ rows }) => rows === 0)
}

async function brokenOf(registry: Registry): Promise<string[]> {
  const invariants = await brokenInvariants(registry)
  const { db, dataDirectory } = registry
  const { out } = await runAudit(db, { regionCode, dataDirectory }, ['verify'])
  return out.startsWith('审计链完整') ? invariants : [...invariants, out.trim()]
}
