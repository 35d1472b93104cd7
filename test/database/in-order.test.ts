import { and, eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Db } from '../../src/database/connection.ts'
import { serialNumbers } from '../../src/database/schema.ts'
import { nextSerial } from '../../src/database/serial-number.ts'
import { inOrder, together } from '../../src/database/together.ts'
import { waitFor } from '../../src/movement/movement.store.ts'
import { emptyDatabase, exampleActing, inTransaction, regionCode, type TestDatabase } from './harness.ts'

const acting = exampleActing()
let database: TestDatabase

beforeAll(async () => {
  database = await emptyDatabase()
})
afterAll(() => database.drop())

// A statement takes other ways through the driver the first time, the second, and once its connection has it prepared.
const rounds = [1, 2, 3, 4, 5, 6]

test('a read sent right behind a lock sees what was committed while the lock waited', async () => {
  const { db } = database
  for (const round of rounds) {
    let held = () => {}
    let letGo = () => {}
    const holding = new Promise<void>((resolve) => {
      held = resolve
    })
    const waited = new Promise<void>((resolve) => {
      letGo = resolve
    })
    const first = db.transaction(async (tx) => {
      await waitFor(tx, acting, 'subject')
      held()
      await waited
      await nextSerial(tx, regionCode, 'guarded')
    })
    await holding
    const second = db.transaction((tx) =>
      inOrder([() => waitFor(tx, acting, 'subject'), () => lastOf(tx, 'guarded')]),
    )
    await somebodyWaits()
    letGo()
    await first
    expect(await second).toEqual([undefined, [{ last: round }]])
  }
})

test('a read sees what the call before it sends in one go, however deep', async () => {
  const writeDeep = (tx: Db) => together([inOrder([async () => await nextSerial(tx, regionCode, 'written')])])
  for (const round of rounds) {
    const [, read] = await database.db.transaction((tx) =>
      inOrder([() => writeDeep(tx), () => lastOf(tx, 'written')]),
    )
    expect(read).toEqual([{ last: round }])
  }
})

test('of several failures it tells the one that aborted the transaction', async () => {
  const twice = async (tx: Db) => {
    const insert = () => tx.insert(serialNumbers).values({ regionCode, series: 'twice', last: 1 })
    await inOrder([insert, async () => await inOrder([insert])])
  }
  for (const _ of rounds) {
    await inTransaction(database.db, async (tx) => {
      const told = tx.transaction((inner) => inOrder([() => twice(inner), () => lastOf(inner, 'twice')]))
      await expect(told).rejects.toMatchObject({
        cause: { constraint_name: 'serial_numbers_region_code_series_pk' },
      })
    })
  }
})

/** Not sent before somebody waits for it, unlike what an async function asks. */
function lastOf(tx: Db, series: string) {
  return tx
    .select({ last: serialNumbers.last })
    .from(serialNumbers)
    .where(and(eq(serialNumbers.regionCode, regionCode), eq(serialNumbers.series, series)))
}

async function somebodyWaits(): Promise<void> {
  for (;;) {
    const [row] = await database.db.execute<{ waiting: number }>(sql`
      select count(*)::int as waiting from pg_locks where locktype = 'advisory' and not granted
        and database = (select oid from pg_database where datname = current_database())`)
    if (row?.waiting === 1) return
  }
}
