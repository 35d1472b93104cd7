import { describe, expect, test } from 'vitest'
import { establishmentControls } from '../../src/establishment/schema.ts'
import { signMovement } from '../../src/movement/sign-movement.ts'
import { plantHeadcount } from '../establishment/planted.ts'
import { emptyDistrict, occupiedOn, places } from './district.ts'
import {
  accepted,
  agree,
  bureau,
  draft,
  entryOf,
  identityNumber,
  leaveOf,
  officer,
  problemsOf,
  settled,
} from './planted.ts'

const inDistrict = emptyDistrict()

describe('drafting', () => {
  test('an entry into a vacant place is numbered, signed by its clerk and changes nothing yet', () =>
    inDistrict(async (tx, root) => {
      const office = await bureau(tx, root, { name: '教育局', approved: 1 })
      const movement = accepted(await draft(tx, entryOf(office)))
      expect(movement.number).toBe('2024-0001')
      expect(await occupiedOn(tx, office, '2024-02-01')).toBe(0)
      expect(problemsOf(await agree(tx, movement.id, 'clerk'))).toMatchObject([{ code: 'signed-twice' }])
    }))

  test('a unit without a vacancy is refused with its figures', () =>
    inDistrict(async (tx, root) => {
      const office = await bureau(tx, root, { name: '教育局', approved: 1 })
      await settled(tx, entryOf(office))
      expect(problemsOf(await draft(tx, entryOf(office)))).toEqual([
        {
          code: 'no-vacancy',
          field: 'toOrganization',
          on: '2024-02-01',
          organizationName: '教育局',
          establishmentKind: 'administrative',
          approved: 1,
          occupied: 1,
          reserved: 0,
          frozen: 0,
        },
      ])
    }))

  test('a refused draft leaves no person, no movement and no number behind', () =>
    inDistrict(async (tx, root) => {
      const office = await bureau(tx, root, { name: '教育局', approved: 1 })
      const number = identityNumber()
      expect((await draft(tx, entryOf(office, { number, toEstablishmentKind: 'institution' }))).done).toBe(
        false,
      )
      expect(accepted(await draft(tx, entryOf(office, { number }))).number).toBe('2024-0001')
    }))

  test('a kind never approved for the unit is refused by name', () =>
    inDistrict(async (tx, root) => {
      const office = await bureau(tx, root, { name: '教育局', approved: 1 })
      const answer = await draft(tx, entryOf(office, { toEstablishmentKind: 'institution' }))
      expect(problemsOf(answer)).toMatchObject([{ code: 'kind-not-approved', field: 'toEstablishmentKind' }])
    }))

  test('a kind the office only warns about is entered beyond its places, and the warning is kept', () =>
    inDistrict(async (tx, root) => {
      const hospital = await bureau(tx, root, { name: '区医院', approved: 1, establishmentKind: 'filed' })
      const entry = () => entryOf(hospital, { kind: 'hiring', toEstablishmentKind: 'filed' })
      await settled(tx, entry())
      expect((await draft(tx, entry())).done).toBe(false)
      const { regionCode: region, userId, at } = officer('clerk')
      await tx.insert(establishmentControls).values({
        regionCode: region,
        id: '00000000-0000-7000-8000-0000000000c1',
        measure: 'headcount',
        establishmentKind: 'filed',
        control: 'warn',
        effectiveFrom: '2024-01-01',
        recordedAt: at,
        recordedBy: userId,
      })
      const { signed } = await settled(tx, entry())
      expect(signed.effect?.entered[0]?.warning).toMatchObject({
        code: 'no-vacancy',
        approved: 1,
        occupied: 1,
      })
      expect(await occupiedOn(tx, hospital, '2024-02-01')).toBe(2)
    }))

  test('a later entry already recorded holds its place against an earlier one', () =>
    inDistrict(async (tx, root) => {
      const office = await bureau(tx, root, { name: '教育局', approved: 1 })
      await settled(tx, entryOf(office, { effectiveOn: '2024-05-01' }))
      const answer = await draft(tx, entryOf(office, { effectiveOn: '2024-03-01' }))
      expect(problemsOf(answer)).toMatchObject([{ code: 'no-vacancy', on: '2024-05-01' }])
    }))

  test('a cut decided for July binds an entry in March', () =>
    inDistrict(async (tx, root) => {
      const office = await bureau(tx, root, { name: '教育局', approved: 2 })
      await settled(tx, entryOf(office))
      await plantHeadcount(tx, officer('clerk'), {
        organizationId: office,
        change: -1,
        effectiveOn: '2024-07-01',
      })
      const answer = await draft(tx, entryOf(office, { effectiveOn: '2024-03-01' }))
      expect(problemsOf(answer)).toMatchObject([{ code: 'no-vacancy', on: '2024-07-01', approved: 1 }])
    }))

  test('an identity number that is one already is refused without saying whose it is', () =>
    inDistrict(async (tx, root) => {
      const office = await bureau(tx, root, { name: '教育局', approved: 2 })
      const number = identityNumber()
      await settled(tx, entryOf(office, { number, name: '示例乙' }))
      const problems = problemsOf(await draft(tx, entryOf(office, { number })))
      expect(problems).toEqual([{ code: 'identity-number-taken', field: 'identityNumber' }])
    }))

  test('somebody who is in the establishment does not enter again, somebody who is not does not retire', () =>
    inDistrict(async (tx, root) => {
      const [office, school] = [
        await bureau(tx, root, { name: '教育局', approved: 1 }),
        await bureau(tx, root, { name: '民政局', approved: 1 }),
      ]
      const { movement } = await settled(tx, entryOf(office))
      const person = { id: movement.personId }
      const again = await draft(
        tx,
        entryOf(school, { kind: 'other-entry', person, effectiveOn: '2024-03-01' }),
      )
      expect(problemsOf(again)).toMatchObject([
        { code: 'already-assigned', organizationName: '教育局', from: '2024-02-01' },
      ])
      const early = await draft(tx, leaveOf(movement.personId, '2024-01-31'))
      expect(problemsOf(early)).toEqual([{ code: 'not-assigned', field: 'personId', on: '2024-01-31' }])
    }))

  test('a unit contact moves only into units of his own subtree', () =>
    inDistrict(async (tx, root) => {
      const [own, foreign] = [
        await bureau(tx, root, { name: '教育局', approved: 1 }),
        await bureau(tx, root, { name: '民政局', approved: 1 }),
      ]
      const contact = () => officer('unit-contact', { scopeOrganizationId: own })
      expect((await draft(tx, entryOf(foreign), contact())).done).toBe(false)
      const movement = accepted(await draft(tx, entryOf(own), contact()))
      expect(problemsOf(await agree(tx, movement.id, 'section-head'))).toMatchObject([
        { code: 'not-your-step' },
      ])
      expect(accepted(await agree(tx, movement.id, 'clerk')).state).toBe('waiting')
    }))
})

