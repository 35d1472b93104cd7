import fc from 'fast-check'
import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Db } from '../../src/database/connection.ts'
import {
  approvedChangesAfter,
  approvedOn,
  lockPositions,
} from '../../src/establishment/approved-headcount.store.ts'
import {
  frozenChangesAfter,
  frozenOn,
  reservedChangesAfter,
  reservedOn,
} from '../../src/establishment/reservation.store.ts'
import {
  grantOf,
  recordUse,
  takeBackUse,
  usableGrants,
} from '../../src/establishment/vacancy-request.store.ts'
import { addDays } from '../../src/kernel/dates.ts'
import {
  emptyDatabase,
  exampleActing,
  inTransaction,
  regionCode,
  type TestDatabase,
  viewpoint,
} from '../database/harness.ts'
import { plantOrganization, plantRegion } from '../organization/planted.ts'
import { plantDecision, plantFreeze, plantGrant, plantHeadcount } from './planted.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await emptyDatabase()
})
afterAll(() => database.drop())

const acting = exampleActing()
const establishmentKind = 'administrative'

async function oneBureau(tx: Db): Promise<string> {
  const root = await plantRegion(tx, acting)
  return plantOrganization(tx, acting, { name: '教育局', parentId: root })
}

async function reservedCount(tx: Db, day: string): Promise<number> {
  return (await reservedOn(tx, viewpoint(day)))[0]?.reserved ?? 0
}

test('核定编制 on a day is the sum of the rows in effect by then, as known at the moment asked', () =>
  inTransaction(database.db, async (tx) => {
    const organizationId = await oneBureau(tx)
    await plantHeadcount(tx, acting, { organizationId, change: 10, effectiveOn: '2022-01-01' })
    await plantHeadcount(tx, acting, { organizationId, change: -2, effectiveOn: '2023-07-01' })
    const later = exampleActing({ at: new Date('2024-01-15T15:00:00+08:00') })
    await plantHeadcount(tx, later, { organizationId, change: 1, effectiveOn: '2023-01-01' })
    const approved = async (day: string, knownAt: Date | null = null) =>
      (await approvedOn(tx, viewpoint(day, knownAt)))[0]?.approved ?? 0
    expect(await approved('2021-12-31')).toBe(0)
    expect(await approved('2022-01-01')).toBe(10)
    expect(await approved('2023-06-30')).toBe(11)
    expect(await approved('2023-07-01')).toBe(9)
    const noon = new Date('2024-01-15T12:00:00+08:00')
    expect(await approved('2023-07-01', noon)).toBe(8)
    expect(
      await approvedChangesAfter(tx, regionCode, {
        after: '2022-01-01',
        positions: [{ organizationId, establishmentKind }],
      }),
    ).toMatchObject([
      { on: '2023-01-01', change: 1 },
      { on: '2023-07-01', change: -2 },
    ])
  }))

test('an approved request holds its places until they are used, taken back or lapse', () =>
  inTransaction(database.db, async (tx) => {
    const organizationId = await oneBureau(tx)
    const requestId = await plantGrant(tx, acting, {
      organizationId,
      count: 3,
      approvedOn: '2024-01-10',
      expiresOn: '2024-12-31',
    })
    const movementId = v7()
    await recordUse(tx, acting, { requestId, movementId, usedOn: '2024-03-01' })
    expect(await reservedCount(tx, '2024-01-09')).toBe(0)
    expect(await reservedCount(tx, '2024-01-10')).toBe(3)
    expect(await reservedCount(tx, '2024-02-29')).toBe(3)
    expect(await reservedCount(tx, '2024-03-01')).toBe(2)
    expect(await reservedCount(tx, '2024-12-31')).toBe(2)
    expect(await reservedCount(tx, '2025-01-01')).toBe(0)
    expect(await grantOf(tx, regionCode, requestId)).toMatchObject({
      granted: 3,
      used: 1,
      effectiveFrom: '2024-01-10',
      effectiveTo: '2025-01-01',
    })

    await takeBackUse(tx, acting, { movementId, correctedBy: v7() })
    expect(await reservedCount(tx, '2024-03-01')).toBe(3)
    await plantDecision(tx, acting, { requestId, decision: 'recall', effectiveOn: '2024-06-01' })
    expect(await reservedCount(tx, '2024-05-31')).toBe(3)
    expect(await reservedCount(tx, '2024-06-01')).toBe(0)
    const usable = async (on: string) =>
      (await usableGrants(tx, regionCode, { organizationId, establishmentKind, on })).length
    expect([await usable('2024-01-09'), await usable('2024-05-31'), await usable('2024-06-01')]).toEqual([
      0, 1, 0,
    ])
  }))

