import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  checkRankTaken,
  type RankSpell,
  rankDays,
  rankSpells,
  ranksTaken,
  type UnitRanks,
} from '../../src/establishment/rank-ahead.ts'
import { type RankRatio, resolvedRatios } from '../../src/establishment/rank-quota.ts'
import { inForce, type Period } from '../../src/kernel/dates.ts'

const heads = { fromLevel: '07', toLevel: '10' }
const upperHeads = { fromLevel: '07', toLevel: '08' }
const always = { effectiveFrom: '2021-01-01', effectiveTo: null }
const ratio: RankRatio & Period = {
  ...heads,
  percent: '50.00',
  establishmentKinds: ['administrative'],
  outer: null,
  rounding: 'down',
  leadersCount: false,
  ...always,
}
const inner: RankRatio & Period = { ...ratio, ...upperHeads, outer: heads, establishmentKinds: [] }
const ratios = resolvedRatios([ratio, inner])

const place = { organizationId: 'a', establishmentKind: 'administrative', ...always }
const rank = (levelCode: string, effectiveFrom = '2021-01-01', effectiveTo: string | null = null) => ({
  aspect: 'rank',
  levelCode,
  leadership: null,
  leadershipRank: null,
  effectiveFrom,
  effectiveTo,
})
const deputy = {
  aspect: 'duty',
  levelCode: '0142',
  leadership: 'deputy',
  leadershipRank: '110',
  effectiveFrom: '2022-01-01',
  effectiveTo: '2023-01-01',
}
const spell = (levelCode: string, effectiveFrom: string, effectiveTo: string | null = null): RankSpell => ({
  organizationId: 'a',
  establishmentKind: 'administrative',
  levelCode,
  leads: false,
  effectiveFrom,
  effectiveTo,
})

test('a person leads for a year in the middle of a 职级: three spells, of places held all the time', () => {
  expect(rankSpells([place], [rank('10'), deputy])).toEqual([
    { ...spell('10', '2021-01-01', '2022-01-01'), leads: false },
    { ...spell('10', '2023-01-01'), leads: false },
    { ...spell('10', '2022-01-01', '2023-01-01'), leads: true },
  ])
  expect(rankSpells([place], [deputy])).toEqual([])
  expect(rankSpells([{ ...place, effectiveTo: '2021-06-01' }], [rank('10', '2021-06-01')])).toEqual([])
})

describe('what somebody takes up', () => {
  test('from 科员 to 四级主任科员 one of the group; inside the group one of the narrower one alone', () => {
    const [entered] = ranksTaken(
      [spell('11', '2021-01-01')],
      [spell('11', '2021-01-01', '2024-01-01'), spell('10', '2024-01-01')],
      ratios,
    )
    const days = { effectiveFrom: '2024-01-01', effectiveTo: null }
    expect(entered).toEqual({ organizationId: 'a', ...heads, periods: [days] })
    const up = [spell('09', '2021-01-01', '2024-01-01'), spell('08', '2024-01-01')]
    expect(ranksTaken([spell('09', '2021-01-01')], up, ratios)).toEqual([
      { organizationId: 'a', ...upperHeads, periods: [days] },
    ])
  })

  test('nothing by a leader beside his post, one when he leads no longer; in another unit one again', () => {
    const leads = { ...spell('10', '2021-01-01'), leads: true }
    expect(ranksTaken([], [leads], ratios)).toEqual([])
    expect(ranksTaken([leads], [spell('10', '2024-01-01')], ratios)).toHaveLength(1)
    const counting = resolvedRatios([{ ...ratio, leadersCount: true }])
    expect(ranksTaken([], [leads], counting)).toHaveLength(1)
    expect(ranksTaken([leads], [spell('10', '2024-01-01')], counting)).toEqual([])
    const elsewhere = { ...spell('10', '2024-01-01'), organizationId: 'b' }
    expect(ranksTaken([spell('10', '2021-01-01')], [elsewhere], ratios)).toMatchObject([
      { organizationId: 'b' },
    ])
  })
})

