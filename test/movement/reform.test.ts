import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '../../src/database/connection.ts'
import { leadershipPosts } from '../../src/establishment/schema.ts'
import { addDays } from '../../src/kernel/dates.ts'
import { movementList } from '../../src/movement/movement-list.store.ts'
import type { ReformPlan } from '../../src/movement/reform.ts'
import { signReform } from '../../src/movement/sign-reform.ts'
import { organizationOn } from '../../src/organization/organization.store.ts'
import { eventsOf } from '../../src/organization/organization-record.store.ts'
import { assignmentsOf } from '../../src/staffing/assignment.store.ts'
import { establishmentTableOn } from '../../src/staffing/establishment-table.store.ts'
import { seatsHeldOn } from '../../src/staffing/leadership-seat.store.ts'
import { placementsOf, postsOf } from '../../src/staffing/person.store.ts'
import {
  emptyDatabase,
  inTransaction,
  regionCode,
  type TestDatabase,
  viewpoint,
} from '../database/harness.ts'
import { plantGrant } from '../establishment/planted.ts'
import { plantDocument, plantOrganization, plantRegion } from '../organization/planted.ts'
import { accepted, bureau, entryOf, officer, problemsOf, settled } from './planted.ts'
import { draftedReform, reformOf, settledReform } from './reformed.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await emptyDatabase()
})
afterAll(() => database.drop())

const reformDay = '2024-09-01'
const kind = 'institution'

type Schools = { root: string; schools: [string, string, string]; people: string[]; office: string }

/** 新山、石坝、双河: 5, 4 and 3 places; 4, 2 and 1 teachers; the first of each school is its head. */
function withSchools(run: (tx: Db, district: Schools) => Promise<void>): Promise<void> {
  return inTransaction(database.db, async (tx) => {
    const root = await plantRegion(tx, officer('clerk'))
    const office = await bureau(tx, root, { name: '教育局', approved: 0 })
    const school = async (name: string, approved: number) => {
      const id = await bureau(tx, office, { name, approved, establishmentKind: kind })
      await plantSeat(tx, id, 'chief', 1)
      return id
    }
    const schools: Schools['schools'] = [
      await school('新山小学', 5),
      await school('石坝小学', 4),
      await school('双河小学', 3),
    ]
    const people: string[] = []
    for (const [place, count] of [4, 2, 1].entries()) {
      for (let one = 0; one < count; one += 1) {
        const entered = entryOf(schools[place] ?? '', {
          kind: 'hiring',
          name: `示例教师${place}${one}`,
          toEstablishmentKind: kind,
          effectiveOn: '2023-02-01',
          particulars: {
            post: { levelCode: '', title: '专业技术十级' },
            ...(one === 0 ? { duty: headmaster } : {}),
          },
        })
        people.push((await settled(tx, entered)).movement.personId)
      }
    }
    await run(tx, { root, schools, people, office })
  })
}

const headmaster = {
  levelCode: '',
  title: '校长',
  leadership: 'chief' as const,
  leadershipRank: '111',
  divisionId: null,
  concurrent: false,
}

async function plantSeat(tx: Db, organizationId: string, position: string, change: number) {
  const { at, userId } = officer('clerk')
  await tx.insert(leadershipPosts).values({
    regionCode,
    id: v7(),
    organizationId,
    rank: '111',
    position,
    change,
    effectiveOn: '2022-01-01',
    documentId: await plantDocument(tx, officer('clerk')),
    note: '',
    recordedAt: at,
    recordedBy: userId,
  })
}

/** All three into one new school with one head. */
function merged([a, b, c]: Schools['schools'], change: Partial<ReformPlan> = {}): ReformPlan {
  const successorId = v7()
  return {
    predecessors: [a, b, c].map((organizationId) => ({
      organizationId,
      abolished: true,
      heirId: successorId,
    })),
    successors: [
      {
        organizationId: successorId,
        founded: { code: 'S-1', name: '羊木镇小学', shortName: '羊木小学', likeId: a },
      },
    ],
    headcounts: [{ organizationId: successorId, establishmentKind: kind, approved: 12 }],
    seats: [{ organizationId: successorId, rank: '111', position: 'chief', approved: 1 }],
    people: [],
    children: [],
    endsLeadership: false,
    ...change,
  }
}

function successorOf(plan: ReformPlan): string {
  return plan.successors[0]?.organizationId ?? ''
}

async function counted(tx: Db, organizationIds: string[], on: string, asKnownAt: Date | null = null) {
  const rows = await establishmentTableOn(tx, viewpoint(on, asKnownAt), { organizationIds })
  return rows.map(({ approved, occupied }) => [approved, occupied])
}

