import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, type IsoDate, inForce } from '../../src/kernel/dates.ts'
import {
  type Assignment,
  assignmentsFrom,
  newlyHeld,
  type Place,
  type PlaceChange,
  replay,
} from '../../src/staffing/assignment.ts'

const firstDay = '2021-01-01'
const places: Place[] = ['office', 'school', 'hospital'].flatMap((organizationId) =>
  ['administrative', 'institution'].map((establishmentKind) => ({ organizationId, establishmentKind })),
)
const day = fc.integer({ min: 0, max: 1500 }).map((days) => addDays(firstDay, days))
const place = fc.constantFrom(...places)

/** Any story at all, sense or nonsense, each day at most one change as the action allows. */
const anyHistory = fc
  .uniqueArray(
    fc.record({ effectiveOn: day, direction: fc.constantFrom('in', 'out', 'within'), to: place }),
    { maxLength: 12, selector: ({ effectiveOn }) => effectiveOn },
  )
  .map((steps) => steps.map((step, index) => movementOf(step, `m${index}`)))

/** A story that makes sense: who is out comes in, who is in moves or leaves. */
const sensibleHistory = fc
  .record({
    opening: fc.option(place, { nil: null }),
    steps: fc.array(fc.record({ wait: fc.integer({ min: 1, max: 200 }), leaves: fc.boolean(), to: place }), {
      maxLength: 10,
    }),
  })
  .map(({ opening, steps }) => {
    const changes: PlaceChange[] = opening === null ? [] : [openingOf(opening)]
    let held = opening
    let on = firstDay
    for (const [index, { wait, leaves, to }] of steps.entries()) {
      on = addDays(on, wait)
      const inside = leaves ? 'out' : 'within'
      const direction = held === null ? 'in' : inside
      changes.push({ ...movementOf({ effectiveOn: on, direction, to }, `m${index}`), from: held })
      held = direction === 'out' ? null : to
    }
    return changes
  })

describe('在编经历 as the movements tell it', () => {
  test('an opening entry, a transfer and a retirement give two periods, the day of change belonging to the later', () => {
    const [office, school] = [places[0]!, places[3]!]
    const changes = [
      openingOf(office),
      movementOf({ effectiveOn: '2022-03-01', direction: 'within', to: school }, 'move'),
      movementOf({ effectiveOn: '2023-07-01', direction: 'out', to: office }, 'leave'),
    ]
    expect(assignmentsFrom(changes)).toEqual([
      {
        ...office,
        effectiveFrom: firstDay,
        effectiveTo: '2022-03-01',
        begunByMovementId: null,
        endedByMovementId: 'move',
      },
      {
        ...school,
        effectiveFrom: '2022-03-01',
        effectiveTo: '2023-07-01',
        begunByMovementId: 'move',
        endedByMovementId: 'leave',
      },
    ])
  })

  test('a correction stands in the stead of what it corrects, one that takes back leaves nothing', () => {
    const wrong = movementOf({ effectiveOn: '2022-03-01', direction: 'in', to: places[0]! }, 'wrong')
    const right = {
      ...movementOf({ effectiveOn: '2022-04-01', direction: 'in', to: places[1]! }, 'right'),
      correctsId: 'wrong',
    }
    expect(assignmentsFrom([wrong, right])).toMatchObject([{ ...places[1], effectiveFrom: '2022-04-01' }])
    expect(assignmentsFrom([wrong, { ...right, takesBack: true }])).toEqual([])
  })

  test('a correction of a correction counts alone', () => {
    const first = movementOf({ effectiveOn: '2022-03-01', direction: 'in', to: places[0]! }, 'first')
    const second = { ...first, movementId: 'second', to: places[1]!, correctsId: 'first' }
    const third = { ...first, movementId: 'third', to: places[2]!, correctsId: 'second' }
    expect(assignmentsFrom([third, first, second])).toMatchObject([
      { ...places[2], begunByMovementId: 'third' },
    ])
  })

  test('who leaves one place and enters another on the same day is never out and never in both', () => {
    const leave = movementOf({ effectiveOn: '2022-03-01', direction: 'out', to: places[0]! }, 'z')
    const enter = movementOf({ effectiveOn: '2022-03-01', direction: 'in', to: places[1]! }, 'a')
    const { assignments, misfits } = replay([enter, leave, openingOf(places[0]!)])
    expect(misfits).toEqual([])
    expect(assignments.map(({ effectiveFrom, effectiveTo }) => [effectiveFrom, effectiveTo])).toEqual([
      [firstDay, '2022-03-01'],
      ['2022-03-01', null],
    ])
  })

  test('what does not fit is named: entering twice, leaving from nowhere, moving from a place not held', () => {
    const enter = movementOf({ effectiveOn: '2022-03-01', direction: 'in', to: places[0]! }, 'again')
    expect(replay([openingOf(places[0]!), enter]).misfits).toEqual([
      { movementId: 'again', effectiveOn: '2022-03-01', because: 'already-assigned' },
    ])
    const leave = movementOf({ effectiveOn: '2022-03-01', direction: 'out', to: places[0]! }, 'leave')
    expect(replay([leave]).misfits).toMatchObject([{ because: 'not-assigned' }])
    const move = { ...movementOf({ effectiveOn: '2022-03-01', direction: 'within', to: places[2]! }, 'move') }
    expect(replay([openingOf(places[0]!), { ...move, from: places[1]! }]).misfits).toMatchObject([
      { because: 'elsewhere' },
    ])
  })

  test('the order of recording does not matter', () => {
    fc.assert(
      fc.property(anyHistory.chain(shuffledTwice), ([one, other]) => {
        expect(replay(other)).toEqual(replay(one))
      }),
    )
  })

  test('nobody is ever in two places', () => {
    fc.assert(
      fc.property(anyHistory, day, (changes, asOf) => {
        expect(
          assignmentsFrom(changes).filter((assignment) => inForce(assignment, asOf)).length,
        ).toBeLessThan(2)
      }),
    )
  })

  test('a sensible history has no misfit, and on every day the last change up to it says where the person is', () => {
    fc.assert(
      fc.property(sensibleHistory, day, (changes, asOf) => {
        const { assignments, misfits } = replay(changes)
        const last = changes.filter(({ effectiveOn }) => effectiveOn <= asOf).at(-1)
        const found = assignments.find((assignment) => inForce(assignment, asOf))
        expect(misfits).toEqual([])
        expect(
          found && { organizationId: found.organizationId, establishmentKind: found.establishmentKind },
        ).toEqual(last?.to ?? undefined)
      }),
    )
  })

  test('opening + in − out = closing for every place and every two days', () => {
    fc.assert(
      fc.property(fc.array(sensibleHistory, { maxLength: 6 }), day, day, (histories, one, other) => {
        const [from, to] = one < other ? [one, other] : [other, one]
        const everybody = histories.flatMap((changes) => assignmentsFrom(changes))
        for (const at of places) {
          const moved = histories.flatMap((changes) =>
            changes.filter(({ effectiveOn }) => effectiveOn > from && effectiveOn <= to),
          )
          const entered = moved.filter((change) => isAt(change.to, at)).length
          const left = moved.filter((change) => isAt(change.from, at)).length
          expect(staffOn(everybody, at, from) + entered - left).toBe(staffOn(everybody, at, to))
        }
      }),
    )
  })

  test('replaying what was replayed changes nothing', () => {
    fc.assert(
      fc.property(sensibleHistory, (changes) => {
        const once = assignmentsFrom(changes)
        const again = assignmentsFrom([
          ...changes,
          ...changes.flatMap((change) =>
            change.movementId === null
              ? []
              : [{ ...change, movementId: `${change.movementId}c`, correctsId: change.movementId }],
          ),
        ])
        expect(again.map(({ begunByMovementId, endedByMovementId, ...rest }) => rest)).toEqual(
          once.map(({ begunByMovementId, endedByMovementId, ...rest }) => rest),
        )
      }),
    )
  })
})