describe('every later day', () => {
  const taken = {
    organizationId: 'a',
    ...heads,
    periods: [{ effectiveFrom: '2024-01-01', effectiveTo: null }],
  }
  const unit = (change: Partial<UnitRanks> = {}): UnitRanks => ({
    places: [{ establishmentKind: 'administrative', on: '2024-01-01', change: 5 }],
    approvals: [],
    spells: [spell('10', '2021-01-01')],
    ...change,
  })
  const told = (facts: UnitRanks) =>
    rankDays(taken, ratios, facts).map(({ on, number, held }) => [on, number, held])
  const checked = (facts: UnitRanks) => {
    const [first, ...later] = rankDays(taken, ratios, facts)
    if (first === undefined) throw new Error('no day')
    return checkRankTaken([first, ...later], { organizationName: '甲局', field: 'rankLevel' })
  }

  test('of five places half, two, one held: one more finds a place', () => {
    expect(told(unit())).toEqual([['2024-01-01', 2, 1]])
    expect(checked(unit())).toBeNull()
  })

  test('a promotion recorded for autumn, a cut for summer, a paper for winter each bind today', () => {
    expect(checked(unit({ spells: [spell('10', '2021-01-01'), spell('09', '2024-09-01')] }))).toEqual({
      code: 'no-rank',
      field: 'rankLevel',
      on: '2024-09-01',
      organizationName: '甲局',
      ...heads,
      approved: 2,
      held: 2,
    })
    const cut = { establishmentKind: 'administrative', on: '2024-06-01', change: -2 }
    const places = [{ establishmentKind: 'administrative', on: '2024-01-01', change: 5 }, cut]
    expect(told(unit({ places }))).toEqual([
      ['2024-01-01', 2, 1],
      ['2024-06-01', 1, 1],
    ])
    expect(checked(unit({ places }))).toMatchObject({ on: '2024-06-01', approved: 1 })
    const approvals = [{ ...heads, count: 1, effectiveFrom: '2024-12-01', effectiveTo: null }]
    expect(checked(unit({ approvals }))).toMatchObject({ on: '2024-12-01', approved: 1, held: 1 })
  })

  test('who leaves before makes room, who leaves after does not', () => {
    const leaving = (on: string) =>
      unit({ spells: [spell('10', '2021-01-01', on), spell('10', '2021-01-01')] })
    expect(checked(leaving('2024-01-01'))).toBeNull()
    expect(checked(leaving('2024-01-02'))).toMatchObject({ on: '2024-01-01', held: 2 })
  })
})

const someDay = fc
  .integer({ min: 0, max: 11 })
  .map((month) => `2024-${String(month + 1).padStart(2, '0')}-01`)
const someSpells = fc.array(
  fc.record({ levelCode: fc.constantFrom('07', '09', '10', '12'), from: someDay, leads: fc.boolean() }),
  { maxLength: 5 },
)

test('a number is taken up on just those days on which the person counts and did not before, whatever changed', () => {
  fc.assert(
    fc.property(someSpells, someSpells, someDay, (first, second, on) => {
      const series = (steps: typeof first) => {
        const starts = [...new Map(steps.map((step) => [step.from, step])).values()]
        const ordered = starts.toSorted((a, b) => a.from.localeCompare(b.from))
        return ordered.map(({ levelCode, from, leads }, place) => ({
          ...spell(levelCode, from, ordered[place + 1]?.from ?? null),
          leads,
        }))
      }
      const [before, after] = [series(first), series(second)]
      const counts = (spells: RankSpell[]) =>
        spells.filter((one) => inForce(one, on) && !one.leads && one.levelCode <= '10').length
      const taken = ranksTaken(before, after, resolvedRatios([ratio]))
      const takesUp = taken.some(({ periods }) => periods.some((period) => inForce(period, on)))
      expect(takesUp).toBe(counts(after) > counts(before))
    }),
  )
})
