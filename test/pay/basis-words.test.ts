import { expect, test } from 'vitest'
import { basisInWords } from '../../src/pay/basis-words.ts'

const names = new Map([
  ['duty-pay', '职务（职级）工资'],
  ['grade-pay', '级别工资'],
])

test.each([
  [
    { rule: 'proportion', of: { 'duty-pay': '1100.00', 'grade-pay': '1427.00' }, factor: '1' },
    '职务（职级）工资 1100.00 ＋ 级别工资 1427.00，乘以 1',
  ],
  [{ rule: 'personal', reason: '保留津贴' }, '个人金额：保留津贴'],
  [{ rule: 'once', reason: '按上年水平预列' }, '一次性：按上年水平预列'],
  [
    {
      rule: 'contribution',
      reason: '2023年度申报',
      base: '7900.00',
      boundedBase: '7600.00',
      rate: '0.003',
      documentNumber: '示范〔2020〕1号',
    },
    '2023年度申报缴费基数 7900.00 元（按上下限取 7600.00 元），费率 0.3%（示范〔2020〕1号）',
  ],
])('why an amount is what it is stands in the words of the office: %j', (basis, words) => {
  expect(basisInWords(basis, names)).toBe(words)
})
