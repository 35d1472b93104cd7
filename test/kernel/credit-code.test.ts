import { readFileSync } from 'node:fs'
import papaparse from 'papaparse'
import { expect, test } from 'vitest'
import { creditCodeOf, readCreditCode } from '../../src/kernel/credit-code.ts'

type Vector = { kind: string; value: string; expected: string; why: string }

const vectors = papaparse
  .parse<Vector>(readFileSync('test/golden/identifier-vectors.csv', 'utf8'), {
    header: true,
    skipEmptyLines: true,
  })
  .data.filter(({ kind }) => kind === 'uscc')

test('the vectors are there', () => {
  expect(vectors.length).toBe(10)
})

test.each(vectors)('$value is $expected: $why', ({ value, expected }) => {
  expect(readCreditCode(value, 'creditCode').done).toBe(expected === 'valid')
})

test.each(vectors.filter(({ expected }) => expected === 'valid'))(
  '$value follows from its parts',
  ({ value }) => {
    expect(creditCodeOf({ prefix: value.slice(0, 8), organization: value.slice(8, 16) })).toBe(value)
  },
)

test('an organization code whose check figure is ten ends in X', () => {
  // D2143569X, the example of GB 11714
  expect(creditCodeOf({ prefix: '11510812', organization: 'D2143569' }).slice(8, 17)).toBe('D2143569X')
})

test('small letters, full-width characters and spaces are put right', () => {
  expect(readCreditCode(' 9135 0100 m000100ｙ４３ ', 'creditCode')).toEqual({
    done: true,
    value: '91350100M000100Y43',
  })
})

test.each`
  text                    | problem
  ${''}                   | ${{ code: 'credit-code-form', field: 'creditCode' }}
  ${'91350100M000100Y4'}  | ${{ code: 'credit-code-form', field: 'creditCode' }}
  ${'1151O812MB00000199'} | ${{ code: 'credit-code-form', field: 'creditCode' }}
  ${'11510812MB0000019A'} | ${{ code: 'credit-code-check', field: 'creditCode', expected: '9' }}
`('$text is refused as $problem.code', ({ text, problem }) => {
  expect(readCreditCode(text, 'creditCode')).toEqual({ done: false, problems: [problem] })
})
