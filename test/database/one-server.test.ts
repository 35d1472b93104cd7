import { expect, onTestFinished, test } from 'vitest'
import { until } from '../../src/database/embedded-process.ts'
import { holdRegistry, type RegistryHold } from '../../src/database/registry-hold.ts'
import { emptyDatabase, type TestDatabase } from './harness.ts'

async function emptyRegistry(): Promise<TestDatabase> {
  const database = await emptyDatabase()
  onTestFinished(() => database.drop())
  return database
}

async function held({ address }: TestDatabase, as: 'server' | 'command'): Promise<RegistryHold> {
  const hold = await holdRegistry(address, { as, patience: 0 })
  onTestFinished(() => hold.release())
  return hold
}

test('of two servers on one database the second is refused and told of the first; commands go beside it', async () => {
  const database = await emptyRegistry()
  const first = await held(database, 'server')
  await held(database, 'command')
  await expect(held(database, 'server')).rejects.toThrow(
    /已有另一个服务使用这个数据库（来自.*，自 \d{4}-\d{2}-\d{2} \d{2}:\d{2} 起）。没有启动/,
  )
  await first.release()
  await held(database, 'server')
})

test('a server whose session was lost stops when another took its place meanwhile, and goes on when none did', async () => {
  const database = await emptyRegistry()
  const owner = database.owner()
  onTestFinished(() => owner.close())
  const first = await held(database, 'server')
  let told = ''
  first.watch('', (because) => {
    told = because
  })
  const end = () => owner.sql`
    select pg_terminate_backend(pid) from pg_locks
    where locktype = 'advisory' and objid = 2024011503 and granted and database =
      (select oid from pg_database where datname = current_database())`
  const holds = async () => {
    const [row] = await owner.sql<{ count: number }[]>`
      select count(*)::int as count from pg_locks
      where locktype = 'advisory' and objid = 2024011503 and granted and database =
        (select oid from pg_database where datname = current_database())`
    return row?.count === 1
  }
  await end()
  expect(await until(holds, { most: 10_000, every: 100 })).toBe(true)
  expect(told).toBe('')

  await end()
  await until(async () => !(await holds()), { most: 1_000, every: 10 })
  await held(database, 'server')
  expect(await until(() => told !== '', { most: 10_000, every: 100 })).toBe(true)
  expect(told).toContain('已有另一个服务使用这个数据库')
})
