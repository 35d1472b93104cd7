import { readFileSync } from 'node:fs'
import papaparse from 'papaparse'
import { expect, test } from 'vitest'
import { maskIdentityNumber, readIdentityNumber } from '../../src/kernel/identity-number.ts'

type Vector = { kind: string; value: string; expected: string; why: string }

const vectors = papaparse
  .parse<Vector>(readFileSync('test/golden/identifier-vectors.csv', 'utf8'), {
    header: true,
    skipEmptyLines: true,
  })
  .data.filter(({ kind }) => kind === 'citizen_id')

test('the vectors are there', () => {
  expect(vectors.length).toBe(8)
})

test.each(vectors)('$value is $expected: $why', ({ value, expected }) => {
  expect(readIdentityNumber(value, 'identityNumber').done).toBe(expected === 'valid')
})

test('birth date and sex stand in the number', () => {
  expect(readIdentityNumber('11010519491231002X', 'identityNumber')).toEqual({
    done: true,
    value: { number: '11010519491231002X', bornOn: '1949-12-31', sex: '2' },
  })
  expect(readIdentityNumber('440524188001010014', 'identityNumber')).toMatchObject({
    value: { bornOn: '1880-01-01', sex: '1' },
  })
})

test('full-width digits, spaces and a small x are put right', () => {
  expect(readIdentityNumber(' １１０１０５ 19491231 ００２ｘ　', 'identityNumber')).toMatchObject({
    value: { number: '11010519491231002X' },
  })
})

test.each`
  text                     | code                       | why
  ${''}                    | ${'identity-number-form'}  | ${'empty'}
  ${'51081219650401001'}   | ${'identity-number-form'}  | ${'seventeen characters'}
  ${'5108121965040100155'} | ${'identity-number-form'}  | ${'nineteen'}
  ${'51081219650401001Y'}  | ${'identity-number-form'}  | ${'the last is no digit and no X'}
  ${'010812196504010015'}  | ${'identity-number-form'}  | ${'no region begins with 0'}
  ${'510812650401001'}     | ${'identity-number-old'}   | ${'the old number of fifteen digits'}
  ${'510812196502300019'}  | ${'identity-number-date'}  | ${'30 February'}
  ${'510812196504010010'}  | ${'identity-number-check'} | ${'the check character should be 5'}
`('$text is refused: $why', ({ text, code }) => {
  expect(readIdentityNumber(text, 'person')).toMatchObject({
    done: false,
    problems: [{ code, field: 'person' }],
  })
})

test('a wrong check character names the right one', () => {
  expect(readIdentityNumber('510812196504010010', 'identityNumber')).toEqual({
    done: false,
    problems: [{ code: 'identity-number-check', field: 'identityNumber', expected: '5' }],
  })
})

test('one mistyped digit and two neighbours exchanged never pass', () => {
  const number = '510812197609010016'
  for (let place = 0; place < 17; place += 1) {
    for (const digit of '0123456789') {
      const mistyped = number.slice(0, place) + digit + number.slice(place + 1)
      if (mistyped !== number) expect(readIdentityNumber(mistyped, 'identityNumber').done).toBe(false)
    }
    const exchanged =
      number.slice(0, place) + number.charAt(place + 1) + number.charAt(place) + number.slice(place + 2)
    if (exchanged !== number) expect(readIdentityNumber(exchanged, 'identityNumber').done).toBe(false)
  }
})

test('only the first and the last character are shown', () => {
  expect(maskIdentityNumber('11010519491231002X')).toBe('1****************X')
})
