import { recordAudit } from '../database/audit.ts'
import type { Db } from '../database/connection.ts'
import { nextSerial } from '../database/serial-number.ts'
import type { Acting } from '../kernel/acting.ts'
import { type IsoDate, yearOf } from '../kernel/dates.ts'
import type { Role } from '../kernel/permission.ts'
import { done, type Outcome, type Problem, refused } from '../kernel/problem.ts'
import { saveDocument } from '../organization/document.store.ts'
import type { DocumentDraft } from '../organization/document.ts'
import { lockPositions, type PositionKey } from './approved-headcount.store.ts'
import { controlOn } from './establishment-control.store.ts'
import type { PositionAheadReader } from './position-ahead-reader.ts'
import { checkEntry, vacancies } from './vacancy.ts'
import { appendVacancyDecision, appendVacancyRequest, vacancyRequestOf } from './vacancy-life.store.ts'
import { planStandingOf } from './vacancy-plan-draw.store.ts'
import { checkPlanDraw } from './vacancy-plan-draw.ts'
import {
  checkVacancySigner,
  isLastStep,
  type VacancyRequest,
  vacancyState,
  type WayIn,
  waitedFor,
} from './vacancy-request.ts'

export type VacancyDraft = PositionKey & {
  organizationName: string
  wayIn: WayIn
  count: number
  reason: string
  planYear: number
  /** 计划外: on a paper; null: it draws on the plan of its year */
  beyondPlan: { reason: string; document: DocumentDraft } | null
}

/** What a returned request asks for when it is handed in again. */
export type VacancyAmendment = {
  requestId: string
  count: number
  wayIn: WayIn
  reason: string
  words: string
}

export type VacancySignature = {
  requestId: string
  decision: 'agree' | 'return' | 'reject'
  words: string
  /** of the last step only */
  approvedCount: number
  /** last day (inclusive) on which the notice may be used */
  expiresOn: IsoDate | null
  /** 超出空编核准: only where the kind is controlled by warning, and on a paper */
  override: DocumentDraft | null
}

/** Handed in by a unit or by the office. Answers the request's id. */
export function requestVacancies(
  db: Db,
  acting: Acting,
  draft: VacancyDraft,
  positionAheadOf: PositionAheadReader,
): Promise<Outcome<string>> {
  return db.transaction(async (tx) => {
    const { organizationName: _name, beyondPlan, ...request } = draft
    const position = { organizationId: draft.organizationId, establishmentKind: draft.establishmentKind }
    await lockPositions(tx, acting.regionCode, [position])
    const problem = await checkPlaces(tx, acting, { ...draft, field: 'count' }, positionAheadOf)
    if (problem !== null && problem.code === 'no-vacancy') return refused(problem)
    const beyond = await checkPlan(tx, acting, { ...draft, requestId: null, field: 'count' })
    if (beyond !== null) return refused(beyond)

    const year = yearOf(acting.today)
    const serial = await nextSerial(tx, acting.regionCode, `vacancy request ${year}`)
    const number = `用编申请${numbered(year, serial)}`
    const requestId = await appendVacancyRequest(tx, acting, {
      ...request,
      number,
      beyondPlanReason: beyondPlan?.reason ?? null,
      beyondPlanDocumentId: beyondPlan === null ? null : await saveDocument(tx, acting, beyondPlan.document),
    })
    await appendVacancyDecision(tx, acting, {
      requestId,
      decision: 'submission',
      role: submitterRole(acting),
      words: draft.reason,
    })
    await recordAudit(tx, acting, {
      action: 'vacancy.submission',
      subjectKind: 'vacancy-request',
      subjectId: requestId,
      documentNumber: beyondPlan?.document.number ?? null,
      after: { number, ...request, beyondPlan },
    })
    return done(requestId)
  })
}

