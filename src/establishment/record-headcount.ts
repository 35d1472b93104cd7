import { recordAudit } from '../database/audit.ts'
import type { Db } from '../database/connection.ts'
import { brokenConstraint } from '../database/constraint.ts'
import type { Acting } from '../kernel/acting.ts'
import type { IsoDate } from '../kernel/dates.ts'
import { done, type Outcome, type Problem, refused } from '../kernel/problem.ts'
import { saveDocument } from '../organization/document.store.ts'
import type { DocumentDraft } from '../organization/document.ts'
import { rootOn } from '../organization/organization.store.ts'
import { lockPositions, type PositionKey } from './approved-headcount.store.ts'
import { appendHeadcount, headcountRow, totalsAheadOf } from './headcount.store.ts'
import type { HeadcountEffect, HeadcountRow } from './headcount.ts'
import { isLoanRow } from './headcount-loan.store.ts'
import type { PositionAheadReader } from './position-ahead-reader.ts'
import { checkNotBelowZero, checkTotal, overEstablished, positionsWith, totalsWith } from './total-control.ts'

/** A row as read from its paper. */
export type HeadcountDraft = PositionKey & {
  /** 增编 positive, 减编 negative, never zero */
  change: number
  effectiveOn: IsoDate
  note: string
  document: DocumentDraft
  /** the person has seen that more people than places will remain */
  acknowledged: boolean
}

export type ReversalDraft = {
  headcountId: string
  note: string
  document: DocumentDraft
  acknowledged: boolean
}

/** What the row will do, without writing it: for the page that is read before. */
export async function headcountEffect(
  db: Db,
  acting: Acting,
  { position, change, effectiveOn }: { position: PositionKey; change: number; effectiveOn: IsoDate },
  positionAheadOf: PositionAheadReader,
): Promise<Outcome<HeadcountEffect>> {
  const { regionCode } = acting
  const root = await rootOn(db, { regionCode, asOf: effectiveOn, asKnownAt: null })
  if (root === null) return refused({ code: 'not-found', field: 'effectiveOn', sought: effectiveOn })
  const { establishmentKind } = position
  const ofRegion = position.organizationId === root.organizationId
  const written = { on: effectiveOn, change, ofRegion }
  const totals = await totalsAheadOf(db, regionCode, {
    on: effectiveOn,
    establishmentKind,
    rootId: root.organizationId,
  })
  const ahead = await positionAheadOf(db, regionCode, { on: effectiveOn, position })
  const problems = [checkNotBelowZero(ahead, change), checkTotal(totals, written, establishmentKind)]
  const found = problems.filter((problem): problem is Problem => problem !== null)
  if (found.length > 0) return refused(...found)
  return done({
    before: ahead[0],
    after: positionsWith(ahead, change)[0],
    totalBefore: totals[0],
    totalAfter: totalsWith(totals, written)[0],
    over: ofRegion ? null : overEstablished(ahead, change),
  })
}

/** The only way a row enters the ledger. Answers its id. */
export function recordHeadcount(
  db: Db,
  acting: Acting,
  draft: HeadcountDraft,
  positionAheadOf: PositionAheadReader,
): Promise<Outcome<string>> {
  return db.transaction(async (tx) => {
    const position = { organizationId: draft.organizationId, establishmentKind: draft.establishmentKind }
    const { change, effectiveOn, note } = draft
    const checked = await lockedEffect(tx, acting, { position, change, effectiveOn }, positionAheadOf)
    if (!checked.done) return checked
    if (checked.value.over !== null && !draft.acknowledged) {
      return refused({ code: 'not-acknowledged', field: 'acknowledged' })
    }

    const documentId = await saveDocument(tx, acting, draft.document)
    const id = await appendHeadcount(tx, acting, { ...position, change, effectiveOn, note, documentId })
    await recordAudit(tx, acting, {
      action: 'headcount.record',
      subjectKind: 'approved-headcount',
      subjectId: id,
      documentNumber: draft.document.number,
      before: checked.value.before,
      after: checked.value.after,
    })
    return done(id)
  })
}

/**
 * 冲销: a wrong row is taken back by one that names it and counts the other way from the same day. The wrong row
 * stays, and what was believed before stays answerable. Answers the new row's id.
 */
export async function reverseHeadcount(
  db: Db,
  acting: Acting,
  draft: ReversalDraft,
  positionAheadOf: PositionAheadReader,
): Promise<Outcome<string>> {
  try {
    return await db.transaction(async (tx) => {
      const row = await reversibleRow(tx, acting, draft.headcountId)
      if (!row.done) return row
      const { organizationId, establishmentKind, change, effectiveOn } = row.value
      const position = { organizationId, establishmentKind }
      const asked = { position, change: -change, effectiveOn }
      const checked = await lockedEffect(tx, acting, asked, positionAheadOf)
      if (!checked.done) return checked
      if (checked.value.over !== null && !draft.acknowledged) {
        return refused({ code: 'not-acknowledged', field: 'acknowledged' })
      }

      const documentId = await saveDocument(tx, acting, draft.document)
      const id = await appendHeadcount(tx, acting, {
        ...position,
        change: -change,
        effectiveOn,
        note: draft.note,
        documentId,
        reversesId: draft.headcountId,
      })
      await recordAudit(tx, acting, {
        action: 'headcount.reverse',
        subjectKind: 'approved-headcount',
        subjectId: id,
        reason: draft.note,
        documentNumber: draft.document.number,
        before: { reverses: draft.headcountId, ...checked.value.before },
        after: checked.value.after,
      })
      return done(id)
    })
  } catch (error) {
    if (brokenConstraint(error) === 'approved_headcounts_reversed_once') {
      return refused({ code: 'reversed-already', field: 'note' })
    }
    throw error
  }
}

/** A row that may be taken back: there, not taken back yet, and not itself a reversal. */
export async function reversibleRow(
  db: Db,
  acting: Acting,
  headcountId: string,
): Promise<Outcome<HeadcountRow>> {
  const { regionCode, today } = acting
  const root = await rootOn(db, { regionCode, asOf: today, asKnownAt: null })
  const row = await headcountRow(db, regionCode, { headcountId, rootId: root?.organizationId ?? null })
  if (row === null) return refused({ code: 'not-found', field: 'note', sought: headcountId })
  if (row.reversedById !== null || row.reversesId !== null) {
    return refused({ code: 'reversed-already', field: 'note' })
  }
  if (await isLoanRow(db, regionCode, headcountId)) {
    return refused({
      code: 'refused',
      field: 'note',
      because: '该行是周转编制的借出或归还，请在“周转编制”办理。',
    })
  }
  return done(row)
}

/** The region's total first, then the unit: two who add to different units still wait for each other. */
async function lockedEffect(
  tx: Db,
  acting: Acting,
  asked: { position: PositionKey; change: number; effectiveOn: IsoDate },
  positionAheadOf: PositionAheadReader,
): Promise<Outcome<HeadcountEffect>> {
  const { regionCode } = acting
  const root = await rootOn(tx, { regionCode, asOf: asked.effectiveOn, asKnownAt: null })
  if (root === null) return refused({ code: 'not-found', field: 'effectiveOn', sought: asked.effectiveOn })
  const { organizationId } = root
  const { establishmentKind } = asked.position
  await lockPositions(tx, regionCode, [{ organizationId, establishmentKind }])
  if (asked.position.organizationId !== organizationId) await lockPositions(tx, regionCode, [asked.position])
  return headcountEffect(tx, acting, asked, positionAheadOf)
}
