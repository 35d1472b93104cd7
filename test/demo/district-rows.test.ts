import { describe, expect, test } from 'vitest'
import { exampleDistrict } from '../../src/demo/district.ts'
import {
  demoMoment,
  impossibleRegion,
  openingDay,
  rootOrganizationId,
} from '../../src/demo/example-region.ts'
import { readCreditCode } from '../../src/kernel/credit-code.ts'
import { type IsoDate, inForce } from '../../src/kernel/dates.ts'
import { readIdentityNumber } from '../../src/kernel/identity-number.ts'
import { type Movement, placeChangeOf } from '../../src/movement/movement.ts'
import { isMovementKind, movementRule } from '../../src/movement/movement-kind.ts'
import { particularsOf } from '../../src/movement/particulars.ts'
import { assignmentsFrom, type PlaceChange, replay } from '../../src/staffing/assignment.ts'

const began = performance.now()
const { rows } = exampleDistrict()
const took = performance.now() - began

const assignments = rows.assignments.filter(({ supersededAt }) => !supersededAt)
const effective = new Set(rows.movementEffects.map(({ movementId }) => movementId))
const correctedIds = new Set(rows.movements.flatMap(({ correctsId }) => correctsId ?? []))
const standing = rows.movements.filter(({ id }) => effective.has(id) && !correctedIds.has(id))

function period(row: { effectiveFrom: string; effectiveTo?: string | null | undefined }) {
  return { effectiveFrom: row.effectiveFrom, effectiveTo: row.effectiveTo ?? null }
}

function presentOn(day: IsoDate) {
  return assignments.filter((row) => inForce(period(row), day))
}

function grouped<Row>(list: readonly Row[], key: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of list) groups.set(key(row), [...(groups.get(key(row)) ?? []), row])
  return groups
}

const keyOf = (organizationId: string, kind: string) => `${organizationId} ${kind}`

describe('the example district', () => {
  test('is made in a few seconds, and is the same every time', () => {
    process.stdout.write(`the rows of the example district: ${Math.round(took)} ms\n`)
    const again = exampleDistrict().rows
    expect(Object.keys(again)).toEqual(Object.keys(rows))
    // Compared as texts: a hundred thousand rows are the same or not, and looking where takes longer than making them.
    for (const [name, made] of Object.entries(again)) {
      expect([name, JSON.stringify(made) === JSON.stringify(rows[name as keyof typeof rows])]).toEqual([
        name,
        true,
      ])
    }
  })

  test('has 67 departments, 12 townships and 145 institutions at the end of 2023, as published', () => {
    const units = rows.organizationVersions.filter(
      (row) => row.kind === 'unit' && !row.supersededAt && inForce(period(row), '2023-12-31'),
    )
    const institutions = units.filter((row) => (row.supervisorId ?? null) !== null)
    const townships = units.filter(({ category }) => category === 'township')
    expect(institutions).toHaveLength(145)
    expect(townships.map(({ shortName }) => shortName).sort()).toEqual(
      // regions_guangyuan.csv
      [
        '朝天镇',
        '大滩镇',
        '羊木镇',
        '曾家镇',
        '中子镇',
        '沙河镇',
        '两河口镇',
        '云雾山镇',
        '水磨沟镇',
        '李家镇',
        '麻柳乡',
        '临溪乡',
      ].sort(),
    )
    expect(units.length - institutions.length - townships.length).toBe(67)
  })

  test('keeps every name of a unit once', () => {
    const names = rows.organizationVersions
      .filter((row) => row.kind === 'unit' && !row.supersededAt && inForce(period(row), '2024-01-15'))
      .map(({ shortName }) => shortName)
    expect(new Set(names).size).toBe(names.length)
  })

  test('has about 4,500 people on the demo day', () => {
    const present = presentOn('2024-01-15').length
    expect(present).toBeGreaterThan(4300)
    expect(present).toBeLessThan(4700)
  })

  test('gives nobody an identity number that a real person could hold, and nobody the same twice', () => {
    const byPerson = new Map<string, string>()
    for (const { personId, identityNumber } of rows.personParticulars) {
      expect(identityNumber.startsWith(impossibleRegion)).toBe(true)
      expect(readIdentityNumber(identityNumber, 'identityNumber').done).toBe(true)
      expect(byPerson.get(personId) ?? identityNumber).toBe(identityNumber)
      byPerson.set(personId, identityNumber)
    }
    expect(new Set(byPerson.values()).size).toBe(byPerson.size)
  })

  test('tells the birth date and the sex of the identity number in what is believed today', () => {
    for (const { identityNumber, bornOn, sex, supersededAt } of rows.personParticulars) {
      if (supersededAt) continue
      const read = readIdentityNumber(identityNumber, 'identityNumber')
      expect(read.done && [read.value.bornOn, read.value.sex]).toEqual([bornOn, sex])
    }
  })

  test('writes credit codes whose check characters are right, of the impossible region', () => {
    const codes = new Set(rows.organizationVersions.flatMap(({ creditCode }) => creditCode ?? []))
    expect(codes.size).toBeGreaterThan(200)
    for (const code of codes) {
      expect(readCreditCode(code, 'creditCode').done).toBe(true)
      expect(code.slice(2, 8)).toBe(impossibleRegion)
    }
  })

  test('approved 222 places for use in 2023, as published, and part of them is used', () => {
    const approvals = rows.vacancyRequestDecisions.filter(
      ({ decision, effectiveOn }) => decision === 'approval' && effectiveOn.startsWith('2023'),
    )
    expect(approvals.reduce((sum, { approvedCount }) => sum + (approvedCount ?? 0), 0)).toBe(222)
    const requests = new Set(approvals.map(({ requestId }) => requestId))
    const used = rows.vacancyRequestUses.filter(({ requestId }) => requests.has(requestId)).length
    expect(used).toBeGreaterThan(120)
    expect(used).toBeLessThan(222)
  })

  test('uses no request for more than was approved, nor after its last day', () => {
    const approvals = new Map(
      rows.vacancyRequestDecisions
        .filter(({ decision }) => decision === 'approval')
        .map((row) => [row.requestId, row]),
    )
    for (const [requestId, uses] of grouped(rows.vacancyRequestUses, (use) => use.requestId)) {
      const approval = approvals.get(requestId)
      expect(uses.length).toBeLessThanOrEqual(approval?.approvedCount ?? 0)
      for (const { usedOn } of uses) {
        expect(usedOn > (approval?.effectiveOn ?? '9999') && usedOn <= (approval?.expiresOn ?? '')).toBe(true)
      }
    }
  })

  test('records nothing after the demo moment, and nothing supersedes before it was recorded', () => {
    for (const list of Object.values(rows)) {
      for (const row of list) {
        if (!('recordedAt' in row)) continue
        expect(row.recordedAt <= demoMoment).toBe(true)
        if ('supersededAt' in row && row.supersededAt) expect(row.supersededAt >= row.recordedAt).toBe(true)
      }
    }
  })
})

