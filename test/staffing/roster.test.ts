import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { movementEntries } from '../../src/movement/entry-source.store.ts'
import { organizationsOn } from '../../src/organization/organization.store.ts'
import { rosterCount, rosterOn } from '../../src/staffing/roster.store.ts'
import { officeSort, type RosterFilter, type RosterRow, type RosterSort } from '../../src/staffing/roster.ts'
import type { Condition } from '../../src/staffing/roster-condition.ts'
import {
  choicesOf,
  fieldOf,
  type RosterColumn,
  rosterColumns,
  rosterKeys,
} from '../../src/staffing/roster-field.ts'
import { secondmentsOn } from '../../src/staffing/secondment.store.ts'
import { demoDatabase, type TestDatabase, viewpoint } from '../database/harness.ts'

let database: TestDatabase
let order: string[]
/** A quarter of the units, of every kind: what holds of their people on every day of the tests holds of all. */
let units: string[]
/** of these units */
let everybody: RosterRow[]

beforeAll(async () => {
  database = await demoDatabase()
  order = (await organizationsOn(database.db, viewpoint())).map(({ organizationId }) => organizationId)
  units = order.filter((_id, place) => place % 4 === 0)
  everybody = (await listed([])).rows
})
afterAll(() => database.drop())

function listed(
  conditions: readonly Condition[],
  {
    sort = officeSort,
    columns = rosterColumns,
    after = null,
    most = null,
    ...filter
  }: Partial<RosterFilter> & {
    sort?: RosterSort
    columns?: readonly RosterColumn[]
    after?: string | null
    most?: number | null
  } = {},
) {
  return rosterOn(database.db, viewpoint(), movementEntries, {
    filter: { conditions, organizationIds: units, ...filter },
    sort,
    columns,
    order,
    after,
    most,
  })
}

const condition = (field: Condition['field'], operator: Condition['operator'], value = '', until = '') => ({
  field,
  operator,
  value,
  until,
})
const idsOf = (rows: readonly RosterRow[]) => rows.map(({ personId }) => personId)
const counted = (conditions: readonly Condition[]) =>
  rosterCount(database.db, viewpoint(), movementEntries, { conditions, organizationIds: units })

/** As the page cell holds it; name and unit stand beside the columns. */
function cellOf(row: RosterRow, key: (typeof rosterKeys)[number]): string | null {
  if (key === 'name') return row.name
  return key === 'unit' ? row.organizationName : (row.values[key] ?? null)
}

describe('every field of the set', () => {
  test.each(rosterKeys)('%s: registered and not registered are everybody, once', async (key) => {
    const there = await counted([condition(key, 'held')])
    expect(there).toBe(everybody.filter((row) => (cellOf(row, key) ?? '') !== '').length)
    expect(await counted([condition(key, 'empty')])).toBe(everybody.length - there)
  })

  test.each(rosterKeys.filter((key) => fieldOf(key).type === 'code'))(
    '%s: who has the value and who has another are everybody, once',
    async (key) => {
      const choices = choicesOf(key, movementEntries.ways)
      const value =
        everybody.map((row) => cellOf(row, key)).find((one) => one !== null) ?? choices[0]?.value ?? ''
      expect(choices.map((choice) => choice.value)).toContain(value)
      const those = (await listed([condition(key, 'is', value)], { columns: [] })).rows
      expect(idsOf(those)).toEqual(idsOf(everybody.filter((row) => cellOf(row, key) === value)))
      expect(await counted([condition(key, 'not', value)])).toBe(everybody.length - those.length)
    },
  )

  test.each(rosterKeys.filter((key) => ['date', 'count'].includes(fieldOf(key).type)))(
    '%s: before, between and behind are those who have it, once',
    async (key) => {
      const isCount = fieldOf(key).type === 'count'
      const [first, second, third] = isCount ? ['34', '35', '50'] : ['2009-12-31', '2010-01-01', '2020-12-31']
      const fourth = isCount ? '51' : '2021-01-01'
      const parts = [
        condition(key, 'between', '', first),
        condition(key, 'between', second, third),
        condition(key, 'between', fourth, ''),
      ]
      const counts = await Promise.all(parts.map((part) => counted([part])))
      const within = (row: RosterRow) => {
        const value = cellOf(row, key)
        if (value === null) return false
        return isCount
          ? Number.parseInt(value, 10) >= 35 && Number.parseInt(value, 10) <= 50
          : value >= '2010-01-01' && value <= '2020-12-31'
      }
      expect(counts[1]).toBe(everybody.filter(within).length)
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(
        everybody.filter((row) => cellOf(row, key) !== null).length,
      )
    },
  )

  test('text is found in the middle, and the wildcards of the search stand for themselves', async () => {
    const directors = (await listed([condition('duty', 'contains', '局长')])).rows
    expect(idsOf(directors)).toEqual(idsOf(everybody.filter(({ values }) => values.duty?.includes('局长'))))
    expect(directors.length).toBeGreaterThan(20)
    expect(await counted([condition('duty', 'contains', '%')])).toBe(0)
    expect(await counted([condition('duty', 'contains', '_')])).toBe(0)
  })

  test('several conditions hold together', async () => {
    const both = [
      condition('sex', 'is', '2'),
      condition('education', 'is', '20'),
      condition('age', 'between', '35', '45'),
    ]
    const expected = everybody.filter(
      ({ values }) =>
        values.sex === '2' &&
        values.education === '20' &&
        Number(values.age) >= 35 &&
        Number(values.age) <= 45,
    )
    expect(idsOf((await listed(both)).rows)).toEqual(idsOf(expected))
    expect(expected.length).toBeGreaterThan(50)
  })
})

