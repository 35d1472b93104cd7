import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, addMonths, type IsoDate, type Period } from '../../src/kernel/dates.ts'
import { fixedYuan, total, yuan } from '../../src/kernel/money.ts'
import { asOnBaseDate, type CostSpell, costSpells, type PayFacts } from '../../src/pay/cost-spell.ts'
import { payBook } from '../../src/pay/pay-book.ts'
import { type PayItem, type PayProfile, payItemOf } from '../../src/pay/pay-item.ts'

const always = { effectiveFrom: '2000-01-01', effectiveTo: null }
const kinds = ['administrative', 'institution']

function item(
  code: string,
  rule: string,
  parameters: Record<string, unknown>,
  more: Partial<Omit<PayItem, 'rule'>> = {},
) {
  return payItemOf({
    code,
    name: code,
    rule,
    parameters,
    establishmentKinds: kinds,
    economicCode: '30101',
    functionCode: '01',
    projectPurpose: 'wages',
    budgeted: true,
    ...always,
    ...more,
  })
}

const standard = (
  standardKind: string,
  key1: string,
  key2: string,
  amount: string,
  from: IsoDate,
  to: IsoDate | null,
) => ({
  standardKind,
  key1,
  key2,
  amount: yuan(amount),
  documentNumber: '示范〔2023〕1号',
  effectiveFrom: from,
  effectiveTo: to,
})

const rate = { scheme: 'pension', establishmentKind: 'administrative', documentNumber: '示范' }

const book = payBook({
  items: [
    item('grade-pay', 'standard', { standardKind: 'civil-grade', inContributionBase: true }),
    item('own', 'personal', {}),
    item('bonus', 'once', {}, { economicCode: '30103' }),
    item('thirteenth', 'proportion', { of: ['grade-pay'], factor: '1', months: [12] }),
    item('teacher', 'proportion', { of: ['grade-pay'], factor: '0.1', requires: 'teacher-nurse' }),
    item(
      'pension',
      'contribution',
      { scheme: 'pension', baseSchemes: ['pension'] },
      { functionCode: '2080505' },
    ),
    item('quota', 'per-head', {
      standardKind: 'quota',
      key: 'administrative',
      economicCodes: ['30201', '30211'],
    }),
  ],
  standards: [
    standard('civil-grade', '20', '3', '2000', '2000-01-01', '2023-07-01'),
    standard('civil-grade', '20', '3', '2100', '2023-07-01', null),
    standard('civil-grade', '20', '4', '2150.55', '2000-01-01', null),
    standard('quota', 'administrative', '30201', '9000', '2000-01-01', null),
    standard('quota', 'administrative', '30211', '6000', '2000-01-01', null),
  ],
  rates: [{ ...rate, rate: yuan('0.16'), baseFloor: yuan('4000'), baseCap: yuan('21000'), ...always }],
  payingUnits: [
    { organizationId: 'office', payingOrganizationId: 'office', functionClass: '20131', ...always },
    { organizationId: 'centre', payingOrganizationId: 'office', functionClass: '20131', ...always },
    { organizationId: 'school', payingOrganizationId: 'school', functionClass: null, ...always },
  ],
})

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

function months({ effectiveFrom, effectiveTo }: CostSpell): IsoDate[] {
  const found: IsoDate[] = []
  for (let month = effectiveFrom; month < effectiveTo; month = addMonths(month, 1)) found.push(month)
  return found
}

