import { recordAudit } from '../database/audit.ts'
import type { Db } from '../database/connection.ts'
import { brokenConstraint } from '../database/constraint.ts'
import type { Acting } from '../kernel/acting.ts'
import type { IsoDate } from '../kernel/dates.ts'
import { done, type Outcome, refused } from '../kernel/problem.ts'
import { saveDocument } from '../organization/document.store.ts'
import type { DocumentDraft } from '../organization/document.ts'
import {
  appendLeadershipPost,
  approvedSeatsOn,
  leadershipRow,
  lockSeats,
  seatChangesAfter,
} from './leadership-post.store.ts'
import { checkSeats, type SeatKey } from './leadership-post.ts'

export type LeadershipDraft = SeatKey & {
  /** more posts positive, fewer negative, never zero */
  change: number
  effectiveOn: IsoDate
  note: string
  document: DocumentDraft
}

/** The only way a row enters the ledger of leadership posts. Answers its id. */
export function recordLeadershipPost(
  db: Db,
  acting: Acting,
  draft: LeadershipDraft,
): Promise<Outcome<string>> {
  return db.transaction((tx) => append(tx, acting, draft, null))
}

/** 冲销: named, from the same day, once; the wrong row stays. */
export async function reverseLeadershipPost(
  db: Db,
  acting: Acting,
  { leadershipPostId, note, document }: { leadershipPostId: string; note: string; document: DocumentDraft },
): Promise<Outcome<string>> {
  try {
    return await db.transaction(async (tx) => {
      const row = await leadershipRow(tx, acting.regionCode, leadershipPostId)
      if (row === null) return refused({ code: 'not-found', field: 'note', sought: leadershipPostId })
      if (row.reversedById !== null || row.reversesId !== null) {
        return refused({ code: 'reversed-already', field: 'note' })
      }
      const { organizationId, rank, position, effectiveOn } = row
      const draft = { organizationId, rank, position, effectiveOn, change: -row.change, note, document }
      return append(tx, acting, draft, leadershipPostId)
    })
  } catch (error) {
    if (brokenConstraint(error) === 'leadership_posts_reversed_once') {
      return refused({ code: 'reversed-already', field: 'note' })
    }
    throw error
  }
}

async function append(
  tx: Db,
  acting: Acting,
  draft: LeadershipDraft,
  reversesId: string | null,
): Promise<Outcome<string>> {
  const { document, ...row } = draft
  const { regionCode } = acting
  await lockSeats(tx, regionCode, row.organizationId)
  const viewpoint = { regionCode, asOf: row.effectiveOn, asKnownAt: null }
  const approved = await approvedSeatsOn(tx, viewpoint, { organizationIds: [row.organizationId] })
  const standing = approved.find(({ rank, position }) => rank === row.rank && position === row.position)
  const later = await seatChangesAfter(tx, regionCode, { after: row.effectiveOn, seat: row })
  const problem = checkSeats(standing?.approved ?? 0, row.change, row.effectiveOn, later)
  if (problem !== null) return refused(problem)

  const documentId = await saveDocument(tx, acting, document)
  const reversing = reversesId === null ? {} : { reversesId }
  const id = await appendLeadershipPost(tx, acting, { ...row, documentId, ...reversing })
  await recordAudit(tx, acting, {
    action: reversesId === null ? 'leadership-post.record' : 'leadership-post.reverse',
    subjectKind: 'leadership-post',
    subjectId: id,
    documentNumber: document.number,
    before: { approved: standing?.approved ?? 0, ...reversing },
    after: { approved: (standing?.approved ?? 0) + row.change },
  })
  return done(id)
}
