import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Db } from '../../src/database/connection.ts'
import type { PositionAheadReader } from '../../src/establishment/position-ahead-reader.ts'
import {
  requestVacancies,
  resubmitVacancyRequest,
  signVacancyRequest,
  takeBackVacancyRequest,
  type VacancySignature,
} from '../../src/establishment/request-vacancies.ts'
import { reservedOn } from '../../src/establishment/reservation.store.ts'
import { establishmentControls } from '../../src/establishment/schema.ts'
import { vacancyRequestOf } from '../../src/establishment/vacancy-life.store.ts'
import { vacancyState } from '../../src/establishment/vacancy-request.ts'
import type { Acting } from '../../src/kernel/acting.ts'
import type { Role } from '../../src/kernel/permission.ts'
import type { Outcome } from '../../src/kernel/problem.ts'
import { positionAheadOf } from '../../src/staffing/position-ahead.store.ts'
import {
  emptyDatabase,
  exampleActing,
  inTransaction,
  regionCode,
  type TestDatabase,
  viewpoint,
} from '../database/harness.ts'
import { plantOrganization, plantRegion } from '../organization/planted.ts'
import { plantHeadcount } from './planted.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await emptyDatabase()
})
afterAll(() => database.drop())

const nobody = '00000000-0000-0000-0000-000000000000'
const ahead: PositionAheadReader = (db, region, asked) =>
  positionAheadOf(db, region, { ...asked, personId: nobody })
const people = new Map<Role, string>()
let minute = 0

/** Somebody of the role, always the same one; every act a minute after the last. */
function by(role: Role): Acting {
  const userId = people.get(role) ?? v7()
  people.set(role, userId)
  minute += 1
  const at = new Date(exampleActing().at.getTime() + minute * 60_000)
  return exampleActing({ userId, roles: [role], at })
}

const agree = (requestId: string, change: Partial<VacancySignature> = {}): VacancySignature => ({
  requestId,
  decision: 'agree',
  words: '同意',
  approvedCount: 2,
  expiresOn: '2024-12-31',
  override: null,
  ...change,
})

function doneOf(outcome: Outcome<string>): string {
  if (!outcome.done) throw new Error(JSON.stringify(outcome.problems))
  return outcome.value
}

/** A bureau with three free places. */
async function oneBureau(tx: Db) {
  const root = await plantRegion(tx, by('clerk'))
  const organizationId = await plantOrganization(tx, by('clerk'), { name: '教育局', parentId: root })
  await plantHeadcount(tx, by('clerk'), { organizationId, change: 3 })
  const draft = {
    organizationId,
    organizationName: '教育局',
    establishmentKind: 'administrative',
    wayIn: 'recruitment' as const,
    count: 2,
    reason: '补充工作力量',
    planYear: 2024,
    beyondPlan: null,
  }
  const stateOf = async (requestId: string) => {
    const request = await vacancyRequestOf(tx, viewpoint(), requestId)
    return request === null ? null : vacancyState(request.steps, request.used, '2024-01-15')
  }
  const reserved = async (day: string) => (await reservedOn(tx, viewpoint(day)))[0]?.reserved ?? 0
  return { organizationId, draft, stateOf, reserved }
}

test('three superiors sign in order, the last grants the places, and they are reserved until the notice expires', () =>
  inTransaction(database.db, async (tx) => {
    const { draft, stateOf, reserved } = await oneBureau(tx)
    const id = doneOf(await requestVacancies(tx, by('clerk'), draft, ahead))
    expect(await signVacancyRequest(tx, by('director'), agree(id), ahead)).toMatchObject({
      problems: [{ code: 'not-your-step' }],
    })
    expect(doneOf(await signVacancyRequest(tx, by('section-head'), agree(id), ahead))).toBe('review')
    expect(doneOf(await signVacancyRequest(tx, by('deputy-director'), agree(id), ahead))).toBe('review')
    expect(await reserved('2024-01-15')).toBe(0)
    expect(doneOf(await signVacancyRequest(tx, by('director'), agree(id), ahead))).toBe('approval')
    expect(await stateOf(id)).toBe('approved')
    expect([
      await reserved('2024-01-15'),
      await reserved('2024-12-31'),
      await reserved('2025-01-01'),
    ]).toEqual([2, 2, 0])
    const request = await vacancyRequestOf(tx, viewpoint(), id)
    expect(request?.number).toBe('用编申请2024-0001')
    expect(request?.steps.at(-1)?.noticeNumber).toBe('用编通知2024-0001')
    // One place is left: two more are refused already when handed in.
    expect(await requestVacancies(tx, by('clerk'), draft, ahead)).toMatchObject({
      problems: [{ code: 'no-vacancy', field: 'count', approved: 3, reserved: 2 }],
    })
  }))

