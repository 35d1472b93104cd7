import { proposeMovementAdjustment } from '../budget/propose-adjustment.ts'
import { recordAudit } from '../database/audit.ts'
import type { Db } from '../database/connection.ts'
import { inOrder, together } from '../database/together.ts'
import { lockPositions } from '../establishment/approved-headcount.store.ts'
import { assessLateUse } from '../establishment/assess-late-use.ts'
import { takeBackOverrideUse } from '../establishment/entry-override.store.ts'
import { controlOn } from '../establishment/establishment-control.store.ts'
import { checkEntry } from '../establishment/vacancy.ts'
import { type Grant, grantOf, recordUse, takeBackUse } from '../establishment/vacancy-request.store.ts'
import type { Acting } from '../kernel/acting.ts'
import type { Period } from '../kernel/dates.ts'
import { done, type Outcome, type Problem, refused } from '../kernel/problem.ts'
import { documentNumberOf } from '../organization/document.store.ts'
import { organizationOn } from '../organization/organization.store.ts'
import { costChangeOf, noCostChange, writeCostChange } from '../pay/recompute-cost.ts'
import { assignmentsOf, replaceAssignments } from '../staffing/assignment.store.ts'
import {
  type Assignment,
  assignmentOn,
  type Misfit,
  newlyHeld,
  type Place,
  type PlaceChange,
  replay,
  samePlace,
} from '../staffing/assignment.ts'
import { positionAheadOf } from '../staffing/position-ahead.store.ts'
import { factsAfter, writeFacts } from './change-facts.ts'
import type { Effect, OverrideUsed } from './effect.ts'
import { enterByOverride } from './enter-by-override.ts'
import { appendEffect, effectiveMovementsOf, waitFor } from './movement.store.ts'
import { type Movement, placeChangeOf } from './movement.ts'
import { personFactsOf } from './person-fact.store.ts'
import { takeRanks } from './take-ranks.ts'
import { takeSeats } from './take-seats.ts'

/**
 * Lets a movement take effect in the caller's transaction: locks the places, looks ahead, writes assignments, posts,
 * placements and pay profile, computes this person's cost anew and proposes the change of funding. The caller rolls
 * back when it is refused.
 */
export async function takeEffect(
  tx: Db,
  acting: Acting,
  movement: Movement,
  { withMoney }: { withMoney: boolean },
): Promise<Outcome<Effect>> {
  const { regionCode } = acting
  const { personId } = movement
  const [, current, earlier, facts] = await inOrder([
    () => waitFor(tx, acting, personId),
    () => assignmentsOf(tx, regionCode, personId, null),
    () => effectiveMovementsOf(tx, regionCode, personId),
    () => personFactsOf(tx, regionCode, personId),
  ])
  const corrected = earlier.find(({ id }) => id === movement.correctsId) ?? null
  if (movement.correctsId !== null && !mayCorrect(movement, corrected, earlier)) {
    return refused({ code: 'changed-meanwhile', field: 'correctsId' })
  }
  const before = [...current]
  const told = placeChangesFrom(current, earlier)
  const own = placeChangeOf(movement)
  const { assignments: after, misfits } =
    own === null ? { assignments: before, misfits: [] } : replay([...told, own])
  const problem = await problemOf(tx, acting, movement, { misfits, before, earlier })
  if (problem) return refused(problem)

  const newly = newlyHeld(before, after)
  const begun = after.filter(({ begunByMovementId }) => begunByMovementId === movement.id)
  await lockPositions(tx, regionCode, [...newly, ...begun])
  const givenBack = await giveBack(tx, acting, movement)
  const unusable = await useVacancyRequest(tx, acting, movement)
  if (unusable) return refused(unusable)
  // What the corrected entry went by is free for others again: this one has to find its place on every day anew.
  const elsewhere = newly.filter((stay) => !begun.some((other) => samePlace(other, stay)))
  const entering = givenBack ? [...begun, ...elsewhere] : newly
  const entered = await lookAhead(tx, acting, movement, entering)
  if (!entered.done) return entered

  const held = assignmentOn(after, movement.effectiveOn)
  const changed = factsAfter(facts, movement, { corrected, held })
  const { current: known, wanted } = changed.posts
  const seats = await takeSeats(tx, acting, movement, { before: known, after: wanted, assignments: after })
  if (!seats.done) return seats
  const ranks = await takeRanks(tx, acting, movement, {
    before: { assignments: before, posts: known },
    after: { assignments: after, posts: wanted },
  })
  if (!ranks.done) return ranks

  const [, , , cost] = await inOrder([
    () => appendEffect(tx, acting, movement),
    () => own !== null && replaceAssignments(tx, acting, personId, { current, wanted: after }),
    () => writeFacts(tx, acting, personId, changed),
    // Reads what is written right before it.
    () => (withMoney ? costChangeOf(tx, regionCode, [personId]) : noCostChange),
  ])
  const { differences } = cost
  // The reads of the proposal are answered before the server writes the cost, and the proposal is made meanwhile.
  const [adjustmentIds] = await inOrder([
    () =>
      withMoney
        ? proposeMovementAdjustment(tx, acting, {
            movementId: movement.id,
            effectiveOn: movement.effectiveOn,
            reason: movement.reason,
            differences,
          })
        : [],
    () => writeCostChange(tx, acting, cost),
    () =>
      recordAudit(tx, acting, {
        action: 'movement.effect',
        subjectKind: 'movement',
        subjectId: movement.id,
        reason: movement.reason,
        documentNumber: documentNumberOf(acting, movement.documentId),
        before: before.map(written),
        after: {
          assignments: after.map(written),
          warnings: [...entered.value, ...seats.value, ...ranks.value].flatMap(
            ({ warning }) => warning ?? [],
          ),
          overrides: entered.value.flatMap(({ override }) => override?.number ?? []),
        },
      }),
  ])
  return done({
    before,
    after,
    entered: entered.value,
    seats: seats.value,
    ranks: ranks.value,
    differences,
    adjustmentIds,
  })
}

