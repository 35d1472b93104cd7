import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Db } from '../../src/database/connection.ts'
import { approvedOn } from '../../src/establishment/approved-headcount.store.ts'
import { freezesOf, ledgerRows, totalsOn } from '../../src/establishment/headcount.store.ts'
import type { PositionAheadReader } from '../../src/establishment/position-ahead-reader.ts'
import { liftFreeze, recordFreeze } from '../../src/establishment/record-freeze.ts'
import {
  type HeadcountDraft,
  headcountEffect,
  recordHeadcount,
  reverseHeadcount,
} from '../../src/establishment/record-headcount.ts'
import { frozenOn } from '../../src/establishment/reservation.store.ts'
import { positionAheadOf } from '../../src/staffing/position-ahead.store.ts'
import {
  emptyDatabase,
  exampleActing,
  inTransaction,
  type TestDatabase,
  viewpoint,
} from '../database/harness.ts'
import { plantOrganization, plantRegion } from '../organization/planted.ts'
import { plantGrant, plantHeadcount } from './planted.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await emptyDatabase()
})
afterAll(() => database.drop())

const acting = exampleActing()
const nobody = '00000000-0000-0000-0000-000000000000'
const ahead: PositionAheadReader = (db, region, asked) =>
  positionAheadOf(db, region, { ...asked, personId: nobody })
const document = {
  number: '朝编发〔2024〕2号',
  title: '关于调整编制的批复',
  issuer: '区委编委',
  issuedOn: '2024-01-10',
}

/** A region with 20 administrative places in all, one bureau with 12 of them. */
async function oneBureau(tx: Db) {
  const rootId = await plantRegion(tx, acting)
  const organizationId = await plantOrganization(tx, acting, { name: '教育局', parentId: rootId })
  await plantHeadcount(tx, acting, { organizationId: rootId, change: 20 })
  await plantHeadcount(tx, acting, { organizationId, change: 12 })
  const draft = (change: Partial<HeadcountDraft> = {}): HeadcountDraft => ({
    organizationId,
    establishmentKind: 'administrative',
    change: 1,
    effectiveOn: '2024-02-01',
    note: '',
    document,
    acknowledged: false,
    ...change,
  })
  const approved = async (day: string, knownAt: Date | null = null) =>
    (await approvedOn(tx, viewpoint(day, knownAt), { organizationIds: [organizationId] }))[0]?.approved ?? 0
  return { rootId, organizationId, draft, approved }
}

test('a row counts from its effective day, and not before', () =>
  inTransaction(database.db, async (tx) => {
    const { draft, approved, rootId } = await oneBureau(tx)
    expect((await recordHeadcount(tx, acting, draft({ change: 3 }), ahead)).done).toBe(true)
    expect([await approved('2024-01-31'), await approved('2024-02-01')]).toEqual([12, 15])
    expect(await totalsOn(tx, viewpoint('2024-02-01'), rootId)).toEqual([
      { establishmentKind: 'administrative', ceiling: 20, allocated: 15 },
    ])
  }))

test('units never have more than the region, on no later day', () =>
  inTransaction(database.db, async (tx) => {
    const { draft, rootId } = await oneBureau(tx)
    expect(await recordHeadcount(tx, acting, draft({ change: 9 }), ahead)).toMatchObject({
      problems: [{ code: 'over-total', on: '2024-02-01', ceiling: 20, allocated: 21 }],
    })
    await plantHeadcount(tx, acting, { organizationId: rootId, change: -5, effectiveOn: '2024-09-01' })
    expect(await recordHeadcount(tx, acting, draft({ change: 4 }), ahead)).toMatchObject({
      problems: [{ code: 'over-total', on: '2024-09-01', ceiling: 15, allocated: 16 }],
    })
    expect((await recordHeadcount(tx, acting, draft({ change: 3 }), ahead)).done).toBe(true)
    expect(
      await recordHeadcount(tx, acting, draft({ organizationId: rootId, change: -1 }), ahead),
    ).toMatchObject({ problems: [{ code: 'over-total', on: '2024-09-01', ceiling: 14, allocated: 15 }] })
  }))

test('a kind the region was never given cannot be given to a unit', () =>
  inTransaction(database.db, async (tx) => {
    const { draft } = await oneBureau(tx)
    expect(
      await recordHeadcount(tx, acting, draft({ establishmentKind: 'institution' }), ahead),
    ).toMatchObject({ problems: [{ code: 'over-total', ceiling: 0, allocated: 1 }] })
  }))

test('a cut below what is granted is written only when it was seen, and below nothing never', () =>
  inTransaction(database.db, async (tx) => {
    const { draft, organizationId, approved } = await oneBureau(tx)
    await plantGrant(tx, acting, {
      organizationId,
      count: 10,
      approvedOn: '2024-01-01',
      expiresOn: '2024-12-31',
    })
    const cut = draft({ change: -4 })
    const { change, effectiveOn } = cut
    const position = { organizationId, establishmentKind: 'administrative' }
    expect(await headcountEffect(tx, acting, { position, change, effectiveOn }, ahead)).toMatchObject({
      value: {
        before: { approved: 12, reserved: 10 },
        after: { approved: 8, reserved: 10 },
        totalBefore: { ceiling: 20, allocated: 12 },
        totalAfter: { ceiling: 20, allocated: 8 },
        over: { on: '2024-02-01', approved: 8, reserved: 10 },
      },
    })
    expect(await recordHeadcount(tx, acting, cut, ahead)).toMatchObject({
      problems: [{ code: 'not-acknowledged' }],
    })
    expect(await approved('2024-02-01')).toBe(12)
    expect((await recordHeadcount(tx, acting, { ...cut, acknowledged: true }, ahead)).done).toBe(true)
    expect(await approved('2024-02-01')).toBe(8)
    expect(await recordHeadcount(tx, acting, draft({ change: -9, acknowledged: true }), ahead)).toMatchObject(
      { problems: [{ code: 'approved-below-zero', approved: 8 }] },
    )
  }))

