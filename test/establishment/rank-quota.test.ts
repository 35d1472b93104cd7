import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  countsIn,
  groupName,
  isLeadingDuty,
  limitedLevels,
  percentInWords,
  quotasOf,
  type RankRatio,
  ratiosOn,
  resolvedRatios,
  shareOf,
  vacantRanks,
} from '../../src/establishment/rank-quota.ts'
import {
  changeFrom,
  checkEnd,
  checkRatio,
  endFrom,
  ratioInWords,
} from '../../src/establishment/rank-setting.ts'
import type { Period } from '../../src/kernel/dates.ts'

const researchers = { fromLevel: '04', toLevel: '06' }
const heads = { fromLevel: '07', toLevel: '10' }
const upperHeads = { fromLevel: '07', toLevel: '08' }

function ratio(change: Partial<RankRatio & Period>): RankRatio & Period {
  return {
    ...heads,
    percent: '60.00',
    establishmentKinds: ['administrative'],
    outer: null,
    rounding: 'down',
    leadersCount: false,
    effectiveFrom: '2021-01-01',
    effectiveTo: null,
    ...change,
  }
}
const upper = ratio({ ...upperHeads, percent: '50.00', outer: heads, establishmentKinds: [] })
const three = resolvedRatios([upper, ratio({}), ratio({ ...researchers, percent: '10.00' })])

describe('应核定', () => {
  test.each`
    base   | percent     | rounding     | number
    ${45}  | ${'10.00'}  | ${'down'}    | ${4}
    ${45}  | ${'10.00'}  | ${'half-up'} | ${5}
    ${44}  | ${'10.00'}  | ${'half-up'} | ${4}
    ${45}  | ${'60.00'}  | ${'down'}    | ${27}
    ${40}  | ${'12.50'}  | ${'down'}    | ${5}
    ${3}   | ${'33.33'}  | ${'half-up'} | ${1}
    ${0}   | ${'60.00'}  | ${'half-up'} | ${0}
    ${7}   | ${'100.00'} | ${'down'}    | ${7}
    ${100} | ${'0.29'}   | ${'down'}    | ${0}
  `('$percent % of $base, $rounding: $number', ({ base, number, ...share }) => {
    expect(shareOf(base, share)).toBe(number)
  })

  test('a unit of 45 places: 4 调研员, 27 主任科员, of these 13 一级、二级', () => {
    const held = [
      { establishmentKind: 'administrative', levelCode: '06', leads: false, count: 1 },
      { establishmentKind: 'administrative', levelCode: '07', leads: false, count: 14 },
      { establishmentKind: 'administrative', levelCode: '10', leads: false, count: 9 },
      // Neither a leader beside his post, nor somebody in another kind of place, nor a 科员 takes one up.
      { establishmentKind: 'administrative', levelCode: '07', leads: true, count: 2 },
      { establishmentKind: 'office-worker', levelCode: '07', leads: false, count: 3 },
      { establishmentKind: 'administrative', levelCode: '11', leads: false, count: 5 },
    ]
    const places = [
      { establishmentKind: 'administrative', approved: 45 },
      { establishmentKind: 'institution', approved: 20 },
    ]
    const quotas = quotasOf('a', { ratios: three, places, approvals: [], held })
    expect(
      quotas.map((quota) => [quota.base, quota.entitled, quota.number, quota.held, vacantRanks(quota)]),
    ).toEqual([
      [45, 4, 4, 1, 3],
      [45, 27, 27, 23, 4],
      [27, 13, 13, 14, -1],
    ])
  })

  test('a number by document goes before the ratio, changes the base of the group inside, and binds it', () => {
    const places = [{ establishmentKind: 'administrative', approved: 45 }]
    const approvals = [
      { ...heads, count: 20 },
      { ...upperHeads, count: 30 },
    ]
    const quotas = quotasOf('a', { ratios: three, places, approvals, held: [] })
    expect(quotas.map(({ base, entitled, approved, number }) => [base, entitled, approved, number])).toEqual([
      [45, 4, null, 4],
      [45, 27, 20, 20],
      [20, 10, 30, 20],
    ])
  })

  test('where the paper says so leaders take one up, in the group inside as in the one around it', () => {
    const counting = resolvedRatios([upper, ratio({ leadersCount: true })])
    const leader = { establishmentKind: 'administrative', levelCode: '08', leads: true }
    expect(counting.map((one) => countsIn(leader, one))).toEqual([true, true])
    expect(three.map((one) => countsIn(leader, one))).toEqual([false, false, false])
  })
})

test('领导职务 begin with 乡科级副职: who heads a section of a county organ holds none', () => {
  expect(isLeadingDuty({ leadership: 'deputy', leadershipRank: '110' })).toBe(true)
  expect(isLeadingDuty({ leadership: 'division-chief', leadershipRank: '111' })).toBe(false)
  expect(isLeadingDuty({ leadership: 'chief', leadershipRank: '999' })).toBe(false)
  expect(isLeadingDuty({ leadership: null, leadershipRank: null })).toBe(false)
})

test('groups are called as the papers call them; 科员 are not limited', () => {
  expect(groupName(heads)).toBe('一级至四级主任科员')
  expect(groupName({ fromLevel: '06', toLevel: '06' })).toBe('四级调研员')
  expect(groupName({ fromLevel: '06', toLevel: '07' })).toBe('四级调研员至一级主任科员')
  expect(percentInWords('60.00')).toBe('60%')
  expect(percentInWords('12.50')).toBe('12.5%')
  expect(limitedLevels.at(-1)?.name).toBe('四级主任科员')
  expect(ratioInWords(ratio({}))).toBe('行政编制的 60%，向下取整，领导职务兼任职级的不占用')
  expect(ratioInWords(upper)).toBe('一级至四级主任科员职数的 50%，向下取整')
})

