import { describe, expect, test } from 'vitest'
import { signMovement } from '../../src/movement/sign-movement.ts'
import { establishmentTableOn } from '../../src/staffing/establishment-table.store.ts'
import { placementsOf, postsOf } from '../../src/staffing/person.store.ts'
import { viewpoint } from '../database/harness.ts'
import { plantGrant, plantHeadcount } from '../establishment/planted.ts'
import { emptyDistrict, occupiedOn, places } from './district.ts'
import { accepted, bureau, draft, entryOf, leaveOf, officer, problemsOf, settled } from './planted.ts'

const inDistrict = emptyDistrict()

describe('taking effect', () => {
  test('a move inside the full unit from one kind to another needs a place of the other kind only', () =>
    inDistrict(async (tx, root) => {
      const office = await bureau(tx, root, { name: '教育局', approved: 1 })
      const { movement } = await settled(tx, entryOf(office))
      const change = {
        ...leaveOf(movement.personId, '2024-03-01'),
        kind: 'kind-change' as const,
        toEstablishmentKind: 'office-worker',
      }
      expect((await draft(tx, change)).done).toBe(false)
      await plantHeadcount(tx, officer('clerk'), {
        organizationId: office,
        establishmentKind: 'office-worker',
        change: 1,
      })
      await settled(tx, change)
      expect(await places(tx, movement.personId)).toEqual([
        [office, 'administrative', '2024-02-01', '2024-03-01'],
        [office, 'office-worker', '2024-03-01', null],
      ])
    }))

  test('an internal transfer ends the old place on the day the new one begins; the rank goes along, the duty ends', () =>
    inDistrict(async (tx, root) => {
      const [office, other] = [
        await bureau(tx, root, { name: '教育局', approved: 1 }),
        await bureau(tx, root, { name: '民政局', approved: 1 }),
      ]
      const particulars = {
        duty: {
          levelCode: '0142',
          title: '教育局副局长',
          leadership: 'deputy' as const,
          leadershipRank: '110',
          divisionId: null,
          concurrent: false,
        },
        rank: { levelCode: '01A', title: '四级主任科员' },
      }
      const { movement } = await settled(tx, entryOf(office, { particulars }))
      await settled(tx, {
        ...leaveOf(movement.personId, '2024-04-01'),
        kind: 'internal-transfer',
        toOrganizationId: other,
        toEstablishmentKind: 'administrative',
      })
      expect(await places(tx, movement.personId)).toEqual([
        [office, 'administrative', '2024-02-01', '2024-04-01'],
        [other, 'administrative', '2024-04-01', null],
      ])
      expect(await postsOf(tx, viewpoint(), movement.personId)).toMatchObject([
        { aspect: 'duty', organizationId: office, effectiveTo: '2024-04-01' },
        { aspect: 'rank', organizationId: office, effectiveTo: '2024-04-01' },
        { aspect: 'rank', organizationId: other, effectiveFrom: '2024-04-01', effectiveTo: null },
      ])
    }))

  test('who is lent keeps the place in the establishment, and gives the loan back', () =>
    inDistrict(async (tx, root) => {
      const office = await bureau(tx, root, { name: '教育局', approved: 1 })
      const { movement } = await settled(tx, entryOf(office))
      const lend = (kind: 'drawing' | 'return', effectiveOn: string, name: string) =>
        settled(tx, {
          ...leaveOf(movement.personId, effectiveOn),
          kind,
          particulars: kind === 'drawing' ? { place: { organizationId: null, name } } : {},
        })
      await lend('drawing', '2024-03-01', '区委重点督导组')
      await lend('return', '2024-06-01', '')
      expect(await placementsOf(tx, viewpoint(), movement.personId)).toMatchObject([
        {
          secondmentKind: 'drawing',
          place: '区委重点督导组',
          effectiveFrom: '2024-03-01',
          effectiveTo: '2024-06-01',
        },
      ])
      expect(await occupiedOn(tx, office, '2024-04-01')).toBe(1)
    }))

  test('an entry on an approved request uses it up: reserved falls as occupied rises', () =>
    inDistrict(async (tx, root) => {
      const office = await bureau(tx, root, { name: '教育局', approved: 2 })
      await settled(tx, entryOf(office))
      const vacancyRequestId = await plantGrant(tx, officer('clerk'), {
        organizationId: office,
        count: 1,
        approvedOn: '2024-01-10',
        expiresOn: '2024-12-31',
      })
      expect(problemsOf(await draft(tx, entryOf(office)))).toMatchObject([
        { code: 'no-vacancy', reserved: 1 },
      ])
      await settled(tx, entryOf(office, { vacancyRequestId }))
      const [row] = await establishmentTableOn(tx, viewpoint('2024-02-01'), { organizationIds: [office] })
      expect(row).toMatchObject({ approved: 2, occupied: 2, reserved: 0 })
      expect((await draft(tx, entryOf(office, { vacancyRequestId }))).done).toBe(false)
    }))
})