test('a wrong row is taken back once, from its own day, and what was believed before still stands', () =>
  inTransaction(database.db, async (tx) => {
    const { draft, approved, organizationId, rootId } = await oneBureau(tx)
    const wrong = await recordHeadcount(tx, acting, draft({ change: 3 }), ahead)
    if (!wrong.done) throw new Error('not written')
    const later = exampleActing({ at: new Date('2024-01-16T10:00:00+08:00') })
    const reversal = { headcountId: wrong.value, note: '误登', document, acknowledged: false }
    const taken = await reverseHeadcount(tx, later, reversal, ahead)
    expect(taken.done).toBe(true)
    expect(await approved('2024-02-01')).toBe(12)
    expect(await approved('2024-02-01', new Date('2024-01-16T09:00:00+08:00'))).toBe(15)
    expect(await reverseHeadcount(tx, later, reversal, ahead)).toMatchObject({
      problems: [{ code: 'reversed-already' }],
    })
    const filter = {
      organizationIds: [organizationId],
      establishmentKind: '',
      from: '',
      to: '',
      document: '',
    }
    const rows = await ledgerRows(tx, viewpoint(), { filter, rootId, most: 10 })
    expect(rows.map(({ change, reversedById }) => [change, reversedById !== null])).toEqual([
      [-3, false],
      [3, true],
      [12, false],
    ])
    const document2 = { ...filter, document: '〔2024〕2号', from: '2024-02-01', to: '2024-02-01' }
    expect(await ledgerRows(tx, viewpoint(), { filter: document2, rootId, most: 10 })).toHaveLength(2)
  }))

test('a freeze holds no more than is approved, and ends on the day it is lifted', () =>
  inTransaction(database.db, async (tx) => {
    const { organizationId } = await oneBureau(tx)
    const freeze = {
      organizationId,
      establishmentKind: 'administrative',
      count: 13,
      effectiveFrom: '2024-02-01',
      effectiveTo: null,
      note: '',
      document,
    }
    expect(await recordFreeze(tx, acting, freeze, ahead)).toMatchObject({
      problems: [{ code: 'not-a-number', most: 12 }],
    })
    const frozen = await recordFreeze(tx, acting, { ...freeze, count: 2 }, ahead)
    if (!frozen.done) throw new Error('not written')
    const later = exampleActing({ at: new Date('2024-01-16T10:00:00+08:00') })
    const lift = { freezeId: frozen.value, endsOn: '2024-06-01', note: '解冻', document }
    expect((await liftFreeze(tx, later, lift)).done).toBe(true)
    expect(await liftFreeze(tx, later, lift)).toMatchObject({ problems: [{ code: 'changed-meanwhile' }] })
    const frozenAt = async (day: string, knownAt: Date | null = null) =>
      (await frozenOn(tx, viewpoint(day, knownAt)))[0]?.frozen ?? 0
    expect([
      await frozenAt('2024-01-31'),
      await frozenAt('2024-05-31'),
      await frozenAt('2024-06-01'),
    ]).toEqual([0, 2, 0])
    expect(await frozenAt('2024-06-01', new Date('2024-01-16T09:00:00+08:00'))).toBe(2)
    expect(await freezesOf(tx, viewpoint(), [organizationId])).toHaveLength(1)
  }))

test('two who give the last places of the region to two units at once: exactly one succeeds, ten rounds', async () => {
  const { db } = database
  const rootId = await plantRegion(db, acting)
  await plantHeadcount(db, acting, { organizationId: rootId, change: 10 })
  for (let round = 0; round < 10; round += 1) {
    const units = [
      await plantOrganization(db, acting, { name: `甲${round}`, parentId: rootId }),
      await plantOrganization(db, acting, { name: `乙${round}`, parentId: rootId }),
    ]
    const outcomes = await Promise.all(
      units.map((organizationId) =>
        recordHeadcount(
          db,
          acting,
          {
            organizationId,
            establishmentKind: 'administrative',
            change: 10 - round,
            effectiveOn: '2024-02-01',
            note: '',
            document,
            acknowledged: false,
          },
          ahead,
        ),
      ),
    )
    expect(outcomes.filter((outcome) => outcome.done)).toHaveLength(1)
    const written = outcomes.find((outcome) => outcome.done)
    if (!written?.done) throw new Error('nobody succeeded')
    // One place fewer is left for the next round.
    const back = { headcountId: written.value, note: '让出', document, acknowledged: false }
    await reverseHeadcount(db, acting, back, ahead)
    await plantHeadcount(db, acting, { organizationId: units[0] ?? '', change: 1, effectiveOn: '2024-01-01' })
  }
})
