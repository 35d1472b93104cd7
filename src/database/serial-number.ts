import { sql } from 'drizzle-orm'
import type { Db } from './connection.ts'
import { serialNumbers } from './schema.ts'

/** The next number of a series, given in the caller's transaction: no number is lost or given twice. */
export async function nextSerial(tx: Db, regionCode: string, series: string): Promise<number> {
  const [row] = await tx
    .insert(serialNumbers)
    .values({ regionCode, series, last: 1 })
    .onConflictDoUpdate({
      target: [serialNumbers.regionCode, serialNumbers.series],
      set: { last: sql`${serialNumbers.last} + 1` },
    })
    .returning({ last: serialNumbers.last })
  if (!row) throw new Error(`no number given in ${series}`)
  return row.last
}
