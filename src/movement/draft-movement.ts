import { v7 } from 'uuid'
import { recordAudit } from '../database/audit.ts'
import type { Db } from '../database/connection.ts'
import type { PersonalCipher } from '../database/personal-cipher.ts'
import { nextSerial } from '../database/serial-number.ts'
import type { Acting } from '../kernel/acting.ts'
import { type IsoDate, yearOf } from '../kernel/dates.ts'
import { done, type Outcome, type Problem, refused } from '../kernel/problem.ts'
import { saveDocument } from '../organization/document.store.ts'
import type { DocumentDraft } from '../organization/document.ts'
import { organizationOn, subtreeOf } from '../organization/organization.store.ts'
import { assignmentsOf } from '../staffing/assignment.store.ts'
import { type Assignment, assignmentOn, assignmentsFrom, type PlaceChange } from '../staffing/assignment.ts'
import { particularsOn } from '../staffing/person.store.ts'
import type { PersonDraft } from '../staffing/person.ts'
import { identityTakenMeanwhile, registerPerson } from '../staffing/register-person.ts'
import { amendedMovement } from './draft-amendment.ts'
import type { Foreseen } from './effect.ts'
import { foresee } from './foresee.ts'
import { appendMovement, appendSignature, effectiveMovementsOf, movementOf } from './movement.store.ts'
import { type Movement, placeChangeOf } from './movement.ts'
import { type Fact, type MovementKind, movementRule } from './movement-kind.ts'
import type { Particulars } from './particulars.ts'
import { chainOf } from './signature.ts'
import { placeChangesFrom, takeEffect } from './take-effect.ts'

/** 异动 as the clerk enters it. The place left is not typed: it is what the registry knows on the day before. */
export type MovementDraft = {
  kind: MovementKind
  /** somebody the registry knows, or somebody new who is registered with the movement */
  person: { id: string } | { register: PersonDraft }
  effectiveOn: IsoDate
  toOrganizationId: string | null
  toEstablishmentKind: string | null
  particulars: Particulars
  reason: string
  document: DocumentDraft | null
  vacancyRequestId: string | null
  /** 更正: the movement this one stands in for */
  correctsId: string | null
  /** the returned or withdrawn movement this one is drafted from anew */
  amendsId?: string | null
}

/** What the page 请核对 tells of: all of it computed, none of it kept. */
export type Preview = { movement: Movement; foreseen: Foreseen }

/**
 * 草拟: checks everything, registers a new person, keeps the draft, and signs the clerk's step when a clerk drafts
 * it. The establishment check runs ahead as if the movement took effect now; taking effect runs it again.
 */
export async function draftMovement(
  db: Db,
  cipher: PersonalCipher,
  acting: Acting,
  draft: MovementDraft,
): Promise<Outcome<Movement>> {
  return undoneWhenRefused(db, async (tx) => {
    const written = await writeDraft(tx, cipher, acting, draft)
    if (!written.done) return written
    const tried = await triedOut(tx, (trial) =>
      takeEffect(trial, acting, written.value, { withMoney: false }),
    )
    if (!tried.done) return tried
    return written
  })
}

/** The same checks and the whole effect, money included, computed in a transaction that is rolled back. */
export async function previewMovement(
  db: Db,
  cipher: PersonalCipher,
  acting: Acting,
  draft: MovementDraft,
): Promise<Outcome<Preview>> {
  return triedOut(db, async (tx) => {
    const written = await writeDraft(tx, cipher, acting, draft)
    if (!written.done) return written
    const foreseen = await foresee(tx, acting, written.value)
    return foreseen.done ? done({ movement: written.value, foreseen: foreseen.value }) : foreseen
  })
}

/** What a draft would do if it took effect now, computed and rolled back. */
export function previewEffect(db: Db, acting: Acting, movement: Movement): Promise<Outcome<Foreseen>> {
  return triedOut(db, (tx) => foresee(tx, acting, movement))
}