/** Only what took effect is corrected, of the same person, and once. */
function mayCorrect(movement: Movement, corrected: Movement | null, earlier: readonly Movement[]): boolean {
  return corrected !== null && !earlier.some(({ correctsId }) => correctsId === movement.correctsId)
}

/** What the registry heard so far: the opening entries, and the movements that took effect. */
export function placeChangesFrom(
  current: readonly Assignment[],
  earlier: readonly Movement[],
): PlaceChange[] {
  const openings = current
    .filter(({ begunByMovementId }) => begunByMovementId === null)
    .map(
      ({ organizationId, establishmentKind, effectiveFrom }): PlaceChange => ({
        movementId: null,
        direction: 'in',
        effectiveOn: effectiveFrom,
        from: null,
        to: { organizationId, establishmentKind },
        correctsId: null,
        takesBack: false,
      }),
    )
  return [...openings, ...earlier.flatMap((movement) => placeChangeOf(movement) ?? [])]
}

/** What does not fit, in the words of the form; a misfit that was there before this movement is not its fault. */
async function problemOf(
  tx: Db,
  acting: Acting,
  movement: Movement,
  {
    misfits,
    before,
    earlier,
  }: { misfits: readonly Misfit[]; before: readonly Assignment[]; earlier: readonly Movement[] },
): Promise<Problem | null> {
  const known = replay(placeChangesFrom(before, earlier)).misfits
  const [misfit] = misfits.filter(
    ({ movementId, because }) =>
      !known.some((old) => old.movementId === movementId && old.because === because),
  )
  if (misfit === undefined) return null
  if (misfit.movementId !== movement.id) {
    const number = earlier.find(({ id }) => id === misfit.movementId)?.number ?? '期初登记'
    return {
      code: 'refused',
      field: 'effectiveOn',
      because: `${misfit.effectiveOn} 的异动 ${number} 与本次异动不符。请核对生效日期，或先更正异动 ${number}。`,
    }
  }
  const held = assignmentOn(before, movement.effectiveOn)
  if (misfit.because === 'already-assigned' && held !== null) {
    const viewpoint = { regionCode: acting.regionCode, asOf: movement.effectiveOn, asKnownAt: null }
    const organization = await organizationOn(tx, viewpoint, held.organizationId)
    const organizationName = organization?.name ?? ''
    return { code: 'already-assigned', field: 'personId', organizationName, from: held.effectiveFrom }
  }
  return { code: 'not-assigned', field: 'personId', on: movement.effectiveOn }
}