describe('three schools merge on 1 September', () => {
  test('people, places, posts and history go to the new school, and the day before stays as it was', () =>
    withSchools(async (tx, { schools, people }) => {
      const plan = merged(schools)
      const successorId = successorOf(plan)
      const { at } = officer('clerk')
      const { signed } = await settledReform(tx, reformOf({ plan }))
      expect(signed.state).toBe('effective')

      // 5 + 4 + 3 places, 4 + 2 + 1 teachers.
      expect(await counted(tx, [successorId], reformDay)).toEqual([[12, 7]])
      expect(await counted(tx, schools, reformDay)).toEqual([])
      expect(await counted(tx, [successorId], addDays(reformDay, -1))).toEqual([])
      expect((await counted(tx, schools, addDays(reformDay, -1))).sort()).toEqual([
        [3, 1],
        [4, 2],
        [5, 4],
      ])
      expect((await counted(tx, schools, reformDay, at)).sort()).toEqual([
        [3, 1],
        [4, 2],
        [5, 4],
      ])
      for (const school of schools) {
        expect(await organizationOn(tx, viewpoint(reformDay), school)).toBeNull()
        expect((await organizationOn(tx, viewpoint('2024-08-31'), school))?.kind).toBe('unit')
      }
      const successor = await organizationOn(tx, viewpoint(reformDay), successorId)
      expect(successor).toMatchObject({ name: '羊木镇小学', code: 'S-1', nature: 'administrative-organ' })

      const [event] = await eventsOf(tx, viewpoint(), successorId)
      expect(event?.kind).toBe('merger')
      expect(event?.document?.number).toBe('朝编发〔2024〕12号')
      expect(event?.successions.map(({ predecessorId }) => predecessorId).sort()).toEqual([...schools].sort())
      const own = await eventsOf(tx, viewpoint(), schools[0])
      expect(own.map((one) => one.kind).sort()).toEqual(['abolition', 'merger'])

      for (const personId of people) {
        const spells = await assignmentsOf(tx, regionCode, personId, null)
        expect(spells.map(({ effectiveFrom, effectiveTo }) => [effectiveFrom, effectiveTo])).toEqual([
          ['2023-02-01', reformDay],
          [reformDay, null],
        ])
        const { rows } = await movementList(tx, viewpoint(), { personId })
        expect(rows.map((row) => [row.kind, row.state])).toContainEqual(['internal-transfer', 'effective'])
      }
      const posts = await postsOf(tx, viewpoint(reformDay), people[1] ?? '')
      expect(posts.map((post) => [post.title, post.organizationId, post.effectiveTo])).toEqual([
        ['专业技术十级', schools[0], reformDay],
        ['专业技术十级', successorId, null],
      ])
    }))

  test('three heads for one post are shown as over; where the paper ends their posts nobody is over', () =>
    withSchools(async (tx, { schools }) => {
      const kept = merged(schools)
      await inTransaction(tx, async (trial) => {
        const { signed } = await settledReform(trial, reformOf({ plan: kept }))
        expect(signed.effect?.seatsAfter).toMatchObject([{ approved: 1, held: 3 }])
      })
      const ended = merged(schools, { endsLeadership: true })
      const { signed } = await settledReform(tx, reformOf({ plan: ended }))
      expect(signed.effect?.seatsBefore.map(({ held }) => held)).toEqual([1, 1, 1])
      expect(signed.effect?.seatsAfter).toMatchObject([{ approved: 1, held: 0 }])
      expect(await seatsHeldOn(tx, viewpoint(reformDay), { organizationIds: schools })).toEqual([])
    }))

  test('a retirement already recorded for next March still happens, out of the new school', () =>
    withSchools(async (tx, { schools, people }) => {
      const leaves = entryOf(schools[0], { kind: 'retirement', effectiveOn: '2025-03-01' })
      await settled(tx, {
        ...leaves,
        person: { id: people[1] ?? '' },
        toOrganizationId: null,
        toEstablishmentKind: null,
      })
      const plan = merged(schools)
      await settledReform(tx, reformOf({ plan }))
      const spells = await assignmentsOf(tx, regionCode, people[1] ?? '', null)
      expect(spells.map((spell) => [spell.organizationId, spell.effectiveTo])).toEqual([
        [schools[0], reformDay],
        [successorOf(plan), '2025-03-01'],
      ])
    }))

  test('who is lent to a school that ends is lent to its successor', () =>
    withSchools(async (tx, { root, schools }) => {
      const office = await bureau(tx, root, { name: '文化局', approved: 1 })
      const entered = (await settled(tx, entryOf(office, { effectiveOn: '2023-03-01' }))).movement
      await settled(tx, {
        ...entryOf(office, { kind: 'borrowing', effectiveOn: '2023-06-01' }),
        person: { id: entered.personId },
        toOrganizationId: null,
        toEstablishmentKind: null,
        particulars: { place: { organizationId: schools[1], name: '石坝小学' } },
      })
      const plan = merged(schools)
      await settledReform(tx, reformOf({ plan }))
      const places = await placementsOf(tx, viewpoint(reformDay), entered.personId)
      expect(places).toMatchObject([
        { organizationId: schools[1], place: '石坝小学', effectiveTo: reformDay },
        { organizationId: successorOf(plan), place: '羊木镇小学', effectiveTo: null },
      ])
    }))
})