describe('the movements of three years', () => {
  test('are signed along the chain of their kind, in order, by nobody twice', () => {
    const signatures = grouped(rows.movementSignatures, ({ movementId }) => movementId)
    for (const movement of rows.movements.filter(({ id }) => effective.has(id))) {
      const signed = [...(signatures.get(movement.id) ?? [])].sort(
        (a, b) => a.recordedAt.getTime() - b.recordedAt.getTime(),
      )
      const chain = isMovementKind(movement.kind) ? movementRule(movement.kind).chain : []
      expect(signed.map(({ step }) => step)).toEqual(chain)
      expect(new Set(signed.map(({ recordedBy }) => recordedBy)).size).toBe(chain.length)
      expect(signed.every(({ recordedAt }) => recordedAt >= movement.recordedAt)).toBe(true)
    }
  })

  test('lie on the desks in January 2024 at different steps', () => {
    const open = rows.movements.filter(({ id }) => !effective.has(id))
    const signed = grouped(rows.movementSignatures, ({ movementId }) => movementId)
    const steps = open.map(({ id }) =>
      (signed.get(id) ?? []).map(({ step, decision }) => `${step} ${decision}`).join(),
    )
    expect(new Set(steps)).toEqual(
      new Set(['', 'clerk agree', 'clerk agree,section-head agree', 'clerk agree,section-head return']),
    )
  })

  test('replayed from the opening, give exactly the assignments, and nothing misfits', () => {
    const movementsOf = grouped(
      rows.movements.filter(({ id }) => effective.has(id)),
      ({ personId }) => personId,
    )
    for (const [personId, own] of grouped(assignments, (row) => row.personId)) {
      const changes: PlaceChange[] = own
        .filter(({ begunByMovementId }) => !begunByMovementId)
        .map(({ organizationId, establishmentKind, effectiveFrom }) => ({
          movementId: null,
          direction: 'in',
          effectiveOn: effectiveFrom,
          from: null,
          to: { organizationId, establishmentKind },
          correctsId: null,
          takesBack: false,
        }))
      for (const row of movementsOf.get(personId) ?? []) {
        const movement = { ...row, particulars: particularsOf(row.particulars) } as Movement
        const change = placeChangeOf(movement)
        if (change) changes.push(change)
      }
      expect(replay(changes).misfits).toEqual([])
      const told = assignmentsFrom(changes).map(written)
      expect(told.sort(compare)).toEqual(own.map((row) => written({ ...row, ...period(row) })).sort(compare))
    }
  })

  test('leave nobody in two places on one day', () => {
    for (const own of grouped(assignments, ({ personId }) => personId).values()) {
      const ordered = own.map(period).sort((a, b) => (a.effectiveFrom < b.effectiveFrom ? -1 : 1))
      for (const [at, next] of ordered.slice(1).entries()) {
        const { effectiveTo } = ordered[at]!
        expect(effectiveTo !== null && effectiveTo <= next.effectiveFrom).toBe(true)
      }
    }
  })

  test.each([2021, 2022, 2023])('%i: opening + in − out = closing for every unit and kind', (year) => {
    const from = `${year}-01-01`
    const to = `${year + 1}-01-01`
    const balance = new Map<string, number>()
    const add = (key: string, change: number) => balance.set(key, (balance.get(key) ?? 0) + change)
    // 年初 is the state before the movements of 1 January; the opening of the registry is its own first day.
    for (const row of assignments) {
      const key = keyOf(row.organizationId, row.establishmentKind)
      const { effectiveFrom, effectiveTo } = period(row)
      const opens =
        effectiveFrom < from || (effectiveFrom === openingDay && !row.begunByMovementId && year === 2021)
      if (opens && (effectiveTo === null || effectiveTo >= from)) add(key, 1)
      if (effectiveFrom < to && (effectiveTo === null || effectiveTo >= to)) add(key, -1)
    }
    for (const movement of standing) {
      if (movement.effectiveOn < from || movement.effectiveOn >= to) continue
      const rule = isMovementKind(movement.kind) ? movementRule(movement.kind) : null
      if (!rule?.changes.includes('assignment')) continue
      if (movement.toOrganizationId)
        add(keyOf(movement.toOrganizationId, movement.toEstablishmentKind ?? ''), 1)
      if (movement.fromOrganizationId) {
        add(keyOf(movement.fromOrganizationId, movement.fromEstablishmentKind ?? ''), -1)
      }
    }
    expect([...balance].filter(([, rest]) => rest !== 0)).toEqual([])
  })
})