/** One step of the chain: on, back, or no; the last one grants the places and numbers the notice. */
export function signVacancyRequest(
  db: Db,
  acting: Acting,
  signature: VacancySignature,
  positionAheadOf: PositionAheadReader,
): Promise<Outcome<string>> {
  const { requestId, decision, words } = signature
  return changeRequest(db, acting, signature, async (tx, request) => {
    const refusal = checkVacancySigner(request.steps, acting)
    if (refusal !== null) return refused(refusal)
    const role = waitedFor(request.steps) ?? ''
    if (decision !== 'agree') {
      if (words === '') return refused({ code: 'required', field: 'words' })
      const kind = decision === 'return' ? 'return' : 'rejection'
      await appendVacancyDecision(tx, acting, { requestId, decision: kind, role, words })
      return done(kind)
    }
    if (!isLastStep(request.steps)) {
      await appendVacancyDecision(tx, acting, { requestId, decision: 'review', role, words })
      return done('review')
    }
    return approve(tx, acting, { request, role, signature }, positionAheadOf)
  })
}

/** 修改后重新提交 after a return: the count, the way in and the reason may be other ones, and are checked anew. */
export function resubmitVacancyRequest(
  db: Db,
  acting: Acting,
  { requestId, words, ...asked }: VacancyAmendment,
  positionAheadOf: PositionAheadReader,
): Promise<Outcome<string>> {
  return changeRequest(db, acting, { requestId, words }, async (tx, request) => {
    const state = vacancyState(request.steps, request.used, acting.today)
    if (state !== 'returned') return refused({ code: 'changed-meanwhile', field: 'words' })
    const checked = { ...request, ...asked, field: 'count' }
    const problem = await checkPlaces(tx, acting, checked, positionAheadOf)
    if (problem !== null && problem.code === 'no-vacancy') return refused(problem)
    const beyond = await checkPlan(tx, acting, checked)
    if (beyond !== null) return refused(beyond)
    await appendVacancyDecision(tx, acting, {
      requestId,
      decision: 'submission',
      role: submitterRole(acting),
      words,
      amendedCount: asked.count === request.count ? null : asked.count,
      amendedWayIn: asked.wayIn === request.wayIn ? null : asked.wayIn,
      amendedReason: asked.reason === request.reason ? null : asked.reason,
    })
    return done('submission')
  })
}

/** 撤回 before the approval, 收回 of what is left after it; both with a reason. */
export function takeBackVacancyRequest(
  db: Db,
  acting: Acting,
  { requestId, words }: { requestId: string; words: string },
): Promise<Outcome<string>> {
  return changeRequest(db, acting, { requestId, words }, async (tx, request) => {
    if (words === '') return refused({ code: 'required', field: 'words' })
    const state = vacancyState(request.steps, request.used, acting.today)
    const role = submitterRole(acting)
    if (state === 'waiting' || state === 'returned') {
      await appendVacancyDecision(tx, acting, { requestId, decision: 'withdrawal', role, words })
      return done('withdrawal')
    }
    // What was granted belongs to the office: a unit cannot give it back by itself, nor take it.
    if (state !== 'approved' || role !== 'clerk')
      return refused({ code: 'changed-meanwhile', field: 'words' })
    await appendVacancyDecision(tx, acting, { requestId, decision: 'recall', role, words })
    return done('recall')
  })
}

type Approval = { request: VacancyRequest; role: string; signature: VacancySignature }

async function approve(
  tx: Db,
  acting: Acting,
  { request, role, signature }: Approval,
  positionAheadOf: PositionAheadReader,
): Promise<Outcome<string>> {
  const { requestId } = request
  const { approvedCount, expiresOn, words, override } = signature
  if (approvedCount < 1 || approvedCount > request.count) {
    return refused({ code: 'not-a-number', field: 'approvedCount', least: 1, most: request.count })
  }
  if (expiresOn === null) return refused({ code: 'required', field: 'expiresOn' })
  if (expiresOn <= acting.today)
    return refused({ code: 'day-passed', field: 'expiresOn', today: acting.today })
  const asked = { ...request, count: approvedCount, field: 'approvedCount' }
  const problem = await checkPlaces(tx, acting, asked, positionAheadOf)
  if (problem !== null && (problem.code === 'no-vacancy' || override === null)) return refused(problem)
  // The plan may have been cut, or its control changed, since the request was handed in.
  const beyond = await checkPlan(tx, acting, asked)
  if (beyond !== null) return refused(beyond)

  const documentId = problem === null || override === null ? null : await saveDocument(tx, acting, override)
  const year = yearOf(acting.today)
  const serial = await nextSerial(tx, acting.regionCode, `vacancy notice ${year}`)
  await appendVacancyDecision(tx, acting, {
    requestId,
    decision: 'approval',
    role,
    words,
    approvedCount,
    expiresOn,
    noticeNumber: `用编通知${numbered(year, serial)}`,
    override: documentId !== null,
    documentId,
  })
  return done('approval')
}

