import { recordAudit } from '../database/audit.ts'
import type { Db } from '../database/connection.ts'
import type { Acting } from '../kernel/acting.ts'
import type { IsoDate } from '../kernel/dates.ts'
import { done, type Outcome, refused } from '../kernel/problem.ts'
import { saveDocument } from '../organization/document.store.ts'
import type { DocumentDraft } from '../organization/document.ts'
import { organizationOn } from '../organization/organization.store.ts'
import { appendApproval, approvalRows, lockRanks, ratioRows, supersedeApproval } from './rank-quota.store.ts'
import { groupName, type RankApproval, sameGroup } from './rank-quota.ts'
import { type ApprovalRow, changeFrom, endFrom, type SeriesChange } from './rank-setting.ts'
import type { SettingEnd } from './record-rank-ratio.ts'

export type ApprovalDraft = RankApproval & { effectiveFrom: IsoDate; note: string; document: DocumentDraft }

/** What a number would take the place of, without writing it. */
export async function approvalBefore(
  db: Db,
  regionCode: string,
  draft: RankApproval & { effectiveFrom: IsoDate },
): Promise<Outcome<SeriesChange<ApprovalRow>>> {
  const { organizationId, effectiveFrom: on } = draft
  const unit = await organizationOn(db, { regionCode, asOf: on, asKnownAt: null }, organizationId)
  if (unit === null) return refused({ code: 'organization-not-there', field: 'organization', on })
  if (unit.kind !== 'unit') {
    const because = '职级职数核定到单位。请填写单位。'
    return refused({ code: 'refused', field: 'organization', because })
  }
  const known = { regionCode, asKnownAt: null }
  const ratios = (await ratioRows(db, known)).filter((row) => sameGroup(row, draft))
  if (!ratios.some(({ effectiveTo }) => effectiveTo === null || effectiveTo > on)) {
    const because = `${groupName(draft)}没有登记比例。核定职数按已登记的职级分组填写，请先登记该组比例。`
    return refused({ code: 'refused', field: 'group', because })
  }
  const rows = await approvalRows(db, known, { organizationIds: [organizationId] })
  const change = changeFrom(
    rows.filter((row) => sameGroup(row, draft)),
    on,
  )
  if (change.done && change.value.superseded?.count === draft.count) {
    return refused({ code: 'nothing-changed', field: 'count' })
  }
  return change
}

/** 登记核定职级职数: the unit's own number, which goes before the ratio. Answers the row's id. */
export function approveRanks(db: Db, acting: Acting, draft: ApprovalDraft): Promise<Outcome<string>> {
  return db.transaction(async (tx) => {
    await lockRanks(tx, acting.regionCode, draft.organizationId)
    const change = await approvalBefore(tx, acting.regionCode, draft)
    if (!change.done) return change
    const { document, ...approval } = draft
    await closeApproval(tx, acting, change.value, null)
    const documentId = await saveDocument(tx, acting, document)
    const id = await appendApproval(tx, acting, { ...approval, effectiveTo: null, documentId })
    const { superseded } = change.value
    await recordAudit(tx, acting, {
      action: 'rank-approval.record',
      subjectKind: 'rank-approval',
      subjectId: id,
      documentNumber: document.number,
      before: superseded === null ? null : writtenApproval(superseded),
      after: { ...writtenApproval(draft), note: draft.note },
    })
    return done(id)
  })
}

/** 停用核定数: from the day on the ratio holds again. */
export function endRankApproval(
  db: Db,
  acting: Acting,
  { approvalId, endsOn, note, document }: SettingEnd & { approvalId: string },
): Promise<Outcome<string>> {
  return db.transaction(async (tx) => {
    const known = { regionCode: acting.regionCode, asKnownAt: null }
    const sought = (rows: readonly ApprovalRow[]) => rows.find((row) => row.approvalId === approvalId)
    const unlocked = sought(await approvalRows(tx, known))
    if (unlocked === undefined) return refused({ code: 'changed-meanwhile', field: 'endsOn' })
    const { organizationId } = unlocked
    await lockRanks(tx, acting.regionCode, organizationId)
    const row = sought(await approvalRows(tx, known, { organizationIds: [organizationId] }))
    if (row === undefined) return refused({ code: 'changed-meanwhile', field: 'endsOn' })
    const ended = endFrom(row, endsOn)
    if (!ended.done) return ended
    const documentId = await saveDocument(tx, acting, document)
    await closeApproval(tx, acting, ended.value, { documentId, note })
    await recordAudit(tx, acting, {
      action: 'rank-approval.end',
      subjectKind: 'rank-approval',
      subjectId: approvalId,
      reason: note,
      documentNumber: document.number,
      before: { ...writtenApproval(row), effectiveTo: row.effectiveTo },
      after: { ...writtenApproval(row), effectiveTo: endsOn },
    })
    return done(organizationId)
  })
}

/** An end is on a paper of its own; what another row takes the place of keeps its own paper. */
async function closeApproval(
  tx: Db,
  acting: Acting,
  { superseded, shortenedTo }: SeriesChange<ApprovalRow>,
  ending: { documentId: string; note: string } | null,
): Promise<void> {
  if (superseded === null) return
  await supersedeApproval(tx, acting, superseded.approvalId)
  if (shortenedTo === null) return
  const kept = ending ?? { documentId: superseded.document.id, note: superseded.note }
  await appendApproval(tx, acting, { ...superseded, ...kept, effectiveTo: shortenedTo })
}

/** As the audit trail tells it. */
function writtenApproval({
  organizationId,
  count,
  effectiveFrom,
  ...group
}: RankApproval & { effectiveFrom: IsoDate }) {
  return { organizationId, rankGroup: groupName(group), count, effectiveFrom }
}
