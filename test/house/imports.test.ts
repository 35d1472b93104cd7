import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Cruise, cruiseImports } from './cruise.ts'
import { areas, forbidden } from './import-rules.ts'

const repository = join(import.meta.dirname, '../..')

/** Reading the whole house takes a while: once for both questions. */
let house: Cruise
beforeAll(async () => {
  house = await cruiseImports(repository)
})

test('every area and every room keeps to its imports', () => {
  const { violations } = house
  expect(violations.map(({ rule, from, to }) => `${rule}: ${from} → ${to}`)).toEqual([])
})

test('the check has read every file: none is skipped for its language', async () => {
  const { modules, imports } = house
  const files = await Promise.all(
    ['src', 'views'].map((folder) => readdir(join(repository, folder), { recursive: true })),
  )
  const written = files.flat().filter((file) => /\.tsx?$/.test(file)).length
  expect(written).toBeGreaterThan(0)
  expect(modules).toBeGreaterThanOrEqual(written)
  expect(imports).toBeGreaterThan(written)
})

test('every folder of the source is an area with its place in the order', async () => {
  const folders = await readdir(join(repository, 'src'), { withFileTypes: true })
  const unknown = folders.filter((entry) => entry.isDirectory() && !areas.includes(entry.name))
  expect(unknown.map(({ name }) => name)).toEqual([])
})

/** One small house in which every rule is broken once, and beside it what the rules allow. */
const planted: Record<string, { file: string; imports: string }> = {
  ...Object.fromEntries(
    areas
      .slice(0, -1)
      .map((area) => [
        `order-${area}`,
        { file: `src/${area}/open-order.ts`, imports: '../demo/generator.ts' },
      ]),
  ),
  'room-schema': { file: 'src/budget/schema.ts', imports: '../pay/pay-rule.ts' },
  'room-rule': { file: 'src/pay/pay-rule.ts', imports: './pay-book.store.ts' },
  'room-rule-acts': { file: 'src/pay/pay-book.ts', imports: './record-pay.ts' },
  'room-store': { file: 'src/pay/pay-item.store.ts', imports: './record-pay.ts' },
  'room-action': { file: 'src/pay/derive-cost.ts', imports: '../../views/messages.ts' },
  'room-routes': { file: 'src/pay/pay.routes.tsx', imports: './schema.ts' },
  'room-views': { file: 'views/pay/person.tsx', imports: '../../src/database/connection.ts' },
  'room-views-act': { file: 'views/pay/cost.tsx', imports: '../../src/pay/record-pay.ts' },
  'views-apart': { file: 'views/pay/book.tsx', imports: '../staffing/person.tsx' },
  'views-only-from-routes': { file: 'src/pay/pay-sheet.ts', imports: '../../views/layout.tsx' },
  'tables-only-in-stores': { file: 'src/pay/import-pay.ts', imports: './schema.ts' },
  'queries-only-in-stores': { file: 'src/pay/export-pay.ts', imports: 'drizzle-orm' },
  'kernel-pure': { file: 'src/kernel/money.ts', imports: 'hono' },
  'entry-is-last': { file: 'src/pay/approve-pay.ts', imports: '../app.ts' },
  'no-test-in-product': { file: 'src/pay/verify-pay.ts', imports: '../../test/pay.ts' },
  'no-development-package': { file: 'src/pay/compare-pay.ts', imports: 'vitest' },
  'no-circle': { file: 'src/pay/pay-month.ts', imports: './pay-year.ts' },
  resolvable: { file: 'src/pay/pay-day.ts', imports: './nowhere.ts' },
}

const allowed: Record<string, string[]> = {
  'src/pay/pay-year.ts': ['./pay-month.ts'],
  'src/pay/record-pay.ts': ['./pay-book.store.ts', '../staffing/assignment.ts', '../database/connection.ts'],
  'src/pay/pay-book.store.ts': ['./schema.ts', '../database/connection.ts', 'drizzle-orm'],
  'src/staffing/assignment.ts': ['../kernel/dates.ts'],
  'src/pay/schema.ts': ['../staffing/schema.ts', '../database/connection.ts'],
  'src/staffing/schema.ts': ['../database/connection.ts'],
  'src/staffing/staffing.routes.tsx': ['./assignment.ts', '../../views/staffing/person.tsx', 'hono'],
  'views/staffing/person.tsx': ['../parts/figure.tsx', '../../src/staffing/assignment.ts'],
  'views/parts/figure.tsx': ['../../src/kernel/dates.ts', 'hono'],
  'src/staffing/person-form.ts': ['../http/form.ts', './assignment.ts'],
  'views/staffing/person-form.tsx': ['../../src/staffing/person-form.ts'],
  'src/http/form.ts': [],
  'views/layout.tsx': ['./messages.ts'],
  'views/messages.ts': [],
  'src/kernel/dates.ts': [],
  'src/database/connection.ts': ['drizzle-orm'],
  'src/demo/generator.ts': ['../pay/schema.ts'],
  'src/app.ts': ['./staffing/staffing.routes.tsx'],
  'test/pay.ts': [],
}

let folder: string
let found: Cruise

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bianzhi-imports-'))
  const write = async (file: string, text: string) => {
    await mkdir(dirname(join(folder, file)), { recursive: true })
    await writeFile(join(folder, file), text)
  }
  const source = (file: string, imports: string[]) =>
    imports.map((path, index) => `import type { Part${index} } from '${path}'\n`).join('') +
    (file.endsWith('.tsx') ? 'export const Page = ({ name }: { name: string }) => <p>{name}</p>\n' : '')
  for (const { file, imports } of Object.values(planted)) await write(file, source(file, [imports]))
  for (const [file, imports] of Object.entries(allowed)) await write(file, source(file, imports))
  const [running, development] = [['drizzle-orm', 'hono'], ['vitest']]
  for (const name of [...running, ...development]) {
    await write(`node_modules/${name}/package.json`, JSON.stringify({ name, main: 'index.js' }))
    await write(`node_modules/${name}/index.js`, '')
  }
  const versions = (names: string[]) => Object.fromEntries(names.map((name) => [name, '1.0.0']))
  await write(
    'package.json',
    JSON.stringify({ dependencies: versions(running), devDependencies: versions(development) }),
  )
  found = await cruiseImports(folder)
})

afterAll(() => rm(folder, { recursive: true, force: true }))

test('every rule has a planted violation', () => {
  expect(Object.keys(planted).sort()).toEqual(forbidden.map(({ name }) => name).sort())
})

test.each(Object.entries(planted))('%s is found where it was planted', (rule, { file }) => {
  expect(found.violations.filter((violation) => violation.rule === rule).map(({ from }) => from)).toContain(
    file,
  )
})

test('nothing allowed is refused', () => {
  const refused = found.violations.filter(({ from }) => from in allowed && from !== 'src/pay/pay-year.ts')
  expect(refused).toEqual([])
})
