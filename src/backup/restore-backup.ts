import type postgres from 'postgres'
import { type Address, connectAsOwner } from '../database/connection.ts'
import { landedMigrations, migrate, runMigrations } from '../database/migrate.ts'
import { migrationTable, type TableShape, tablesInOrder } from '../database/tables.ts'
import type { Manifest, TableHead } from './backup-file.ts'
import { copyOut } from './make-backup.ts'
import { readBackup, verifyBackup } from './read-backup.ts'

const mostRowsAtOnce = 1000
const mostBytesAtOnce = 4 * 1024 * 1024

/**
 * 恢复 into an empty registry only, in one transaction: all of it is there afterwards, equal table by table to what
 * was backed up, or nothing is. Migrations newer than the backup run at the end.
 */
export async function restoreBackup(
  address: Address,
  file: string,
  { key, mayRestore }: { key: string | null; mayRestore(manifest: Manifest): void },
): Promise<Manifest> {
  // Read through before anything is touched: a damaged file is refused here.
  const verified = await verifyBackup(file, key)
  mayRestore(verified)
  const { migrations } = verified
  const { sql, close } = connectAsOwner(address)
  try {
    const manifest = await sql.begin(async (tx) => {
      await tx`set local timezone to 'UTC'`
      await refuseUnlessEmpty(tx)
      await goBackTo(tx, migrations)
      await runMigrations(tx, { upTo: migrations })
      const shapes = await tablesInOrder(tx)
      const read = await readBackup(file, key, fillingTables(tx))
      await afterRestore(tx, shapes, read)
      return read
    })
    await migrate(address)
    return manifest
  } finally {
    await close()
  }
}

async function refuseUnlessEmpty(tx: postgres.TransactionSql): Promise<void> {
  for (const { name } of await tablesInOrder(tx)) {
    const [row] = await tx`select 1 from ${tx(name)} limit 1`
    if (row) throw new Error(`登记库不是空的（表 ${name} 已有内容）。备份只能恢复到空的登记库。`)
  }
}

/** A first start of this version may have made its tables already, and the backup be of an older form. */
async function goBackTo(tx: postgres.TransactionSql, migrations: readonly string[]): Promise<void> {
  const landed = await landedMigrations(tx)
  if (landed.every((name) => migrations.includes(name))) return
  for (const { name } of await tablesInOrder(tx)) await tx`drop table ${tx(name)} cascade`
  await tx`drop table ${tx(migrationTable)}`
}

/**
 * Rows go into a temporary table in parts and from there into their own in one statement: a row may refer to another
 * of the same table that stands later in the file.
 */
function fillingTables(tx: postgres.TransactionSql) {
  let current: TableHead = { table: '', columns: [] }
  const lines: string[] = []
  let bytes = 0
  const flush = async () => {
    if (lines.length === 0) return
    await tx`
      insert into restored_rows
      select * from json_populate_recordset(null::restored_rows, ${`[${lines.join(',')}]`}::text::json)`
    lines.length = 0
    bytes = 0
  }
  return {
    async begin(head: TableHead) {
      current = head
      await tx`create temp table restored_rows as select ${tx(head.columns)} from ${tx(head.table)} with no data`
    },
    async rows(line: Buffer) {
      lines.push(line.toString('utf8'))
      bytes += line.length
      if (lines.length >= mostRowsAtOnce || bytes >= mostBytesAtOnce) await flush()
    },
    async end() {
      await flush()
      await tx`
        insert into ${tx(current.table)} (${tx(current.columns)}) overriding system value
        select ${tx(current.columns)} from restored_rows`
      await tx`drop table restored_rows`
    },
  }
}

/** Numbers go on where they stood, and what is in the tables now is what the manifest says, to the byte. */
async function afterRestore(
  tx: postgres.TransactionSql,
  shapes: readonly TableShape[],
  manifest: Manifest,
): Promise<void> {
  for (const shape of shapes) {
    const { name, identity } = shape
    if (identity !== null) {
      await tx`
        select setval(pg_get_serial_sequence(${name}, ${identity}), coalesce(max(${tx(identity)}), 0) + 1, false)
        from ${tx(name)}`
    }
    const expected = manifest.tables[name]
    const found = await copyOut(tx, shape, async () => {})
    if (expected?.rows !== found.rows || expected.sha256 !== found.sha256) {
      throw new Error(`恢复后表 ${name} 与备份清单不符，已全部撤销。`)
    }
  }
}
