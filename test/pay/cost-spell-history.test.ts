import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, addMonths, type Period } from '../../src/kernel/dates.ts'
import { fixedYuan, yuan } from '../../src/kernel/money.ts'
import { type CostSpell, costSpells, type PayFacts } from '../../src/pay/cost-spell.ts'
import type { PayProfile } from '../../src/pay/pay-item.ts'
import { book, kinds, months } from './example-book.ts'

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