describe('the order', () => {
  test.each([
    ...rosterKeys.map((key) => [key, false] as const),
    ...(['name', 'unit', 'age', 'bornOn', 'joinedPartyOn', 'education', 'duty'] as const).map(
      (key) => [key, true] as const,
    ),
  ])('page by page by %s, downwards %s, is the whole list, what is empty last', async (key, descending) => {
    const sort = { key, descending }
    const columns = key === 'name' || key === 'unit' ? [] : [key]
    const whole = (await listed([], { sort, columns })).rows
    const paged: string[] = []
    let after: string | null = null
    do {
      const page: Awaited<ReturnType<typeof rosterOn>> = await listed([], {
        sort,
        columns,
        after,
        most: 300,
      })
      paged.push(...idsOf(page.rows))
      after = page.next
    } while (after !== null && paged.length <= whole.length)
    expect(paged).toEqual(idsOf(whole))
    expect(new Set(paged).size).toBe(everybody.length)
    expect(paged.length).toBeGreaterThan(600)
    const empty = whole.map((row) => (cellOf(row, key) ?? '') === '')
    expect(empty.indexOf(true) === -1 || empty.slice(empty.indexOf(true)).every(Boolean)).toBe(true)
    const { type } = fieldOf(key)
    if (type !== 'date' && type !== 'count') return
    const values = whole.flatMap((row) => cellOf(row, key) ?? []).map((value) => value.padStart(3, '0'))
    const upwards = values.toSorted()
    expect(values).toEqual(descending ? upwards.reverse() : upwards)
  })

  test('by name it is the order of the pinyin, and equals stay in the office’s order', async () => {
    const names = (await listed([], { sort: { key: 'name', descending: false }, columns: [] })).rows
    const pinyin = await database.db.execute<{ id: string; pinyin: string }>(
      sql`select person_id as id, pinyin from person_particulars where superseded_at is null and effective_to is null`,
    )
    const of = new Map(pinyin.map((row) => [row.id, row.pinyin]))
    const read = names.map(({ personId }) => of.get(personId) ?? '')
    expect(read).toEqual(read.toSorted())
    const women = (await listed([], { sort: { key: 'sex', descending: true }, columns: ['sex'] })).rows
    expect(idsOf(women)).toEqual([
      ...idsOf(everybody.filter(({ values }) => values.sex === '2')),
      ...idsOf(everybody.filter(({ values }) => values.sex === '1')),
    ])
  })

  test.each([
    'x',
    '[]',
    '["0"]',
    '["0","x","1","1","y","z"]',
    '["0",null,"1","1","y","00000000-0000-4000-8000-000000000000"]',
    '{"a":1}',
  ])('an end of a page that nobody made, %s, is answered', async (after) => {
    const { rows } = await listed([], { sort: { key: 'bornOn', descending: false }, after, most: 3 })
    expect(rows.length).toBeLessThanOrEqual(3)
  })
})

describe('who is looked for', () => {
  test('by surname, given name, whole name, pinyin and initials; not by a letter in the middle of the pinyin', async () => {
    const somebody = everybody.find(({ name }) => name.length === 3)
    const name = somebody?.name ?? ''
    for (const nameLike of [name, name.slice(0, 1), name.slice(0, 2), name.slice(1), name.slice(2)]) {
      const found = (await listed([], { nameLike, columns: [] })).rows
      expect(idsOf(found)).toContain(somebody?.personId)
      for (const row of found) expect(row.name).toContain(nameLike)
    }
    const [reading] = await database.db.execute<{ pinyin: string; initials: string }>(
      sql`select pinyin, initials from person_particulars where person_id = ${somebody?.personId ?? ''} limit 1`,
    )
    for (const nameLike of [reading?.pinyin, reading?.initials, reading?.pinyin.slice(0, 3).toUpperCase()]) {
      expect(idsOf((await listed([], { nameLike, columns: [] })).rows)).toContain(somebody?.personId)
    }
    expect((await listed([], { nameLike: '%' })).rows).toEqual([])
  })

  test('by the keyed hash of a number', async () => {
    const [somebody] = everybody
    const hash = await database.db.execute<{ hash: string }>(
      sql`select identity_hash as hash from person_particulars where person_id = ${somebody?.personId ?? ''} limit 1`,
    )
    const { rows } = await listed([], { identityHashes: [hash[0]?.hash ?? '', 'nobody'] })
    expect(idsOf(rows)).toEqual([somebody?.personId])
    expect((await listed([], { identityHashes: [] })).rows).toEqual([])
  })

  test('who is lent on the day is on the roster of the lending unit with both places', async () => {
    const lent = await secondmentsOn(database.db, viewpoint(), {})
    const roster = (await listed([condition('workPlace', 'held')], { organizationIds: order })).rows
    expect(lent.length).toBeGreaterThan(0)
    for (const { personId, place, organizationId } of lent) {
      expect(roster.find((row) => row.personId === personId)).toMatchObject({
        organizationId,
        values: { workPlace: place },
      })
    }
  })
})
