import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  adjustedBudget,
  type BudgetFigures,
  basicPartOf,
  executionRate,
  forecastOf,
  sumOfFigures,
} from '../../src/budget/budget-line.ts'
import { yuan, zero } from '../../src/kernel/money.ts'

const line = (change: Partial<BudgetFigures>): BudgetFigures => ({
  initial: zero,
  adjustment: zero,
  pending: zero,
  executed: zero,
  due: null,
  ...change,
})

test('the adjusted budget of the office’s administrative wages is 102.65 + 3.69 = 106.34 万元', () => {
  expect(adjustedBudget({ initial: yuan('1026500'), adjustment: yuan('36900') })).toEqual(yuan('1063400'))
})

test('what waits for finance is not yet part of the adjusted budget', () => {
  expect(adjustedBudget(line({ initial: yuan('100'), pending: yuan('50') }))).toEqual(yuan('100'))
})

test('a line without a budget has no execution rate', () => {
  expect(executionRate({ adjusted: zero, executed: zero })).toBeUndefined()
  expect(executionRate({ adjusted: yuan('4'), executed: yuan('1') })?.toString()).toBe('0.25')
})

test('the forecast of a pay line is what the people’s months cost, of another line the whole budget', () => {
  const pay = line({ initial: yuan('120'), executed: yuan('10'), due: yuan('118') })
  expect(forecastOf(pay, { yearIsOver: false })).toEqual(yuan('118'))
  const other = line({ initial: yuan('120'), adjustment: yuan('-20'), executed: yuan('10') })
  expect(forecastOf(other, { yearIsOver: false })).toEqual(yuan('100'))
  expect(forecastOf(other, { yearIsOver: true })).toEqual(yuan('10'))
})

test.each`
  code       | part
  ${'30101'} | ${'personnel'}
  ${'30309'} | ${'personnel'}
  ${'30239'} | ${'operating'}
  ${'31002'} | ${'operating'}
`('$code is $part expenditure whatever project pays it', ({ code, part }) => {
  expect(basicPartOf(code)).toBe(part)
})

test('a total is the sum of its lines, in whatever order they come', () => {
  const amount = fc.integer({ min: -10_000_000, max: 10_000_000 }).map((fen) => yuan(String(fen)).div(100))
  const anyLine = fc.record({
    initial: amount,
    adjustment: amount,
    pending: amount,
    executed: amount,
    due: fc.option(amount),
  })
  fc.assert(
    fc.property(fc.array(anyLine), (lines) => {
      const forwards = sumOfFigures(lines)
      const backwards = sumOfFigures([...lines].reverse())
      expect(forwards.initial.toString()).toBe(backwards.initial.toString())
      expect(adjustedBudget(forwards).toString()).toBe(
        lines.reduce((sum, one) => sum.plus(adjustedBudget(one)), zero).toString(),
      )
      expect(forwards.due === null).toBe(lines.every(({ due }) => due === null))
    }),
  )
})
