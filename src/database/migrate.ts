import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type postgres from 'postgres'
import { type Address, connectAsOwner } from './connection.ts'
import { grantServerPrivileges } from './privileges.ts'

const folder = new URL('../../migrations/', import.meta.url)

type Migration = { name: string; hash: string; statements: string[] }

/**
 * Brings the database to the newest form: all open migrations and the privileges in one transaction, so that a
 * failed one leaves the old state. Answers the names of those it ran. Throws when a landed migration was
 * changed afterwards.
 */
export async function migrate(address: Address): Promise<string[]> {
  const { sql, close } = connectAsOwner(address)
  try {
    const ran = await sql.begin((tx) => runMigrations(tx, {}))
    // What a new index computes from a row, the planner cannot guess at.
    if (ran.length > 0) await sql`analyze`
    return ran
  } finally {
    await close()
  }
}

/** Is there a registry with something in it, and a migration it has not yet? */
export async function upgradeWaits(address: Address): Promise<boolean> {
  const { sql, close } = connectAsOwner(address)
  try {
    const [there] = await sql`select to_regclass('regions') is not null as yes`
    if (there?.yes !== true) return false
    const [region] = await sql`select 1 from regions limit 1`
    if (!region) return false
    const landed = await landedMigrations(sql)
    return (await readMigrations()).some(({ name }) => !landed.includes(name))
  } finally {
    await close()
  }
}

/** None where nothing was ever started. */
export async function landedMigrations(sql: postgres.Sql | postgres.TransactionSql): Promise<string[]> {
  const [table] = await sql`select to_regclass('landed_migrations') is not null as there`
  if (table?.there !== true) return []
  const rows = await sql<{ name: string }[]>`select name from landed_migrations order by name`
  return rows.map(({ name }) => name)
}

/**
 * The same inside the owner's transaction. `upTo` names what an older registry had: only that runs, and a name this
 * version does not know refuses, since a newer one wrote it.
 */
export async function runMigrations(
  tx: postgres.TransactionSql,
  { upTo }: { upTo?: readonly string[] },
): Promise<string[]> {
  const all = await readMigrations()
  const unknown = upTo?.find((name) => all.every((migration) => migration.name !== name))
  if (unknown !== undefined) throw new Error(`备份由更新的版本制作（${unknown}）。请先升级本系统再恢复。`)
  const migrations = all.filter(({ name }) => upTo?.includes(name) ?? true)
  // Two servers starting at once on one database: the second waits and finds nothing left to do.
  await tx`select pg_advisory_xact_lock(2024011500)`
  await tx`
    create table if not exists landed_migrations (
      name text primary key, hash text not null, landed_at timestamptz not null default now()
    )`
  const landed = await tx<{ name: string; hash: string }[]>`select name, hash from landed_migrations`
  const hashes = new Map(landed.map(({ name, hash }) => [name, hash]))
  const ran: string[] = []
  for (const { name, hash, statements } of migrations) {
    const known = hashes.get(name)
    if (known !== undefined && known !== hash)
      throw new Error(`migration ${name} was changed after it landed`)
    if (known === undefined) {
      for (const statement of statements) await tx.unsafe(statement)
      await tx`insert into landed_migrations (name, hash) values (${name}, ${hash})`
      ran.push(name)
    }
  }
  // They name the tables of this version: an older form gets them with the migrations it has not yet.
  if (ran.length > 0 && migrations.length === all.length) await grantServerPrivileges(tx)
  return ran
}

async function readMigrations(): Promise<Migration[]> {
  const journal: { entries: { tag: string }[] } = JSON.parse(
    await readFile(new URL('meta/_journal.json', folder), 'utf8'),
  )
  return Promise.all(
    journal.entries.map(async ({ tag }) => {
      const text = await readFile(new URL(`${tag}.sql`, folder), 'utf8')
      return {
        name: tag,
        hash: createHash('sha256').update(text).digest('hex'),
        statements: text.split('--> statement-breakpoint').filter((statement) => statement.trim() !== ''),
      }
    }),
  )
}
