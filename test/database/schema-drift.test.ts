import { execFile } from 'node:child_process'
import { cp, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'

const repository = join(import.meta.dirname, '../..')

/** A copy of schema and migrations, so that generating writes nothing into the repository. */
let copy: string

beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'bianzhi-drift-'))
  for (const part of ['src', 'migrations', 'drizzle.config.ts', 'package.json', 'tsconfig.json']) {
    await cp(join(repository, part), join(copy, part), { recursive: true })
  }
  await symlink(join(repository, 'node_modules'), join(copy, 'node_modules'))
})

afterAll(() => rm(copy, { recursive: true, force: true }))

async function migrations(): Promise<string[]> {
  return (await readdir(join(copy, 'migrations'))).filter((name) => name.endsWith('.sql')).sort()
}

async function generate(): Promise<string> {
  const drizzleKit = join(repository, 'node_modules/drizzle-kit/bin.cjs')
  const { stdout } = await promisify(execFile)(process.execPath, [drizzleKit, 'generate'], {
    cwd: copy,
    env: { ...process.env, NO_COLOR: '1' },
  })
  return stdout
}

// drizzle-kit reads every schema; on a machine that does much else it takes its time.
vi.setConfig({ testTimeout: 180_000 })

test('the migrations lead exactly to the tables that the schemas describe', async () => {
  const before = await migrations()
  expect(before.length).toBeGreaterThan(0)
  expect(await generate()).toContain('No schema changes')
  expect(await migrations()).toEqual(before)
})

test('every migration file is in the journal, in its order', async () => {
  const journal: { entries: { idx: number; tag: string }[] } = JSON.parse(
    await readFile(join(copy, 'migrations/meta/_journal.json'), 'utf8'),
  )
  expect(journal.entries.map(({ tag }) => `${tag}.sql`)).toEqual(await migrations())
  expect(journal.entries.map(({ idx }) => idx)).toEqual(journal.entries.map((_, index) => index))
})

test('a column added to a schema alone is found', async () => {
  const schema = join(copy, 'src/organization/schema.ts')
  const text = await readFile(schema, 'utf8')
  const planted = `${text}\nexport const planted = pgTable('planted', { note: text() })\n`
  expect(text).toContain('pgTable')
  await writeFile(schema, planted)
  const before = await migrations()
  await generate()
  expect((await migrations()).length).toBe(before.length + 1)
})
