import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Db } from '../../src/database/connection.ts'
import { overrideOf } from '../../src/establishment/entry-override.store.ts'
import { overrideState } from '../../src/establishment/entry-override.ts'
import {
  signOverride,
  submitOverride,
  takeBackOverride,
} from '../../src/establishment/grant-entry-override.ts'
import type { PositionAheadReader } from '../../src/establishment/position-ahead-reader.ts'
import { establishmentTableOn } from '../../src/staffing/establishment-table.store.ts'
import { positionAheadOf } from '../../src/staffing/position-ahead.store.ts'
import {
  emptyDatabase,
  inTransaction,
  regionCode,
  type TestDatabase,
  viewpoint,
} from '../database/harness.ts'
import { plantGrant, plantHeadcount } from '../establishment/planted.ts'
import { plantOrganization, plantRegion } from '../organization/planted.ts'
import { accepted, agree, bureau, draft, entryOf, officer, problemsOf, settled } from './planted.ts'

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
  number: '朝编发〔2024〕5号',
  title: '关于超编进人的批复',
  issuer: '区委编委',
  issuedOn: '2024-01-12',
}
const asked = (organizationId: string, change: { count?: number; expiresOn?: string } = {}) => ({
  organizationId,
  establishmentKind: 'administrative',
  count: 1,
  expiresOn: '2024-06-30',
  reason: '急需紧缺人才',
  document: paper,
  ...change,
})

async function granted(db: Db, organizationId: string, change: { count?: number; expiresOn?: string } = {}) {
  const overrideId = accepted(
    await submitOverride(db, officer('clerk'), asked(organizationId, change), ahead),
  )
  const approvedCount = change.count ?? 1
  for (const role of ['section-head', 'deputy-director', 'director']) {
    accepted(
      await signOverride(db, officer(role), { overrideId, decision: 'agree', words: '同意', approvedCount }),
    )
  }
  return overrideId
}

const byOverride = (office: string, entryOverrideId: string, effectiveOn = '2024-02-01') =>
  entryOf(office, { effectiveOn, particulars: { entryOverrideId } })

async function stateOf(db: Db, overrideId: string, on = '2024-01-15') {
  const override = await overrideOf(db, { regionCode, asKnownAt: null }, overrideId)
  return override === null ? null : { state: overrideState(override, on), used: override.uses.length }
}

async function fullBureau(db: Db, name: string) {
  const office = await bureau(db, root, { name, approved: 1 })
  await settled(db, entryOf(office))
  return office
}

test('where there is no place the check stops, and one goes in by an override, not two', () =>
  inTransaction(database.db, async (tx) => {
    const office = await fullBureau(tx, '文旅局')
    expect(problemsOf(await draft(tx, entryOf(office)))).toMatchObject([{ code: 'no-vacancy' }])
    const overrideId = await granted(tx, office)
    const { signed } = await settled(tx, byOverride(office, overrideId))
    expect(signed.effect?.entered).toMatchObject([
      { control: 'stop', warning: null, override: { overrideId, documentNumber: paper.number, left: 0 } },
    ])
    expect(await stateOf(tx, overrideId)).toEqual({ state: 'used-up', used: 1 })
    expect(problemsOf(await draft(tx, byOverride(office, overrideId)))).toMatchObject([
      { field: 'entryOverrideId', because: expect.stringContaining('已经用完') },
    ])
    const [row] = await establishmentTableOn(tx, viewpoint('2024-02-01'), { organizationIds: [office] })
    expect([row?.approved, row?.occupied]).toEqual([1, 2])
  }))

test('while a place is free an override is not touched, and nobody may ask for one', () =>
  inTransaction(database.db, async (tx) => {
    const office = await fullBureau(tx, '统计局')
    const overrideId = await granted(tx, office)
    await plantHeadcount(tx, officer('clerk'), {
      organizationId: office,
      change: 1,
      effectiveOn: '2024-01-01',
    })
    const { signed } = await settled(tx, byOverride(office, overrideId))
    expect(signed.effect?.entered).toMatchObject([{ override: null, warning: null }])
    expect(await stateOf(tx, overrideId)).toEqual({ state: 'in-force', used: 0 })
    const free = await bureau(tx, root, { name: '信访局', approved: 2 })
    expect(problemsOf(await submitOverride(tx, officer('clerk'), asked(free), ahead))).toMatchObject([
      { field: 'count', because: expect.stringContaining('尚有空编 2 名') },
    ])
  }))

test('who came in by an override holds the place on every later day: a cut decided for July does not let another in', () =>
  inTransaction(database.db, async (tx) => {
    const office = await bureau(tx, root, { name: '交通局', approved: 2 })
    await settled(tx, entryOf(office))
    // One free place until July; from then on the unit is full. An entry keeps its place, so it is stopped today.
    await plantHeadcount(tx, officer('clerk'), {
      organizationId: office,
      change: -1,
      effectiveOn: '2024-07-01',
    })
    expect(problemsOf(await draft(tx, entryOf(office)))).toMatchObject([
      { code: 'no-vacancy', on: '2024-07-01' },
    ])
    const overrideId = await granted(tx, office)
    await settled(tx, byOverride(office, overrideId))
    expect(await stateOf(tx, overrideId)).toEqual({ state: 'used-up', used: 1 })
    expect((await draft(tx, entryOf(office))).done).toBe(false)
  }))

