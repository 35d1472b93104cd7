import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Db } from '../../src/database/connection.ts'
import { changeControl } from '../../src/establishment/change-control.ts'
import { adjustPlan, decidePlans } from '../../src/establishment/decide-vacancy-plans.ts'
import { type PlanDraft, savePlan, submitPlan } from '../../src/establishment/draft-vacancy-plan.ts'
import type { PositionAheadReader } from '../../src/establishment/position-ahead-reader.ts'
import { requestVacancies, signVacancyRequest } from '../../src/establishment/request-vacancies.ts'
import { reviewPlan, withdrawPlan } from '../../src/establishment/review-vacancy-plan.ts'
import { planOf, planOfUnit } from '../../src/establishment/vacancy-plan.store.ts'
import { planState } from '../../src/establishment/vacancy-plan.ts'
import { vacancyGrounds } from '../../src/movement/vacancy-ground.store.ts'
import { positionAheadOf } from '../../src/staffing/position-ahead.store.ts'
import {
  emptyDatabase,
  inTransaction,
  regionCode,
  type TestDatabase,
  viewpoint,
} from '../database/harness.ts'
import { plantHeadcount } from '../establishment/planted.ts'
import { plantRegion } from '../organization/planted.ts'
import {
  accepted,
  agree,
  bureau,
  draft,
  entryOf,
  identityNumber,
  officer,
  problemsOf,
  settled,
} from './planted.ts'

let database: TestDatabase
let root: string

beforeAll(async () => {
  database = await emptyDatabase()
  root = await plantRegion(database.db, officer('clerk'))
})
afterAll(() => database.drop())

const nobody = '00000000-0000-0000-0000-000000000000'
const ahead: PositionAheadReader = (db, region, asked) =>
  positionAheadOf(db, region, { ...asked, personId: nobody })
const paper = {
  number: '朝编发〔2024〕6号',
  title: '关于下达用编计划的通知',
  issuer: '区委编委',
  issuedOn: '2024-01-14',
}

const planOfFour = (organizationId: string, count = 2, change: Partial<PlanDraft> = {}): PlanDraft => ({
  organizationId,
  year: 2024,
  lines: [
    { establishmentKind: 'administrative', wayIn: 'recruitment', count, reason: '缺员', field: 'count-0' },
  ],
  role: 'clerk',
  words: '',
  ...change,
})

async function reviewed(db: Db, organizationId: string, count = 2): Promise<string> {
  const planId = accepted(
    await submitPlan(db, officer('clerk'), planOfFour(organizationId, count), vacancyGrounds),
  )
  const review = { planId, decision: 'agree' as const, words: '同意', counts: [], overUnit: false }
  accepted(await reviewPlan(db, officer('section-head'), review))
  return planId
}

const numbers = (organizationId: string, count: number) => ({
  year: 2024,
  plans: [
    {
      organizationId,
      lines: [{ establishmentKind: 'administrative', wayIn: 'recruitment', count, field: 'approved' }],
    },
  ],
  words: '同意',
  document: paper,
})

async function decided(db: Db, organizationId: string, count = 2): Promise<string> {
  const planId = await reviewed(db, organizationId, count)
  accepted(await decidePlans(db, officer('director'), numbers(organizationId, count), vacancyGrounds))
  return planId
}

const asks = (organizationId: string, count: number, change = {}) => ({
  organizationId,
  organizationName: '',
  establishmentKind: 'administrative',
  wayIn: 'recruitment' as const,
  count,
  reason: '补充工作力量',
  planYear: 2024,
  beyondPlan: null,
  ...change,
})

/** Signed by all three on the demo day. */
async function granted(
  tx: Db,
  requestId: string,
  { count, expiresOn }: { count: number; expiresOn: string },
): Promise<void> {
  const signature = { requestId, decision: 'agree' as const, words: '同意', approvedCount: count }
  for (const role of ['section-head', 'deputy-director', 'director']) {
    accepted(await signVacancyRequest(tx, officer(role), { ...signature, expiresOn, override: null }, ahead))
  }
}

const planStops = (tx: Db) =>
  changeControl(tx, officer('section-head'), {
    measure: 'plan',
    establishmentKinds: ['administrative'],
    control: 'stop',
    effectiveFrom: '2024-01-01',
    note: '',
    document: paper,
  })