describe('what stands against a merger', () => {
  test('places do not appear or vanish: 13 after 12 is refused at the kind', () =>
    withSchools(async (tx, { schools }) => {
      const plan = merged(schools)
      const headcounts = [{ organizationId: successorOf(plan), establishmentKind: kind, approved: 13 }]
      expect(problemsOf(await draftedReform(tx, reformOf({ plan: { ...plan, headcounts } })))).toMatchObject([
        { code: 'headcount-not-conserved', field: 'headcounts-institution', before: 12, after: 13 },
      ])
    }))

  test('granted places have to be taken back first', () =>
    withSchools(async (tx, { schools }) => {
      await plantGrant(tx, officer('clerk'), {
        organizationId: schools[2],
        establishmentKind: kind,
        count: 1,
        approvedOn: '2024-01-10',
        expiresOn: '2024-12-31',
      })
      const [problem] = problemsOf(await draftedReform(tx, reformOf({ plan: merged(schools) })))
      expect(problem).toMatchObject({ code: 'refused', field: 'predecessor3' })
    }))

  test('somebody who enters a school after its end is named', () =>
    withSchools(async (tx, { schools }) => {
      await settled(
        tx,
        entryOf(schools[0], {
          kind: 'hiring',
          name: '示例后来者',
          toEstablishmentKind: kind,
          effectiveOn: '2024-10-01',
        }),
      )
      const [problem] = problemsOf(await draftedReform(tx, reformOf({ plan: merged(schools) })))
      expect(JSON.stringify(problem)).toContain('示例后来者')
    }))

  test('a name in use is refused, the name of a school that ends may go on', () =>
    withSchools(async (tx, { root, schools }) => {
      await plantOrganization(tx, officer('clerk'), { name: '中心小学', parentId: root })
      const named = (name: string): ReformPlan => {
        const plan = merged(schools)
        const founded = { code: 'S-2', name, shortName: name, likeId: schools[0] }
        return { ...plan, successors: [{ organizationId: successorOf(plan), founded }] }
      }
      expect(problemsOf(await draftedReform(tx, reformOf({ plan: named('中心小学') })))).toMatchObject([
        { code: 'organization-name-taken', field: 'newName1' },
      ])
      expect(problemsOf(await draftedReform(tx, reformOf({ plan: named('新山小学') })))).toEqual([])
    }))
})

describe('signing', () => {
  test('three superiors in order, nobody twice; a return ends it and nothing was written', () =>
    withSchools(async (tx, { schools }) => {
      const agree = { decision: 'agree', words: '同意' } as const
      const reform = accepted(await draftedReform(tx, reformOf({ plan: merged(schools) })))
      const tooEarly = await signReform(tx, officer('director'), reform.id, agree)
      expect(problemsOf(tooEarly)).toMatchObject([{ code: 'not-your-step' }])
      const itself = await signReform(tx, officer('clerk', { roles: ['section-head'] }), reform.id, agree)
      expect(problemsOf(itself)).toMatchObject([{ code: 'signed-twice' }])
      accepted(await signReform(tx, officer('section-head'), reform.id, agree))
      const without = { decision: 'return', words: '' } as const
      expect(problemsOf(await signReform(tx, officer('deputy-director'), reform.id, without))).toMatchObject([
        { code: 'required', field: 'words' },
      ])
      const back = { decision: 'return', words: '职数待定' } as const
      expect(accepted(await signReform(tx, officer('deputy-director'), reform.id, back)).state).toBe(
        'returned',
      )
      expect((await counted(tx, schools, reformDay)).length).toBe(3)
    }))

  test('what became impossible since the draft is refused at the last signature', () =>
    withSchools(async (tx, { schools }) => {
      const agree = { decision: 'agree', words: '同意' } as const
      const first = accepted(await draftedReform(tx, reformOf({ plan: merged(schools) })))
      await settledReform(tx, reformOf({ plan: merged(schools) }))
      accepted(await signReform(tx, officer('section-head'), first.id, agree))
      accepted(await signReform(tx, officer('deputy-director'), first.id, agree))
      const last = await signReform(tx, officer('director'), first.id, agree)
      expect(problemsOf(last)).toMatchObject([{ code: 'organization-not-there', field: 'predecessor1' }])
    }))
})