test('an override lives to its last day, and a recalled one lets nobody in', () =>
  inTransaction(database.db, async (tx) => {
    const office = await fullBureau(tx, '水利局')
    const overrideId = await granted(tx, office, { count: 2, expiresOn: '2024-03-31' })
    expect(problemsOf(await draft(tx, byOverride(office, overrideId, '2024-04-01')))).toMatchObject([
      { field: 'entryOverrideId', because: expect.stringContaining('不在有效期内') },
    ])
    await settled(tx, byOverride(office, overrideId, '2024-03-31'))
    expect(await stateOf(tx, overrideId, '2024-04-01')).toEqual({ state: 'expired', used: 1 })
    accepted(await takeBackOverride(tx, officer('clerk'), { overrideId, words: '任务结束' }))
    expect(await stateOf(tx, overrideId)).toEqual({ state: 'recalled', used: 1 })
    expect(problemsOf(await draft(tx, byOverride(office, overrideId)))).toMatchObject([
      { field: 'entryOverrideId', because: expect.stringContaining('已收回') },
    ])
  }))

test('an entry corrected away gives the override back; the correction has to use it, also for a later day', () =>
  inTransaction(database.db, async (tx) => {
    const office = await fullBureau(tx, '林业局')
    const overrideId = await granted(tx, office)
    const { movement } = await settled(tx, byOverride(office, overrideId))
    const again = {
      ...byOverride(office, overrideId, '2024-02-05'),
      person: { id: movement.personId },
      correctsId: movement.id,
    }
    expect(problemsOf(await draft(tx, { ...again, particulars: {} }))).toMatchObject([{ code: 'no-vacancy' }])
    await settled(tx, again)
    expect(await stateOf(tx, overrideId)).toEqual({ state: 'used-up', used: 1 })
  }))

test('an entry by a request, corrected without it, does not leave the request open beside the person', () =>
  inTransaction(database.db, async (tx) => {
    const office = await bureau(tx, root, { name: '档案局', approved: 1 })
    const vacancyRequestId = await plantGrant(tx, officer('clerk'), {
      organizationId: office,
      count: 1,
      approvedOn: '2024-01-10',
      expiresOn: '2024-12-31',
    })
    const { movement } = await settled(tx, entryOf(office, { vacancyRequestId }))
    const again = {
      ...entryOf(office, { effectiveOn: '2024-02-05' }),
      person: { id: movement.personId },
      correctsId: movement.id,
    }
    expect(problemsOf(await draft(tx, again))).toMatchObject([
      { code: 'no-vacancy', approved: 1, reserved: 1 },
    ])
    await settled(tx, { ...again, vacancyRequestId })
  }))

test('an override is signed like a request: in order, nobody twice, fewer than asked, not after its end', () =>
  inTransaction(database.db, async (tx) => {
    const office = await fullBureau(tx, '审计局')
    const overrideId = accepted(
      await submitOverride(tx, officer('clerk'), asked(office, { count: 3 }), ahead),
    )
    const sign = (role: string, approvedCount = 3, change = {}) =>
      signOverride(tx, officer(role, change), { overrideId, decision: 'agree', words: '同意', approvedCount })
    expect(problemsOf(await sign('director'))).toMatchObject([{ code: 'not-your-step' }])
    accepted(await sign('section-head'))
    const twoHats = { roles: ['deputy-director'], userId: officer('section-head').userId }
    expect(problemsOf(await sign('section-head', 3, twoHats))).toMatchObject([{ code: 'signed-twice' }])
    accepted(await sign('deputy-director'))
    expect(problemsOf(await sign('director', 4))).toMatchObject([{ code: 'not-a-number', most: 3 }])
    expect(problemsOf(await sign('director', 1, { today: '2024-07-01' }))).toMatchObject([
      { code: 'refused' },
    ])
    accepted(await sign('director', 1))
    const past = await submitOverride(tx, officer('clerk'), asked(office, { expiresOn: '2024-01-15' }), ahead)
    expect(problemsOf(past)).toMatchObject([{ code: 'day-passed', field: 'expiresOn' }])
  }))

test('of two at once wanting the last of an override exactly one gets in, ten times out of ten', async () => {
  const { db } = database
  for (let round = 0; round < 10; round += 1) {
    const office = await plantOrganization(db, officer('clerk'), { name: `第${round}特批局`, parentId: root })
    await plantHeadcount(db, officer('clerk'), { organizationId: office, change: 1 })
    await settled(db, entryOf(office))
    const overrideId = await granted(db, office)
    const drafts = [
      accepted(await draft(db, byOverride(office, overrideId))),
      accepted(await draft(db, byOverride(office, overrideId))),
    ]
    for (const { id } of drafts) accepted(await agree(db, id, 'section-head'))
    const answers = await Promise.all(drafts.map(({ id }) => agree(db, id, 'director')))
    expect(answers.filter((answer) => answer.done)).toHaveLength(1)
    expect(answers.flatMap(problemsOf)).toMatchObject([{ field: 'entryOverrideId' }])
    expect(await stateOf(db, overrideId)).toEqual({ state: 'used-up', used: 1 })
  }
})

test('one recalls it while another enters by it: either it was used or it is recalled unused, ten rounds', async () => {
  const { db } = database
  for (let round = 0; round < 10; round += 1) {
    const office = await plantOrganization(db, officer('clerk'), { name: `第${round}收回局`, parentId: root })
    await plantHeadcount(db, officer('clerk'), { organizationId: office, change: 1 })
    await settled(db, entryOf(office))
    const overrideId = await granted(db, office)
    const { id } = accepted(await draft(db, byOverride(office, overrideId)))
    accepted(await agree(db, id, 'section-head'))
    const [entered, recalled] = await Promise.all([
      agree(db, id, 'director'),
      takeBackOverride(db, officer('clerk'), { overrideId, words: '收回' }),
    ])
    expect([entered.done, recalled.done].filter(Boolean)).toHaveLength(1)
    expect(await stateOf(db, overrideId)).toEqual(
      entered.done ? { state: 'used-up', used: 1 } : { state: 'recalled', used: 0 },
    )
  }
})
