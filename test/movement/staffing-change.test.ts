import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isCounted } from '../../src/establishment/establishment-kind.ts'
import {
  countedLines,
  kindLines,
  type Lines,
  type PlaceCount,
  type PlaceFlow,
  type StaffingBalance,
  staffingBalances,
  ties,
  unitLines,
} from '../../src/movement/staffing-change.ts'
import type { Place } from '../../src/staffing/assignment.ts'

const school = (parentId: string | null) => ({ organizationId: 'school', parentId, name: '小学' })
const region = { organizationId: 'region', parentId: null, name: '区' }
const education = { organizationId: 'education', parentId: 'region', name: '教育局' }
const health = { organizationId: 'health', parentId: 'region', name: '卫健局' }
const teaching = (organizationId: string): Place => ({ organizationId, establishmentKind: 'institution' })
const official = (organizationId: string): Place => ({ organizationId, establishmentKind: 'administrative' })

test('a year of one bureau, counted by hand', () => {
  const nodes = [region, education, school('education'), health]
  const units = unitLines('education', { before: nodes, after: nodes })
  const counts: PlaceCount[] = [
    { ...official('education'), opening: 10, closing: 10 },
    { ...teaching('school'), opening: 30, closing: 31 },
  ]
  const flows: PlaceFlow[] = [
    { from: null, to: official('education'), people: 2 },
    { from: official('education'), to: null, people: 1 },
    { from: official('education'), to: official('health'), people: 1 },
    // one more teacher came from health; who moved inside the school is not seen
    { from: teaching('health'), to: teaching('school'), people: 1 },
    { from: teaching('school'), to: teaching('school'), people: 4 },
  ]
  expect(Object.fromEntries(staffingBalances(kindLines(units), { counts, flows }))).toEqual({
    administrative: balance({ opening: 10, entered: 2, left: 1, movedOut: 1, closing: 10 }),
    institution: balance({ opening: 30, movedIn: 1, closing: 31 }),
  })
})

test('a school that goes from one bureau to another takes its people along, and both bureaus tie', () => {
  const before = [region, education, school('education'), health]
  const after = [region, education, health, school('health')]
  const counts: PlaceCount[] = [{ ...teaching('school'), opening: 30, closing: 29 }]
  const flows: PlaceFlow[] = [{ from: teaching('school'), to: null, people: 1 }]
  const of = (rootId: string) =>
    staffingBalances(kindLines(unitLines(rootId, { before, after })), { counts, flows }).get('institution')
  expect(of('education')).toEqual(balance({ opening: 30, transferredOut: 30 }))
  expect(of('health')).toEqual(balance({ transferredIn: 30, left: 1, closing: 29 }))
  expect(of('region')).toEqual(balance({ opening: 30, left: 1, closing: 29 }))
})

test('the people of a school that is no more went by their movements, not with it', () => {
  const before = [region, education, school('education'), health]
  const after = [region, education, health]
  const counts: PlaceCount[] = [
    { ...teaching('school'), opening: 3, closing: 0 },
    { ...teaching('health'), opening: 0, closing: 3 },
  ]
  const flows: PlaceFlow[] = [{ from: teaching('school'), to: teaching('health'), people: 3 }]
  const units = unitLines('education', { before, after })
  expect(staffingBalances(kindLines(units), { counts, flows }).get('institution')).toEqual(
    balance({ opening: 3, movedOut: 3 }),
  )
})

test('any people, any two trees: every kind and every unit ties, and the units add up to the whole', () => {
  fc.assert(
    fc.property(people, tree, tree, (steps, before, after) => {
      const facts = factsOf(steps)
      for (const rootId of ['region', 'education', 'school']) {
        const units = unitLines(rootId, { before, after })
        const present = (place: Place | null) => place !== null && units.closing.has(place.organizationId)
        const kinds = staffingBalances(kindLines(units), facts)
        for (const [kind, told] of kinds) {
          expect(told).toSatisfy(ties)
          const there = steps.filter(
            ({ closing }) => present(closing) && closing?.establishmentKind === kind,
          ).length
          expect(told.closing).toBe(there)
        }
        const byUnit = staffingBalances(
          countedLines(units, (line) => line),
          facts,
        )
        const all = staffingBalances(
          countedLines(units, () => 'all'),
          facts,
        ).get('all')
        for (const told of byUnit.values()) expect(told).toSatisfy(ties)
        for (const part of ['opening', 'entered', 'left', 'closing'] as const) {
          const sum = [...byUnit.values()].reduce((people, told) => people + told[part], 0)
          expect(sum).toBe(all?.[part] ?? 0)
        }
      }
    }),
    { numRuns: 400 },
  )
})

test('what does not count as 编制 is in no unit and not in the sum', () => {
  const nodes = [region, education]
  const units = unitLines('region', { before: nodes, after: nodes })
  const lines: Lines = countedLines(units, () => 'all')
  const counts = [{ organizationId: 'education', establishmentKind: 'filed', opening: 5, closing: 6 }]
  expect(isCounted('filed')).toBe(false)
  expect(staffingBalances(lines, { counts, flows: [] }).size).toBe(0)
})

function balance(parts: Partial<StaffingBalance>): StaffingBalance {
  const none = { opening: 0, transferredIn: 0, transferredOut: 0, entered: 0, movedIn: 0 }
  return { ...none, left: 0, movedOut: 0, closing: 0, ...parts }
}

/** One person: where at the end of the first day and of the last, and through which places in between. */
type Steps = { opening: Place | null; between: (Place | null)[]; closing: Place | null }

const place: fc.Arbitrary<Place | null> = fc.option(
  fc.record({
    organizationId: fc.constantFrom('education', 'health', 'school', 'clinic'),
    establishmentKind: fc.constantFrom('administrative', 'institution', 'filed'),
  }),
)
const people = fc.array(
  fc.record({ opening: place, between: fc.array(place, { maxLength: 3 }), closing: place }),
  {
    maxLength: 12,
  },
)
const tree = fc
  .record({
    school: fc.constantFrom('education', 'health', 'region', 'gone'),
    clinic: fc.constantFrom('education', 'health', 'school', 'gone'),
  })
  .map((parents) => [
    region,
    education,
    health,
    ...Object.entries(parents)
      .filter(([, parentId]) => parentId !== 'gone')
      .map(([organizationId, parentId]) => ({ organizationId, parentId, name: organizationId })),
  ])

function factsOf(all: readonly Steps[]): { counts: PlaceCount[]; flows: PlaceFlow[] } {
  const counts = all.flatMap(({ opening, closing }) => [
    ...(opening === null ? [] : [{ ...opening, opening: 1, closing: 0 }]),
    ...(closing === null ? [] : [{ ...closing, opening: 0, closing: 1 }]),
  ])
  const flows = all.flatMap(({ opening, between, closing }) => {
    const way = [opening, ...between, closing]
    return way.slice(1).map((to, at) => ({ from: way[at] ?? null, to, people: 1 }))
  })
  return { counts, flows }
}
