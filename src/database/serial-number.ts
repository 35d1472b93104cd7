import { sql } from 'drizzle-orm'
import type { Db } from './connection.ts'
import { serialNumbers } from './schema.ts'

/** The next number of a series, given in the caller's transaction: no number is lost or given twice. */
export function nextSerial(tx: Db, regionCode: string, series: string): Promise<number> {
  return nextSerials(tx, regionCode, series, 1)
}

/** Several numbers in a row; answers the first of them. */
export async function nextSerials(
  tx: Db,
  regionCode: string,
  series: string,
  count: number,
): Promise<number> {
  const [row] = await tx
    .insert(serialNumbers)
    .values({ regionCode, series, last: count })
    .onConflictDoUpdate({
      target: [serialNumbers.regionCode, serialNumbers.series],
      set: { last: sql`${serialNumbers.last} + ${count}` },
    })
    .returning({ last: serialNumbers.last })
  if (!row) throw new Error(`no number given in ${series}`)
  return row.last - count + 1
}