/** item, month, codes and amount of every single month, sorted: what spells stand for. */
function monthly(spells: CostSpell[]): string[] {
  return spells
    .flatMap((spell) =>
      months(spell).map(
        (month) =>
          `${month} ${spell.payItemCode} ${spell.organizationId} ${spell.functionCode} ${spell.economicCode} ` +
          `${fixedYuan(spell.amount)} ${JSON.stringify(spell.basis)}`,
      ),
    )
    .sort()
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

const day = fc.integer({ min: 0, max: 1200 }).map((days) => addDays('2022-01-01', days))
const cuts = (count: number) =>
  fc.uniqueArray(day, { minLength: count, maxLength: count }).map((days) => days.sort())

/** Facts that follow one another without overlap, as the exclusion constraints hold them. */
function chained<Fact>(fact: fc.Arbitrary<Fact>, count: number) {
  return fc
    .tuple(cuts(count), fc.array(fact, { minLength: count, maxLength: count }), fc.boolean())
    .map(([starts, facts, open]) =>
      facts.map((own, at) => ({
        ...own,
        effectiveFrom: starts[at]!,
        effectiveTo: starts[at + 1] ?? (open ? null : addDays(starts[at]!, 90)),
      })),
    )
}

const person: fc.Arbitrary<PayFacts> = fc.record({
  personId: fc.constant('anyone'),
  employments: chained(
    fc.record({
      organizationId: fc.constantFrom('office', 'centre', 'school'),
      establishmentKind: fc.constantFrom(...kinds),
      begunBy: fc.constantFrom('recruitment', 'transfer-in', null),
      endedBy: fc.constantFrom('transfer-out', 'retirement', null),
    }),
    3,
  ),
  profiles: chained(
    fc.constantFrom<Omit<PayProfile, keyof Period>>(
      { scheme: 'civil-servant', keys: { 'civil-grade': ['20', '3'] } },
      { scheme: 'civil-servant', keys: { 'civil-grade': ['20', '4'], 'teacher-nurse': [] } },
    ),
    3,
  ),
  amounts: fc
    .tuple(
      chained(fc.constant({ payItemCode: 'own', amount: yuan('14.50'), reason: '按月' }), 2),
      chained(fc.constant({ payItemCode: 'bonus', amount: yuan('1500'), reason: '一次' }), 2),
    )
    .map(([own, bonus]) => [...own, ...bonus]),
  bases: chained(
    fc.constantFrom('3000', '6000', '99999').map((base) => ({
      scheme: 'pension',
      base: yuan(base),
      reason: '申报',
    })),
    2,
  ),
  payPlacements: chained(fc.constant({ organizationId: 'school' }), 1),
})

const firstOfSomeMonth = fc.integer({ min: 0, max: 36 }).map((offset) => addMonths('2022-01-01', offset))
const horizon = { from: '2022-01-01', to: '2025-01-01' }

describe('for every history of facts', () => {
  test('cutting the horizon in two changes no month', () => {
    fc.assert(
      fc.property(person, firstOfSomeMonth, (facts, cut) => {
        const whole = monthly(costSpells(facts, book, horizon, 'actual'))
        const early = monthly(costSpells(facts, book, { from: horizon.from, to: cut }, 'actual'))
        const late = monthly(costSpells(facts, book, { from: cut, to: horizon.to }, 'actual'))
        expect([...early, ...late].sort()).toEqual(whole)
      }),
    )
  })

  test('spells are the months computed one by one, put together', () => {
    fc.assert(
      fc.property(person, (facts) => {
        const singly: string[] = []
        for (let from = horizon.from; from < horizon.to; from = addMonths(from, 1)) {
          singly.push(...monthly(costSpells(facts, book, { from, to: addMonths(from, 1) }, 'actual')))
        }
        expect(singly.sort()).toEqual(monthly(costSpells(facts, book, horizon, 'actual')))
      }),
    )
  })

  test('the order in which facts were typed does not matter', () => {
    fc.assert(
      fc.property(person, (facts) => {
        const turned = {
          ...facts,
          employments: [...facts.employments].reverse(),
          profiles: [...facts.profiles].reverse(),
          amounts: [...facts.amounts].reverse(),
          bases: [...facts.bases].reverse(),
        }
        expect(costSpells(turned, book, horizon, 'actual')).toEqual(
          costSpells(facts, book, horizon, 'actual'),
        )
      }),
    )
  })

  test('no two spells of an item cover one month, and none that touch could be one', () => {
    fc.assert(
      fc.property(person, (facts) => {
        const spells = costSpells(facts, book, horizon, 'actual')
        const claims = spells.flatMap((spell) =>
          months(spell).map((month) => `${month} ${spell.payItemCode}`),
        )
        const once = claims.filter((claim) => !claim.endsWith(' bonus'))
        expect(new Set(once).size).toBe(once.length)
        for (const spell of spells) expect(spell.amount.decimalPlaces()).toBeLessThanOrEqual(2)
      }),
    )
  })
})
