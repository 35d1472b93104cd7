import { v7 } from 'uuid'
import { recordAudits } from '../database/audit.ts'
import type { Db } from '../database/connection.ts'
import { nextSerials } from '../database/serial-number.ts'
import type { Acting } from '../kernel/acting.ts'
import { inForce, yearOf } from '../kernel/dates.ts'
import { done, type Outcome, type Problem, refused } from '../kernel/problem.ts'
import { documentNumberOf } from '../organization/document.store.ts'
import { organizationNames } from '../organization/organization.store.ts'
import type { KnownAssignment } from '../staffing/assignment.store.ts'
import { type Assignment, replay } from '../staffing/assignment.ts'
import { namesOfPeople } from '../staffing/person.store.ts'
import { type Movement, placeChangeOf } from './movement.ts'
import { abolishedIds, destinationOf, kindAfter, type Reform, remainingIds } from './reform.ts'
import type { PersonMoved } from './reform-effect.ts'
import { type Mover, movedPlacements, movedPosts } from './reform-fact.ts'
import {
  assignmentsFromDay,
  assignmentsOfPeople,
  effectiveMovementsOfPeople,
  insertMovements,
  placementsTouched,
  postsTouched,
  rewriteAssignments,
  rewritePlacements,
  rewritePosts,
  waitForPeople,
} from './reform-people.store.ts'
import { placeChangesFrom } from './take-effect.ts'

export type PeopleMoved = {
  moved: PersonMoved[]
  /** of the predecessors that go on: who stays */
  staying: number
  /** whose cost may change: who moved, and who is paid or lent where a unit ended */
  touchedIds: string[]
}

/**
 * The people of a reform, all at once: one 内部调动 (编制类型变更) each that took effect with it, assignments rewritten from all they
 * did before, posts and places of work along. Everybody of an abolished unit has a place afterwards, or nothing is
 * written.
 */
export async function assignReformedPeople(
  tx: Db,
  acting: Acting,
  reform: Reform,
): Promise<Outcome<PeopleMoved>> {
  const { plan, effectiveOn: on } = reform
  const { regionCode } = acting
  const predecessorIds = plan.predecessors.map(({ organizationId }) => organizationId)
  const asked = { organizationIds: predecessorIds, on }
  await waitForPeople(tx, acting, personIdsOf(await assignmentsFromDay(tx, regionCode, asked)))
  const spells = await assignmentsFromDay(tx, regionCode, asked)
  const names = await namesOfPeople(tx, regionCode, { personIds: personIdsOf(spells), on })
  const problem = cannotMove(reform, spells, names)
  if (problem !== null) return refused(problem)

  const here = spells
    .filter((spell) => inForce(spell, on))
    .map((spell) => ({
      spell,
      toId: destinationOf(plan, spell.personId, spell.organizationId),
      toKind: kindAfter(plan, spell.personId, spell.establishmentKind),
    }))
  const moving = here.filter(
    ({ spell, toId, toKind }) => toId !== spell.organizationId || toKind !== spell.establishmentKind,
  )
  const movements = await movementsOf(tx, acting, reform, moving)
  const spellsMoved = await moveAssignments(tx, acting, { movements, names })
  if (!spellsMoved.done) return spellsMoved

  const movers = new Map<string, Mover>(
    movements.map(({ personId, id, fromOrganizationId, toOrganizationId }) => [
      personId,
      { fromId: fromOrganizationId ?? '', toId: toOrganizationId ?? '', movementId: id },
    ]),
  )
  const lentIds = await moveFacts(tx, acting, reform, movers)
  const exceptions = new Set(plan.people.map(({ personId }) => personId))
  const moved = [...names].flatMap(([personId, name]): PersonMoved[] => {
    const mover = movers.get(personId)
    const moves = moving.find(({ spell }) => spell.personId === personId)
    if (mover === undefined || moves === undefined) return []
    const { establishmentKind } = moves.spell
    const named = exceptions.has(personId)
    return [{ personId, name, establishmentKind, toEstablishmentKind: moves.toKind, named, ...mover }]
  })
  return done({
    moved,
    staying: here.length - moving.length,
    touchedIds: [...new Set([...moved.map(({ personId }) => personId), ...lentIds])],
  })
}

/** Who enters a unit after its end, and who is named in the plan but is not there. */
function cannotMove(
  { plan, effectiveOn: on }: Reform,
  spells: readonly KnownAssignment[],
  names: ReadonlyMap<string, string>,
): Problem | null {
  const ended = abolishedIds(plan)
  const later = spells.find((spell) => spell.effectiveFrom > on && ended.includes(spell.organizationId))
  if (later !== undefined) {
    const because =
      `${names.get(later.personId) ?? ''}的异动将自 ${later.effectiveFrom} 起进入拟撤销的机构。` +
      '请先更正该异动，再办理本方案。'
    return { code: 'refused', field: 'effectiveOn', because }
  }
  const here = new Set(spells.filter((spell) => inForce(spell, on)).map(({ personId }) => personId))
  const absent = plan.people.find(({ personId }) => !here.has(personId))
  return absent === undefined ? null : { code: 'changed-meanwhile', field: 'effectiveOn' }
}

