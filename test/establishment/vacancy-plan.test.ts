import { describe, expect, test } from 'vitest'
import type { Control } from '../../src/establishment/establishment-control.ts'
import { planLimit, type VacancyGround } from '../../src/establishment/vacancy-ground.ts'
import {
  actedInRound,
  isPlanOpen,
  type PlanLine,
  planReviewer,
  planState,
  planWaitsFor,
} from '../../src/establishment/vacancy-plan.ts'
import { planExcesses } from '../../src/establishment/vacancy-plan-check.ts'
import { checkPlanDraw, drawnBy, planStanding, takenBy } from '../../src/establishment/vacancy-plan-draw.ts'
import type { VacancyStep } from '../../src/establishment/vacancy-request.ts'

const position = (approved: number, occupied: number, reserved = 0, frozen = 0) => ({
  approved,
  occupied,
  reserved,
  frozen,
})

/** The rule of the county (standards §6.3): 超编 none; 满编 one out one in; others what will be vacant at year end. */
test.each`
  who                                      | now                      | yearEnd                  | retiring | limit
  ${'two vacant, nobody retires'}          | ${position(10, 8)}       | ${position(10, 8)}       | ${0}     | ${2}
  ${'two vacant, one retires'}             | ${position(10, 8)}       | ${position(10, 8)}       | ${1}     | ${3}
  ${'full, nobody leaves'}                 | ${position(10, 10)}      | ${position(10, 10)}      | ${0}     | ${0}
  ${'full, two retire'}                    | ${position(10, 10)}      | ${position(10, 10)}      | ${2}     | ${2}
  ${'full, one leaving is recorded'}       | ${position(10, 10)}      | ${position(10, 9)}       | ${0}     | ${1}
  ${'over by one, three retire'}           | ${position(10, 11)}      | ${position(10, 11)}      | ${3}     | ${0}
  ${'reserved and frozen are not vacant'}  | ${position(10, 6, 2, 1)} | ${position(10, 6, 2, 1)} | ${0}     | ${1}
  ${'a grant that lapses before year end'} | ${position(10, 8, 2)}    | ${position(10, 8, 0)}    | ${0}     | ${2}
  ${'a cut decided for July'}              | ${position(10, 8)}       | ${position(7, 8)}        | ${0}     | ${0}
`('$who: at most $limit', ({ now, yearEnd, retiring, limit }) => {
  expect(planLimit({ organizationId: 'o', establishmentKind: 'institution', now, yearEnd, retiring })).toBe(
    limit,
  )
})

const line = (count: number, change: Partial<PlanLine> = {}): PlanLine => ({
  establishmentKind: 'institution',
  wayIn: 'hiring',
  count,
  reason: '缺员',
  ...change,
})

describe('lines against what they stand on', () => {
  const ground: VacancyGround = {
    organizationId: 'o',
    establishmentKind: 'institution',
    now: position(10, 9),
    yearEnd: position(10, 9),
    retiring: 1,
  }
  const excesses = (lines: PlanLine[], control: Control, taken = 0) =>
    planExcesses(lines, {
      grounds: [ground],
      controlOfKind: () => control,
      takenOfKind: () => taken,
      fieldOfKind: () => 'count-0',
    })

  test('all ways in of a kind are added up: two fit, three do not', () => {
    expect(excesses([line(1), line(1, { wayIn: 'transfer-in' })], 'stop')).toEqual([])
    expect(excesses([line(2), line(1, { wayIn: 'transfer-in' })], 'warn')).toEqual([
      {
        establishmentKind: 'institution',
        control: 'warn',
        problem: {
          code: 'plan-over-limit',
          field: 'count-0',
          establishmentKind: 'institution',
          planned: 3,
          limit: 2,
          vacancies: 1,
          retiring: 1,
          expected: 2,
        },
      },
    ])
  })

  test('a kind the unit has no places of allows none', () => {
    expect(excesses([line(1, { establishmentKind: 'administrative' })], 'stop')).toMatchObject([
      { problem: { planned: 1, limit: 0 } },
    ])
  })

  test('what the plan has brought in already was vacant when it began', () => {
    expect(excesses([line(4)], 'stop', 2)).toEqual([])
    expect(excesses([line(5)], 'stop', 2)).toHaveLength(1)
  })
})

