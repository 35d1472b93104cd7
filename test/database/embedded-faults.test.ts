import { afterAll, beforeAll, expect, test } from 'vitest'
import { findRunning, startEmbedded } from '../../src/database/embedded.ts'
import { clusterPlace } from '../../src/database/embedded-cluster.ts'
import { processesOf, until } from '../../src/database/embedded-process.ts'
import { openEmbedded } from '../../src/database/open-embedded.ts'
import {
  acknowledge,
  acknowledged,
  clearPlace,
  gone,
  makePlace,
  newPlace,
  nothingRuns,
  type OwnerProcess,
  ownerProcess,
  postmasterOf,
  session,
} from './embedded-place.ts'

// One place with a database for all that does not ask for a first start.
let place = ''
beforeAll(async () => {
  place = await makePlace()
  await (await startEmbedded({ dataDirectory: place })).stop()
})
afterAll(() => clearPlace(place))

test('after kill −9 of the server the next start ends the orphan and has every acknowledged row', async () => {
  const { child, connection } = await readyOwner(place)
  await acknowledge(connection, '登记1')
  const orphan = await postmasterOf(place)
  child.kill('SIGKILL')
  await gone(child)
  expect(await processesOf(clusterPlace(place).cluster)).toContain(orphan)
  // A command finds no owner, so it does not use the orphan.
  expect(await findRunning(place)).toBeNull()

  const server = await startEmbedded({ dataDirectory: place })
  expect(await postmasterOf(place)).not.toBe(orphan)
  expect(await processesOf(clusterPlace(place).cluster)).not.toContain(orphan)
  expect(await acknowledged(server.connection)).toContain('登记1')
  await server.stop()
})

test('after kill −9 of the postmaster the server brings it back by itself, with every acknowledged row', async () => {
  const lines: string[] = []
  const server = await startEmbedded({ dataDirectory: place, log: (line) => lines.push(line) })
  await acknowledge(server.connection, '登记2')
  const busy = session(server.connection)
  // A session that computes does not notice the death of its postmaster.
  const query = busy`select count(*) from generate_series(1, 20000000000) n`.catch((error: Error) => error)
  await until(async () => (await activeQueries(server.connection)) === 1, { most: 5_000 })
  const killed = await postmasterOf(place)
  process.kill(killed, 'SIGKILL')
  expect(await until(() => lines.includes('PostgreSQL 已重新启动'), { most: 10_000 })).toBe(true)
  expect(await query).toBeInstanceOf(Error)
  expect(await postmasterOf(place)).not.toBe(killed)
  expect(await acknowledged(server.connection)).toContain('登记2')
  await busy.end({ timeout: 1 })
  await server.stop()
  expect(await nothingRuns(place)).toBe(true)
}, 20_000)

test('after kill −9 of both the next start recovers every acknowledged row', async () => {
  const { child, connection } = await readyOwner(place)
  await acknowledge(connection, '登记3')
  child.kill('SIGKILL')
  process.kill(await postmasterOf(place), 'SIGKILL')
  await gone(child)

  const server = await startEmbedded({ dataDirectory: place })
  expect(await acknowledged(server.connection)).toContain('登记3')
  await server.stop()
})

test('of starts at the same instant exactly one owns the folder and the others are told who does', async () => {
  const vacant = await newPlace()
  const owners = await Promise.all([0, 1, 2].map(() => ownerProcess(vacant)))
  const ready = owners.filter(({ connection }) => connection !== undefined)
  expect(ready).toHaveLength(1)
  const pid = ready[0]?.child.pid
  const refusals = owners.flatMap(({ refused }) => refused ?? [])
  expect(refusals).toHaveLength(2)
  for (const refused of refusals) expect(refused).toContain(`进程号 ${pid}，地址 http://localhost:3999`)
}, 20_000)

test('of twenty claims in one process on a vacant folder exactly one holds', async () => {
  const vacant = await newPlace()
  const starts = await Promise.allSettled(
    Array.from({ length: 20 }, () => startEmbedded({ dataDirectory: vacant })),
  )
  const won = starts.flatMap((start) => (start.status === 'fulfilled' ? [start.value] : []))
  expect(won).toHaveLength(1)
  await won[0]?.stop()
}, 20_000)

test.each`
  ending        | signal
  ${'exit'}     | ${null}
  ${'throw'}    | ${null}
  ${'hold'}     | ${'SIGTERM'}
  ${'hold'}     | ${'SIGINT'}
  ${'graceful'} | ${'SIGTERM'}
`('the database ends with its server: $ending $signal', async ({ ending, signal }) => {
  const { child } = await readyOwner(place, ending)
  if (signal !== null) child.kill(signal)
  await gone(child)
  expect(await nothingRuns(place)).toBe(true)
  // The signal is not swallowed: who started the server sees how it ended.
  if (ending === 'hold') expect(child.signalCode).toBe(signal)
})

test('commands use the server that runs, and overlapping ones leave none behind', async () => {
  const server = await startEmbedded({ dataDirectory: place })
  const beside = await openEmbedded({ dataDirectory: place })
  expect(beside.connection).toEqual(server.connection)
  await acknowledge(beside.connection, '同时')
  await beside.close()
  expect(await acknowledged(server.connection)).toContain('同时')
  await server.stop()

  const first = await readyOwner(place, 'command')
  const second = await readyOwner(place, 'command')
  first.child.stdin?.write('close\n')
  // The first one would be long gone, and its server with it, did it not wait for the second.
  expect(await until(() => first.child.exitCode !== null, { most: 500 })).toBe(false)
  expect(await acknowledged(second.connection)).toContain('同时')
  second.child.stdin?.write('close\n')
  await Promise.all([gone(first.child), gone(second.child)])
  expect(await nothingRuns(place)).toBe(true)
}, 20_000)

async function readyOwner(place: string, ending?: string): Promise<Required<Omit<OwnerProcess, 'refused'>>> {
  const { child, connection, refused } = await ownerProcess(place, ending)
  if (connection === undefined) throw new Error(refused)
  return { child, connection }
}

async function activeQueries(connection: Parameters<typeof session>[0]): Promise<number> {
  const sql = session(connection)
  const [row] = await sql<{ active: number }[]>`
    select count(*)::integer as active from pg_stat_activity where query like '%generate_series(1, 2%' and pid <> pg_backend_pid()
      and state = 'active' and backend_type = 'client backend'`
  await sql.end()
  return row?.active ?? 0
}
