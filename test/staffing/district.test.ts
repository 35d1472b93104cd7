import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type IsoDate, inForce } from '../../src/kernel/dates.ts'
import { movementEntries } from '../../src/movement/entry-source.store.ts'
import { effectiveMovementsOf } from '../../src/movement/movement.store.ts'
import { placeChangeOf } from '../../src/movement/movement.ts'
import { placeCounts, placeFlows, staffingChanges } from '../../src/movement/staffing-change.store.ts'
import { isPart, kindLines, staffingBalances, ties, unitLines } from '../../src/movement/staffing-change.ts'
import { organizationsOn } from '../../src/organization/organization.store.ts'
import { assignmentsOf } from '../../src/staffing/assignment.store.ts'
import { type Assignment, assignmentsFrom } from '../../src/staffing/assignment.ts'
import { establishmentTableOn } from '../../src/staffing/establishment-table.store.ts'
import { establishmentTable } from '../../src/staffing/establishment-table.ts'
import { rosterCount } from '../../src/staffing/roster.store.ts'
import { demoDatabase, regionCode, type TestDatabase, viewpoint } from '../database/harness.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await demoDatabase()
})
afterAll(() => database.drop())

async function somePeople(): Promise<string[]> {
  const rows = await database.db.execute<{ id: string }>(sql`
    select distinct on (person_id) person_id as id from movements where region_code = ${regionCode}
    order by person_id limit 300`)
  return rows.map(({ id }) => id)
}

test('the assignments of people who moved are what their movements tell, whatever is asked first', async () => {
  for (const personId of await somePeople()) {
    const stored = await assignmentsOf(database.db, regionCode, personId, null)
    const openings = stored.filter(({ begunByMovementId }) => begunByMovementId === null)
    const movements = await effectiveMovementsOf(database.db, regionCode, personId)
    const told = assignmentsFrom([
      ...openings.map(({ organizationId, establishmentKind, effectiveFrom }) => ({
        movementId: null,
        direction: 'in' as const,
        effectiveOn: effectiveFrom,
        from: null,
        to: { organizationId, establishmentKind },
        correctsId: null,
        takesBack: false,
      })),
      ...movements.flatMap((movement) => placeChangeOf(movement) ?? []),
    ])
    expect(told.map(periodAndPlace)).toEqual(stored.map(periodAndPlace))
  }
})

test.each(['2021-06-30', '2022-12-31', '2024-01-15', '2024-12-31'])(
  'on %s the table counts whom the assignments have in force, unit by unit and in sum',
  async (day) => {
    const rows = await database.db.execute<{ organization: string; kind: string; count: number }>(sql`
      select organization_id as organization, establishment_kind as kind, count(*)::int as count from assignments
      where superseded_at is null and daterange(effective_from, effective_to) @> ${day}::date group by 1, 2`)
    const table = await establishmentTableOn(database.db, viewpoint(day))
    const occupied = new Map(
      table.map((row) => [`${row.organizationId} ${row.establishmentKind}`, row.occupied]),
    )
    for (const { organization, kind, count } of rows)
      expect(occupied.get(`${organization} ${kind}`)).toBe(count)
    const nodes = await organizationsOn(database.db, viewpoint(day))
    const root = nodes[0]?.organizationId ?? ''
    const whole = establishmentTable(table, nodes, root)
    const people = rows.reduce((sum, { count }) => sum + count, 0)
    const kinds = [...whole.total.byKind.values()].reduce((sum, kind) => sum + kind.occupied, 0)
    expect(kinds).toBe(people)
    expect(whole.lines.reduce((sum, { all }) => sum + all.occupied, 0)).toBe(whole.total.all.occupied)
    expect(await rosterCount(database.db, viewpoint(day), movementEntries, { conditions: [] })).toBe(people)
  },
)

test.each([
  ['2020-12-31', '2021-12-31'],
  ['2021-01-01', '2022-06-15'],
  ['2022-12-31', '2023-12-31'],
  ['2024-01-15', '2024-12-31'],
])(
  'from %s to %s opening + in − out = closing, for the district and for each department',
  async (from, to) => {
    const before = await organizationsOn(database.db, viewpoint(from))
    const after = await organizationsOn(database.db, viewpoint(to))
    const departments = after.filter(({ depth, kind }) => depth === 1 && kind === 'unit').slice(0, 25)
    const root = after[0]?.organizationId ?? ''
    for (const rootId of [root, ...departments.map(({ organizationId }) => organizationId)]) {
      const units = unitLines(rootId, { before, after })
      const organizationIds =
        rootId === root ? undefined : [...new Set([...units.opening.keys(), ...units.closing.keys()])]
      const asked = { regionCode, asKnownAt: null, from, to, organizationIds }
      const counts = await placeCounts(database.db, asked)
      const lines = kindLines(units)
      const balances = staffingBalances(lines, { counts, flows: await placeFlows(database.db, asked) })
      const changes = await staffingChanges(database.db, asked)
      for (const [kind, balance] of balances) {
        expect(ties(balance)).toBe(true)
        for (const part of ['entered', 'movedIn', 'left', 'movedOut'] as const) {
          expect(changes.filter((change) => isPart(part, kind, lines, change)).length).toBe(balance[part])
        }
      }
    }
  },
)

function periodAndPlace({
  organizationId,
  establishmentKind,
  effectiveFrom,
  effectiveTo,
}: Assignment): (string | IsoDate | null)[] {
  expect(inForce({ effectiveFrom, effectiveTo }, effectiveFrom)).toBe(true)
  return [organizationId, establishmentKind, effectiveFrom, effectiveTo]
}
