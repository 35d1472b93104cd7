import { recordAudit } from '../database/audit.ts'
import type { Db } from '../database/connection.ts'
import { brokenConstraint } from '../database/constraint.ts'
import { nextSerial } from '../database/serial-number.ts'
import type { Acting } from '../kernel/acting.ts'
import { type IsoDate, yearOf } from '../kernel/dates.ts'
import { done, type Outcome, refused } from '../kernel/problem.ts'
import { saveDocument } from '../organization/document.store.ts'
import type { DocumentDraft } from '../organization/document.ts'
import { lockPositions, type PositionKey } from './approved-headcount.store.ts'
import { appendOverride, appendOverrideStep, overrideOf } from './entry-override.store.ts'
import { type EntryOverride, overrideLeft, overrideState } from './entry-override.ts'
import { controlOn } from './establishment-control.store.ts'
import type { PositionAheadReader } from './position-ahead-reader.ts'
import { vacancies } from './vacancy.ts'
import { checkVacancySigner, isLastStep, waitedFor } from './vacancy-request.ts'

export type OverrideDraft = PositionKey & {
  count: number
  expiresOn: IsoDate
  reason: string
  document: DocumentDraft
}

export type OverrideSignature = {
  overrideId: string
  decision: 'agree' | 'return' | 'reject'
  words: string
  /** of the last step only */
  approvedCount: number
}

/** 起草超编进人特批: only where the check stops and places are missing. Answers its id. */
export function submitOverride(
  db: Db,
  acting: Acting,
  draft: OverrideDraft,
  positionAheadOf: PositionAheadReader,
): Promise<Outcome<string>> {
  return db.transaction(async (tx) => {
    const { regionCode, today } = acting
    const { document, ...override } = draft
    const { organizationId, establishmentKind, count, expiresOn } = draft
    if (expiresOn <= today) return refused({ code: 'day-passed', field: 'expiresOn', today })
    const position = { organizationId, establishmentKind }
    await lockPositions(tx, regionCode, [position])
    const viewpoint = { regionCode, asOf: today, asKnownAt: null }
    if ((await controlOn(tx, viewpoint, { measure: 'headcount', establishmentKind })) === 'warn') {
      const because = '该类编制为提示控制，超编进人不需特批。请直接办理入编，核对页会提示。'
      return refused({ code: 'refused', field: 'establishmentKind', because })
    }
    const free = Math.min(...(await positionAheadOf(tx, regionCode, { on: today, position })).map(vacancies))
    if (count <= free) {
      const because = `该单位此类编制尚有空编 ${free} 名，不需特批。请办理用编申请。`
      return refused({ code: 'refused', field: 'count', because })
    }
    const documentId = await saveDocument(tx, acting, document)
    const year = yearOf(today)
    const serial = await nextSerial(tx, regionCode, `entry override ${year}`)
    const number = `超编特批${year}-${String(serial).padStart(4, '0')}`
    const overrideId = await appendOverride(tx, acting, { ...override, number, documentId })
    const words = draft.reason
    await appendOverrideStep(tx, acting, {
      overrideId,
      place: 0,
      decision: 'submission',
      role: 'clerk',
      words,
    })
    await recordAudit(tx, acting, {
      action: 'override.submission',
      subjectKind: 'entry-override',
      subjectId: overrideId,
      documentNumber: document.number,
      after: { number, ...override },
    })
    return done(overrideId)
  })
}

/** One step of the chain: on, back, or no; the last one lets so many enter. */
export function signOverride(
  db: Db,
  acting: Acting,
  { overrideId, decision, words, approvedCount }: OverrideSignature,
): Promise<Outcome<string>> {
  return changeOverride(db, acting, { overrideId, words }, async (tx, override) => {
    const refusal = checkVacancySigner(override.steps, acting)
    if (refusal !== null) return refused(refusal)
    const step = { overrideId, place: override.steps.length, role: waitedFor(override.steps) ?? '', words }
    if (decision !== 'agree') {
      if (words === '') return refused({ code: 'required', field: 'words' })
      const kind = decision === 'return' ? 'return' : 'rejection'
      await appendOverrideStep(tx, acting, { ...step, decision: kind })
      return done(kind)
    }
    if (!isLastStep(override.steps)) {
      await appendOverrideStep(tx, acting, { ...step, decision: 'review' })
      return done('review')
    }
    if (approvedCount < 1 || approvedCount > override.count) {
      return refused({ code: 'not-a-number', field: 'approvedCount', least: 1, most: override.count })
    }
    if (override.expiresOn < acting.today) {
      const because = `有效期已于 ${override.expiresOn} 届满，不能批准。请退回重新起草。`
      return refused({ code: 'refused', field: 'decision', because })
    }
    await appendOverrideStep(tx, acting, { ...step, decision: 'approval', approvedCount })
    return done('approval')
  })
}

/** 撤回 before the approval, 收回 of what is left after it; both with a reason. */
export function takeBackOverride(
  db: Db,
  acting: Acting,
  { overrideId, words }: { overrideId: string; words: string },
): Promise<Outcome<string>> {
  return changeOverride(db, acting, { overrideId, words }, async (tx, override) => {
    const state = overrideState(override, acting.today)
    const place = override.steps.length
    if (state === 'waiting') {
      const step = { overrideId, place, role: 'clerk', words }
      await appendOverrideStep(tx, acting, { ...step, decision: 'withdrawal' })
      return done('withdrawal')
    }
    if (state !== 'in-force' || overrideLeft(override) === 0) {
      return refused({ code: 'changed-meanwhile', field: 'reason' })
    }
    await appendOverrideStep(tx, acting, { overrideId, place, role: 'clerk', words, decision: 'recall' })
    return done('recall')
  })
}

/** Waits for its position, so that nobody enters by it while it is recalled; reads it then; leaves an audit entry. */
async function changeOverride(
  db: Db,
  acting: Acting,
  { overrideId, words }: { overrideId: string; words: string },
  act: (tx: Db, override: EntryOverride) => Promise<Outcome<string>>,
): Promise<Outcome<string>> {
  const asked = { regionCode: acting.regionCode, asKnownAt: null }
  try {
    return await db.transaction(async (tx) => {
      const found = await overrideOf(tx, asked, overrideId)
      if (found === null) return refused({ code: 'not-found', field: 'words', sought: overrideId })
      const { organizationId, establishmentKind } = found
      await lockPositions(tx, acting.regionCode, [{ organizationId, establishmentKind }])
      const override = (await overrideOf(tx, asked, overrideId)) ?? found
      const outcome = await act(tx, override)
      if (outcome.done) {
        const after = (await overrideOf(tx, asked, overrideId)) ?? override
        await recordAudit(tx, acting, {
          action: `override.${outcome.value}`,
          subjectKind: 'entry-override',
          subjectId: overrideId,
          reason: words,
          before: { state: overrideState(override, acting.today) },
          after: { number: override.number, state: overrideState(after, acting.today) },
        })
      }
      return outcome
    })
  } catch (error) {
    if (brokenConstraint(error) !== 'entry_override_steps_in_order') throw error
    return refused({ code: 'changed-meanwhile', field: 'decision' })
  }
}
