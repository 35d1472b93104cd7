import { recordAudit } from '../database/audit.ts'
import type { Db } from '../database/connection.ts'
import type { Acting } from '../kernel/acting.ts'
import type { IsoDate } from '../kernel/dates.ts'
import { done, type Outcome, type Problem, refused } from '../kernel/problem.ts'
import { saveDocument } from '../organization/document.store.ts'
import type { DocumentDraft } from '../organization/document.ts'
import { rootOn } from '../organization/organization.store.ts'
import { lockPositions, type PositionKey } from './approved-headcount.store.ts'
import { appendHeadcount, totalsAheadOf } from './headcount.store.ts'
import { appendLoan, loanOf, supersedeLoan } from './headcount-loan.store.ts'
import { checkRegionLends, checkUnitLends, type HeadcountLoan } from './headcount-loan.ts'
import type { PositionAheadReader } from './position-ahead-reader.ts'
import { checkNotBelowZero } from './total-control.ts'
import { vacancies } from './vacancy.ts'

export type LoanDraft = {
  /** a unit, or the region's root: what is not allotted */
  lenderId: string
  lenderName: string
  borrowerId: string
  establishmentKind: string
  count: number
  effectiveFrom: IsoDate
  /** on this day the places are back */
  effectiveTo: IsoDate
  note: string
  document: DocumentDraft
}

/** What stands against the loan, without writing it. */
export function checkLoan(
  db: Db,
  acting: Acting,
  draft: LoanDraft,
  positionAheadOf: PositionAheadReader,
): Promise<Problem | null> {
  return problemOf(db, acting, draft, positionAheadOf)
}

/** 借出: the places come to the borrower on the first day and are back on the end day by themselves. */
export function lendHeadcount(
  db: Db,
  acting: Acting,
  draft: LoanDraft,
  positionAheadOf: PositionAheadReader,
): Promise<Outcome<string>> {
  return db.transaction(async (tx) => {
    const rootId = await lockBoth(tx, acting, draft)
    const problem = await problemOf(tx, acting, draft, positionAheadOf)
    if (problem !== null) return refused(problem)
    const { lenderId, borrowerId, establishmentKind, count, effectiveFrom, effectiveTo, note } = draft
    const documentId = await saveDocument(tx, acting, draft.document)
    const loan = { lenderId, borrowerId, establishmentKind, count, documentId, note }
    const loanId = await appendLoan(tx, acting, {
      ...loan,
      effectiveFrom,
      effectiveTo,
      lendingRowIds: await writePair(tx, acting, { ...loan, rootId, on: effectiveFrom, back: false }),
      returnRowIds: await writePair(tx, acting, { ...loan, rootId, on: effectiveTo, back: true }),
    })
    await recordAudit(tx, acting, {
      action: 'loan.lend',
      subjectKind: 'headcount-loan',
      subjectId: loanId,
      documentNumber: draft.document.number,
      after: { lenderId, borrowerId, establishmentKind, count, effectiveFrom, effectiveTo },
    })
    return done(loanId)
  })
}

/** 提前归还、延期: the rows of the old end are taken back, others of the new end written; the loan says so from now on. */
export function changeLoanEnd(
  db: Db,
  acting: Acting,
  changed: {
    loanId: string
    lenderName: string
    effectiveTo: IsoDate
    note: string
    document: DocumentDraft
  },
  positionAheadOf: PositionAheadReader,
): Promise<Outcome<string>> {
  const { loanId, effectiveTo, note } = changed
  const field = 'effectiveTo'
  return db.transaction(async (tx) => {
    const { regionCode, today } = acting
    const root = await rootOn(tx, { regionCode, asOf: today, asKnownAt: null })
    const rootId = root?.organizationId ?? null
    const seen = await loanOf(tx, regionCode, { loanId, rootId })
    if (seen === null) return refused({ code: 'changed-meanwhile', field })
    await lockBoth(tx, acting, seen)
    const loan = await loanOf(tx, regionCode, { loanId, rootId })
    if (loan === null) return refused({ code: 'changed-meanwhile', field })
    const problem = await endProblem(tx, acting, loan, changed, positionAheadOf)
    if (problem !== null) return refused(problem)
    if (!(await supersedeLoan(tx, acting, loan.id))) return refused({ code: 'changed-meanwhile', field })
    const documentId = await saveDocument(tx, acting, changed.document)
    const { lenderId, borrowerId, establishmentKind, count, effectiveFrom, lendingRowIds } = loan
    const pair = { lenderId, borrowerId, establishmentKind, count, documentId, note, rootId }
    const old = { ...pair, on: loan.effectiveTo, back: false, reversed: loan.returnRowIds }
    await writePair(tx, acting, old)
    await appendLoan(tx, acting, {
      loanId,
      lenderId,
      borrowerId,
      establishmentKind,
      count,
      documentId,
      note,
      effectiveFrom,
      effectiveTo,
      lendingRowIds,
      returnRowIds: await writePair(tx, acting, { ...pair, on: effectiveTo, back: true }),
    })
    await recordAudit(tx, acting, {
      action: 'loan.end',
      subjectKind: 'headcount-loan',
      subjectId: loanId,
      reason: note,
      documentNumber: changed.document.number,
      before: { effectiveTo: loan.effectiveTo },
      after: { effectiveTo },
    })
    return done(loanId)
  })
}

type Lent = PositionKeyOf & { count: number }
type PositionKeyOf = Pick<LoanDraft, 'lenderId' | 'borrowerId' | 'establishmentKind'>

