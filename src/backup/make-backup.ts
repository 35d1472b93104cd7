import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { open, rename, unlink } from 'node:fs/promises'
import { dirname } from 'node:path'
import type postgres from 'postgres'
import { type Address, connectAsOwner } from '../database/connection.ts'
import { syncFolder } from '../database/sync-folder.ts'
import { migrationTable, type TableShape, tablesInOrder } from '../database/tables.ts'
import { endOfRows, type Manifest, packing, type TableHead } from './backup-file.ts'

const mostRowsAtOnce = 1000
/** A file stands in its line with two letters a byte; so many bytes of files are in memory at once. */
const mostBytesAtOnce = 2 * 1024 * 1024

export type BackupOrder = {
  file: string
  /** Locks the file; null leaves it readable for whoever has it (identity numbers stay ciphertext inside). */
  key: string | null
  keyFingerprint: string
  madeAt: Date
}

/**
 * 备份 while the server runs: one snapshot of every table, compressed, locked when a key is given. The file appears
 * under its name only when it is whole and on the disk.
 */
export async function makeBackup(address: Address, order: BackupOrder): Promise<Manifest> {
  const { sql, close } = connectAsOwner(address)
  const draft = `${order.file}.partial`
  try {
    const manifest = await sql.begin('isolation level repeatable read read only', (tx) =>
      write(tx, draft, order),
    )
    await rename(draft, order.file)
    await syncFolder(dirname(order.file))
    return manifest
  } catch (error) {
    await unlink(draft).catch(() => {})
    throw error
  } finally {
    await close()
  }
}

async function write(tx: postgres.TransactionSql, draft: string, order: BackupOrder): Promise<Manifest> {
  await tx`set local timezone to 'UTC'`
  const handle = await open(draft, 'w', 0o600)
  try {
    const { header, gzip, out, tail } = packing(order.key)
    await handle.write(header)
    const written = (async () => {
      for await (const chunk of out) await handle.write(chunk)
    })()
    // Awaited below; until then a failed disk must not end the process.
    written.catch(() => gzip.destroy())
    const put = async (chunk: string | Buffer) => {
      if (!gzip.write(chunk)) await Promise.race([once(gzip, 'drain'), written])
    }
    const manifest: Manifest = {
      tables: {},
      migrations: (await tx<{ name: string }[]>`select name from ${tx(migrationTable)} order by name`).map(
        ({ name }) => name,
      ),
      regions: await tx`select region_code as "regionCode", name from regions order by region_code`,
      madeAt: order.madeAt.toISOString(),
      keyFingerprint: order.keyFingerprint,
    }
    for (const shape of await tablesInOrder(tx)) {
      const head: TableHead = { table: shape.name, columns: shape.columns }
      await put(`${JSON.stringify(head)}\n`)
      manifest.tables[shape.name] = await copyOut(tx, shape, put)
      await put(endOfRows)
    }
    await put(`${JSON.stringify({ manifest })}\n`)
    gzip.end()
    await written
    await handle.write(tail())
    await handle.sync()
    return manifest
  } finally {
    await handle.close()
  }
}

/** A table's rows in the order of its key, a line of JSON each, counted and hashed on the way. */
export async function copyOut(
  tx: postgres.TransactionSql,
  shape: TableShape,
  put: (chunk: Buffer) => Promise<void>,
): Promise<{ rows: number; sha256: string }> {
  const { name, columns, key } = shape
  const hash = createHash('sha256')
  let rows = 0
  // COPY would be shorter, but the driver's stream of it can stand still under a slow reader; a cursor cannot.
  const lines = tx`
    select row_to_json(rows)::text || chr(10)
    from (select ${tx(columns)} from ${tx(name)} order by ${tx(key)}) rows`
  // Bytes as they came: a row may hold a whole file, and letters would be another copy of it.
  for await (const part of lines.raw().cursor(await rowsAtOnce(tx, shape))) {
    const chunk = part.length === 1 ? part[0]?.[0] : Buffer.concat(part.flat())
    if (chunk === undefined) continue
    hash.update(chunk)
    rows += part.length
    await put(chunk)
  }
  return { rows, sha256: hash.digest('hex') }
}

/** By the largest file of the table: some hold a photograph or a workbook in every row. */
async function rowsAtOnce(tx: postgres.TransactionSql, { name, files }: TableShape): Promise<number> {
  if (files.length === 0) return mostRowsAtOnce
  const lengths = files.map((column) => tx`coalesce(octet_length(${tx(column)}), 0)`)
  const sum = lengths.reduce((left, right) => tx`${left} + ${right}`)
  const [row] = await tx<{ most: number | null }[]>`select max(${sum}) as most from ${tx(name)}`
  return Math.max(1, Math.min(mostRowsAtOnce, Math.floor(mostBytesAtOnce / Math.max(row?.most ?? 0, 1))))
}
