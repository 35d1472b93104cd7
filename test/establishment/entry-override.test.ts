import { describe, expect, test } from 'vitest'
import {
  type EntryOverride,
  overrideLeft,
  overrideRefusal,
  overrideState,
} from '../../src/establishment/entry-override.ts'
import { entryWarnings } from '../../src/establishment/entry-warning.ts'
import { endsSoon } from '../../src/establishment/vacancy-request.ts'

const step = (decision: string, approvedCount: number | null = null) => ({
  decision,
  role: 'director',
  words: '',
  recordedBy: '',
  recordedByName: null,
  recordedAt: new Date('2024-01-10T09:00:00+08:00'),
  approvedCount,
  effectiveOn: '2024-01-10',
})

/** Asked for three, two approved on 10 January, to be used until 30 June. */
const override = (change: Partial<EntryOverride> = {}): EntryOverride => ({
  overrideId: 'o',
  number: '超编特批2024-0001',
  organizationId: 'school',
  organizationName: '朝天中学',
  establishmentKind: 'institution',
  count: 3,
  expiresOn: '2024-06-30',
  reason: '',
  document: { id: '', number: '', title: '', issuer: '', issuedOn: '2024-01-05' },
  recordedAt: new Date('2024-01-05T09:00:00+08:00'),
  recordedBy: '',
  steps: [step('submission'), step('review'), step('review'), step('approval', 2)],
  uses: [],
  ...change,
})
const used = (days: string[]) => days.map((usedOn, place) => ({ movementId: `m${place}`, usedOn }))

describe('the life of an override', () => {
  test.each([
    ['waiting', { steps: [step('submission'), step('review')] }, '2024-01-15'],
    ['returned', { steps: [step('submission'), step('return')] }, '2024-01-15'],
    ['rejected', { steps: [step('submission'), step('rejection')] }, '2024-01-15'],
    ['withdrawn', { steps: [step('submission'), step('withdrawal')] }, '2024-01-15'],
    ['in-force', {}, '2024-06-30'],
    ['expired', {}, '2024-07-01'],
    ['in-force', { uses: used(['2024-02-01']) }, '2024-02-01'],
    ['used-up', { uses: used(['2024-02-01', '2024-03-01']) }, '2024-07-01'],
    ['recalled', { steps: [step('submission'), step('approval', 2), step('recall')] }, '2024-01-15'],
  ] as const)('is %s', (state, change, today) => {
    expect(overrideState(override(change as Partial<EntryOverride>), today)).toBe(state)
  })

  test('leaves what was granted less what was used, and nothing once it is recalled', () => {
    expect(overrideLeft(override())).toBe(2)
    expect(overrideLeft(override({ uses: used(['2024-02-01']) }))).toBe(1)
    expect(overrideLeft(override({ steps: [step('submission'), step('approval', 2), step('recall')] }))).toBe(
      0,
    )
    expect(overrideLeft(override({ steps: [step('submission')] }))).toBe(0)
  })
})

describe('an entry by it', () => {
  const entry = { organizationId: 'school', establishmentKind: 'institution', on: '2024-06-30' }
  test.each([
    ['on the last day', {}, entry, null],
    ['on the day of the approval', {}, { ...entry, on: '2024-01-10' }, null],
    ['a day after the last', {}, { ...entry, on: '2024-07-01' }, '不在有效期内'],
    ['before the approval', {}, { ...entry, on: '2024-01-09' }, '不在有效期内'],
    ['of another unit', {}, { ...entry, organizationId: 'hospital' }, '另一机构'],
    ['of another kind', {}, { ...entry, establishmentKind: 'filed' }, '另一编制类型'],
    ['not yet approved', { steps: [step('submission')] }, entry, '未经批准'],
    ['recalled', { steps: [step('submission'), step('approval', 2), step('recall')] }, entry, '已收回'],
    ['used up', { uses: used(['2024-02-01', '2024-03-01']) }, entry, '已经用完'],
  ])('%s', (_case, change, asked, because) => {
    const refusal = overrideRefusal(override(change as Partial<EntryOverride>), asked)
    if (because === null) expect(refusal).toBeNull()
    else expect(refusal).toContain(because)
  })

  test('by none is refused', () => {
    expect(overrideRefusal(null, entry)).toContain('没有找到')
  })
})

test.each([
  ['2024-01-14', false],
  ['2024-01-15', true],
  ['2024-02-14', true],
  ['2024-02-15', false],
  [null, false],
])('ending on %s is warned of on 15 January: %s', (lastDay, soon) => {
  expect(endsSoon(lastDay, '2024-01-15')).toBe(soon)
})

test('a unit over its establishment is red, unless an override or the control of its kind explains it', () => {
  const row = (organizationId: string, establishmentKind: string, occupied: number) => ({
    organizationId,
    establishmentKind,
    approved: 10,
    occupied,
    reserved: 0,
    frozen: 0,
  })
  const warnings = entryWarnings(
    [
      row('school', 'institution', 11),
      row('hospital', 'filed', 14),
      row('bureau', 'administrative', 12),
      row('office', 'administrative', 10),
      row('region', 'administrative', 99),
    ],
    {
      names: new Map([
        ['school', '中学'],
        ['hospital', '医院'],
        ['bureau', '某局'],
        ['office', '办公室'],
      ]),
      overrides: [override({ uses: used(['2024-01-12']) })],
      controlOfKind: (kind) => (kind === 'filed' ? 'warn' : 'stop'),
      today: '2024-01-15',
    },
  )
  expect(
    warnings.map(({ organizationName, over, overridden, left, level }) => ({
      organizationName,
      over,
      overridden,
      left,
      level,
    })),
  ).toEqual([
    { organizationName: '某局', over: 2, overridden: 0, left: 0, level: 'wrong' },
    { organizationName: '医院', over: 4, overridden: 0, left: 0, level: 'warn' },
    { organizationName: '中学', over: 1, overridden: 1, left: 1, level: 'warn' },
  ])
})
