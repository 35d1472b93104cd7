import { recordAudit } from '../database/audit.ts'
import type { Db } from '../database/connection.ts'
import type { Acting } from '../kernel/acting.ts'
import type { IsoDate } from '../kernel/dates.ts'
import { done, type Outcome, refused } from '../kernel/problem.ts'
import { saveDocument } from '../organization/document.store.ts'
import type { DocumentDraft } from '../organization/document.ts'
import { lockPositions, type PositionKey } from './approved-headcount.store.ts'
import { appendFreeze, freezesOf, supersedeFreeze } from './headcount.store.ts'
import type { PositionAheadReader } from './position-ahead-reader.ts'

export type FreezeDraft = PositionKey & {
  count: number
  effectiveFrom: IsoDate
  /** not on this day any more; null: until it is lifted */
  effectiveTo: IsoDate | null
  note: string
  document: DocumentDraft
}

/** 冻结: places that may not be filled for a time; never more than are approved on any of its days. */
export function recordFreeze(
  db: Db,
  acting: Acting,
  draft: FreezeDraft,
  positionAheadOf: PositionAheadReader,
): Promise<Outcome<string>> {
  return db.transaction(async (tx) => {
    const { effectiveFrom, effectiveTo, count, note } = draft
    if (effectiveTo !== null && effectiveTo <= effectiveFrom) {
      return refused({ code: 'period-reversed', field: 'effectiveTo', from: effectiveFrom, to: effectiveTo })
    }
    const position = { organizationId: draft.organizationId, establishmentKind: draft.establishmentKind }
    await lockPositions(tx, acting.regionCode, [position])
    const ahead = await positionAheadOf(tx, acting.regionCode, { on: effectiveFrom, position })
    const during = ahead.filter(({ on }) => effectiveTo === null || on < effectiveTo)
    const free = Math.min(...during.map(({ approved, frozen }) => approved - frozen))
    if (count > free) {
      return refused({ code: 'not-a-number', field: 'count', least: 1, most: Math.max(free, 0) })
    }

    const documentId = await saveDocument(tx, acting, draft.document)
    const id = await appendFreeze(tx, acting, {
      ...position,
      count,
      effectiveFrom,
      effectiveTo,
      note,
      documentId,
    })
    await recordAudit(tx, acting, {
      action: 'freeze.record',
      subjectKind: 'headcount-freeze',
      subjectId: id,
      documentNumber: draft.document.number,
      after: { ...position, count, effectiveFrom, effectiveTo },
    })
    return done(id)
  })
}

/** 解冻: the freeze ends on the day (it no longer holds on it); what was believed before stays answerable. */
export function liftFreeze(
  db: Db,
  acting: Acting,
  {
    freezeId,
    endsOn,
    note,
    document,
  }: { freezeId: string; endsOn: IsoDate; note: string; document: DocumentDraft },
): Promise<Outcome<string>> {
  return db.transaction(async (tx) => {
    const { regionCode } = acting
    const known = await freezesOf(tx, { regionCode, asOf: endsOn, asKnownAt: null }, null)
    const freeze = known.find((candidate) => candidate.freezeId === freezeId)
    if (freeze === undefined) return refused({ code: 'changed-meanwhile', field: 'endsOn' })
    const { organizationId, establishmentKind, count, effectiveFrom, effectiveTo } = freeze
    if (endsOn <= effectiveFrom || (effectiveTo !== null && endsOn >= effectiveTo)) {
      return refused({ code: 'period-reversed', field: 'endsOn', from: effectiveFrom, to: endsOn })
    }
    await lockPositions(tx, regionCode, [{ organizationId, establishmentKind }])
    if (!(await supersedeFreeze(tx, acting, freezeId))) {
      return refused({ code: 'changed-meanwhile', field: 'endsOn' })
    }
    const documentId = await saveDocument(tx, acting, document)
    const id = await appendFreeze(tx, acting, {
      organizationId,
      establishmentKind,
      count,
      effectiveFrom,
      effectiveTo: endsOn,
      documentId,
      note,
    })
    await recordAudit(tx, acting, {
      action: 'freeze.lift',
      subjectKind: 'headcount-freeze',
      subjectId: id,
      reason: note,
      documentNumber: document.number,
      before: { freezeId, effectiveTo },
      after: { effectiveTo: endsOn },
    })
    return done(id)
  })
}
