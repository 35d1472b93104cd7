import fc from 'fast-check'
import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ReformPlan } from '../../src/movement/reform.ts'
import { organizationOn } from '../../src/organization/organization.store.ts'
import { assignmentsOf } from '../../src/staffing/assignment.store.ts'
import { establishmentTableOn } from '../../src/staffing/establishment-table.store.ts'
import { emptyDatabase, regionCode, type TestDatabase, viewpoint } from '../database/harness.ts'
import { plantHeadcount } from '../establishment/planted.ts'
import { plantRegion } from '../organization/planted.ts'
import { bureau, entryOf, officer, settled } from './planted.ts'
import { reformOf, settledReform } from './reformed.ts'

const kinds = ['administrative', 'office-worker'] as const
const day = '2024-09-01'

/** Up to four units with up to three people each; `to` and `keeps` count into what there is. */
type Reformed = {
  units: { people: { kind: number; from: string; leavesOn: string | null }[] }[]
  successors: number
  existing: boolean
  goesOn: boolean
  to: number[]
}

const date = (from: number, to: number) =>
  fc.integer({ min: from, max: to }).map((month) => {
    const year = 2023 + Math.floor(month / 12)
    return `${year}-${String((month % 12) + 1).padStart(2, '0')}-01`
  })

const reformed: fc.Arbitrary<Reformed> = fc.record({
  units: fc.array(
    fc.record({
      people: fc.array(
        fc.record({
          kind: fc.nat(1),
          from: date(0, 11),
          leavesOn: fc.option(date(12, 30), { nil: null }),
        }),
        { maxLength: 3 },
      ),
    }),
    { minLength: 2, maxLength: 4 },
  ),
  successors: fc.integer({ min: 1, max: 3 }),
  existing: fc.boolean(),
  goesOn: fc.boolean(),
  to: fc.array(fc.nat(), { minLength: 12, maxLength: 12 }),
})

let database: TestDatabase
let root: string
let rounds = 0

beforeAll(async () => {
  database = await emptyDatabase()
  root = await plantRegion(database.db, officer('clerk'))
})
afterAll(() => database.drop())

test('any merger or split: nobody is lost, no place appears, nobody is in two units, and what was known stays known', async () => {
  let moved = 0
  let splits = 0
  await fc.assert(
    fc.asyncProperty(reformed, async (asked) => {
      const { units, people } = await enacted(asked)
      const probes = ['2023-06-01', '2024-08-31', day, '2024-12-01', '2025-12-01']
      const { at } = officer('clerk')
      const before = await Promise.all(probes.map((on) => tableOf(on, null)))
      const plan = planOf(asked, units, people)
      const { signed } = await settledReform(
        database.db,
        reformOf({ plan, kind: asked.successors > 1 ? 'split' : 'merger', acknowledged: true }),
      )
      moved += signed.effect?.people.length ?? 0
      if (plan.successors.length > 1) splits += 1

      for (const [place, on] of probes.entries()) {
        // The whole region together has the same places and the same people on every day.
        const after = await tableOf(on, null)
        expect(sums(after)).toEqual(sums(before[place] ?? []))
        if (on < day) expect(after).toEqual(before[place])
        // As it was known before the reform, every day is as it was.
        expect(await tableOf(on, at)).toEqual(before[place])
      }
      for (const { organizationId, abolished } of plan.predecessors) {
        if (!abolished) continue
        expect(await organizationOn(database.db, viewpoint(day), organizationId)).toBeNull()
        const left = await establishmentTableOn(database.db, viewpoint('2030-01-01'), {
          organizationIds: [organizationId],
        })
        expect(left).toEqual([])
      }
      for (const { personId, from, leavesOn } of people) {
        const spells = await assignmentsOf(database.db, regionCode, personId, null)
        expect(spells[0]?.effectiveFrom).toBe(from)
        expect(spells.at(-1)?.effectiveTo ?? null).toBe(leavesOn)
        for (const [one, spell] of spells.entries()) {
          expect(spell.effectiveTo).toBe(spells[one + 1]?.effectiveFrom ?? leavesOn)
        }
      }
    }),
    { numRuns: 6, seed: 20240901, endOnFailure: true },
  )
  expect(moved).toBeGreaterThan(8)
  expect(splits).toBeGreaterThan(1)
}, 120_000)