test('a unit’s own request is reviewed by the clerk first, returned with a reason, and handed in again', () =>
  inTransaction(database.db, async (tx) => {
    const { draft, stateOf } = await oneBureau(tx)
    const id = doneOf(await requestVacancies(tx, by('unit-contact'), draft, ahead))
    expect(await signVacancyRequest(tx, by('section-head'), agree(id), ahead)).toMatchObject({ done: false })
    expect(
      await signVacancyRequest(tx, by('clerk'), agree(id, { decision: 'return', words: '' }), ahead),
    ).toMatchObject({
      problems: [{ code: 'required', field: 'words' }],
    })
    const back = agree(id, { decision: 'return', words: '请补充岗位说明' })
    expect(doneOf(await signVacancyRequest(tx, by('clerk'), back, ahead))).toBe('return')
    expect(await stateOf(id)).toBe('returned')
    const again = {
      requestId: id,
      count: 1,
      wayIn: 'transfer-in' as const,
      reason: '补充工作力量',
      words: '已补充',
    }
    const tooMany = { ...again, count: 4 }
    expect(await resubmitVacancyRequest(tx, by('unit-contact'), tooMany, ahead)).toMatchObject({
      problems: [{ code: 'no-vacancy', field: 'count' }],
    })
    expect(doneOf(await resubmitVacancyRequest(tx, by('unit-contact'), again, ahead))).toBe('submission')
    expect(doneOf(await signVacancyRequest(tx, by('clerk'), agree(id), ahead))).toBe('review')
    // One asked for now: two are not granted any more.
    const request = await vacancyRequestOf(tx, viewpoint(), id)
    expect(request).toMatchObject({ count: 1, wayIn: 'transfer-in', reason: '补充工作力量' })
    doneOf(await signVacancyRequest(tx, by('section-head'), agree(id), ahead))
    doneOf(await signVacancyRequest(tx, by('deputy-director'), agree(id), ahead))
    expect(await signVacancyRequest(tx, by('director'), agree(id), ahead)).toMatchObject({
      problems: [{ code: 'not-a-number', field: 'approvedCount', most: 1 }],
    })
  }))

test('before the approval a request is withdrawn, after it what is left is recalled by the office', () =>
  inTransaction(database.db, async (tx) => {
    const { draft, stateOf, reserved } = await oneBureau(tx)
    const first = doneOf(await requestVacancies(tx, by('clerk'), draft, ahead))
    expect(await takeBackVacancyRequest(tx, by('clerk'), { requestId: first, words: '' })).toMatchObject({
      done: false,
    })
    await takeBackVacancyRequest(tx, by('clerk'), { requestId: first, words: '计划调整' })
    expect(await stateOf(first)).toBe('withdrawn')
    const second = doneOf(await requestVacancies(tx, by('clerk'), draft, ahead))
    for (const role of ['section-head', 'deputy-director', 'director'] as const) {
      doneOf(await signVacancyRequest(tx, by(role), agree(second, { approvedCount: 1 }), ahead))
    }
    expect(await reserved('2024-01-15')).toBe(1)
    expect(
      await takeBackVacancyRequest(tx, by('unit-contact'), { requestId: second, words: '不用了' }),
    ).toMatchObject({
      done: false,
    })
    await takeBackVacancyRequest(tx, by('clerk'), { requestId: second, words: '单位撤并' })
    expect([await stateOf(second), await reserved('2024-01-15')]).toEqual(['recalled', 0])
  }))