test('a freeze holds from its first day to its end and not on it', () =>
  inTransaction(database.db, async (tx) => {
    const organizationId = await oneBureau(tx)
    await plantFreeze(tx, acting, {
      organizationId,
      count: 2,
      effectiveFrom: '2024-02-01',
      effectiveTo: '2024-05-01',
    })
    const frozen = async (day: string) => (await frozenOn(tx, viewpoint(day)))[0]?.frozen ?? 0
    expect([
      await frozen('2024-01-31'),
      await frozen('2024-02-01'),
      await frozen('2024-04-30'),
      await frozen('2024-05-01'),
    ]).toEqual([0, 2, 2, 0])
  }))

test('what is reserved and frozen on a later day is what it is today and every change until then', async () => {
  const day = fc.integer({ min: 0, max: 300 }).map((days) => addDays('2024-01-01', days))
  const grant = fc.record({
    count: fc.integer({ min: 1, max: 3 }),
    approvedOn: day,
    expiresOn: fc.option(day),
    usedOn: fc.array(day, { maxLength: 2 }),
    recalledOn: fc.option(day),
  })
  const freeze = fc.record({
    count: fc.integer({ min: 1, max: 3 }),
    from: day,
    days: fc.integer({ min: 1, max: 90 }),
  })
  await fc.assert(
    fc.asyncProperty(
      fc.array(grant, { maxLength: 4 }),
      fc.array(freeze, { maxLength: 3 }),
      day,
      day,
      (grants, freezes, a, b) =>
        inTransaction(database.db, async (tx) => {
          const [first = a, second = b] = [a, b].sort()
          const organizationId = await oneBureau(tx)
          for (const { usedOn, recalledOn, ...drawn } of grants) {
            const requestId = await plantGrant(tx, acting, { organizationId, ...drawn })
            for (const on of usedOn.slice(0, drawn.count)) {
              await recordUse(tx, acting, {
                requestId,
                movementId: v7(),
                usedOn: laterOf(on, drawn.approvedOn),
              })
            }
            if (recalledOn)
              await plantDecision(tx, acting, { requestId, decision: 'recall', effectiveOn: recalledOn })
          }
          for (const { count, from, days } of freezes) {
            await plantFreeze(tx, acting, {
              organizationId,
              count,
              effectiveFrom: from,
              effectiveTo: addDays(from, days),
            })
          }
          const asked = { after: first, positions: [{ organizationId, establishmentKind }] }
          const sumUntil = (changes: { on: string; change: number }[]) =>
            changes.filter(({ on }) => on <= second).reduce((sum, { change }) => sum + change, 0)
          const reservedChanges = sumUntil(await reservedChangesAfter(tx, regionCode, asked))
          expect((await reservedCount(tx, first)) + reservedChanges).toBe(await reservedCount(tx, second))
          const frozen = async (on: string) => (await frozenOn(tx, viewpoint(on)))[0]?.frozen ?? 0
          const frozenChanges = sumUntil(await frozenChangesAfter(tx, regionCode, asked))
          expect((await frozen(first)) + frozenChanges).toBe(await frozen(second))
        }),
    ),
    { numRuns: 60 },
  )
})

test('two who ask for one place wait for each other, also when nobody has asked for it before', async () => {
  // Committed, since two transactions must both see it: this test stands last.
  const organizationId = await oneBureau(database.db)
  const places = [{ organizationId, establishmentKind }]
  const order: string[] = []
  let release = () => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  let locked = () => {}
  const firstLocked = new Promise<void>((resolve) => {
    locked = resolve
  })
  const first = database.db.transaction(async (tx) => {
    await lockPositions(tx, regionCode, places)
    locked()
    await released
    order.push('first done')
  })
  await firstLocked
  const second = database.db.transaction(async (tx) => {
    await lockPositions(tx, regionCode, places)
    order.push('second in')
  })
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(order).toEqual([])
  release()
  await Promise.all([first, second])
  expect(order).toEqual(['first done', 'second in'])
})

function laterOf(a: string, b: string): string {
  return [a, b].sort()[1] ?? a
}
