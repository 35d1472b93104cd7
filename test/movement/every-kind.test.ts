import { describe, expect, test } from 'vitest'
import type { Db } from '../../src/database/connection.ts'
import type { MovementDraft } from '../../src/movement/draft-movement.ts'
import { movementOf, movementWithLife } from '../../src/movement/movement.store.ts'
import {
  asksFor,
  type Change,
  type Fact,
  type MovementKind,
  movementKindOrder,
  movementRule,
} from '../../src/movement/movement-kind.ts'
import type { Particulars } from '../../src/movement/particulars.ts'
import { personFactsOf } from '../../src/movement/person-fact.store.ts'
import { stateOf } from '../../src/movement/signature.ts'
import { regionCode } from '../database/harness.ts'
import { plantHeadcount } from '../establishment/planted.ts'
import { emptyDistrict, occupiedOn, places } from './district.ts'
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

const inDistrict = emptyDistrict()
const rank = { levelCode: '01A', title: '四级主任科员' }
const duty = {
  levelCode: '0142',
  title: '股长',
  leadership: null,
  leadershipRank: null,
  divisionId: null,
  concurrent: false,
}

/** What each fact of the table is given; a fact without a line here does not compile. */
const given: Record<Fact, (units: { other: string }) => Partial<MovementDraft> & { with?: Particulars }> = {
  'to-organization': ({ other }) => ({ toOrganizationId: other }),
  'to-establishment-kind': () => ({ toEstablishmentKind: 'office-worker' }),
  // Both are other ways past the check; the units here have room.
  'vacancy-request': () => ({}),
  'entry-override': () => ({}),
  'other-unit': () => ({ with: { otherUnit: '利州区教育局' } }),
  duty: () => ({ with: { duty } }),
  rank: () => ({ with: { rank } }),
  post: () => ({ with: { post: { levelCode: '0311', title: '管理七级' } } }),
  place: () => ({ with: { place: { organizationId: null, name: '区委巡察组' } } }),
  'planned-end': () => ({ with: { plannedEnd: '2024-12-31' } }),
  'pay-profile': () => ({
    with: { payProfile: { scheme: 'civil-servant', keys: { 'rank-salary': ['01A'] } } },
  }),
}

function draftOf(
  kind: MovementKind,
  { person, other, without }: { person: MovementDraft['person']; other: string; without?: Fact },
): MovementDraft {
  const { required, optional } = movementRule(kind)
  const facts = [...required, ...optional].filter((fact) => fact !== without)
  const parts = facts.map((fact) => given[fact]({ other }))
  return {
    ...entryOf(''),
    kind,
    person,
    effectiveOn: '2024-03-01',
    toOrganizationId: null,
    toEstablishmentKind: null,
    ...Object.assign({}, ...parts.map(({ with: _with, ...places }) => places)),
    particulars: Object.assign({}, ...parts.map((part) => part.with ?? {})),
    reason: movementRule(kind).label,
  }
}

/** A unit left and a unit entered; and, unless the kind brings somebody in, somebody with everything to lose. */
async function stage(tx: Db, root: string, kind: MovementKind) {
  const home = await bureau(tx, root, { name: '教育局', approved: 1 })
  const other = await bureau(tx, root, { name: '民政局', approved: 0 })
  for (const organizationId of [home, other]) {
    const row = { organizationId, establishmentKind: 'office-worker', change: 1 }
    await plantHeadcount(tx, officer('clerk'), row)
  }
  const person = entryOf(home, { number: identityNumber() }).person
  if (movementRule(kind).registersPerson) return { home, other, person, personId: null }
  const payProfile = { scheme: 'civil-servant', keys: { 'rank-salary': ['01B'] } }
  const { movement } = await settled(
    tx,
    entryOf(home, { person, particulars: { duty: { ...duty, title: '副股长' }, payProfile } }),
  )
  await settled(tx, {
    ...entryOf('', { person: { id: movement.personId }, effectiveOn: '2024-02-10' }),
    kind: 'borrowing',
    toOrganizationId: null,
    toEstablishmentKind: null,
    particulars: { place: { organizationId: null, name: '区创建办' } },
  })
  return { home, other, person: { id: movement.personId }, personId: movement.personId }
}