describe('a ratio from a day on', () => {
  test('ends the one in force, or replaces one of the very day; what is recorded for later is not written over', () => {
    const row = ratio({})
    expect(changeFrom([row], '2024-01-01')).toMatchObject({
      value: { superseded: row, shortenedTo: '2024-01-01' },
    })
    expect(changeFrom([row], '2021-01-01')).toMatchObject({ value: { superseded: row, shortenedTo: null } })
    expect(changeFrom([], '2021-01-01')).toMatchObject({ value: { superseded: null } })
    expect(changeFrom([row], '2020-06-01')).toMatchObject({
      problems: [{ field: 'effectiveFrom', because: expect.stringContaining('2021-01-01') }],
    })
  })

  test('is stopped within its days, from the first day on as a whole', () => {
    expect(endFrom(ratio({}), '2024-01-01')).toMatchObject({ value: { shortenedTo: '2024-01-01' } })
    expect(endFrom(ratio({}), '2021-01-01')).toMatchObject({ value: { shortenedTo: null } })
    expect(endFrom(ratio({}), '2020-12-31')).toMatchObject({ problems: [{ field: 'endsOn' }] })
    expect(endFrom(ratio({ effectiveTo: '2022-01-01' }), '2022-01-01')).toMatchObject({ done: false })
  })

  test('goes down the ladder, crosses no other, and stands on a group that holds it all the time', () => {
    const known = [ratio({ effectiveTo: '2025-01-01' })]
    expect(checkRatio(ratio({ fromLevel: '10', toLevel: '07' }), [])).toMatchObject({ field: 'toLevel' })
    expect(checkRatio(ratio({ fromLevel: '06', toLevel: '08' }), known)).toMatchObject({
      because: expect.stringContaining('与一级至四级主任科员交叉'),
    })
    expect(checkRatio(ratio({ fromLevel: '06', toLevel: '10' }), known)).toBeNull()
    expect(checkRatio(upper, known)).toMatchObject({
      field: 'base',
      because: expect.stringContaining('2025-01-01 起没有登记比例'),
    })
    expect(checkRatio(upper, [ratio({})])).toBeNull()
    expect(checkRatio({ ...upper, outer: researchers }, [ratio({})])).toMatchObject({ field: 'base' })
    expect(checkEnd(ratio({}), '2024-01-01', [upper])).toMatchObject({ field: 'endsOn' })
    expect(checkEnd(ratio({}), '2024-01-01', [{ ...upper, effectiveTo: '2024-01-01' }])).toBeNull()
  })

  test('of the group inside nothing is left for days on which the one around it does not hold', () => {
    const resolved = resolvedRatios([
      upper,
      ratio({ effectiveFrom: '2022-01-01', effectiveTo: '2023-01-01' }),
    ])
    expect(ratiosOn(resolved, '2021-06-01')).toEqual([])
    expect(ratiosOn(resolved, '2022-06-01')).toHaveLength(2)
    expect(ratiosOn(resolved, '2023-01-01')).toEqual([])
  })
})

const kinds = ['administrative', 'civil-service-institution', 'office-worker']
const share = fc.record({
  percent: fc.integer({ min: 1, max: 10_000 }).map((hundredths) => {
    const text = String(hundredths).padStart(3, '0')
    return `${text.slice(0, -2)}.${text.slice(-2)}`
  }),
  rounding: fc.constantFrom('down' as const, 'half-up' as const),
})
const people = fc.array(
  fc.record({
    establishmentKind: fc.constantFrom(...kinds),
    levelCode: fc.constantFrom('04', '06', '07', '08', '09', '10', '11'),
    leads: fc.boolean(),
    count: fc.integer({ min: 1, max: 50 }),
  }),
  { maxLength: 12 },
)
const numbers = fc.record({
  outer: fc.option(fc.integer({ min: 0, max: 200 })),
  inner: fc.option(fc.integer({ min: 0, max: 200 })),
})

test('no number is below zero, no group has more than the one around it, and every holder of the groups is counted', () => {
  fc.assert(
    fc.property(
      fc.tuple(share, share, share),
      fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 3, maxLength: 3 }),
      people,
      numbers,
      fc.boolean(),
      ([first, second, third], places, held, { outer, inner }, leadersCount) => {
        const counted = { establishmentKinds: kinds.slice(0, 2), leadersCount }
        const ratios = resolvedRatios([
          ratio({ ...first, ...researchers, ...counted }),
          ratio({ ...second, ...counted }),
          { ...upper, ...third },
        ])
        const approvals = [
          ...(outer === null ? [] : [{ ...heads, count: outer }]),
          ...(inner === null ? [] : [{ ...upperHeads, count: inner }]),
        ]
        const [upperQuota, outerQuota, innerQuota] = quotasOf('a', {
          ratios,
          places: kinds.map((establishmentKind, index) => ({
            establishmentKind,
            approved: places[index] ?? 0,
          })),
          approvals,
          held,
        })
        if (!upperQuota || !outerQuota || !innerQuota) throw new Error('a group is missing')
        for (const { number, entitled, base } of [upperQuota, outerQuota, innerQuota]) {
          expect(number).toBeGreaterThanOrEqual(0)
          expect(entitled).toBeLessThanOrEqual(base)
        }
        expect(innerQuota.number).toBeLessThanOrEqual(outerQuota.number)
        const limited = held.filter(
          (row) =>
            row.levelCode <= '10' &&
            row.establishmentKind !== 'office-worker' &&
            (leadersCount || !row.leads),
        )
        expect(upperQuota.held + outerQuota.held).toBe(limited.reduce((sum, { count }) => sum + count, 0))
        expect(innerQuota.held).toBeLessThanOrEqual(outerQuota.held)
      },
    ),
  )
})
