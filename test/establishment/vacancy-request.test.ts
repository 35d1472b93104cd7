import { expect, test } from 'vitest'
import {
  checkVacancySigner,
  type VacancyStep,
  vacancyChain,
  vacancyState,
  waitedFor,
} from '../../src/establishment/vacancy-request.ts'
import { exampleActing } from '../database/harness.ts'

function step(decision: string, by: string, change: Partial<VacancyStep> = {}): VacancyStep {
  return {
    decision,
    role: 'clerk',
    words: '',
    recordedBy: by,
    recordedByName: by,
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
  }
}

const submitted = [step('submission', 'clerk')]
const fromUnit = [step('submission', 'contact', { role: 'unit-contact' })]
const approval = step('approval', 'd', { approvedCount: 2, expiresOn: '2024-12-31' })

test('three superiors sign in order; what a unit hands in is first reviewed by the clerk', () => {
  expect(vacancyChain(submitted)).toEqual(['section-head', 'deputy-director', 'director'])
  expect(vacancyChain(fromUnit)).toEqual(['clerk', 'section-head', 'deputy-director', 'director'])
  expect(waitedFor(fromUnit)).toBe('clerk')
  expect(waitedFor([...submitted, step('review', 'a')])).toBe('deputy-director')
  expect(waitedFor([...submitted, step('review', 'a'), step('return', 'b')])).toBeNull()
})

test('after a return the chain begins again with the new submission', () => {
  const again = [...submitted, step('review', 'a'), step('return', 'b'), step('submission', 'clerk')]
  expect(waitedFor(again)).toBe('section-head')
  const head = exampleActing({ userId: 'a', roles: ['section-head'] })
  expect(checkVacancySigner(again, head)).toBeNull()
})

test('nobody signs two steps, nobody another one’s step, and nothing that is not open', () => {
  const both = exampleActing({ userId: 'a', roles: ['section-head', 'deputy-director'] })
  const reviewed = [...submitted, step('review', 'a')]
  expect(checkVacancySigner(reviewed, both)).toMatchObject({ code: 'signed-twice' })
  const head = exampleActing({ userId: 'x', roles: ['section-head'] })
  expect(checkVacancySigner(reviewed, head)).toMatchObject({ code: 'not-your-step' })
  expect(checkVacancySigner([...submitted, approval], head)).toMatchObject({ code: 'not-open-for-signature' })
})

test.each`
  steps                                                | used | today           | state
  ${submitted}                                         | ${0} | ${'2024-01-15'} | ${'waiting'}
  ${[...submitted, approval]}                          | ${1} | ${'2024-12-31'} | ${'approved'}
  ${[...submitted, approval]}                          | ${1} | ${'2025-01-01'} | ${'lapsed'}
  ${[...submitted, approval]}                          | ${2} | ${'2025-01-01'} | ${'used-up'}
  ${[...submitted, step('return', 'a')]}               | ${0} | ${'2024-01-15'} | ${'returned'}
  ${[...submitted, step('withdrawal', 'clerk')]}       | ${0} | ${'2024-01-15'} | ${'withdrawn'}
  ${[...submitted, step('rejection', 'a')]}            | ${0} | ${'2024-01-15'} | ${'rejected'}
  ${[...submitted, approval, step('recall', 'clerk')]} | ${1} | ${'2024-01-15'} | ${'recalled'}
`('a request with $used used on $today is $state', ({ steps, used, today, state }) => {
  expect(vacancyState(steps, used, today)).toBe(state)
})
