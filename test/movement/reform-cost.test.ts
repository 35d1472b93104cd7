import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { adjustmentsOf } from '../../src/budget/adjustment.store.ts'
import { approvedSeatsOn } from '../../src/establishment/leadership-post.store.ts'
import { headcountFreezes } from '../../src/establishment/schema.ts'
import { total } from '../../src/kernel/money.ts'
import { organizationsOn } from '../../src/organization/organization.store.ts'
import { establishmentTableOn } from '../../src/staffing/establishment-table.store.ts'
import { demoDatabase, type TestDatabase, viewpoint } from '../database/harness.ts'
import { reformOf, settledReform } from './reformed.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await demoDatabase()
}, 240_000)
afterAll(() => database?.drop())

/** The director's question: what does it cost, and from whose budget? */
test('a merger of schools that the example district pays: what one school saves the other needs, and finance is asked', async () => {
  const { db } = database
  const on = '2024-03-01'
  const now = viewpoint('2024-01-15')
  const schools = (await organizationsOn(db, now)).filter(({ name }) => name.endsWith('镇小学'))
  const tables = await establishmentTableOn(db, viewpoint(on), {
    organizationIds: schools.map(({ organizationId }) => organizationId),
  })
  // Schools with something granted or frozen would first have to settle that.
  const busy = new Set(
    [...(await db.select().from(headcountFreezes)), ...tables.filter(({ reserved }) => reserved > 0)].map(
      ({ organizationId }) => organizationId,
    ),
  )
  const ids = schools
    .map(({ organizationId }) => organizationId)
    .filter((id) => !busy.has(id))
    .slice(0, 3)
  const [first] = ids
  expect(ids.length).toBe(3)
  const before = await establishmentTableOn(db, viewpoint(on), { organizationIds: ids })
  const successorId = v7()
  const kinds = [...new Set(before.map(({ establishmentKind }) => establishmentKind))]
  const seats = await approvedSeatsOn(db, viewpoint(on), {
    organizationIds: first === undefined ? [] : [first],
  })
  const { signed } = await settledReform(
    db,
    reformOf({
      effectiveOn: on,
      acknowledged: true,
      plan: {
        predecessors: ids.map((organizationId) => ({ organizationId, abolished: true, heirId: successorId })),
        successors: [
          {
            organizationId: successorId,
            founded: { code: 'X-1', name: '三镇联合小学', shortName: '三镇小学', likeId: first ?? '' },
          },
        ],
        headcounts: kinds.map((establishmentKind) => ({
          organizationId: successorId,
          establishmentKind,
          approved: before
            .filter((row) => row.establishmentKind === establishmentKind)
            .reduce((sum, { approved }) => sum + approved, 0),
        })),
        seats: seats.map((seat) => ({ ...seat, organizationId: successorId })),
        people: [],
        children: [],
        endsLeadership: false,
      },
    }),
  )
  const effect = signed.effect
  const people = before.reduce((sum, { occupied }) => sum + occupied, 0)
  expect(effect?.people.length).toBe(people)
  expect(people).toBeGreaterThan(100)
  const amounts = (effect?.differences ?? []).map(({ amount }) => amount)
  expect(total(amounts).toFixed(2)).toBe('0.00')
  const proposed = await adjustmentsOf(db, viewpoint('2024-12-31'), { state: 'open', kind: 'movement' })
  const own = proposed.filter(({ adjustmentId }) => effect?.adjustmentIds.includes(adjustmentId))
  // Each of the three gives back, the one that is left asks; what finance sees adds up to nothing.
  expect(own.length).toBe(4)
  expect(total(own.flatMap(({ increase, decrease }) => [increase, decrease])).toFixed(2)).toBe('0.00')
}, 120_000)
