import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { type Address, connectAsOwner } from '../../src/database/connection.ts'
import { startEmbedded } from '../../src/database/embedded.ts'
import { quickest } from './quickest.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The server every test's own database is made on. */
    address: Address
    /** Marks the databases of this run. */
    run: string
  }
}

/** One real PostgreSQL for the whole run: the embedded one, or the one that DATABASE_URL names. */
export default async function setup(project: TestProject) {
  const run = `bianzhi_test_${process.pid}`
  project.provide('run', run)
  const url = process.env.DATABASE_URL
  if (url) {
    project.provide('address', { url })
    return () => dropAll({ url }, run)
  }
  const folder = await mkdtemp(join(await quickest(), 'bianzhi-test-'))
  const server = await startEmbedded({ dataDirectory: folder })
  project.provide('address', server.connection)
  return async () => {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

/** A server that is not ours is left as it was found. */
async function dropAll(address: Address, run: string): Promise<void> {
  const { sql, close } = connectAsOwner(address)
  const found = await sql<
    { datname: string }[]
  >`select datname from pg_database where datname like ${`${run}%`}`
  for (const { datname } of found) {
    await sql.unsafe(`alter database ${datname} is_template false`)
    await sql.unsafe(`drop database ${datname} with (force)`)
  }
  await close()
}
