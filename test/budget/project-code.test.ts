import { expect, test } from 'vitest'
import { parseProjectCode, projectCodeOf, projectNameOf } from '../../src/budget/project-code.ts'

test('a published code tells region, year of entry, kind and serial', () => {
  expect(parseProjectCode('51081223R000007945709')).toEqual({
    regionCode: '510812',
    enteredIn: '23',
    kind: 'R',
    serial: '000007945709',
  })
})

test('a code put together is a code that can be read', () => {
  const code = projectCodeOf({ regionCode: '510812', year: 2024, kind: 'T', serial: 10100237 })
  expect(code).toBe('51081224T000010100237')
  expect(parseProjectCode(code)?.kind).toBe('T')
})

test.each(['', '51081223X000007945709', '51081223R00000794570', '５1081223R000007945709'])(
  '%s is no project code',
  (text) => {
    expect(parseProjectCode(text)).toBeNull()
  },
)

test('a wage project is named after its year and its staff', () => {
  expect(projectNameOf({ year: 2023, purpose: 'wages', staff: 'administrative' })).toBe(
    '2023年工资性支出（行政）',
  )
  expect(projectNameOf({ year: 2023, purpose: 'only-child', staff: 'all' })).toBe('独子费')
})
