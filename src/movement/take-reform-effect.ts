import { proposeMovementAdjustment } from '../budget/propose-adjustment.ts'
import { recordAudit } from '../database/audit.ts'
import type { Db } from '../database/connection.ts'
import { controlOn } from '../establishment/establishment-control.store.ts'
import { approvedSeatsOn } from '../establishment/leadership-post.store.ts'
import { seatsOf } from '../establishment/leadership-post.ts'
import type { Acting } from '../kernel/acting.ts'
import { done, type Outcome, type Problem, refused } from '../kernel/problem.ts'
import { documentNumberOf } from '../organization/document.store.ts'
import { childrenOn, organizationOn, subtreeOf } from '../organization/organization.store.ts'
import { recomputeCost } from '../pay/recompute-cost.ts'
import { establishmentTableOn } from '../staffing/establishment-table.store.ts'
import { seatsHeldOn } from '../staffing/leadership-seat.store.ts'
import { assignReformedHeadcounts, leftBehind, lookAheadOfReform } from './assign-reformed-headcounts.ts'
import { assignReformedPeople } from './assign-reformed-people.ts'
import { changeReformedUnits } from './change-reformed-units.ts'
import { appendReformEffect } from './reform.store.ts'
import { abolishedIds, presentIds, type Reform, remainingIds } from './reform.ts'
import type { OverFrom, PersonMoved, ReformEffect } from './reform-effect.ts'
import { assignmentsFromDay, waitForPeople } from './reform-people.store.ts'
import { lookAheadOfSeats } from './take-reformed-seats.ts'

/**
 * Lets a merger or a split take effect in the caller's transaction: organizations with their succession, ledgers,
 * people, posts, cost and the change of funding. The caller rolls back when it is refused.
 */
export async function takeReformEffect(
  tx: Db,
  acting: Acting,
  reform: Reform,
): Promise<Outcome<ReformEffect>> {
  const { plan, effectiveOn: on } = reform
  const { regionCode } = acting
  const viewpoint = { regionCode, asOf: on, asKnownAt: null }
  // Two reforms at once wait for each other; people before places, in the order in which movements wait.
  await waitForPeople(tx, acting, ['reform'])
  const predecessorIds = plan.predecessors.map(({ organizationId }) => organizationId)
  const present = await assignmentsFromDay(tx, regionCode, { organizationIds: predecessorIds, on })
  await waitForPeople(
    tx,
    acting,
    present.map(({ personId }) => personId),
  )
  const seatsBefore = await seatsIn(tx, acting, reform, presentIds(plan))
  const units = await changeReformedUnits(tx, acting, reform)
  if (!units.done) return units
  const { children } = units.value
  const before = await assignReformedHeadcounts(tx, acting, reform)
  if (!before.done) return before
  const people = await assignReformedPeople(tx, acting, reform)
  if (!people.done) return people

  const endedIds = [
    ...abolishedIds(plan),
    ...children.filter(({ toId }) => toId === null).map(({ organizationId }) => organizationId),
  ]
  for (const organizationId of endedIds) {
    const left = (await childrenOn(tx, viewpoint, organizationId)).length
    if (left === 0) continue
    const nothing = { approved: 0, occupied: 0, reserved: 0 }
    return refused({ code: 'still-has', field: `child-${organizationId}`, children: left, ...nothing })
  }
  const left = await leftBehind(tx, acting, { reform, endedIds })
  if (left !== null) return refused(left)
  const over = await lookAheadOfReform(tx, acting, { reform, before: before.value })
  if (!over.done) return over
  const full = await fullForTransfer(tx, acting, { reform, over: over.value, people: people.value.moved })
  if (full !== null) return refused(full)
  const seatsAfter = await seatsIn(tx, acting, reform, remainingIds(plan))
  const seatsOver = await lookAheadOfSeats(tx, acting, { reform, before: seatsBefore, after: seatsAfter })
  if (!seatsOver.done) return seatsOver

  await appendReformEffect(tx, acting, reform)
  // Who pays follows the tree: people of units that changed their place are computed again too.
  const below = await Promise.all(
    children.flatMap(({ toId, organizationId }) =>
      toId === null ? [] : [subtreeOf(tx, viewpoint, organizationId)],
    ),
  )
  const followers = await assignmentsFromDay(tx, regionCode, { organizationIds: below.flat(), on })
  const personIds = [...new Set([...people.value.touchedIds, ...followers.map(({ personId }) => personId)])]
  const differences = await recomputeCost(tx, acting, personIds)
  const adjustmentIds = await proposeMovementAdjustment(tx, acting, {
    // The first of the movements stands for all: its record leads to the reform.
    movementId: people.value.moved[0]?.movementId ?? reform.id,
    effectiveOn: on,
    reason: `${reform.number}：${reform.summary}`,
    differences,
  })
  const after = await establishmentTableOn(tx, viewpoint, { organizationIds: remainingIds(plan) })
  await recordAudit(tx, acting, {
    action: 'reform.effect',
    subjectKind: 'reform',
    subjectId: reform.id,
    reason: reform.number,
    documentNumber: documentNumberOf(acting, reform.documentId),
    before: before.value,
    after: { positions: after, people: people.value.moved.length, children },
  })
  return done({
    before: before.value,
    after,
    seatsBefore,
    seatsAfter,
    over: over.value,
    seatsOver: seatsOver.value,
    people: people.value.moved,
    staying: people.value.staying,
    children,
    differences,
    adjustmentIds,
  })
}

/** 成批调动 enters as one person would: where the kind is controlled to stop, not beyond the places there are. */
async function fullForTransfer(
  tx: Db,
  acting: Acting,
  { reform, over, people }: { reform: Reform; over: readonly OverFrom[]; people: readonly PersonMoved[] },
): Promise<Problem | null> {
  if (reform.kind !== 'transfer') return null
  const { regionCode } = acting
  const entered = over.filter((position) =>
    people.some(
      ({ toId, toEstablishmentKind }) =>
        toId === position.organizationId && toEstablishmentKind === position.establishmentKind,
    ),
  )
  for (const { organizationId, ...position } of entered) {
    const { establishmentKind, on } = position
    const viewpoint = { regionCode, asOf: on, asKnownAt: null }
    const control = await controlOn(tx, viewpoint, { measure: 'headcount', establishmentKind })
    if (control !== 'stop') continue
    const organization = await organizationOn(tx, viewpoint, organizationId)
    return { code: 'no-vacancy', field: 'existing1', organizationName: organization?.name ?? '', ...position }
  }
  return null
}

async function seatsIn(tx: Db, acting: Acting, { effectiveOn }: Reform, organizationIds: readonly string[]) {
  const viewpoint = { regionCode: acting.regionCode, asOf: effectiveOn, asKnownAt: null }
  const [approved, held] = [
    await approvedSeatsOn(tx, viewpoint, { organizationIds }),
    await seatsHeldOn(tx, viewpoint, { organizationIds }),
  ]
  return seatsOf(approved, held)
}
