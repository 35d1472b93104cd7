import { describe, expect, test } from 'vitest'
import type { IsoDate } from '../../src/kernel/dates.ts'
import { fixedYuan, total, yuan } from '../../src/kernel/money.ts'
import { asOnBaseDate, type CostSpell, costSpells, type PayFacts } from '../../src/pay/cost-spell.ts'
import { always, book, months } from './example-book.ts'

const employed = (
  from: IsoDate,
  to: IsoDate | null,
  begunBy: string | null = null,
  endedBy: string | null = null,
) => ({
  organizationId: 'office',
  establishmentKind: 'administrative',
  effectiveFrom: from,
  effectiveTo: to,
  begunBy,
  endedBy,
})

const clerk: PayFacts = {
  personId: 'clerk',
  employments: [employed('2020-01-01', null)],
  profiles: [{ scheme: 'civil-servant', keys: { 'civil-grade': ['20', '3'] }, ...always }],
  amounts: [],
  bases: [{ scheme: 'pension', base: yuan('6000'), reason: '2023年度申报', ...always }],
  payPlacements: [],
}

const year = { from: '2023-01-01', to: '2024-01-01' }

function brief(spells: CostSpell[], code: string): string[] {
  return spells
    .filter(({ payItemCode }) => payItemCode === code)
    .map(({ effectiveFrom, effectiveTo, amount }) => `${effectiveFrom}/${effectiveTo} ${fixedYuan(amount)}`)
}

describe('a year of one person', () => {
  const spells = costSpells(clerk, book, year, 'actual')

  test('a standard that changes in July makes two spells', () => {
    expect(brief(spells, 'grade-pay')).toEqual([
      '2023-01-01/2023-07-01 2000.00',
      '2023-07-01/2024-01-01 2100.00',
    ])
  })

  test('the thirteenth month is December’s basic pay, in December', () => {
    expect(brief(spells, 'thirteenth')).toEqual(['2023-12-01/2024-01-01 2100.00'])
  })

  test('the employer pays 16 % of the declared base: 6000 × 0.16 = 960.00', () => {
    expect(brief(spells, 'pension')).toEqual(['2023-01-01/2024-01-01 960.00'])
  })

  test('the function code is the class of the paying unit and 01, a full code stays', () => {
    expect(new Set(spells.map(({ functionCode }) => functionCode))).toEqual(new Set(['2013101', '2080505']))
  })

  test('the operating quota is counted per head in the initial budget only: 9000 + 6000', () => {
    expect(brief(spells, 'quota')).toEqual([])
    const initial = costSpells(clerk, book, year, 'initial-budget')
    expect(brief(initial, 'quota')).toEqual([
      '2023-01-01/2023-02-01 9000.00',
      '2023-01-01/2023-02-01 6000.00',
    ])
  })
})

test.each`
  begunBy          | from            | firstMonth
  ${'transfer-in'} | ${'2023-04-01'} | ${'2023-04-01'}
  ${'transfer-in'} | ${'2023-04-02'} | ${'2023-05-01'}
  ${'transfer-in'} | ${'2023-04-30'} | ${'2023-05-01'}
  ${'recruitment'} | ${'2023-07-10'} | ${'2023-07-01'}
  ${'hiring'}      | ${'2023-07-31'} | ${'2023-07-01'}
  ${null}          | ${'2023-03-15'} | ${'2023-04-01'}
`('one who enters by $begunBy on $from is paid from $firstMonth', ({ begunBy, from, firstMonth }) => {
  const facts = {
    ...clerk,
    employments: [employed(from, null, begunBy)],
    profiles: clerk.profiles.map((profile) => ({ ...profile, effectiveFrom: from })),
  }
  expect(brief(costSpells(facts, book, year, 'actual'), 'grade-pay')[0]).toContain(`${firstMonth}/`)
})