/** The region first, then the units, as every row of the ledger does. Answers the region's root. */
async function lockBoth(tx: Db, acting: Acting, loan: PositionKeyOf): Promise<string | null> {
  const { regionCode, today } = acting
  const root = await rootOn(tx, { regionCode, asOf: today, asKnownAt: null })
  const { establishmentKind } = loan
  const rootId = root?.organizationId ?? null
  if (rootId !== null) await lockPositions(tx, regionCode, [{ organizationId: rootId, establishmentKind }])
  const units = [loan.lenderId, loan.borrowerId].filter((id) => id !== rootId)
  await lockPositions(
    tx,
    regionCode,
    units.map((organizationId) => ({ organizationId, establishmentKind })),
  )
  return rootId
}

async function problemOf(
  db: Db,
  acting: Acting,
  draft: LoanDraft,
  positionAheadOf: PositionAheadReader,
): Promise<Problem | null> {
  const { regionCode } = acting
  const { lenderId, borrowerId, effectiveFrom: on, effectiveTo } = draft
  if (effectiveTo <= on) return { code: 'period-reversed', field: 'effectiveTo', from: on, to: effectiveTo }
  if (lenderId === borrowerId) {
    return { code: 'refused', field: 'borrower', because: '借出单位和借入单位不能相同。请更正。' }
  }
  const root = await rootOn(db, { regionCode, asOf: on, asKnownAt: null })
  if (root === null) return { code: 'organization-not-there', field: 'lender', on }
  if (borrowerId === root.organizationId) {
    return { code: 'refused', field: 'borrower', because: '借入的应为机构，不能是行政区。请更正。' }
  }
  return lenderProblem(db, acting, { ...draft, rootId: root.organizationId, on }, positionAheadOf)
}

/** Has the lender so many to spare on every day from `on` to the end? */
async function lenderProblem(
  db: Db,
  acting: Acting,
  lent: Lent & { lenderName: string; rootId: string; on: IsoDate; effectiveTo: IsoDate },
  positionAheadOf: PositionAheadReader,
): Promise<Problem | null> {
  const { regionCode } = acting
  const { lenderId, establishmentKind, rootId, on } = lent
  if (lenderId === rootId) {
    const totals = await totalsAheadOf(db, regionCode, { on, establishmentKind, rootId })
    return checkRegionLends(totals, lent, establishmentKind)
  }
  const position = { organizationId: lenderId, establishmentKind }
  const ahead = await positionAheadOf(db, regionCode, { on, position })
  return checkUnitLends(ahead, lent, { organizationName: lent.lenderName, establishmentKind })
}

/** Longer: the lender must be able to. Shorter: the borrower must have the places empty from then on. */
async function endProblem(
  tx: Db,
  acting: Acting,
  loan: HeadcountLoan,
  { effectiveTo, lenderName }: { effectiveTo: IsoDate; lenderName: string },
  positionAheadOf: PositionAheadReader,
): Promise<Problem | null> {
  const { regionCode } = acting
  const field = 'effectiveTo'
  if (effectiveTo === loan.effectiveTo) return { code: 'nothing-changed', field }
  if (effectiveTo <= loan.effectiveFrom) {
    return { code: 'period-reversed', field, from: loan.effectiveFrom, to: effectiveTo }
  }
  if (effectiveTo > loan.effectiveTo) {
    const rootId = loan.ofRegion ? loan.lenderId : ''
    const lent = { ...loan, lenderName, rootId, on: loan.effectiveTo, effectiveTo }
    const problem = await lenderProblem(tx, acting, lent, positionAheadOf)
    return problem === null ? null : { ...problem, field }
  }
  const { borrowerId, establishmentKind, count } = loan
  const position = { organizationId: borrowerId, establishmentKind }
  const [first, ...later] = await positionAheadOf(tx, regionCode, { on: effectiveTo, position })
  const during = later.filter(({ on }) => on < loan.effectiveTo)
  const problem = checkNotBelowZero([first, ...during], -count)
  if (problem !== null) return { ...problem, field }
  const full = [first, ...during].find((day) => vacancies(day) < count)
  if (full === undefined) return null
  const because = `借入单位 ${full.on} 的借用编制上仍有人员，空缺不足 ${count} 名。请先办理出编，或更正归还日期。`
  return { code: 'refused', field, because }
}

/** The borrower's row, and the lender's unless the region lends: its total stays as it is. Answers their ids. */
async function writePair(
  tx: Db,
  acting: Acting,
  pair: Lent & {
    rootId: string | null
    documentId: string
    note: string
    on: IsoDate
    /** given back, not brought */
    back: boolean
    /** the rows these take back, in the same order */
    reversed?: readonly string[]
  },
): Promise<string[]> {
  const { lenderId, borrowerId, establishmentKind, count, rootId, documentId, on, back, reversed } = pair
  const note = `周转编制${back ? '归还' : '借出'}：${pair.note}`
  const rows: (PositionKey & { change: number })[] = [
    { organizationId: borrowerId, establishmentKind, change: back ? -count : count },
  ]
  if (lenderId !== rootId) {
    rows.push({ organizationId: lenderId, establishmentKind, change: back ? count : -count })
  }
  const ids: string[] = []
  for (const [place, row] of rows.entries()) {
    const reversesId = reversed?.[place]
    const entry = { ...row, effectiveOn: on, documentId, note }
    ids.push(await appendHeadcount(tx, acting, reversesId === undefined ? entry : { ...entry, reversesId }))
  }
  return ids
}
