import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import papaparse from 'papaparse'
import { expect, test } from 'vitest'
import { addDays, addMonths } from '../../src/kernel/dates.ts'
import {
  elasticRetirement,
  minimumContributionMonths,
  type RetirementCategory,
  retirementAge,
  retirementMonth,
  usualRetirementCategory,
} from '../../src/staffing/retirement.ts'

const lawOn = '2025-01-01'
const before = '2024-01-15'

function golden(file: string): Record<string, string>[] {
  const text = readFileSync(`test/golden/${file}`, 'utf8')
  return papaparse.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true }).data
}

const categories: Record<string, RetirementCategory> = {
  male60: 'age-60',
  female55: 'age-55',
  female50: 'age-50',
}

const vectors = golden('retirement-vectors.csv').map((row) => ({
  category: categories[row.category ?? ''] as RetirementCategory,
  born: row.birth_month ?? '',
  original: row.original_retirement_month ?? '',
  age: row.statutory_age ?? '',
  month: row.statutory_retirement_month ?? '',
}))

test('the thirty-five vectors are there', () => {
  expect(vectors.length).toBe(35)
  expect(vectors.every(({ category }) => category !== undefined)).toBe(true)
})

test.each(vectors)(
  '$category born $born retires in $month at $age',
  ({ category, born, original, age, month }) => {
    const first = { bornOn: `${born}-01`, category, lawOn }
    const { years, months } = retirementAge(first)
    expect(retirementMonth(first)).toBe(`${month}-01`)
    expect(retirementMonth({ ...first, bornOn: `${born}-28` })).toBe(`${month}-01`)
    expect(`${years}岁${months === 0 ? '' : `${months}个月`}`).toBe(age)
    expect(retirementMonth({ ...first, lawOn: before })).toBe(`${original}-01`)
  },
)

test.each`
  lawOn           | month
  ${'2024-09-12'} | ${'2025-01-01'}
  ${'2024-09-13'} | ${'2025-02-01'}
`('a man of January 1965 knew on $lawOn that he retires in $month', ({ lawOn, month }) => {
  expect(retirementMonth({ bornOn: '1965-01-20', category: 'age-60', lawOn })).toBe(month)
})

// 1976-09: original 2036-09, statutory 2039-09 (63); earlier by 36 months is the original month itself.
// 1966-01: original 2026-01, statutory 2026-05; earlier ends at the original month, later is 2029-05.
// 1964-12: no delay, so nothing earlier; later is 2027-12.
test.each`
  born            | earliest        | latest
  ${'1976-09-10'} | ${'2036-09-01'} | ${'2042-09-01'}
  ${'1966-01-31'} | ${'2026-01-01'} | ${'2029-05-01'}
  ${'1964-12-01'} | ${'2024-12-01'} | ${'2027-12-01'}
`('a man born $born may retire from $earliest to $latest', ({ born, earliest, latest }) => {
  expect(elasticRetirement({ bornOn: born, category: 'age-60', lawOn })).toEqual({ earliest, latest })
})

test('a woman in a worker post may retire at most three years before the month of the law', () => {
  // 1990-01: original 2040-01, statutory 2045-01 (55); 36 months earlier is 2042-01, later than the original month
  expect(elasticRetirement({ bornOn: '1990-01-05', category: 'age-50', lawOn })).toEqual({
    earliest: '2042-01-01',
    latest: '2048-01-01',
  })
})

test('before the decision there was one month and no choice', () => {
  expect(elasticRetirement({ bornOn: '1976-09-10', category: 'age-60', lawOn: before })).toEqual({
    earliest: '2036-09-01',
    latest: '2036-09-01',
  })
})

test('the least years of contribution are those of the annex', () => {
  const rows = golden('pension-minimum-years.csv')
  expect(rows.length).toBe(16)
  for (const { retirement_year: year = '', minimum_contribution_years: years = '' } of rows) {
    expect(String(minimumContributionMonths(Number.parseInt(year, 10)) / 12), year).toBe(
      years.replace(/\.0$/, ''),
    )
  }
})

test.each`
  sex    | identityCategory       | category
  ${'1'} | ${'office-worker'}     | ${'age-60'}
  ${'2'} | ${'civil-servant'}     | ${'age-55'}
  ${'2'} | ${'institution-staff'} | ${'age-55'}
  ${'2'} | ${'office-worker'}     | ${'age-50'}
`('sex $sex, $identityCategory: $category', ({ sex, identityCategory, category }) => {
  expect(usualRetirementCategory({ sex, identityCategory })).toBe(category)
})

const bornOn = fc.integer({ min: 0, max: 25_000 }).map((days) => addDays('1940-01-01', days))
const category = fc.constantFrom<RetirementCategory>('age-60', 'age-55', 'age-50')

test('who is born later never retires earlier', () => {
  fc.assert(
    fc.property(bornOn, fc.integer({ min: 0, max: 4000 }), category, (day, days, kind) => {
      const elder = retirementMonth({ bornOn: day, category: kind, lawOn })
      const younger = retirementMonth({ bornOn: addDays(day, days), category: kind, lawOn })
      expect(younger >= elder).toBe(true)
    }),
  )
})

test('nobody retires before the original month, nor later than 63, 58 and 55 years of age', () => {
  const last = { 'age-60': 63, 'age-55': 58, 'age-50': 55 }
  fc.assert(
    fc.property(bornOn, category, (day, kind) => {
      const month = retirementMonth({ bornOn: day, category: kind, lawOn })
      const original = retirementMonth({ bornOn: day, category: kind, lawOn: before })
      expect(month >= original).toBe(true)
      expect(month <= addMonths(`${day.slice(0, 7)}-01`, last[kind] * 12)).toBe(true)
    }),
  )
})