test('places on the day and at the end of the year, and who retires by then, come from the registry', () =>
  inTransaction(database.db, async (tx) => {
    const office = await bureau(tx, root, { name: '教育局', approved: 5 })
    // Due on 10 June 2024 or before; born in 1990 nobody retires. One place more from September.
    await settled(
      tx,
      entryOf(office, { effectiveOn: '2024-01-10', number: identityNumber('1964-06-10', '1') }),
    )
    await settled(tx, entryOf(office, { effectiveOn: '2024-01-10' }))
    await settled(tx, entryOf(office, { effectiveOn: '2024-03-01' }))
    await plantHeadcount(tx, officer('clerk'), {
      organizationId: office,
      change: 1,
      effectiveOn: '2024-09-01',
    })
    const [ground] = await vacancyGrounds(tx, viewpoint(), { year: 2024, organizationIds: [office] })
    expect(ground).toMatchObject({
      now: { approved: 5, occupied: 2 },
      yearEnd: { approved: 6, occupied: 3 },
      retiring: 1,
    })
    // Once the retirement is recorded it is in the position, and not counted twice.
    const { movement } = await settled(
      tx,
      entryOf(office, { effectiveOn: '2024-01-11', number: identityNumber('1964-07-10', '1') }),
    )
    await settled(tx, {
      ...entryOf(office, { effectiveOn: '2024-08-01' }),
      kind: 'retirement',
      person: { id: movement.personId },
      toOrganizationId: null,
      toEstablishmentKind: null,
    })
    const [later] = await vacancyGrounds(tx, viewpoint(), { year: 2024, organizationIds: [office] })
    expect(later).toMatchObject({ now: { occupied: 3 }, yearEnd: { occupied: 3 }, retiring: 1 })
  }))

test('drafted, declared, passed by 主管部门 and office, decided with fewer: each is a row, each number stays', () =>
  inTransaction(database.db, async (tx) => {
    const office = await bureau(tx, root, { name: '文化馆', approved: 4 })
    const contact = officer('unit-contact', { userId: '00000000-0000-7000-8000-0000000000a1' })
    const above = officer('unit-contact', { userId: '00000000-0000-7000-8000-0000000000a2' })
    const draft = planOfFour(office, 9, { role: 'unit-contact' })
    const planId = accepted(await savePlan(tx, contact, draft))
    expect(problemsOf(await submitPlan(tx, contact, draft, vacancyGrounds))).toMatchObject([
      { code: 'plan-over-limit', field: 'count-0', planned: 9, limit: 4 },
    ])
    expect(
      accepted(
        await submitPlan(tx, contact, planOfFour(office, 3, { role: 'unit-contact' }), vacancyGrounds),
      ),
    ).toBe(planId)
    const agree = { planId, decision: 'agree' as const, words: '', counts: [], overUnit: false }
    expect(
      problemsOf(await reviewPlan(tx, { ...contact, roles: ['unit-contact'] }, { ...agree, overUnit: true })),
    ).toMatchObject([{ code: 'signed-twice' }])
    accepted(await reviewPlan(tx, above, { ...agree, overUnit: true }))
    const found = [{ establishmentKind: 'administrative', wayIn: 'recruitment', count: 4, field: 'reviewed' }]
    expect(problemsOf(await reviewPlan(tx, officer('clerk'), { ...agree, counts: found }))).toMatchObject([
      { code: 'not-a-number', field: 'reviewed', most: 3 },
    ])
    accepted(
      await reviewPlan(tx, officer('clerk'), {
        ...agree,
        counts: found.map((one) => ({ ...one, count: 2 })),
      }),
    )
    accepted(await reviewPlan(tx, officer('section-head'), agree))
    expect(
      problemsOf(await decidePlans(tx, officer('director'), numbers(office, 4), vacancyGrounds)),
    ).toMatchObject([{ code: 'not-a-number', most: 3 }])
    expect(accepted(await decidePlans(tx, officer('director'), numbers(office, 1), vacancyGrounds))).toBe(1)
    const plan = await planOf(tx, viewpoint(), planId)
    expect(plan?.steps.map(({ step, role }) => `${step} ${role}`)).toEqual([
      'draft unit-contact',
      'submission unit-contact',
      'supervision department',
      'review clerk',
      'review section-head',
      'decision director',
    ])
    expect([plan?.declared[0]?.count, plan?.reviewed[0]?.count, plan?.approved[0]?.count]).toEqual([3, 2, 1])
    expect(problemsOf(await submitPlan(tx, contact, draft, vacancyGrounds))).toMatchObject([
      { field: 'year' },
    ])
  }))