type Person = { personId: string; unit: string; from: string; leavesOn: string | null }

async function enacted(asked: Reformed): Promise<{ units: string[]; people: Person[] }> {
  rounds += 1
  const { db } = database
  const units: string[] = []
  const people: Person[] = []
  for (const [place, { people: staff }] of asked.units.entries()) {
    const unit = await bureau(db, root, { name: `第${rounds}-${place}局`, approved: 3 })
    const more = { organizationId: unit, establishmentKind: 'office-worker', change: 3 }
    await plantHeadcount(db, officer('clerk'), more)
    units.push(unit)
    for (const { kind, from, leavesOn } of staff) {
      const entry = entryOf(unit, { effectiveOn: from, toEstablishmentKind: kinds[kind] ?? kinds[0] })
      const { personId } = (await settled(db, entry)).movement
      if (leavesOn !== null) {
        const leaves = {
          ...entryOf(unit, { kind: 'retirement', effectiveOn: leavesOn }),
          person: { id: personId },
          toOrganizationId: null,
          toEstablishmentKind: null,
        }
        await settled(db, leaves)
      }
      people.push({ personId, unit, from, leavesOn })
    }
  }
  return { units, people }
}

/** The first unit may be the one that goes on, the last one may be the one that takes the others in. */
function planOf(asked: Reformed, units: readonly string[], people: readonly Person[]): ReformPlan {
  const absorbing = asked.existing ? units.at(-1) : undefined
  const leaving = units.filter((unit) => unit !== absorbing)
  const successors = Array.from({ length: asked.successors }, (_, place) => ({
    organizationId: v7(),
    founded: {
      code: `${rounds}-${place}`,
      name: `新${rounds}-${place}局`,
      shortName: '新局',
      likeId: leaving[0] ?? '',
    },
  }))
  const all =
    absorbing === undefined ? successors : [...successors, { organizationId: absorbing, founded: null }]
  const goesOn = asked.goesOn && leaving.length > 1
  const remaining = [
    ...all.map(({ organizationId }) => organizationId),
    ...(goesOn ? [leaving[0] ?? ''] : []),
  ]
  const at = (place: number) => remaining[(asked.to[place] ?? 0) % remaining.length] ?? ''
  // Every unit brought three places of each kind; they are dealt out one by one.
  const headcounts = remaining.flatMap((organizationId, place) =>
    kinds.map((establishmentKind) => ({
      organizationId,
      establishmentKind,
      approved: shareOf(units.length * 3, remaining.length, place),
    })),
  )
  return {
    predecessors: leaving.map((organizationId, place) => {
      const abolished = !(goesOn && place === 0)
      return { organizationId, abolished, heirId: abolished ? at(place) : organizationId }
    }),
    successors: all,
    headcounts,
    seats: [],
    // Every second one who is there on the day goes where he alone is told to go.
    people: people
      .filter(({ unit, leavesOn }) => leaving.includes(unit) && (leavesOn === null || leavesOn > day))
      .flatMap(({ personId }, place) => (place % 2 === 0 ? [{ personId, toId: at(place + 4) }] : [])),
    children: [],
    endsLeadership: false,
  }
}

function shareOf(count: number, parts: number, place: number): number {
  return Math.floor(count / parts) + (place < count % parts ? 1 : 0)
}

async function tableOf(on: string, asKnownAt: Date | null) {
  const rows = await establishmentTableOn(database.db, viewpoint(on, asKnownAt))
  return rows
    .map(({ organizationId, establishmentKind, approved, occupied }) => ({
      organizationId,
      establishmentKind,
      approved,
      occupied,
    }))
    .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
}

function sums(rows: readonly { establishmentKind: string; approved: number; occupied: number }[]) {
  return kinds.map((kind) => {
    const own = rows.filter(({ establishmentKind }) => establishmentKind === kind)
    return [
      own.reduce((sum, { approved }) => sum + approved, 0),
      own.reduce((sum, { occupied }) => sum + occupied, 0),
    ]
  })
}