/**
 * Places for so many, on every day from today on? Where the kind is controlled by warning the answer is a problem
 * that an override on a paper lifts, elsewhere one that nothing lifts.
 */
async function checkPlaces(
  tx: Db,
  acting: Acting,
  asked: PositionKey & { organizationName: string; count: number; field: string },
  positionAheadOf: PositionAheadReader,
): Promise<Problem | null> {
  const { organizationId, establishmentKind, organizationName, count, field } = asked
  const { regionCode, today } = acting
  const position = { organizationId, establishmentKind }
  const ahead = await positionAheadOf(tx, regionCode, { on: today, position })
  const problem = checkEntry(ahead, count, { organizationName, establishmentKind })
  if (problem === null) return null
  const viewpoint = { regionCode, asOf: today, asKnownAt: null }
  if ((await controlOn(tx, viewpoint, { measure: 'headcount', establishmentKind })) === 'stop')
    return { ...problem, field }
  return { code: 'override-not-given', field: 'override', vacancies: Math.min(...ahead.map(vacancies)) }
}

/** Is the plan of the year enough, where the kind is controlled so? The position is locked, and so is what draws on it. */
async function checkPlan(
  tx: Db,
  acting: Acting,
  asked: PositionKey & {
    requestId: string | null
    planYear: number
    count: number
    beyondPlan: unknown
    field: string
  },
): Promise<Problem | null> {
  if (asked.beyondPlan !== null) return null
  const { organizationId, establishmentKind, planYear: year, count, field } = asked
  const viewpoint = { regionCode: acting.regionCode, asOf: acting.today, asKnownAt: null }
  const standing = await planStandingOf(tx, viewpoint, {
    position: { organizationId, establishmentKind },
    year,
    without: asked.requestId,
  })
  const control = await controlOn(tx, viewpoint, { measure: 'plan', establishmentKind })
  return checkPlanDraw(standing, { count, year, control, field }).stops
}

/** Everything that changes a request waits for its position, reads it then, and leaves an audit entry. */
function changeRequest(
  db: Db,
  acting: Acting,
  {
    requestId,
    words,
    override,
  }: Pick<VacancySignature, 'requestId' | 'words'> & Partial<Pick<VacancySignature, 'override'>>,
  act: (tx: Db, request: VacancyRequest) => Promise<Outcome<string>>,
): Promise<Outcome<string>> {
  const viewpoint = { regionCode: acting.regionCode, asOf: acting.today, asKnownAt: null }
  return db.transaction(async (tx) => {
    const found = await vacancyRequestOf(tx, viewpoint, requestId)
    if (found === null) return refused({ code: 'not-found', field: 'words', sought: requestId })
    const { organizationId, establishmentKind } = found
    await lockPositions(tx, acting.regionCode, [{ organizationId, establishmentKind }])
    const request = (await vacancyRequestOf(tx, viewpoint, requestId)) ?? found
    const outcome = await act(tx, request)
    if (outcome.done) {
      const after = (await vacancyRequestOf(tx, viewpoint, requestId)) ?? request
      const stateOf = ({ steps, used }: VacancyRequest) => vacancyState(steps, used, acting.today)
      await recordAudit(tx, acting, {
        action: `vacancy.${outcome.value}`,
        subjectKind: 'vacancy-request',
        subjectId: requestId,
        reason: words,
        documentNumber: outcome.value === 'approval' ? (override?.number ?? null) : null,
        before: { state: stateOf(request), ...amendable(request) },
        after: { number: request.number, state: stateOf(after), ...amendable(after) },
      })
    }
    return outcome
  })
}

/** What another submission may change. */
function amendable({ count, wayIn, reason }: VacancyRequest) {
  return { count, wayIn, reason }
}

function submitterRole(acting: Acting): Role {
  return acting.roles.includes('clerk') ? 'clerk' : 'unit-contact'
}

function numbered(year: number, serial: number): string {
  return `${year}-${String(serial).padStart(4, '0')}`
}