test('a returned or withdrawn plan is declared again; what the office found before does not count', () =>
  inTransaction(database.db, async (tx) => {
    const office = await bureau(tx, root, { name: '司法局', approved: 4 })
    const planId = await reviewed(tx, office, 3)
    accepted(await withdrawPlan(tx, officer('clerk'), { planId, words: '调整岗位', role: 'clerk' }))
    expect((await planOf(tx, viewpoint(), planId))?.reviewed).toHaveLength(1)
    accepted(await submitPlan(tx, officer('clerk'), planOfFour(office, 2), vacancyGrounds))
    const plan = await planOf(tx, viewpoint(), planId)
    expect([plan?.declared[0]?.count, plan?.reviewed.length]).toEqual([2, 0])
    const back = { planId, decision: 'return' as const, words: '', counts: [], overUnit: false }
    expect(problemsOf(await reviewPlan(tx, officer('section-head'), back))).toMatchObject([
      { code: 'required' },
    ])
    accepted(await reviewPlan(tx, officer('section-head'), { ...back, words: '理由不足' }))
    expect(planState((await planOf(tx, viewpoint(), planId))?.steps ?? [])).toBe('returned')
  }))

test('an over-established unit may not plan; the decider has not looked at the plan before', () =>
  inTransaction(database.db, async (tx) => {
    const office = await bureau(tx, root, { name: '体育局', approved: 2 })
    await settled(
      tx,
      entryOf(office, { effectiveOn: '2024-01-10', number: identityNumber('1964-06-10', '1') }),
    )
    await settled(
      tx,
      entryOf(office, { effectiveOn: '2024-01-10', number: identityNumber('1964-06-10', '1') }),
    )
    // Full: two retire, two may come.
    const planId = await reviewed(tx, office, 2)
    const sameOne = officer('director', { userId: officer('section-head').userId })
    expect(problemsOf(await decidePlans(tx, sameOne, numbers(office, 2), vacancyGrounds))).toMatchObject([
      { code: 'signed-twice' },
    ])
    // The 编委会 cuts a place before it decides: over by one, nobody may come any more.
    await plantHeadcount(tx, officer('clerk'), {
      organizationId: office,
      change: -1,
      effectiveOn: '2024-01-12',
    })
    expect(
      problemsOf(await decidePlans(tx, officer('director'), numbers(office, 2), vacancyGrounds)),
    ).toMatchObject([{ code: 'plan-over-limit', limit: 0, vacancies: -1 }])
    accepted(await decidePlans(tx, officer('director'), numbers(office, 0), vacancyGrounds))
    expect(planState((await planOf(tx, viewpoint(), planId))?.steps ?? [])).toBe('decided')
  }))

test('requests draw on the plan where it stops; beyond it they go on a paper alone', () =>
  inTransaction(database.db, async (tx) => {
    const office = await bureau(tx, root, { name: '住建局', approved: 9 })
    accepted(await planStops(tx))
    expect(problemsOf(await requestVacancies(tx, officer('clerk'), asks(office, 1), ahead))).toMatchObject([
      { code: 'beyond-plan', planned: 0 },
    ])
    await decided(tx, office, 3)
    const first = accepted(await requestVacancies(tx, officer('clerk'), asks(office, 2), ahead))
    expect(problemsOf(await requestVacancies(tx, officer('clerk'), asks(office, 2), ahead))).toMatchObject([
      { code: 'beyond-plan', field: 'count', planned: 3, requested: 2, count: 2 },
    ])
    accepted(await requestVacancies(tx, officer('clerk'), asks(office, 1, { wayIn: 'selection' }), ahead))
    const beyondPlan = { reason: '上级安置任务', document: paper }
    accepted(await requestVacancies(tx, officer('clerk'), asks(office, 2, { beyondPlan }), ahead))
    // Granted one of two: one is free for others again.
    await granted(tx, first, { count: 1, expiresOn: '2024-12-31' })
    accepted(await requestVacancies(tx, officer('clerk'), asks(office, 1), ahead))
    expect((await requestVacancies(tx, officer('clerk'), asks(office, 1), ahead)).done).toBe(false)
  }))

test('an adjustment rests on its own paper and never goes below what was asked for', () =>
  inTransaction(database.db, async (tx) => {
    const office = await bureau(tx, root, { name: '民政局', approved: 5 })
    const planId = await decided(tx, office, 3)
    accepted(await requestVacancies(tx, officer('clerk'), asks(office, 2), ahead))
    const adjusted = (count: number) => {
      const lines = [{ establishmentKind: 'administrative', wayIn: 'recruitment', count, reason: '缺员' }]
      return adjustPlan(tx, officer('director'), { ...numbers(office, count), lines }, vacancyGrounds)
    }
    expect(problemsOf(await adjusted(3))).toMatchObject([{ code: 'nothing-changed' }])
    expect(problemsOf(await adjusted(1))).toMatchObject([{ because: expect.stringContaining('已申请 2 名') }])
    expect(problemsOf(await adjusted(6))).toMatchObject([{ code: 'plan-over-limit', limit: 5 }])
    accepted(await adjusted(2))
    expect((await planOf(tx, viewpoint(), planId))?.approved[0]?.count).toBe(2)
    accepted(await adjusted(5))
  }))