/** Checks and keeps the draft in the caller's transaction; its effect is not tried. */
export async function writeDraft(
  tx: Db,
  cipher: PersonalCipher,
  acting: Acting,
  draft: MovementDraft,
): Promise<Outcome<Movement>> {
  const missing = missingFacts(draft)
  if (missing.length > 0) return refused(...missing)
  const corrected =
    draft.correctsId === null ? null : await movementOf(tx, acting.regionCode, draft.correctsId)
  if (draft.correctsId !== null && corrected === null) {
    return refused({ code: 'not-found', field: 'correctsId', sought: '被更正的异动' })
  }

  const person = await personOf(tx, cipher, acting, draft)
  if (!person.done) return person
  const personId = person.value
  if (corrected !== null && corrected.personId !== personId) {
    return refused({
      code: 'refused',
      field: 'personId',
      because: '更正只能针对同一人员。人员登记错误的，请冲销原异动。',
    })
  }

  const amended = await amendedMovement(tx, acting, { amendsId: draft.amendsId ?? null, personId })
  if (!amended.done) return amended

  const left = await placeLeft(tx, acting, { personId, draft, corrected })
  const rule = movementRule(draft.kind)
  if (rule.direction !== 'in' && left === null && draft.particulars.takesBack !== true) {
    return refused({ code: 'not-assigned', field: 'personId', on: draft.effectiveOn })
  }
  const entering = rule.changes.includes('assignment') && rule.direction !== 'out'
  const to = entering
    ? {
        organizationId: draft.toOrganizationId ?? left?.organizationId ?? null,
        establishmentKind: draft.toEstablishmentKind ?? left?.establishmentKind ?? null,
      }
    : { organizationId: null, establishmentKind: null }
  const misplaced = await placeProblem(tx, acting, { draft, left, to })
  if (misplaced) return refused(misplaced)

  const year = yearOf(acting.today)
  const serial = await nextSerial(tx, acting.regionCode, `movement ${year}`)
  const movement: Movement = {
    id: v7(),
    number: `${year}-${String(serial).padStart(4, '0')}`,
    kind: draft.kind,
    personId,
    effectiveOn: draft.effectiveOn,
    fromOrganizationId: left?.organizationId ?? null,
    fromEstablishmentKind: left?.establishmentKind ?? null,
    toOrganizationId: to.organizationId,
    toEstablishmentKind: to.establishmentKind,
    particulars: amended.value === null ? draft.particulars : { ...draft.particulars, amends: amended.value },
    reason: draft.reason,
    documentId: draft.document === null ? null : await saveDocument(tx, acting, draft.document),
    vacancyRequestId: draft.vacancyRequestId,
    correctsId: draft.correctsId,
    recordedAt: acting.at,
    recordedBy: acting.userId,
  }
  await appendMovement(tx, acting, movement)
  if (acting.roles.includes('clerk') && chainOf(draft.kind)[0] === 'clerk') {
    await appendSignature(tx, acting, {
      movementId: movement.id,
      step: 'clerk',
      decision: 'agree',
      words: '拟同意',
    })
  }
  const { recordedAt, recordedBy, ...after } = movement
  await recordAudit(tx, acting, {
    action: 'movement.draft',
    subjectKind: 'movement',
    subjectId: movement.id,
    reason: draft.reason,
    documentNumber: draft.document?.number ?? null,
    after,
  })
  return done(movement)
}

function missingFacts(draft: MovementDraft): Problem[] {
  const { kind, particulars } = draft
  if (particulars.takesBack === true) return []
  const { required } = movementRule(kind)
  const given: Record<Fact, boolean> = {
    'to-organization': draft.toOrganizationId !== null,
    'to-establishment-kind': draft.toEstablishmentKind !== null,
    'vacancy-request': draft.vacancyRequestId !== null,
    'entry-override': particulars.entryOverrideId !== undefined,
    'other-unit': particulars.otherUnit !== undefined,
    duty: particulars.duty !== undefined,
    rank: particulars.rank !== undefined,
    post: particulars.post !== undefined,
    place: particulars.place !== undefined,
    'planned-end': particulars.plannedEnd !== undefined,
    'pay-profile': particulars.payProfile !== undefined,
  }
  const missing = required.filter((fact) => !given[fact])
  const problems: Problem[] = missing.map((fact) => ({ code: 'required', field: fieldOf[fact] }))
  if (kind === 'rank-promotion' && !given.rank && !given.post) {
    problems.push({ code: 'required', field: 'rankLevel' })
  }
  return problems
}

/** Where the form asks for the fact. */
const fieldOf: Record<Fact, string> = {
  'to-organization': 'toOrganization',
  'to-establishment-kind': 'toEstablishmentKind',
  'vacancy-request': 'vacancyRequestId',
  'entry-override': 'entryOverrideId',
  'other-unit': 'otherUnit',
  duty: 'dutyTitle',
  rank: 'rankLevel',
  post: 'postTitle',
  place: 'place',
  'planned-end': 'plannedEnd',
  'pay-profile': 'payScheme',
}

