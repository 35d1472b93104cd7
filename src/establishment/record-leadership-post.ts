import { recordAudit } from '../database/audit.ts'
import type { Db } from '../database/connection.ts'
import { brokenConstraint } from '../database/constraint.ts'
import type { Acting } from '../kernel/acting.ts'
import type { IsoDate } from '../kernel/dates.ts'
import { done, type Outcome, refused } from '../kernel/problem.ts'
import { saveDocument } from '../organization/document.store.ts'
import type { DocumentDraft } from '../organization/document.ts'
import { organizationOn } from '../organization/organization.store.ts'
import { appendLeadershipPost, leadershipRow, lockSeats, seatChangesAfter } from './leadership-post.store.ts'
import {
  checkSeats,
  isAboveRank,
  type LeadershipEffect,
  type LeadershipRow,
  overSeats,
  type SeatKey,
} from './leadership-post.ts'
import type { SeatAheadReader } from './seat-reader.ts'

export type LeadershipDraft = SeatKey & {
  /** more posts positive, fewer negative, never zero */
  change: number
  effectiveOn: IsoDate
  note: string
  document: DocumentDraft
  /** the person has seen that more leaders than posts will remain */
  acknowledged: boolean
}

/** What the row will do, without writing it: for the page that is read before. */
export async function leadershipEffect(
  db: Db,
  acting: Acting,
  { seat, change, effectiveOn }: { seat: SeatKey; change: number; effectiveOn: IsoDate },
  seatAheadOf: SeatAheadReader,
): Promise<Outcome<LeadershipEffect>> {
  const { regionCode } = acting
  const viewpoint = { regionCode, asOf: effectiveOn, asKnownAt: null }
  const unit = await organizationOn(db, viewpoint, seat.organizationId)
  if (unit === null)
    return refused({ code: 'organization-not-there', field: 'organization', on: effectiveOn })
  if (unit.kind !== 'unit') {
    const because = '领导职数核定到单位。内设机构的请填写所属单位，正副选“内设机构正职”或“内设机构副职”。'
    return refused({ code: 'refused', field: 'organization', because })
  }
  const ahead = await seatAheadOf(db, regionCode, { on: effectiveOn, seat, personId: null })
  const later = await seatChangesAfter(db, regionCode, { after: effectiveOn, seat })
  const [{ approved, occupied: held }] = ahead
  const problem = checkSeats(approved, change, effectiveOn, later)
  if (problem !== null) return refused(problem)
  return done({
    before: { approved, held },
    after: { approved: approved + change, held },
    over: overSeats(ahead, change),
    aboveRank: change > 0 && isAboveRank(seat, unit.rank),
    unitRank: unit.rank,
  })
}

/** The only way a row enters the ledger of leadership posts. Answers its id. */
export function recordLeadershipPost(
  db: Db,
  acting: Acting,
  draft: LeadershipDraft,
  seatAheadOf: SeatAheadReader,
): Promise<Outcome<string>> {
  return db.transaction((tx) => append(tx, acting, { draft, reversesId: null }, seatAheadOf))
}

/** 冲销: named, from the same day, once; the wrong row stays. */
export async function reverseLeadershipPost(
  db: Db,
  acting: Acting,
  {
    leadershipPostId,
    ...reason
  }: { leadershipPostId: string } & Pick<LeadershipDraft, 'note' | 'document' | 'acknowledged'>,
  seatAheadOf: SeatAheadReader,
): Promise<Outcome<string>> {
  try {
    return await db.transaction(async (tx) => {
      const row = await leadershipRow(tx, acting.regionCode, leadershipPostId)
      if (row === null) return refused({ code: 'not-found', field: 'note', sought: leadershipPostId })
      if (row.reversedById !== null || row.reversesId !== null) {
        return refused({ code: 'reversed-already', field: 'note' })
      }
      const draft = { ...reversalOf(row), ...reason }
      return append(tx, acting, { draft, reversesId: leadershipPostId }, seatAheadOf)
    })
  } catch (error) {
    if (brokenConstraint(error) === 'leadership_posts_reversed_once') {
      return refused({ code: 'reversed-already', field: 'note' })
    }
    throw error
  }
}

/** What takes a row back: the same seat and day, counted the other way. */
export function reversalOf({ organizationId, rank, position, effectiveOn, change }: LeadershipRow) {
  return { organizationId, rank, position, effectiveOn, change: -change }
}

async function append(
  tx: Db,
  acting: Acting,
  { draft, reversesId }: { draft: LeadershipDraft; reversesId: string | null },
  seatAheadOf: SeatAheadReader,
): Promise<Outcome<string>> {
  const { document, acknowledged, ...row } = draft
  await lockSeats(tx, acting.regionCode, row.organizationId)
  const { change, effectiveOn } = row
  const checked = await leadershipEffect(tx, acting, { seat: row, change, effectiveOn }, seatAheadOf)
  if (!checked.done) return checked
  const { before, after, over } = checked.value
  if (over !== null && !acknowledged) return refused({ code: 'not-acknowledged', field: 'acknowledged' })

  const documentId = await saveDocument(tx, acting, document)
  const reversing = reversesId === null ? {} : { reversesId }
  const id = await appendLeadershipPost(tx, acting, { ...row, documentId, ...reversing })
  await recordAudit(tx, acting, {
    action: reversesId === null ? 'leadership-post.record' : 'leadership-post.reverse',
    subjectKind: 'leadership-post',
    subjectId: id,
    documentNumber: document.number,
    before: { ...before, ...reversing },
    after,
  })
  return done(id)
}
