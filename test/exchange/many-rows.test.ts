import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { countsOf } from '../../src/exchange/difference.ts'
import { emptyDatabase, regionCode, type TestDatabase } from '../database/harness.ts'
import {
  accepted,
  apply,
  bureauRow,
  clerkRow,
  headcountFile,
  numberAt,
  organizationFile,
  type PersonRow,
  personFile,
  plantNewRegistry,
  preview,
  wordsOf,
} from './office.ts'

let database: TestDatabase
const opensOn = '2024-01-01'
const bureaus = 50

beforeAll(async () => {
  database = await emptyDatabase()
  const { db } = database
  await plantNewRegistry(db)
  const codes = Array.from({ length: bureaus }, (_, place) => `J${String(place).padStart(2, '0')}`)
  const organizations = codes.map((code) => bureauRow({ code, name: `区第${code}局` }))
  accepted(await apply(db, 'organizations', await organizationFile(organizations), { opensOn }))
  const counts = [
    { organization: regionCode, kind: '行政编制', change: 20_000 },
    ...codes.map((organization) => ({ organization, kind: '行政编制', change: 300 })),
  ]
  accepted(await apply(db, 'headcounts', await headcountFile(counts), { opensOn }))
})

afterAll(() => database.drop())

/** Eight kinds of mistakes, each with the column it stands in. */
const mistakes: [column: string, change: (place: number) => PersonRow][] = [
  ['B', () => ({ name: null })],
  ['C', (place) => ({ identityNumber: numberAt(place).slice(0, 17) })],
  ['C', (place) => ({ identityNumber: numberAt(place, '19900230') })],
  ['C', () => ({ identityNumber: numberAt(0) })],
  ['D', () => ({ ethnicity: '火星族' })],
  ['G', () => ({ beganWorkOn: '2012-13-01' })],
  ['O', () => ({ organization: '区不存在局' })],
  ['Q', () => ({ enteredOn: '2024-06-01' })],
]

function rows(count: number): PersonRow[] {
  return Array.from({ length: count }, (_, place) =>
    clerkRow(place, {
      organization: `J${String(place % bureaus).padStart(2, '0')}`,
      beganWorkOn: '2012-08-01',
    }),
  )
}

test('in 10,000 rows exactly the 200 planted mistakes are found, each at its cell, and nothing is written', async () => {
  const { db } = database
  const people = rows(10_000)
  const planted: string[] = []
  for (let mistake = 0; mistake < 200; mistake++) {
    const place = 25 + mistake * 49
    const [column, change] = mistakes[mistake % mistakes.length] ?? ['', () => ({})]
    people[place] = { ...people[place], ...change(place) }
    planted.push(`${column}${place + 2}`)
  }
  const file = await personFile(people)
  const prepared = accepted(await preview(db, 'people', file, { opensOn }))
  expect(prepared.rows.flatMap(({ refused }) => refused.map(({ address }) => address))).toEqual(planted)
  expect(countsOf(prepared.rows)).toEqual({ new: 9800, changed: 0, unchanged: 0, refused: 200 })
  expect(wordsOf(await apply(db, 'people', file, { opensOn }))).toContain('有 200 行被拒绝')
  const [row] = await db.execute<{ people: number }>(sql`select count(*)::int as people from people`)
  expect(row?.people).toBe(0)
}, 120_000)

// The memory bench loads 40,000.
test('3,000 people are loaded in one go, told as they are written, and found unchanged afterwards', async () => {
  const { db } = database
  const file = await personFile(rows(3000))
  accepted(await apply(db, 'people', file, { opensOn }))
  const [row] = await db.execute<{ places: number }>(
    sql`select count(*)::int as places from assignments where superseded_at is null and begun_by_movement_id is null`,
  )
  expect(row?.places).toBe(3000)
  const prepared = accepted(await preview(db, 'people', file, { opensOn }))
  expect(countsOf(prepared.rows)).toEqual({ new: 0, changed: 0, unchanged: 3000, refused: 0 })
}, 180_000)
