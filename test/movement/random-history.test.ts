import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDays, type IsoDate } from '../../src/kernel/dates.ts'
import type { MovementDraft } from '../../src/movement/draft-movement.ts'
import { effectiveMovementsOf } from '../../src/movement/movement.store.ts'
import type { Movement } from '../../src/movement/movement.ts'
import { placeCounts, placeFlows } from '../../src/movement/staffing-change.store.ts'
import { staffingBalances, ties } from '../../src/movement/staffing-change.ts'
import { establishmentTableOn } from '../../src/staffing/establishment-table.store.ts'
import { emptyDatabase, regionCode, type TestDatabase } from '../database/harness.ts'
import { plantHeadcount } from '../establishment/planted.ts'
import { plantRegion } from '../organization/planted.ts'
import { accepted, agree, bureau, draft, entryOf, officer } from './planted.ts'

const firstDay = '2023-01-01'
const lastDay = '2024-12-31'
const kinds = ['administrative', 'office-worker'] as const
/** Few places for many people: some entries are refused, as they should be. */
const approvedOfEach = 2

type Place = { organizationId: string; establishmentKind: string }
/** What one clerk types on a day; `place` and `earlier` count into what there is. */
type Act = {
  verb: 'enter' | 'move' | 'leave' | 'other place' | 'take back'
  person: number
  place: number
  earlier: number
  on: IsoDate
}

const act: fc.Arbitrary<Act> = fc.record({
  verb: fc.constantFrom('enter', 'enter', 'enter', 'move', 'move', 'leave', 'other place', 'take back'),
  person: fc.nat(3),
  place: fc.nat(3),
  earlier: fc.nat(),
  on: fc.integer({ min: 0, max: 600 }).map((days) => addDays(firstDay, days)),
})
/** Days as they come, forward and backward; no two acts of one day, so that a day has one answer. */
const history = fc.uniqueArray(act, { minLength: 12, maxLength: 20, selector: ({ on }) => on })

let database: TestDatabase
let root: string
let rounds = 0

beforeAll(async () => {
  database = await emptyDatabase()
  root = await plantRegion(database.db, officer('clerk'))
})
afterAll(() => database.drop())

/** Everything the registry answered to one history, and when. */
type Told = {
  places: Place[]
  people: string[]
  days: IsoDate[]
  /** the establishment table of some days, as it was after each act */
  remembered: { at: Date; days: IsoDate[]; tables: Table[] }[]
}
type Table = { on: IsoDate; occupied: number[]; approved: number[] }

test('any history: each day is its replay, opening + in − out = closing, no place twice, and what was known stays known', async () => {
  let effects = 0
  let corrections = 0
  await fc.assert(
    fc.asyncProperty(history, async (acts) => {
      const told = await enacted(acts)
      const now = await tablesOf(told.places, told.days, null)
      const movements = await movementsOf(told.people)
      effects += movements.length
      corrections += movements.filter(({ correctsId }) => correctsId !== null).length

      expect(now.map(({ occupied }) => occupied)).toEqual(
        told.days.map((on) => told.places.map((place) => standingAt(movements, place, on))),
      )
      for (const { occupied } of now) expect(Math.max(...occupied)).toBeLessThanOrEqual(approvedOfEach)
      expect(closingsOf(movements, told, now)).toEqual(now.slice(1).map(({ occupied }) => occupied))
      await expectBalances(told, now)
      for (const { at, days, tables } of told.remembered) {
        expect(await tablesOf(told.places, days, at)).toEqual(tables)
      }
    }),
    { numRuns: 12, seed: 20240115, endOnFailure: true },
  )
  // Were everything refused, the rest would hold of nothing.
  expect(effects).toBeGreaterThan(50)
  expect(corrections).toBeGreaterThan(8)
}, 120_000)

async function enacted(acts: readonly Act[]): Promise<Told> {
  rounds += 1
  const { db } = database
  const places: Place[] = []
  for (const name of ['甲', '乙']) {
    const organizationId = await bureau(db, root, { name: `${name}局${rounds}`, approved: 0 })
    for (const establishmentKind of kinds) {
      await plantHeadcount(db, officer('clerk'), {
        organizationId,
        establishmentKind,
        change: approvedOfEach,
      })
      places.push({ organizationId, establishmentKind })
    }
  }
  const days = [firstDay, ...acts.flatMap(({ on }) => [addDays(on, -1), on]), lastDay].sort()
  const told: Told = { places, people: [], days, remembered: [] }
  const known = new Map<number, string>()
  for (const one of acts) {
    const entered = draftFor(one, told, known, await movementsOf(told.people))
    if (entered === null) continue
    const drafted = await draft(db, entered)
    if (!drafted.done) continue
    const movement = drafted.value
    accepted(await agree(db, movement.id, 'section-head'))
    accepted(await agree(db, movement.id, 'director'))
    if (one.verb === 'enter' && !known.has(one.person)) {
      known.set(one.person, movement.personId)
      told.people.push(movement.personId)
    }
    const { at } = officer('clerk')
    const probes = [...new Set([one.on, acts[0]?.on ?? firstDay, lastDay])]
    told.remembered.push({ at, days: probes, tables: await tablesOf(places, probes, null) })
  }
  return told
}