describe('the days in a place that were not held before', () => {
  test('on every day: held after, and not held there before', () => {
    fc.assert(
      fc.property(anyHistory, anyHistory, day, (one, other, asOf) => {
        const [before, after] = [assignmentsFrom(one), assignmentsFrom(other)]
        for (const at of places) {
          const expected = staffOn(after, at, asOf) === 1 && staffOn(before, at, asOf) === 0
          expect(newlyHeld(before, after).some((held) => isAt(held, at) && inForce(held, asOf))).toBe(
            expected,
          )
        }
      }),
    )
  })

  test('a move inside the same organization and kind needs no place', () => {
    const before = assignmentsFrom([openingOf(places[0]!)])
    const move = movementOf({ effectiveOn: '2022-03-01', direction: 'within', to: places[0]! }, 'move')
    expect(newlyHeld(before, assignmentsFrom([openingOf(places[0]!), move]))).toEqual([])
  })
})

function openingOf(to: Place): PlaceChange {
  return {
    movementId: null,
    direction: 'in',
    effectiveOn: firstDay,
    from: null,
    to,
    correctsId: null,
    takesBack: false,
  }
}

function movementOf(
  { effectiveOn, direction, to }: { effectiveOn: IsoDate; direction: string; to: Place },
  movementId: string,
): PlaceChange {
  const way = direction === 'in' || direction === 'out' ? direction : 'within'
  return {
    movementId,
    direction: way,
    effectiveOn,
    from: null,
    to: way === 'out' ? null : to,
    correctsId: null,
    takesBack: false,
  }
}

function shuffledTwice(changes: PlaceChange[]) {
  const shuffled = fc.shuffledSubarray(changes, { minLength: changes.length, maxLength: changes.length })
  return fc.tuple(fc.constant(changes), shuffled)
}

function isAt(place: Place | null, at: Place): boolean {
  return place?.organizationId === at.organizationId && place.establishmentKind === at.establishmentKind
}

function staffOn(assignments: readonly Assignment[], at: Place, asOf: IsoDate): number {
  return assignments.filter((assignment) => isAt(assignment, at) && inForce(assignment, asOf)).length
}