test.each`
  endedBy           | to              | end
  ${'transfer-out'} | ${'2023-04-01'} | ${'2023-04-01'}
  ${'transfer-out'} | ${'2023-04-02'} | ${'2023-05-01'}
  ${'resignation'}  | ${'2023-04-30'} | ${'2023-05-01'}
  ${'retirement'}   | ${'2023-04-01'} | ${'2023-05-01'}
  ${'retirement'}   | ${'2023-04-20'} | ${'2023-05-01'}
  ${'death'}        | ${'2023-04-01'} | ${'2023-05-01'}
`('one who leaves by $endedBy on $to is last paid before $end', ({ endedBy, to, end }) => {
  const spells = costSpells(
    { ...clerk, employments: [employed('2020-01-01', to, null, endedBy)] },
    book,
    year,
    'actual',
  )
  expect(brief(spells, 'grade-pay')).toEqual([`2023-01-01/${end} 2000.00`])
})

test('nobody is paid twice for one month: a resigned person recruited again in the same month', () => {
  const facts = {
    ...clerk,
    employments: [
      employed('2020-01-01', '2023-03-10', null, 'resignation'),
      { ...employed('2023-03-20', null, 'recruitment'), organizationId: 'school' },
    ],
  }
  expect(brief(costSpells(facts, book, year, 'actual'), 'grade-pay')).toEqual([
    '2023-01-01/2023-04-01 2000.00',
    '2023-04-01/2023-07-01 2000.00',
    '2023-07-01/2024-01-01 2100.00',
  ])
})

test('without a declared base the pay of the first full month counts, and the floor holds: 2000 → 4000 × 0.16', () => {
  const facts = { ...clerk, bases: [], employments: [employed('2023-04-10', null, 'recruitment')] }
  const spells = costSpells(facts, book, year, 'actual')
  expect(brief(spells, 'pension')).toEqual(['2023-04-01/2024-01-01 640.00'])
  expect(spells.find(({ payItemCode }) => payItemCode === 'pension')?.basis).toMatchObject({
    base: '2000.00',
    boundedBase: '4000.00',
    firstFullMonth: '2023-05-01',
  })
})

test('a base of half a yuan is rounded half up to the fen once: 4321.09 × 0.16 = 691.3744 → 691.37', () => {
  const facts = { ...clerk, bases: [{ scheme: 'pension', base: yuan('4321.09'), reason: '申报', ...always }] }
  expect(brief(costSpells(facts, book, year, 'actual'), 'pension')).toEqual(['2023-01-01/2024-01-01 691.37'])
})

test('teachers and nurses have a tenth more: 2150.55 × 0.1 = 215.055 → 215.06', () => {
  const keys = { 'civil-grade': ['20', '4'], 'teacher-nurse': [] }
  const facts = { ...clerk, profiles: [{ scheme: 'institution', keys, ...always }] }
  expect(brief(costSpells(facts, book, year, 'actual'), 'teacher')).toEqual(['2023-01-01/2024-01-01 215.06'])
})

test('an amount paid once falls into the month of its day', () => {
  const amounts = [
    {
      payItemCode: 'bonus',
      amount: yuan('12000'),
      reason: '考核',
      effectiveFrom: '2023-12-18',
      effectiveTo: '2023-12-19',
    },
  ]
  expect(brief(costSpells({ ...clerk, amounts }, book, year, 'actual'), 'bonus')).toEqual([
    '2023-12-01/2024-01-01 12000.00',
  ])
})

test('an initial budget counts who is there on the base date, for the whole year', () => {
  const left = { ...clerk, employments: [employed('2020-01-01', '2023-03-10', null, 'transfer-out')] }
  const came = { ...clerk, employments: [employed('2023-01-02', null, 'transfer-in')] }
  const initial = (facts: PayFacts) =>
    costSpells(asOnBaseDate(facts, '2023-01-01'), book, year, 'initial-budget')
  expect(total(initial(left).flatMap((spell) => months(spell).map(() => spell.amount))).toString()).toBe(
    // 2000 × 6 + 2100 × 6 + 2100 (thirteenth) + 960 × 12 + 15000 (quota)
    '53220',
  )
  expect(initial(came)).toEqual([])
})