const signed = (...steps: [step: string, role: string, by: string][]) =>
  steps.map(([step, role, recordedBy]) => ({ step, role, recordedBy }))

describe('the life of a plan', () => {
  const submitted = signed(['draft', 'unit-contact', 'u'], ['submission', 'unit-contact', 'u'])
  const supervised = [...submitted, ...signed(['supervision', 'department', 'd'])]
  const byClerk = [...supervised, ...signed(['review', 'clerk', 'c'])]
  const byHead = [...byClerk, ...signed(['review', 'section-head', 'h'])]

  test.each([
    ['a draft', submitted.slice(0, 1), 'drafted', null, true],
    ['declared by a unit under a 主管部门', submitted, 'waiting', 'department', false],
    ['passed by its 主管部门', supervised, 'waiting', 'clerk', false],
    ['passed by the clerk', byClerk, 'waiting', 'section-head', false],
    ['passed by the section head', byHead, 'reviewed', null, false],
    ['decided', [...byHead, ...signed(['decision', 'director', 'x'])], 'decided', null, false],
    [
      'adjusted',
      [...byHead, ...signed(['decision', 'director', 'x'], ['adjustment', 'director', 'x'])],
      'decided',
      null,
      false,
    ],
    ['returned', [...submitted, ...signed(['return', 'department', 'd'])], 'returned', null, true],
    ['withdrawn', [...submitted, ...signed(['withdrawal', 'unit-contact', 'u'])], 'withdrawn', null, true],
    [
      'declared again',
      [...submitted, ...signed(['return', 'department', 'd'], ['submission', 'unit-contact', 'u'])],
      'waiting',
      'department',
      false,
    ],
    ['declared by the 主管部门 itself', signed(['submission', 'department', 'd']), 'waiting', 'clerk', false],
    [
      'declared by the office for a unit',
      signed(['submission', 'clerk', 'c']),
      'waiting',
      'section-head',
      false,
    ],
    [
      'the clerk in place of the 主管部门',
      [...submitted, ...signed(['review', 'clerk', 'c'])],
      'waiting',
      'section-head',
      false,
    ],
  ] as const)('%s', (_name, steps, state, waitsFor, open) => {
    expect(planState(steps)).toBe(state)
    expect(planWaitsFor(steps)).toBe(waitsFor)
    expect(isPlanOpen(steps)).toBe(open)
  })

  test('nobody reviews what he declared or reviewed himself in this round', () => {
    const contact = { userId: 'd', roles: ['unit-contact'], overUnit: true }
    expect(planReviewer(submitted, contact)).toBe('department')
    expect(planReviewer(submitted, { ...contact, userId: 'u' })).toMatchObject({ code: 'signed-twice' })
    expect(planReviewer(submitted, { ...contact, overUnit: false })).toMatchObject({ code: 'not-your-step' })
    expect(planReviewer(submitted, { userId: 'c', roles: ['clerk'], overUnit: false })).toBe('clerk')
    expect(planReviewer(supervised, { userId: 'c', roles: ['clerk', 'section-head'], overUnit: false })).toBe(
      'clerk',
    )
    expect(
      planReviewer(byClerk, { userId: 'c', roles: ['clerk', 'section-head'], overUnit: false }),
    ).toMatchObject({
      code: 'signed-twice',
    })
    expect(planReviewer(byHead, { userId: 'z', roles: ['section-head'], overUnit: false })).toMatchObject({
      code: 'not-open-for-signature',
    })
    expect(actedInRound(byHead, 'c')).toBe(true)
    expect(
      actedInRound(
        [...submitted, ...signed(['return', 'department', 'd'], ['submission', 'unit-contact', 'v'])],
        'u',
      ),
    ).toBe(false)
  })
})