async function movementsOf(
  tx: Db,
  acting: Acting,
  reform: Reform,
  moving: readonly { spell: KnownAssignment; toId: string; toKind: string }[],
): Promise<Movement[]> {
  if (moving.length === 0) return []
  const year = yearOf(acting.today)
  const first = await nextSerials(tx, acting.regionCode, `movement ${year}`, moving.length)
  const movements = moving.map(
    ({ spell, toId, toKind }, place): Movement => ({
      id: v7(),
      number: `${year}-${String(first + place).padStart(4, '0')}`,
      kind: toId === spell.organizationId ? 'kind-change' : 'internal-transfer',
      personId: spell.personId,
      effectiveOn: reform.effectiveOn,
      fromOrganizationId: spell.organizationId,
      fromEstablishmentKind: spell.establishmentKind,
      toOrganizationId: toId,
      toEstablishmentKind: toKind,
      particulars: { reform: { id: reform.id, number: reform.number } },
      reason: reform.summary,
      documentId: reform.documentId,
      vacancyRequestId: null,
      correctsId: null,
      recordedAt: acting.at,
      recordedBy: acting.userId,
    }),
  )
  await insertMovements(tx, acting, movements)
  const documentNumber = documentNumberOf(acting, reform.documentId)
  await recordAudits(
    tx,
    acting,
    movements.map(({ id, number, personId, fromOrganizationId, toOrganizationId, ...kinds }) => ({
      action: 'movement.effect',
      subjectKind: 'movement',
      subjectId: id,
      reason: reform.number,
      documentNumber,
      before: { organizationId: fromOrganizationId, establishmentKind: kinds.fromEstablishmentKind },
      after: {
        number,
        personId,
        organizationId: toOrganizationId,
        establishmentKind: kinds.toEstablishmentKind,
        effectiveOn: reform.effectiveOn,
      },
    })),
  )
  return movements
}

/** Replays everybody with the new movement. A later paper that still names the old unit is no contradiction. */
async function moveAssignments(
  tx: Db,
  acting: Acting,
  { movements, names }: { movements: readonly Movement[]; names: ReadonlyMap<string, string> },
): Promise<Outcome<null>> {
  if (movements.length === 0) return done(null)
  const { regionCode } = acting
  const personIds = movements.map(({ personId }) => personId)
  const current = byPerson(await assignmentsOfPeople(tx, regionCode, personIds))
  const earlier = byPerson(await effectiveMovementsOfPeople(tx, regionCode, personIds))
  const outdatedIds: string[] = []
  const fresh: (Assignment & { personId: string })[] = []
  for (const { personId, id } of movements) {
    const known = current.get(personId) ?? []
    const told = (earlier.get(personId) ?? []).filter((movement) => movement.id !== id)
    const own = movements.filter((movement) => movement.id === id).flatMap((one) => placeChangeOf(one) ?? [])
    const changes = placeChangesFrom(known, told)
    const before = replay(changes).misfits
    const { assignments, misfits } = replay([...changes, ...own])
    const misfit = misfits.find(
      ({ movementId, because }) =>
        because !== 'elsewhere' &&
        !before.some((old) => old.movementId === movementId && old.because === because),
    )
    if (misfit !== undefined) {
      const because = `${names.get(personId) ?? ''}${misfit.effectiveOn} 的异动与本方案不符。请先更正该异动。`
      return refused({ code: 'refused', field: 'effectiveOn', because })
    }
    const kept = new Set(assignments.map(wordsOf))
    const there = new Set(known.map(wordsOf))
    outdatedIds.push(...known.filter((row) => !kept.has(wordsOf(row))).map((row) => row.id))
    fresh.push(...assignments.filter((row) => !there.has(wordsOf(row))).map((row) => ({ ...row, personId })))
  }
  await rewriteAssignments(tx, acting, { outdatedIds, fresh })
  return done(null)
}

/** Posts, places of work and of pay. Answers whose place of work or pay changed. */
async function moveFacts(
  tx: Db,
  acting: Acting,
  { plan, effectiveOn: on }: Reform,
  movers: ReadonlyMap<string, Mover>,
): Promise<string[]> {
  const { regionCode } = acting
  const touched = { personIds: [...movers.keys()], organizationIds: abolishedIds(plan), on }
  const names = await organizationNames(tx, regionCode, remainingIds(plan))
  const moving = { on, plan, movers, names }
  const posts = movedPosts(await postsTouched(tx, regionCode, touched), moving)
  const placements = movedPlacements(await placementsTouched(tx, regionCode, touched), moving)
  await rewritePosts(tx, acting, posts)
  await rewritePlacements(tx, acting, placements)
  return [...new Set(placements.fresh.map(({ personId }) => personId))]
}

function byPerson<Row extends { personId: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const people = new Map<string, Row[]>()
  for (const row of rows) {
    const own = people.get(row.personId)
    if (own === undefined) people.set(row.personId, [row])
    else own.push(row)
  }
  return people
}

function personIdsOf(rows: readonly { personId: string }[]): string[] {
  return [...new Set(rows.map(({ personId }) => personId))]
}

function wordsOf(spell: Assignment): string {
  const { organizationId, establishmentKind, effectiveFrom, effectiveTo } = spell
  const { begunByMovementId, endedByMovementId } = spell
  return [
    organizationId,
    establishmentKind,
    effectiveFrom,
    effectiveTo,
    begunByMovementId,
    endedByMovementId,
  ].join(' ')
}
