import { expect, test } from 'vitest'
import { checkExpenditure, checkProposedLines, checkRemainder } from '../../src/budget/budget-adjustment.ts'
import { yuan } from '../../src/kernel/money.ts'

const lines = (...amounts: string[]) =>
  amounts.map((amount, at) => ({ field: `amount-${at}`, amount: yuan(amount) }))

test.each`
  kind           | amounts               | holds
  ${'addition'}  | ${['7500']}           | ${true}
  ${'addition'}  | ${['7500', '-1']}     | ${false}
  ${'reduction'} | ${['-8700']}          | ${true}
  ${'reduction'} | ${['8700']}           | ${false}
  ${'transfer'}  | ${['-300', '300']}    | ${true}
  ${'transfer'}  | ${['-300', '299.99']} | ${false}
  ${'addition'}  | ${['0']}              | ${false}
`('$kind of $amounts holds: $holds', ({ kind, amounts, holds }) => {
  expect(checkProposedLines(kind, lines(...amounts)) === null).toBe(holds)
})

test('the message of a wrong line stands at that line', () => {
  expect(checkProposedLines('addition', lines('1', '-2'))?.field).toBe('amount-1')
})

test.each`
  adjusted | executed | change   | holds
  ${'100'} | ${'80'}  | ${'-20'} | ${true}
  ${'100'} | ${'80'}  | ${'-21'} | ${false}
  ${'0'}   | ${'10'}  | ${'5'}   | ${true}
`('a cut of $change leaves at least the $executed already paid of $adjusted: $holds', (row) => {
  const figures = { adjusted: yuan(row.adjusted), executed: yuan(row.executed), change: yuan(row.change) }
  expect(checkRemainder({ ...figures, field: 'amount' }) === null).toBe(row.holds)
})

test('nothing is paid beyond the budget of the line', () => {
  const line = { adjusted: yuan('100'), executed: yuan('60'), field: 'amount' }
  expect(checkExpenditure({ ...line, amount: yuan('40') })).toBeNull()
  expect(checkExpenditure({ ...line, amount: yuan('40.01') })).toEqual({
    code: 'refused',
    field: 'amount',
    because: '超出可用预算，该科目可用 40.00 元。请先办理预算调整。',
  })
})
