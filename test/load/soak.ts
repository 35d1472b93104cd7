import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { connect } from '../../src/database/connection.ts'
import { findRunning } from '../../src/database/embedded.ts'
import { openRegistry } from '../../src/open-registry.ts'
import { demoDay } from '../database/harness.ts'
import { startServer } from '../faults/server-process.ts'
import { visitorAt } from '../http/visitor.ts'
import { brokenInvariants } from './broken-invariants.ts'
import type { Journal } from './journal.ts'
import { password, plantOffice, unitName } from './planted-office.ts'
import { workTogether } from './work-together.ts'

/**
 * Twenty clerks at once on one unit against the server in a process of its own, for a minute or as many seconds as are
 * given; then everything that must hold is looked at. The exit code says whether it does.
 */
const seconds = Number.parseInt(process.argv[2] ?? '60', 10)
const clerks = 20

const folder = await mkdtemp(join(tmpdir(), 'bianzhi-soak-'))
try {
  const broken = await soaked()
  for (const sentence of broken) console.log(`BROKEN  ${sentence}`)
  console.log(broken.length === 0 ? 'Everything holds.' : `${broken.length} things do not hold.`)
  process.exitCode = broken.length === 0 ? 0 : 1
} finally {
  await rm(folder, { recursive: true, force: true })
}

async function soaked(): Promise<string[]> {
  const registry = await openRegistry({
    environment: { DATA_DIR: folder },
    wall: () => new Date(),
    as: 'server',
  })
  const accounts = await plantOffice(registry.db, clerks).finally(registry.stop)
  const server = await startServer(folder, ['--today', demoDay])
  try {
    const journal = await workTogether({ url: server.url, accounts, milliseconds: seconds * 1000 })
    const address = await findRunning(folder)
    if (address === null) return ['PostgreSQL went away']
    const { db, close } = connect(address)
    try {
      console.log(summary(journal))
      const [row] = await db.execute<{ effects: number; people: number }>(sql`
        select (select count(*) from movement_effects)::int as effects,
          (select count(*) from assignments where superseded_at is null)::int as people`)
      console.log(`${row?.effects} movements took effect, ${row?.people} spells stand.`)
      return [
        ...journal.faults,
        ...journal.unanswered.map(({ what, account }) => `${what} of ${account} had no answer`),
        ...(await brokenInvariants(db, journal)),
        ...(await untied(server.url)),
        ...(await brokenChain()),
      ]
    } finally {
      await close()
    }
  } finally {
    await server.stop()
  }
}

function summary({ acknowledged, refused, read }: Journal): string {
  const kinds = [...new Set(acknowledged.map(({ what }) => what))].sort()
  const counts = kinds.map((kind) => `${kind} ${acknowledged.filter(({ what }) => what === kind).length}`)
  return `${clerks} clerks, ${seconds} s: ${acknowledged.length} acts done (${counts.join(', ')}), ${refused} refused, ${read} pages read.`
}

/** Opening + in − out = closing, as the page says it. */
async function untied(url: string): Promise<string[]> {
  const clerk = await visitorAt(url, 'clerk-1', password)
  const path = `/staffing-changes?unit=${encodeURIComponent(unitName)}&from=2024-01-01&asOf=2024-12-31`
  const page = await (await clerk.get(path)).text()
  return page.includes('全部相符') ? [] : ['opening + in − out = closing does not hold']
}

/** The audit chain, walked by the command. */
async function brokenChain(): Promise<string[]> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli.ts', 'audit', 'verify'], {
    cwd: join(import.meta.dirname, '../..'),
    env: { ...process.env, DATA_DIR: folder, DATABASE_URL: '' },
    stdio: 'inherit',
  })
  const [code] = await once(child, 'exit')
  return code === 0 ? [] : ['the audit chain is broken']
}