/** The place of a request or an override that the corrected entry used; false when it used none. */
async function giveBack(tx: Db, acting: Acting, { id, correctsId }: Movement): Promise<boolean> {
  if (correctsId === null) return false
  const back = { movementId: correctsId, correctedBy: id }
  const request = await takeBackUse(tx, acting, back)
  const override = await takeBackOverrideUse(tx, acting, back)
  return request || override
}

/** What this entry uses must be granted for its place and day. */
async function useVacancyRequest(tx: Db, acting: Acting, movement: Movement): Promise<Problem | null> {
  const { vacancyRequestId: requestId, effectiveOn } = movement
  if (requestId === null || movement.particulars.takesBack === true) return null
  const grant = await grantOf(tx, acting.regionCode, requestId)
  const because = grantProblem(grant, movement)
  if (because !== null) return { code: 'refused', field: 'vacancyRequestId', because }
  const endsOn = grant?.effectiveTo ?? null
  if (endsOn !== null && endsOn <= acting.today) {
    const late = await assessLateUse(tx, acting, { requestId, field: 'vacancyRequestId' })
    if (late !== null) return late
  }
  await recordUse(tx, acting, { requestId, movementId: movement.id, usedOn: effectiveOn })
  return null
}

function grantProblem(grant: Grant | null, movement: Movement): string | null {
  const { effectiveOn, toOrganizationId, toEstablishmentKind } = movement
  if (grant === null) return '没有找到这份已核准的用编申请，请重新选择。'
  if (grant.organizationId !== toOrganizationId || grant.establishmentKind !== toEstablishmentKind) {
    return `${grant.number} 核准的是另一机构或另一编制类型，请重新选择。`
  }
  if (effectiveOn < grant.effectiveFrom || (grant.effectiveTo !== null && effectiveOn >= grant.effectiveTo)) {
    return `${grant.number} 在 ${effectiveOn} 不在有效期内，请核对生效日期或重新申请。`
  }
  return grant.used < grant.granted ? null : `${grant.number} 核准的名额已经用完，请重新申请。`
}

/**
 * Looks at every day the person will hold the positions entered; they are locked already. Where the office set the
 * kind to warn, a missing place is noted and does not stop.
 */
async function lookAhead(
  tx: Db,
  acting: Acting,
  movement: Movement,
  stays: readonly (Place & Period)[],
): Promise<Outcome<Effect['entered']>> {
  const { regionCode } = acting
  const entered: Effect['entered'] = []
  for (const stay of stays) {
    const { establishmentKind, effectiveFrom: asOf } = stay
    const viewpoint = { regionCode, asOf, asKnownAt: null }
    const [[opening, ...later], organization, control] = await together([
      positionAheadOf(tx, regionCode, { on: asOf, position: stay, personId: movement.personId }),
      organizationOn(tx, viewpoint, stay.organizationId),
      controlOn(tx, viewpoint, { measure: 'headcount', establishmentKind }),
    ])
    const organizationName = organization?.name ?? ''
    if (opening.approved <= 0 && opening.occupied === 0) {
      return refused({
        code: 'kind-not-approved',
        field: 'toEstablishmentKind',
        organizationName,
        establishmentKind,
      })
    }
    const during = later.filter(({ on }) => stay.effectiveTo === null || on < stay.effectiveTo)
    const problem = checkEntry([opening, ...during], 1, { organizationName, establishmentKind })
    let override: OverrideUsed | null = null
    if (problem && control === 'stop') {
      // A movement that tells of several stays at one place enters it once.
      override = entered.find((other) => samePlace(other, stay))?.override ?? null
      if (override === null) {
        const used = await enterByOverride(tx, acting, { movement, place: stay, missing: problem })
        if (!used.done) return used
        override = used.value
      }
    }
    const { on, ...position } = opening
    entered.push({ ...stay, position, control, warning: override === null ? problem : null, override })
  }
  return done(entered)
}

function written({ organizationId, establishmentKind, effectiveFrom, effectiveTo }: Assignment) {
  return { organizationId, establishmentKind, effectiveFrom, effectiveTo }
}