async function personOf(
  tx: Db,
  cipher: PersonalCipher,
  acting: Acting,
  { kind, person }: MovementDraft,
): Promise<Outcome<string>> {
  if ('register' in person) {
    if (!movementRule(kind).registersPerson) {
      return refused({ code: 'refused', field: 'identityNumber', because: '只有增员类异动可以登记新人员。' })
    }
    return registerPerson(tx, cipher, acting, person.register)
  }
  const viewpoint = { regionCode: acting.regionCode, asOf: acting.today, asKnownAt: null }
  const found = await particularsOn(tx, viewpoint, person.id)
  return found === null
    ? refused({ code: 'not-found', field: 'personId', sought: '该人员' })
    : done(person.id)
}

/** The place held on the day, as if the corrected movement had never been. */
async function placeLeft(
  tx: Db,
  acting: Acting,
  { personId, draft, corrected }: { personId: string; draft: MovementDraft; corrected: Movement | null },
): Promise<Assignment | null> {
  const assignments = await assignmentsOf(tx, acting.regionCode, personId, null)
  if (corrected === null) return assignmentOn(assignments, draft.effectiveOn)
  const earlier = await effectiveMovementsOf(tx, acting.regionCode, personId)
  const takenBack = earlier.flatMap((movement) => {
    const change = placeChangeOf(movement)
    return change === null || movement.id !== corrected.id ? [] : [withoutItself(change)]
  })
  const told = [...placeChangesFrom(assignments, earlier), ...takenBack]
  return assignmentOn(assignmentsFrom(told), draft.effectiveOn)
}

function withoutItself(change: PlaceChange): PlaceChange {
  return { ...change, movementId: 'taken back', correctsId: change.movementId, takesBack: true }
}

async function placeProblem(
  tx: Db,
  acting: Acting,
  {
    draft,
    left,
    to,
  }: {
    draft: MovementDraft
    left: Assignment | null
    to: { organizationId: string | null; establishmentKind: string | null }
  },
): Promise<Problem | null> {
  const viewpoint = { regionCode: acting.regionCode, asOf: draft.effectiveOn, asKnownAt: null }
  const field = 'toOrganization'
  if (to.organizationId !== null) {
    const organization = await organizationOn(tx, viewpoint, to.organizationId)
    if (organization === null) return { code: 'not-found', field, sought: '该机构' }
    if (organization.kind !== 'unit') {
      return {
        code: 'refused',
        field,
        because: '编制单位应为机构，内设机构和行政区不单独核编。请选择所属机构。',
      }
    }
    const stays =
      left?.organizationId === to.organizationId && left.establishmentKind === to.establishmentKind
    if (stays && draft.correctsId === null && movementRule(draft.kind).direction === 'within') {
      return { code: 'same-place', field: draft.kind === 'kind-change' ? 'toEstablishmentKind' : field }
    }
  }
  if (acting.scopeOrganizationId === null) return null
  const scope = await subtreeOf(tx, viewpoint, acting.scopeOrganizationId)
  const concerned = [to.organizationId, left?.organizationId ?? null].filter((id) => id !== null)
  const outside = concerned.find((id) => !scope.includes(id))
  if (outside === undefined && concerned.length > 0) return null
  return outside === to.organizationId
    ? { code: 'refused', field, because: '该机构不在本单位管理范围内，请选择本单位或所属单位。' }
    : { code: 'not-found', field: 'personId', sought: '该人员' }
}

/** Runs in a savepoint, or in a transaction of its own, that is always rolled back. */
export async function triedOut<T>(db: Db, run: (tx: Db) => Promise<Outcome<T>>): Promise<Outcome<T>> {
  const rollback = new Error('tried out')
  let outcome: Outcome<T> | null = null
  try {
    await db.transaction(async (tx) => {
      outcome = await run(tx)
      throw rollback
    })
  } catch (error) {
    if (error !== rollback) throw error
  }
  if (outcome === null) throw new Error('a trial ended without an outcome')
  return outcome
}

/** One transaction: what is refused leaves nothing behind. */
export async function undoneWhenRefused<T>(
  db: Db,
  run: (tx: Db) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  let outcome: Outcome<T> | null = null
  try {
    return await db.transaction(async (tx) => {
      outcome = await run(tx)
      if (!outcome.done) throw new Error('refused')
      return outcome
    })
  } catch (error) {
    const refusal = outcome as Outcome<T> | null
    if (refusal !== null && !refusal.done) return refusal
    const taken = identityTakenMeanwhile(error)
    if (taken !== null) return taken
    throw error
  }
}