describe('the chain of signatures', () => {
  test('clerk, section head, director: then it is in effect, and each signature is a row', () =>
    inDistrict(async (tx, root) => {
      const office = await bureau(tx, root, { name: '教育局', approved: 1 })
      const movement = accepted(await draft(tx, entryOf(office)))
      expect(problemsOf(await agree(tx, movement.id, 'director'))).toMatchObject([{ code: 'not-your-step' }])
      expect(accepted(await agree(tx, movement.id, 'section-head'))).toEqual({
        state: 'waiting',
        effect: null,
      })
      expect(accepted(await agree(tx, movement.id, 'director')).state).toBe('effective')
      expect(await places(tx, movement.personId)).toEqual([[office, 'administrative', '2024-02-01', null]])
      expect(problemsOf(await agree(tx, movement.id, 'director'))).toEqual([
        { code: 'not-open-for-signature', field: 'decision', state: '已生效' },
      ])
    }))

  test('nobody signs two steps, whatever roles he holds, and nobody signs what he drafted', () =>
    inDistrict(async (tx, root) => {
      const office = await bureau(tx, root, { name: '教育局', approved: 1 })
      const all = (userId: string) =>
        officer('clerk', { userId, roles: ['clerk', 'section-head', 'director'] })
      const [first, second] = ['00000000-0000-7000-8000-00000000000a', '00000000-0000-7000-8000-00000000000b']
      const movement = accepted(await draft(tx, entryOf(office), all(first)))
      const sign = (userId: string) =>
        signMovement(tx, all(userId), movement.id, { decision: 'agree', words: '同意' })
      expect(problemsOf(await sign(first))).toMatchObject([{ code: 'signed-twice' }])
      expect(accepted(await sign(second)).state).toBe('waiting')
      expect(problemsOf(await sign(second))).toMatchObject([{ code: 'signed-twice' }])
    }))

  test('a return needs a reason and ends the movement', () =>
    inDistrict(async (tx, root) => {
      const office = await bureau(tx, root, { name: '教育局', approved: 1 })
      const movement = accepted(await draft(tx, entryOf(office)))
      const back = (words: string) =>
        signMovement(tx, officer('section-head'), movement.id, { decision: 'return', words })
      expect(problemsOf(await back(' '))).toEqual([{ code: 'required', field: 'words' }])
      expect(accepted(await back('生效日期与录用通知不符')).state).toBe('returned')
      expect((await agree(tx, movement.id, 'director')).done).toBe(false)
    }))

  test('only who drafted withdraws, and only before it takes effect', () =>
    inDistrict(async (tx, root) => {
      const office = await bureau(tx, root, { name: '教育局', approved: 1 })
      const movement = accepted(await draft(tx, entryOf(office)))
      const withdraw = (role: string) =>
        signMovement(tx, officer(role), movement.id, { decision: 'withdraw', words: '重复录入' })
      expect((await withdraw('director')).done).toBe(false)
      expect(accepted(await withdraw('clerk')).state).toBe('withdrawn')
      const { movement: other } = await settled(tx, entryOf(office))
      const late = await signMovement(tx, officer('clerk'), other.id, { decision: 'withdraw', words: '' })
      expect(problemsOf(late)).toMatchObject([{ code: 'not-open-for-signature' }])
    }))

  test('the place was given away while the paper went round: the last signature is refused', () =>
    inDistrict(async (tx, root) => {
      const office = await bureau(tx, root, { name: '教育局', approved: 1 })
      const [first, second] = [
        accepted(await draft(tx, entryOf(office))),
        accepted(await draft(tx, entryOf(office))),
      ]
      for (const { id } of [first, second]) accepted(await agree(tx, id, 'section-head'))
      accepted(await agree(tx, first.id, 'director'))
      expect(problemsOf(await agree(tx, second.id, 'director'))).toMatchObject([{ code: 'no-vacancy' }])
      expect(await occupiedOn(tx, office, '2024-02-01')).toBe(1)
    }))
})