describe('the approved headcount', () => {
  const days = [...new Set(rows.approvedHeadcounts.map(({ effectiveOn }) => effectiveOn))].sort()
  const approvedOn = (day: IsoDate, counts: (organizationId: string) => boolean, kind: string) =>
    rows.approvedHeadcounts
      .filter((row) => row.effectiveOn <= day && row.establishmentKind === kind && counts(row.organizationId))
      .reduce((sum, { change }) => sum + change, 0)
  const kinds = [...new Set(rows.approvedHeadcounts.map(({ establishmentKind }) => establishmentKind))]

  test('of the units never comes to more than the district was given (总量控制)', () => {
    for (const day of days) {
      for (const kind of kinds) {
        const given = approvedOn(day, (id) => id === rootOrganizationId, kind)
        const shared = approvedOn(day, (id) => id !== rootOrganizationId, kind)
        expect({ day, kind, over: shared > given }).toEqual({ day, kind, over: false })
      }
    }
  })

  test('leaves some units over-established, some full and most with vacancies on the demo day', () => {
    const occupied = grouped(presentOn('2024-01-15'), (row) =>
      keyOf(row.organizationId, row.establishmentKind),
    )
    const free = rows.establishmentPositions
      .filter(({ organizationId }) => organizationId !== rootOrganizationId)
      .map(({ organizationId, establishmentKind }) => {
        const approved = approvedOn('2024-01-15', (id) => id === organizationId, establishmentKind)
        return approved - (occupied.get(keyOf(organizationId, establishmentKind))?.length ?? 0)
      })
    expect(free.filter((count) => count < 0).length).toBeGreaterThanOrEqual(2)
    expect(free.filter((count) => count < 0).length).toBeLessThan(15)
    expect(free.filter((count) => count === 0).length).toBeGreaterThan(5)
    expect(free.filter((count) => count > 0).length).toBeGreaterThan(100)
  })
})

type Written = {
  organizationId: string
  establishmentKind: string
  effectiveFrom: string
  effectiveTo: string | null
}

function written({ organizationId, establishmentKind, effectiveFrom, effectiveTo }: Written): Written {
  return { organizationId, establishmentKind, effectiveFrom, effectiveTo }
}

function compare(a: Written, b: Written): number {
  return a.effectiveFrom < b.effectiveFrom ? -1 : 1
}