/** What was typed, as a draft; null when nobody could type it, since there is nobody or nothing to name. */
function draftFor(
  { verb, person, place, earlier, on }: Act,
  { places }: Told,
  known: ReadonlyMap<number, string>,
  movements: readonly Movement[],
): MovementDraft | null {
  const to = places[place]
  if (to === undefined) return null
  const toward = { toOrganizationId: to.organizationId, toEstablishmentKind: to.establishmentKind }
  const id = known.get(person)
  if (verb === 'enter') {
    const { organizationId, establishmentKind } = to
    return entryOf(organizationId, {
      toEstablishmentKind: establishmentKind,
      effectiveOn: on,
      ...(id === undefined ? {} : { person: { id } }),
    })
  }
  if (verb === 'other place' || verb === 'take back') {
    const named = movements[earlier % Math.max(movements.length, 1)]
    if (named === undefined) return null
    const again = {
      ...entryOf(to.organizationId, toward),
      kind: named.kind as MovementDraft['kind'],
      person: { id: named.personId },
      effectiveOn: on,
      correctsId: named.id,
    }
    if (verb === 'take back') return { ...again, ...nowhere, particulars: { takesBack: true } }
    return named.toOrganizationId === null ? { ...again, ...leaving } : again
  }
  if (id === undefined) return null
  const moving = { ...entryOf(to.organizationId, toward), person: { id }, effectiveOn: on }
  return verb === 'leave'
    ? { ...moving, kind: 'transfer-out', ...leaving }
    : { ...moving, kind: 'internal-transfer' }
}

const nowhere = { toOrganizationId: null, toEstablishmentKind: null }
const leaving = { ...nowhere, particulars: { otherUnit: '外区某局' } }

async function tablesOf(
  places: readonly Place[],
  days: readonly IsoDate[],
  asKnownAt: Date | null,
): Promise<Table[]> {
  const organizationIds = [...new Set(places.map(({ organizationId }) => organizationId))]
  const tables: Table[] = []
  for (const on of days) {
    const rows = await establishmentTableOn(
      database.db,
      { regionCode, asOf: on, asKnownAt },
      { organizationIds },
    )
    const rowOf = (place: Place) => rows.find((row) => isAt(row, place))
    tables.push({
      on,
      occupied: places.map((place) => rowOf(place)?.occupied ?? 0),
      approved: places.map((place) => rowOf(place)?.approved ?? 0),
    })
  }
  return tables
}

/** All that took effect, corrected and correcting ones too. */
async function movementsOf(people: readonly string[]): Promise<Movement[]> {
  const each = await Promise.all(
    people.map((personId) => effectiveMovementsOf(database.db, regionCode, personId)),
  )
  return each.flat()
}

/** Neither corrected nor a mere taking back. */
function standing(movements: readonly Movement[]): Movement[] {
  return movements.filter(
    ({ id, particulars }) =>
      particulars.takesBack !== true && !movements.some(({ correctsId }) => correctsId === id),
  )
}

/** The replay, told as a child would: the last thing that happened to each person says where the person is. */
function standingAt(movements: readonly Movement[], place: Place, on: IsoDate): number {
  const last = new Map<string, Movement>()
  const inOrder = standing(movements).sort((a, b) => (a.effectiveOn < b.effectiveOn ? -1 : 1))
  for (const movement of inOrder) if (movement.effectiveOn <= on) last.set(movement.personId, movement)
  return [...last.values()].filter((movement) => isAt(toOf(movement), place)).length
}

/** Of each day after the first: the day before it, and who came and went according to the register of movements. */
function closingsOf(movements: readonly Movement[], { places, days }: Told, tables: readonly Table[]) {
  return days.slice(1).map((on, at) => {
    const opening = tables[at]
    const happened = standing(movements).filter(
      ({ effectiveOn }) => opening !== undefined && effectiveOn > opening.on && effectiveOn <= on,
    )
    return places.map((place, index) => {
      const entered = happened.filter((movement) => isAt(toOf(movement), place)).length
      const left = happened.filter((movement) => isAt(fromOf(movement), place)).length
      return (opening?.occupied[index] ?? 0) + entered - left
    })
  })
}

/** The page 增减变动 over the same days: each unit and kind ties and ends where the table says. */
async function expectBalances({ places, days }: Told, tables: readonly Table[]): Promise<void> {
  const organizationIds = [...new Set(places.map(({ organizationId }) => organizationId))]
  const line = ({ organizationId, establishmentKind }: Place) =>
    organizationIds.includes(organizationId) ? `${organizationId} ${establishmentKind}` : null
  for (const [at, to] of days.entries()) {
    for (const from of new Set([days[at - 1] ?? firstDay, firstDay])) {
      const asked = { regionCode, asKnownAt: null, from, to, organizationIds }
      const counts = await placeCounts(database.db, asked)
      const flows = await placeFlows(database.db, asked)
      const balances = staffingBalances({ opening: line, closing: line }, { counts, flows })
      for (const balance of balances.values()) expect(balance).toSatisfy(ties)
      const closings = places.map((place) => balances.get(line(place) ?? '')?.closing ?? 0)
      expect(closings).toEqual(tables[at]?.occupied)
    }
  }
}

type Anywhere = { organizationId: string | null; establishmentKind: string | null }

function toOf({ toOrganizationId, toEstablishmentKind }: Movement): Anywhere {
  return { organizationId: toOrganizationId, establishmentKind: toEstablishmentKind }
}

function fromOf({ fromOrganizationId, fromEstablishmentKind }: Movement): Anywhere {
  return { organizationId: fromOrganizationId, establishmentKind: fromEstablishmentKind }
}

function isAt(one: Anywhere, other: Anywhere): boolean {
  return one.organizationId === other.organizationId && one.establishmentKind === other.establishmentKind
}
