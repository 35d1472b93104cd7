import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  checkNotBelowZero,
  checkTotal,
  overEstablished,
  type TotalChange,
  totalsAhead,
} from '../../src/establishment/total-control.ts'

const on = '2024-03-01'

test.each`
  ceiling | allocated | change | ofRegion | allowed
  ${100}  | ${99}     | ${1}   | ${false} | ${true}
  ${100}  | ${100}    | ${1}   | ${false} | ${false}
  ${100}  | ${100}    | ${-1}  | ${false} | ${true}
  ${100}  | ${103}    | ${-1}  | ${false} | ${true}
  ${100}  | ${90}     | ${-10} | ${true}  | ${true}
  ${100}  | ${90}     | ${-11} | ${true}  | ${false}
  ${100}  | ${103}    | ${2}   | ${true}  | ${true}
  ${0}    | ${0}      | ${1}   | ${false} | ${false}
`(
  '总量 $ceiling、已分配 $allocated 时变动 $change（总量行：$ofRegion）：$allowed',
  ({ ceiling, allocated, change, ofRegion, allowed }) => {
    const problem = checkTotal([{ on, ceiling, allocated }], { on, change, ofRegion }, 'administrative')
    expect(problem === null).toBe(allowed)
  },
)

test('a cut of the total decided for July binds a new place in March', () => {
  const opening = { on, ceiling: 100, allocated: 98 }
  const cut = { on: '2024-07-01', ceiling: -2, allocated: 0 }
  const change = { on, change: 1, ofRegion: false }
  expect(checkTotal(totalsAhead(opening, []), change, 'institution')).toBeNull()
  expect(checkTotal(totalsAhead(opening, [cut]), change, 'institution')).toEqual({
    code: 'over-total',
    field: 'count',
    establishmentKind: 'institution',
    on: '2024-07-01',
    ceiling: 98,
    allocated: 99,
  })
})

test('no unit has fewer places than none, on any later day', () => {
  const today = { on, approved: 5, occupied: 0, reserved: 0, frozen: 0 }
  const july = { ...today, on: '2024-07-01', approved: 2 }
  expect(checkNotBelowZero([today], -5)).toBeNull()
  expect(checkNotBelowZero([today], -6)).toMatchObject({ code: 'approved-below-zero', on, approved: 5 })
  expect(checkNotBelowZero([today, july], -3)).toMatchObject({ on: '2024-07-01', approved: 2 })
})

test('a cut that leaves people without a place is told with the first day it happens', () => {
  const today = { on, approved: 5, occupied: 4, reserved: 0, frozen: 0 }
  const july = { ...today, on: '2024-07-01', occupied: 5 }
  expect(overEstablished([today], -1)).toBeNull()
  expect(overEstablished([today, july], -1)).toMatchObject({ on: '2024-07-01', approved: 4, occupied: 5 })
  expect(overEstablished([{ ...today, occupied: 9 }], 1)).toBeNull()
})

test('what check lets pass never breaks the total, whatever is decided for later', () => {
  const change = fc.record({
    on: fc.integer({ min: 2, max: 9 }).map((month) => `2024-0${month}-01`),
    ceiling: fc.integer({ min: -3, max: 3 }),
    allocated: fc.integer({ min: -3, max: 3 }),
  })
  fc.assert(
    fc.property(fc.array(change), fc.integer({ min: -3, max: 3 }), fc.boolean(), (later, count, ofRegion) => {
      const opening = { on: '2024-01-01', ceiling: 10, allocated: 8 }
      const change = { on: opening.on, change: count, ofRegion }
      const fits = (changes: TotalChange[]) =>
        totalsAhead(opening, changes).every(({ ceiling, allocated }) => allocated <= ceiling)
      const written = { on: opening.on, ceiling: ofRegion ? count : 0, allocated: ofRegion ? 0 : count }
      const after = totalsAhead(
        { on: opening.on, ceiling: 10 + written.ceiling, allocated: 8 + written.allocated },
        later,
      )
      const holds = after.every(({ ceiling, allocated }) => allocated <= ceiling)
      if (checkTotal(totalsAhead(opening, later), change, 'institution') === null && fits(later)) {
        expect(holds).toBe(true)
      }
      if (fits(later) && !holds) {
        expect(checkTotal(totalsAhead(opening, later), change, 'institution')).not.toBeNull()
      }
    }),
  )
})
