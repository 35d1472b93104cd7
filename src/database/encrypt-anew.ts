import { sql } from 'drizzle-orm'
import { NIL } from 'uuid'
import type { Db } from './connection.ts'
import type { PersonalCipher } from './personal-cipher.ts'
import { type PersonalTable, passingHashes, personalTables } from './personal-columns.ts'

/** From the key in use to the one that takes its place. */
export type KeyChange = { used: PersonalCipher; next: PersonalCipher }

const rowsAtOnce = 1000

type Row = { region_code: string; id: string } & Record<string, unknown>

/**
 * Everything that the old key made, made by the new one; answers in how many rows. Throws in words when a row cannot be
 * read by the old key: then it must be looked at before that key is put aside.
 */
export async function encryptAnew(tx: Db, change: KeyChange): Promise<number> {
  const names = personalTables.map(({ table }) => sql.identifier(table))
  // Whoever writes without asking for the registry waits here and is seen.
  await tx.execute(sql`lock table ${sql.join(names, sql`, `)} in exclusive mode`)
  let rows = 0
  for (const table of personalTables) rows += await tableAnew(tx, table, change)
  for (const { table } of passingHashes) await tx.execute(sql`delete from ${sql.identifier(table)}`)
  return rows
}

/** What the old key made leaves the files of the database too, as far as the tables go. */
export async function sweepTables(db: Db): Promise<void> {
  for (const { table } of [...personalTables, ...passingHashes]) {
    await db.execute(sql`vacuum (full, analyze) ${sql.identifier(table)}`)
  }
}

async function tableAnew(tx: Db, table: PersonalTable, change: KeyChange): Promise<number> {
  const name = sql.identifier(table.table)
  const ciphertexts = sql.join(
    table.ciphertexts.map((column) => sql.identifier(column)),
    sql`, `,
  )
  const written = [...table.ciphertexts, ...Object.keys(table.hashes)].map((column) => sql.identifier(column))
  const anew = sql.join(
    written.map((column) => sql`${column} = anew.${column}`),
    sql`, `,
  )
  const most = table.isLarge ? 1 : rowsAtOnce
  let count = 0
  let last: Pick<Row, 'region_code' | 'id'> = { region_code: '', id: NIL }
  for (;;) {
    const rows = await tx.execute<Row>(sql`
      select region_code, id, ${ciphertexts} from ${name}
      where (region_code, id) > (${last.region_code}, ${last.id}::uuid) and num_nonnulls(${ciphertexts}) > 0
      order by region_code, id limit ${most}`)
    const end = rows.at(-1)
    if (end === undefined) return count
    const rowsAnew = JSON.stringify(rows.map((row) => rowAnew(row, table, change)))
    await tx.execute(sql`
      update ${name} kept set ${anew}
      from json_populate_recordset(null::${name}, ${rowsAnew}::text::json) anew
      where kept.region_code = anew.region_code and kept.id = anew.id`)
    count += rows.length
    last = { region_code: end.region_code, id: end.id }
  }
}

function rowAnew(
  row: Row,
  { table, ciphertexts, hashes }: PersonalTable,
  { used, next }: KeyChange,
): Record<string, string | null> {
  const plain = new Map(ciphertexts.map((column) => [column, plainText(row, { table, column }, used)]))
  const anew: Record<string, string | null> = { region_code: row.region_code, id: row.id }
  for (const [column, text] of plain) {
    anew[column] = text === null ? null : `\\x${next.encrypt(text).toString('hex')}`
  }
  for (const [column, of] of Object.entries(hashes)) {
    const text = plain.get(of) ?? null
    anew[column] = text === null ? null : next.hash(text)
  }
  return anew
}

function plainText(
  row: Row,
  { table, column }: { table: string; column: string },
  used: PersonalCipher,
): string | null {
  const stored = row[column]
  if (!Buffer.isBuffer(stored)) return null
  try {
    return used.decrypt(stored)
  } catch {
    throw new Error(
      `表 ${table} 中标识为 ${row.id} 的记录不能用现用密钥解密。没有更换，也没有改动任何内容。请先核对该记录，必要时从备份恢复。`,
    )
  }
}