test('two who declare for one unit at once: one plan stands, ten rounds', async () => {
  const { db } = database
  for (let round = 0; round < 10; round += 1) {
    const office = await bureau(db, root, { name: `第${round}计划局`, approved: 4 })
    const answers = await Promise.all([
      submitPlan(db, officer('clerk'), planOfFour(office), vacancyGrounds),
      submitPlan(
        db,
        officer('clerk', { userId: nobody.replace(/0$/, '7') }),
        planOfFour(office),
        vacancyGrounds,
      ),
    ])
    expect(answers.filter((answer) => answer.done)).toHaveLength(1)
    const plan = await planOfUnit(db, { regionCode, asKnownAt: null }, { organizationId: office, year: 2024 })
    expect([plan?.steps.length, plan?.declared.length]).toEqual([1, 1])
  }
})

test('two requests for the last of a plan at once: exactly one is taken, ten rounds', async () => {
  const { db } = database
  accepted(await planStops(db))
  for (let round = 0; round < 10; round += 1) {
    const office = await bureau(db, root, { name: `第${round}申请局`, approved: 9 })
    await decided(db, office, 3)
    const answers = await Promise.all([
      requestVacancies(db, officer('clerk'), asks(office, 2), ahead),
      requestVacancies(db, officer('clerk'), asks(office, 2), ahead),
    ])
    expect(answers.filter((answer) => answer.done)).toHaveLength(1)
    expect(answers.flatMap(problemsOf)).toMatchObject([{ code: 'beyond-plan' }])
  }
})

test('a plan is cut while a request is handed in: what is planned is never less than what is asked for, ten rounds', async () => {
  const { db } = database
  for (let round = 0; round < 10; round += 1) {
    const office = await bureau(db, root, { name: `第${round}调整局`, approved: 9 })
    const planId = await decided(db, office, 3)
    const lines = [{ establishmentKind: 'administrative', wayIn: 'recruitment', count: 1, reason: '缺员' }]
    const [asked, cut] = await Promise.all([
      requestVacancies(db, officer('clerk'), asks(office, 2), ahead),
      adjustPlan(db, officer('director'), { ...numbers(office, 1), lines }, vacancyGrounds),
    ])
    expect([asked.done, cut.done].filter(Boolean)).toHaveLength(1)
    const plan = await planOf(db, { regionCode, asKnownAt: null }, planId)
    expect(plan?.approved[0]?.count).toBe(cut.done ? 1 : 3)
  }
})

test('an entry told of when its request has lapsed takes up the plan again: refused where others asked for it meanwhile', () =>
  inTransaction(database.db, async (tx) => {
    await planStops(tx)
    const office = await bureau(tx, root, { name: '档案局', approved: 3 })
    await decided(tx, office, 2)
    // Granted two of two for a month; one enters, the other lapses and is asked for anew.
    const lapsed = accepted(await requestVacancies(tx, officer('clerk'), asks(office, 2), ahead))
    await granted(tx, lapsed, { count: 2, expiresOn: '2024-02-14' })
    const entry = () => ({ ...entryOf(office, { effectiveOn: '2024-02-05' }), vacancyRequestId: lapsed })
    await settled(tx, entry())
    accepted(await requestVacancies(tx, officer('clerk', { today: '2024-03-05' }), asks(office, 1), ahead))
    expect(problemsOf(await draft(tx, entry(), officer('clerk', { today: '2024-03-05' })))).toMatchObject([
      {
        field: 'vacancyRequestId',
        because: expect.stringContaining('核定 2 名，其他申请已占 1 名，没有余额'),
      },
    ])
  }))

test('an entry told of when its request has lapsed is let in where nobody asked for its place of the plan', () =>
  inTransaction(database.db, async (tx) => {
    await planStops(tx)
    const office = await bureau(tx, root, { name: '统计局', approved: 3 })
    await decided(tx, office, 1)
    const requestId = accepted(await requestVacancies(tx, officer('clerk'), asks(office, 1), ahead))
    await granted(tx, requestId, { count: 1, expiresOn: '2024-02-14' })
    const late = { today: '2024-03-05' }
    const entry = { ...entryOf(office, { effectiveOn: '2024-02-05' }), vacancyRequestId: requestId }
    const { id } = accepted(await draft(tx, entry, officer('clerk', late)))
    accepted(await agree(tx, id, 'section-head', late))
    accepted(await agree(tx, id, 'director', late))
  }))