const decision = (name: string, change: Partial<VacancyStep> = {}): VacancyStep => ({
  decision: name,
  role: 'clerk',
  words: '',
  recordedBy: '',
  recordedByName: null,
  recordedAt: new Date('2024-01-10T09:00:00+08:00'),
  approvedCount: null,
  noticeNumber: null,
  effectiveOn: '2024-01-10',
  expiresOn: null,
  override: false,
  amendedCount: null,
  amendedWayIn: null,
  amendedReason: null,
  ...change,
})
const approval = decision('approval', { approvedCount: 2, expiresOn: '2024-06-30' })
const submission = decision('submission')

describe('what a request takes up of the plan: three asked for, two granted until 30 June, one used', () => {
  test.each([
    ['while it is looked at', [submission], 0, '2024-01-15', 3, 0],
    ['once it is approved', [submission, approval], 1, '2024-06-30', 2, 2],
    ['once it is used up', [submission, approval], 2, '2024-08-01', 2, 2],
    ['once it has lapsed', [submission, approval], 1, '2024-07-01', 1, 1],
    ['once it is recalled', [submission, approval, decision('recall')], 1, '2024-03-01', 1, 1],
    ['when it was returned', [submission, decision('return')], 0, '2024-01-15', 0, 0],
    ['when it was refused', [submission, decision('rejection')], 0, '2024-01-15', 0, 0],
    ['when it was withdrawn', [submission, decision('withdrawal')], 0, '2024-01-15', 0, 0],
  ])('%s', (_when, steps, used, today, drawn, taken) => {
    const request = { steps, used, count: 3, beyondPlan: null }
    expect(drawnBy(request, today)).toBe(drawn)
    expect(takenBy(request, today)).toBe(taken)
    const document = { id: '', number: '', title: '', issuer: '', issuedOn: '2024-01-01' }
    expect(drawnBy({ ...request, beyondPlan: { reason: '', document } }, today)).toBe(0)
  })
})

test.each`
  planned | requested | count | decided  | control   | stops    | warns
  ${5}    | ${3}      | ${2}  | ${true}  | ${'stop'} | ${false} | ${false}
  ${5}    | ${3}      | ${3}  | ${true}  | ${'stop'} | ${true}  | ${false}
  ${5}    | ${3}      | ${3}  | ${true}  | ${'warn'} | ${false} | ${true}
  ${0}    | ${0}      | ${1}  | ${false} | ${'stop'} | ${true}  | ${false}
  ${0}    | ${0}      | ${1}  | ${false} | ${'warn'} | ${false} | ${false}
`(
  'planned $planned, asked for $requested, $count more, $control: stops $stops, warns $warns',
  ({ planned, requested, count, decided, control, stops, warns }) => {
    const standing = { planId: decided ? 'p' : null, planned, requested }
    const draw = checkPlanDraw(standing, { count, year: 2024, control, field: 'count' })
    expect([draw.stops !== null, draw.warns !== null]).toEqual([stops, warns])
  },
)

test('only a decided plan grants anything, and of its own kind alone', () => {
  const steps = [{ step: 'submission', role: 'clerk' }].map((step) => ({
    ...step,
    words: '',
    recordedBy: '',
    recordedByName: null,
    recordedAt: new Date('2024-01-10T09:00:00+08:00'),
    effectiveOn: '2024-01-10',
    document: null,
  }))
  const approved = [line(3), line(2, { wayIn: 'selection' }), line(9, { establishmentKind: 'filed' })]
  const asked = { establishmentKind: 'institution', today: '2024-01-15' }
  const requests = [{ steps: [submission], used: 0, count: 1, beyondPlan: null }]
  expect(planStanding({ planId: 'p', steps, approved }, requests, asked)).toEqual({
    planId: null,
    planned: 0,
    requested: 1,
  })
  const decided = [...steps, ...steps.map((step) => ({ ...step, step: 'decision' }))]
  expect(planStanding({ planId: 'p', steps: decided, approved }, requests, asked)).toEqual({
    planId: 'p',
    planned: 5,
    requested: 1,
  })
})
