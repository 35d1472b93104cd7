import { recordAudit } from '../database/audit.ts'
import type { Db } from '../database/connection.ts'
import type { Acting } from '../kernel/acting.ts'
import type { IsoDate } from '../kernel/dates.ts'
import { done, type Outcome, refused } from '../kernel/problem.ts'
import { saveDocument } from '../organization/document.store.ts'
import type { DocumentDraft } from '../organization/document.ts'
import { appendRatio, lockRatios, ratioRows, supersedeRatio } from './rank-quota.store.ts'
import { groupName, type RankRatio, sameGroup } from './rank-quota.ts'
import {
  changeFrom,
  checkEnd,
  checkRatio,
  endFrom,
  type RatioRow,
  type SeriesChange,
  sameRatio,
} from './rank-setting.ts'

export type RatioDraft = RankRatio & { effectiveFrom: IsoDate; note: string; document: DocumentDraft }

export type SettingEnd = { endsOn: IsoDate; note: string; document: DocumentDraft }

/** What a ratio would take the place of, without writing it; null: the group had none on its day. */
export async function ratioBefore(
  db: Db,
  regionCode: string,
  draft: RankRatio & { effectiveFrom: IsoDate },
): Promise<Outcome<SeriesChange<RatioRow>>> {
  const known = await ratioRows(db, { regionCode, asKnownAt: null })
  const problem = checkRatio(draft, known)
  if (problem !== null) return refused(problem)
  const own = known.filter((row) => sameGroup(row, draft))
  const change = changeFrom(own, draft.effectiveFrom)
  if (!change.done) return change
  const { superseded } = change.value
  if (superseded !== null && sameRatio(superseded, draft)) {
    return refused({ code: 'nothing-changed', field: 'percent' })
  }
  return change
}

/** 登记职级职数比例: from a day on, on a paper. Answers the row's id. */
export function recordRankRatio(db: Db, acting: Acting, draft: RatioDraft): Promise<Outcome<string>> {
  return db.transaction(async (tx) => {
    await lockRatios(tx, acting.regionCode)
    const change = await ratioBefore(tx, acting.regionCode, draft)
    if (!change.done) return change
    const { document, note, effectiveFrom, ...ratio } = draft
    await closeRatio(tx, acting, change.value, null)
    const documentId = await saveDocument(tx, acting, document)
    const id = await appendRatio(tx, acting, { ...ratio, note, effectiveFrom, effectiveTo: null, documentId })
    const { superseded } = change.value
    await recordAudit(tx, acting, {
      action: 'rank-ratio.record',
      subjectKind: 'rank-ratio',
      subjectId: id,
      documentNumber: document.number,
      before: superseded === null ? null : writtenRatio(superseded),
      after: { ...writtenRatio(draft), note },
    })
    return done(id)
  })
}

/** 停用比例: the group is not limited any more from the day on. */
export function endRankRatio(
  db: Db,
  acting: Acting,
  { ratioId, endsOn, note, document }: SettingEnd & { ratioId: string },
): Promise<Outcome<string>> {
  return db.transaction(async (tx) => {
    const { regionCode } = acting
    await lockRatios(tx, regionCode)
    const known = await ratioRows(tx, { regionCode, asKnownAt: null })
    const row = known.find((candidate) => candidate.ratioId === ratioId)
    if (row === undefined) return refused({ code: 'changed-meanwhile', field: 'endsOn' })
    const ended = endFrom(row, endsOn)
    if (!ended.done) return ended
    const problem = checkEnd(row, endsOn, known)
    if (problem !== null) return refused(problem)
    const documentId = await saveDocument(tx, acting, document)
    await closeRatio(tx, acting, ended.value, { documentId, note })
    await recordAudit(tx, acting, {
      action: 'rank-ratio.end',
      subjectKind: 'rank-ratio',
      subjectId: ratioId,
      reason: note,
      documentNumber: document.number,
      before: { ...writtenRatio(row), effectiveTo: row.effectiveTo },
      after: { ...writtenRatio(row), effectiveTo: endsOn },
    })
    return done(ratioId)
  })
}

/** An end is on a paper of its own; what another row takes the place of keeps its own paper. */
async function closeRatio(
  tx: Db,
  acting: Acting,
  { superseded, shortenedTo }: SeriesChange<RatioRow>,
  ending: { documentId: string; note: string } | null,
): Promise<void> {
  if (superseded === null) return
  await supersedeRatio(tx, acting, superseded.ratioId)
  if (shortenedTo === null) return
  const kept = ending ?? { documentId: superseded.document.id, note: superseded.note }
  await appendRatio(tx, acting, { ...superseded, ...kept, effectiveTo: shortenedTo })
}

/** As the audit trail tells it. */
function writtenRatio(ratio: RankRatio & { effectiveFrom: IsoDate }) {
  const { percent, establishmentKinds, outer, rounding, leadersCount, effectiveFrom } = ratio
  return {
    rankGroup: groupName(ratio),
    percent,
    base: outer === null ? [...establishmentKinds] : groupName(outer),
    rounding,
    leadersCount,
    effectiveFrom,
  }
}
