import { sql } from 'drizzle-orm'
import type { Db } from '../../src/database/connection.ts'
import { demoMoment } from '../../src/demo/example-region.ts'
import { clerk } from '../../src/demo/example-users.ts'
import type { Acting } from '../../src/kernel/acting.ts'
import { deriveCost } from '../../src/pay/derive-cost.ts'
import { type Benchmark, ratioOf } from './ground.ts'

const acting: Acting = {
  regionCode: '510812',
  userId: clerk.id,
  userName: clerk.name,
  roles: [clerk.role],
  scopeOrganizationId: null,
  today: '2024-01-15',
  at: demoMoment,
  from: 'terminal',
}

/** A year nobody has computed yet, so that nothing has to be superseded first. */
const order = { purpose: 'actual', coversFrom: '2025-01-01', coversTo: '2026-01-01' } as const

/** The cost of everybody in the district for a year, against one statement that inserts the same rows. */
export const benchmark: Benchmark = async ({ owner }) => {
  const { db } = owner
  // The rows of one derivation, set aside; the calculation itself is taken back with them.
  const { calculationId, spells } = await deriveCost(db, acting, order)
  await db.execute(sql`create table derived_spells as
    select * from cost_spells where calculation_id = ${calculationId}`)
  await db.execute(sql`create table derived_calculation as
    select * from cost_calculations where id = ${calculationId}`)
  await db.execute(sql`delete from cost_spells where calculation_id = ${calculationId}`)
  await db.execute(sql`delete from cost_calculations where id = ${calculationId}`)
  const { ratio, milliseconds, baselineMilliseconds } = await ratioOf(
    5,
    () => rolledBack(db, (tx) => deriveCost(tx, acting, order)),
    () =>
      rolledBack(db, async (tx) => {
        await tx.execute(sql`insert into cost_calculations select * from derived_calculation`)
        await tx.execute(sql`insert into cost_spells select * from derived_spells`)
      }),
  )
  await db.execute(sql`drop table derived_spells, derived_calculation`)
  return [
    {
      name: 'derivation of the whole district’s year ÷ one insert of the same rows',
      ratio,
      aim: 4,
      note: `${spells} rows, ${milliseconds.toFixed(0)} ms ÷ ${baselineMilliseconds.toFixed(0)} ms (medians)`,
    },
  ]
}

/** Until the last row is checked; nothing stays behind for the next run. */
async function rolledBack(db: Db, run: (tx: Db) => Promise<unknown>): Promise<void> {
  const undone = new Error('rolled back on purpose')
  try {
    await db.transaction(async (tx) => {
      await run(tx)
      throw undone
    })
  } catch (error) {
    if (error !== undone) throw error
  }
}
