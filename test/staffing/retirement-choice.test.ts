import { describe, expect, test } from 'vitest'
import type { Db } from '../../src/database/connection.ts'
import { ageingOn } from '../../src/movement/retirement-due.store.ts'
import { retirementsDue } from '../../src/movement/retirement-due.ts'
import { personFactsOf } from '../../src/staffing/person-fact.store.ts'
import { type FactChange, recordPersonFact } from '../../src/staffing/record-person-fact.ts'
import { checkRetirementChoice } from '../../src/staffing/retirement.ts'
import { regionCode, testCipher, viewpoint } from '../database/harness.ts'
import { emptyDistrict } from '../movement/district.ts'
import {
  accepted,
  bureau,
  entryOf,
  identityNumber,
  officer,
  problemsOf,
  settled,
} from '../movement/planted.ts'

const inDistrict = emptyDistrict()
const today = '2025-06-01'

/**
 * Born in April 1970 and man: the original month is April 2030, sixty-four months after January 2025 counted in,
 * which adds sixteen: August 2031. Three years before that is August 2028, but never before the original age.
 */
const teacher = { bornOn: '1970-04-10', sex: '1', identityCategory: 'institution-staff' }

describe('a day of retirement may be chosen', () => {
  test.each`
    who                                | person                                                                               | choice     | on              | said
    ${'the first month of all'}        | ${teacher}                                                                           | ${'early'} | ${'2030-04-10'} | ${null}
    ${'a month before the first'}      | ${teacher}                                                                           | ${'early'} | ${'2030-03-31'} | ${'提前退休应在 2030 年 4 月至 2031 年 7 月之间'}
    ${'the statutory month, as early'} | ${teacher}                                                                           | ${'early'} | ${'2031-08-01'} | ${'法定退休时间为 2031 年 8 月'}
    ${'the statutory month, as late'}  | ${teacher}                                                                           | ${'late'}  | ${'2031-08-31'} | ${'延迟退休应在 2031 年 9 月至 2034 年 8 月之间'}
    ${'the last month of all'}         | ${teacher}                                                                           | ${'late'}  | ${'2034-08-31'} | ${null}
    ${'a month after the last'}        | ${teacher}                                                                           | ${'late'}  | ${'2034-09-01'} | ${'2034 年 8 月之间'}
    ${'a civil servant, late'}         | ${{ ...teacher, identityCategory: 'civil-servant' }}                                 | ${'late'}  | ${'2032-01-01'} | ${'不适用弹性延迟退休'}
    ${'a civil servant, early'}        | ${{ ...teacher, identityCategory: 'civil-servant' }}                                 | ${'early'} | ${'2031-01-01'} | ${null}
    ${'who is old enough already'}     | ${{ ...teacher, bornOn: '1964-01-10' }}                                              | ${'early'} | ${'2023-12-01'} | ${'没有可提前的月份'}
    ${'a woman worker born in 1980'}   | ${{ ...teacher, sex: '2', identityCategory: 'office-worker', bornOn: '1980-02-01' }} | ${'early'} | ${'2030-02-01'} | ${null}
  `('$who: $said', ({ person, choice, on, said }) => {
    const problem = checkRetirementChoice(person, { choice, on, today })
    if (said === null) expect(problem).toBeNull()
    else expect(problem).toMatchObject({ code: 'refused', because: expect.stringContaining(said) })
  })

  test('nobody chose before there was anything to choose', () => {
    const asked = { choice: 'late', on: '2032-01-01', today: '2024-09-12' }
    expect(checkRetirementChoice(teacher, asked)).toMatchObject({
      because: '2024 年 9 月 13 日前没有弹性退休的规定，不能登记。',
    })
  })
})

describe('recorded by its paper, the list of those who are due keeps to it', () => {
  const paper = {
    draft: {
      number: '教字〔2025〕9号',
      title: '关于示例甲延迟退休的批复',
      issuer: '区教育局',
      issuedOn: '2025-05-20',
    },
  }
  const clerk = () => officer('clerk', { today })

  async function teacherIn(tx: Db, root: string) {
    const school = await bureau(tx, root, { name: '一中', approved: 1, establishmentKind: 'institution' })
    const number = identityNumber('1966-04-10', '1')
    const draft = entryOf(school, { number, kind: 'hiring', toEstablishmentKind: 'institution' })
    if (!('register' in draft.person)) throw new Error('somebody new was expected')
    draft.person.register.identityCategory = 'institution-staff'
    const { movement } = await settled(tx, draft)
    return {
      personId: movement.personId,
      bornOn: '1966-04-10',
      sex: '1',
      identityCategory: 'institution-staff',
    }
  }

  function change(rest: Partial<FactChange>): FactChange {
    const draft = { values: { choice: 'late' }, from: '2027-03-10', to: null }
    return { kind: 'retirement', act: 'addition', factId: null, draft, reason: '', ...rest }
  }

  async function dueOn(tx: Db): Promise<string | undefined> {
    const horizon = { asOf: today, months: 36 }
    const ageing = await ageingOn(tx, viewpoint(today), { bornBy: '1975-01-01' })
    return retirementsDue(ageing, horizon)[0]?.dueOn
  }

  test('late, then another day, then taken back', () =>
    inDistrict(async (tx, root) => {
      const person = await teacherIn(tx, root)
      const record = (asked: FactChange, by: typeof paper | null = paper) =>
        recordPersonFact(tx, testCipher, clerk(), person, { ...asked, paper: by })
      expect(await dueOn(tx)).toBe('2026-08-10')
      expect(problemsOf(await record(change({}), null))).toEqual([
        { code: 'required', field: 'documentNumber' },
      ])
      const factId = accepted(await record(change({})))
      expect(await dueOn(tx)).toBe('2027-03-10')
      expect(problemsOf(await record(change({})))).toMatchObject([
        { because: '已登记弹性退休，请更正或撤销原登记。' },
      ])
      const sooner = { values: { choice: 'early' }, from: '2026-05-10', to: null }
      const corrected = change({ act: 'correction', factId, draft: sooner, reason: '改为提前' })
      const correctedId = accepted(await record(corrected))
      expect(await dueOn(tx)).toBe('2026-05-10')
      const removal = change({ act: 'removal', factId: correctedId, draft: null, reason: '本人撤回' })
      accepted(await record(removal))
      expect(await dueOn(tx)).toBe('2026-08-10')
      const asked = { regionCode, asKnownAt: null }
      expect(await personFactsOf(tx, asked, person.personId, { superseded: true })).toHaveLength(2)
    }))
})