type Facts = Record<Change, unknown[]>

/** Everything a movement may change, without the ids of rows and of the movements that began them. */
async function factsOf(tx: Db, personId: string | null): Promise<Facts> {
  if (personId === null) return { assignment: [], posts: [], placement: [], 'pay-profile': [] }
  const { posts, placements, profiles } = await personFactsOf(tx, regionCode, personId)
  const bare = (rows: readonly { id: string; movementId: string | null; effectiveFrom: string }[]) =>
    rows
      .map(({ id, movementId, ...fact }) => fact)
      .toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)))
  return {
    assignment: await places(tx, personId),
    posts: bare(posts),
    placement: bare(placements),
    'pay-profile': bare(profiles),
  }
}

function changed(before: Facts, after: Facts): Change[] {
  const all: Change[] = ['assignment', 'posts', 'placement', 'pay-profile']
  return all.filter((one) => JSON.stringify(before[one]) !== JSON.stringify(after[one]))
}

describe.each(movementKindOrder)('%s', (kind) => {
  const rule = movementRule(kind)

  test('asks for what its line of the table says it needs', () =>
    inDistrict(async (tx) => {
      // Looked at before anything else: neither the person nor the unit is asked for.
      const nobody = '00000000-0000-7000-8000-0000000000aa'
      for (const without of rule.required) {
        const unfinished = draftOf(kind, { person: { id: nobody }, other: nobody, without })
        expect(problemsOf(await draft(tx, unfinished))).toMatchObject([{ code: 'required' }])
      }
      expect(rule.required.every((fact) => asksFor(kind, fact))).toBe(true)
    }))

  test('entered, signed by its chain, in effect, corrected, taken back: everything is as it was', () =>
    inDistrict(async (tx, root) => {
      const { home, other, person, personId } = await stage(tx, root, kind)
      const before = await factsOf(tx, personId)
      const occupied = async () => [
        await occupiedOn(tx, home, '2024-06-01'),
        await occupiedOn(tx, other, '2024-06-01'),
      ]
      const stood = await occupied()

      const movement = accepted(await draft(tx, draftOf(kind, { person, other })))
      expect(changed(before, await factsOf(tx, movement.personId))).toEqual([])
      for (const [at, role] of rule.chain.entries()) {
        // The clerk who drafts has signed with the draft.
        if (at === 0) continue
        const { state } = accepted(await agree(tx, movement.id, role))
        expect(state).toBe(at === rule.chain.length - 1 ? 'effective' : 'waiting')
      }
      const after = await factsOf(tx, movement.personId)
      expect(changed(before, after).sort()).toEqual([...rule.changes].sort())

      const again = {
        ...draftOf(kind, { person: { id: movement.personId }, other }),
        effectiveOn: '2024-04-01',
      }
      const correction = (await settled(tx, { ...again, correctsId: movement.id })).movement
      const known = await movementWithLife(tx, regionCode, movement.id)
      expect(known === null ? null : stateOf(known.life)).toBe('corrected')
      const later = await factsOf(tx, movement.personId)
      expect(JSON.stringify(later)).toBe(JSON.stringify(after).replaceAll('2024-03-01', '2024-04-01'))

      const back = { ...again, correctsId: correction.id, particulars: { takesBack: true } }
      const { movement: taken } = await settled(tx, back)
      expect(changed(before, await factsOf(tx, movement.personId))).toEqual([])
      expect(await occupied()).toEqual(stood)
      expect(await movementOf(tx, regionCode, taken.id)).toMatchObject({ correctsId: correction.id })
    }))
})