describe('correcting', () => {
  test('a wrong day is corrected by another movement; what was known before stays as it was known', () =>
    inDistrict(async (tx, root) => {
      const office = await bureau(tx, root, { name: '教育局', approved: 1 })
      const { movement } = await settled(tx, entryOf(office))
      const known = officer('clerk').at
      const correction = entryOf(office, {
        person: { id: movement.personId },
        effectiveOn: '2023-11-01',
        correctsId: movement.id,
      })
      await settled(tx, correction)
      expect(await places(tx, movement.personId)).toEqual([[office, 'administrative', '2023-11-01', null]])
      expect(await places(tx, movement.personId, known)).toEqual([
        [office, 'administrative', '2024-02-01', null],
      ])
      expect((await draft(tx, correction)).done).toBe(false)
    }))

  test('a retirement entered for the wrong person is taken back: the place and the posts run on', () =>
    inDistrict(async (tx, root) => {
      const office = await bureau(tx, root, { name: '教育局', approved: 1 })
      const particulars = { rank: { levelCode: '01A', title: '一级科员' } }
      const { movement } = await settled(tx, entryOf(office, { particulars }))
      const { movement: wrong } = await settled(tx, leaveOf(movement.personId, '2024-05-01'))
      expect(await occupiedOn(tx, office, '2024-06-01')).toBe(0)
      await settled(tx, {
        ...leaveOf(movement.personId, '2024-05-01'),
        particulars: { takesBack: true },
        correctsId: wrong.id,
      })
      expect(await occupiedOn(tx, office, '2024-06-01')).toBe(1)
      expect(await postsOf(tx, viewpoint(), movement.personId)).toMatchObject([
        { title: '一级科员', effectiveTo: null },
      ])
    }))

  test('a retirement taken back finds its place given to another: refused', () =>
    inDistrict(async (tx, root) => {
      const office = await bureau(tx, root, { name: '教育局', approved: 1 })
      const { movement } = await settled(tx, entryOf(office))
      const { movement: wrong } = await settled(tx, leaveOf(movement.personId, '2024-05-01'))
      await settled(tx, entryOf(office, { effectiveOn: '2024-06-01' }))
      const back = await draft(tx, {
        ...leaveOf(movement.personId, '2024-05-01'),
        particulars: { takesBack: true },
        correctsId: wrong.id,
      })
      expect(problemsOf(back)).toMatchObject([{ code: 'no-vacancy', on: '2024-06-01' }])
    }))

  test('an entry moved behind the transfer that followed it is refused, naming that transfer', () =>
    inDistrict(async (tx, root) => {
      const [office, other] = [
        await bureau(tx, root, { name: '教育局', approved: 1 }),
        await bureau(tx, root, { name: '民政局', approved: 1 }),
      ]
      const { movement } = await settled(tx, entryOf(office))
      const { movement: transfer } = await settled(tx, {
        ...leaveOf(movement.personId, '2024-04-01'),
        kind: 'internal-transfer',
        toOrganizationId: other,
        toEstablishmentKind: 'administrative',
      })
      const late = await draft(
        tx,
        entryOf(office, {
          person: { id: movement.personId },
          effectiveOn: '2024-05-01',
          correctsId: movement.id,
        }),
      )
      expect(JSON.stringify(problemsOf(late))).toContain(transfer.number)
    }))

  test('a correction that was withdrawn does not stand in the way of the next one', () =>
    inDistrict(async (tx, root) => {
      const office = await bureau(tx, root, { name: '教育局', approved: 1 })
      const { movement } = await settled(tx, entryOf(office))
      const correction = entryOf(office, {
        person: { id: movement.personId },
        effectiveOn: '2024-03-01',
        correctsId: movement.id,
      })
      const first = accepted(await draft(tx, correction))
      accepted(await signMovement(tx, officer('clerk'), first.id, { decision: 'withdraw', words: '' }))
      await settled(tx, correction)
      expect(await places(tx, movement.personId)).toEqual([[office, 'administrative', '2024-03-01', null]])
    }))
})
