import { expect, test } from 'vitest'
import { checkEntry, positionsAhead, vacancies } from '../../src/establishment/vacancy.ts'

const place = { organizationName: '区教育局', establishmentKind: 'administrative' }
const on = '2024-03-01'

test.each`
  approved | occupied | reserved | frozen | entering | allowed
  ${10}    | ${9}     | ${0}     | ${0}   | ${1}     | ${true}
  ${10}    | ${9}     | ${1}     | ${0}   | ${1}     | ${false}
  ${10}    | ${9}     | ${0}     | ${1}   | ${1}     | ${false}
  ${10}    | ${7}     | ${1}     | ${1}   | ${1}     | ${true}
  ${10}    | ${7}     | ${1}     | ${1}   | ${2}     | ${false}
  ${10}    | ${12}    | ${0}     | ${0}   | ${1}     | ${false}
`(
  '核定 $approved、实有 $occupied、已批未用 $reserved、冻结 $frozen 时再进 $entering 人：$allowed',
  ({ entering, allowed, ...position }) => {
    expect(checkEntry([{ on, ...position }], entering, place) === null).toBe(allowed)
  },
)

test('a cut decided for July binds an entry in March', () => {
  const opening = { on, approved: 10, occupied: 9, reserved: 0, frozen: 0 }
  const cut = { on: '2024-07-01', approved: -1, occupied: 0, reserved: 0, frozen: 0 }
  expect(checkEntry(positionsAhead(opening, []), 1, place)).toBeNull()
  expect(checkEntry(positionsAhead(opening, [cut]), 1, place)).toMatchObject({
    code: 'no-vacancy',
    on: '2024-07-01',
    approved: 9,
    occupied: 9,
  })
})

test('an exit and a cut on one day are seen together, not one after the other', () => {
  const opening = { on, approved: 10, occupied: 10, reserved: 0, frozen: 0 }
  const changes = [
    { on: '2024-07-01', approved: -1, occupied: 0, reserved: 0, frozen: 0 },
    { on: '2024-07-01', approved: 0, occupied: -1, reserved: 0, frozen: 0 },
  ]
  const ahead = positionsAhead(opening, changes)
  expect(ahead.map((position) => [position.on, vacancies(position)])).toEqual([
    ['2024-03-01', 0],
    ['2024-07-01', 0],
  ])
})

test('what changed on the first day is already in the opening position', () => {
  const opening = { on, approved: 10, occupied: 8, reserved: 0, frozen: 0 }
  const sameDay = { on, approved: 5, occupied: 0, reserved: 0, frozen: 0 }
  expect(positionsAhead(opening, [sameDay])).toEqual([opening])
})