test('the last step wants a count within the request and an expiry still to come', () =>
  inTransaction(database.db, async (tx) => {
    const { draft } = await oneBureau(tx)
    const id = doneOf(await requestVacancies(tx, by('clerk'), draft, ahead))
    await signVacancyRequest(tx, by('section-head'), agree(id), ahead)
    await signVacancyRequest(tx, by('deputy-director'), agree(id), ahead)
    const refusedBy = async (change: Partial<VacancySignature>) => {
      const outcome = await signVacancyRequest(tx, by('director'), agree(id, change), ahead)
      return outcome.done ? null : outcome.problems.map(({ code, field }) => `${field} ${code}`)
    }
    expect(await refusedBy({ approvedCount: 3 })).toEqual(['approvedCount not-a-number'])
    expect(await refusedBy({ expiresOn: null })).toEqual(['expiresOn required'])
    expect(await refusedBy({ expiresOn: '2024-01-15' })).toEqual(['expiresOn day-passed'])
    expect(await refusedBy({ decision: 'reject', words: '' })).toEqual(['words required'])
  }))

test('where a kind is controlled by warning, more than is free is granted only on a paper', () =>
  inTransaction(database.db, async (tx) => {
    const { draft, organizationId } = await oneBureau(tx)
    await tx.insert(establishmentControls).values({
      regionCode,
      id: v7(),
      measure: 'headcount',
      establishmentKind: 'filed',
      control: 'warn',
      effectiveFrom: '2020-01-01',
      recordedAt: exampleActing().at,
      recordedBy: nobody,
    })
    await plantHeadcount(tx, by('clerk'), { organizationId, establishmentKind: 'filed', change: 1 })
    const id = doneOf(
      await requestVacancies(tx, by('clerk'), { ...draft, establishmentKind: 'filed' }, ahead),
    )
    await signVacancyRequest(tx, by('section-head'), agree(id), ahead)
    await signVacancyRequest(tx, by('deputy-director'), agree(id), ahead)
    expect(await signVacancyRequest(tx, by('director'), agree(id), ahead)).toMatchObject({
      problems: [{ code: 'override-not-given', vacancies: 1 }],
    })
    const override = {
      number: '朝编发〔2024〕8号',
      title: '关于备案人员的批复',
      issuer: '区委编委',
      issuedOn: '2024-01-12',
    }
    expect(doneOf(await signVacancyRequest(tx, by('director'), agree(id, { override }), ahead))).toBe(
      'approval',
    )
    const request = await vacancyRequestOf(tx, viewpoint(), id)
    expect(request?.steps.at(-1)?.override).toBe(true)
  }))

test('two who grant the last places at once: exactly one succeeds, ten rounds', async () => {
  const { db } = database
  const root = await plantRegion(db, by('clerk'))
  for (let round = 0; round < 10; round += 1) {
    const organizationId = await plantOrganization(db, by('clerk'), { name: `局${round}`, parentId: root })
    await plantHeadcount(db, by('clerk'), { organizationId, change: 3 })
    const draft = { organizationId, organizationName: `局${round}`, establishmentKind: 'administrative' }
    const rest = { wayIn: 'recruitment' as const, count: 2, reason: '补充', planYear: 2024, beyondPlan: null }
    const ids = [
      doneOf(await requestVacancies(db, by('clerk'), { ...draft, ...rest }, ahead)),
      doneOf(await requestVacancies(db, by('clerk'), { ...draft, ...rest }, ahead)),
    ]
    for (const id of ids) {
      doneOf(await signVacancyRequest(db, by('section-head'), agree(id), ahead))
      doneOf(await signVacancyRequest(db, by('deputy-director'), agree(id), ahead))
    }
    const outcomes = await Promise.all(
      ids.map((id) => signVacancyRequest(db, by('director'), agree(id), ahead)),
    )
    expect(outcomes.filter((outcome) => outcome.done)).toHaveLength(1)
  }
})
