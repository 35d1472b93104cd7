import { recordAudit } from '../database/audit.ts'
import type { Db } from '../database/connection.ts'
import { brokenConstraint } from '../database/constraint.ts'
import type { Acting } from '../kernel/acting.ts'
import { addDays, firstOfMonth, type IsoDate, type Period } from '../kernel/dates.ts'
import { fixedYuan, type Money } from '../kernel/money.ts'
import { done, type Outcome, refused } from '../kernel/problem.ts'
import { saveDocument } from '../organization/document.store.ts'
import type { DocumentDraft } from '../organization/document.ts'
import type { CostDifference } from './cost-difference.ts'
import { payBookOf } from './pay-book.store.ts'
import { payFactsOf } from './pay-facts.store.ts'
import { amountsNow, basesNow, replaceAmounts, replaceBases } from './pay-record.store.ts'
import { contributionSchemes, type PaySubject, subjectKey, withValue } from './pay-record.ts'
import { recomputeCost } from './recompute-cost.ts'

/** 个人金额或缴费基数 as a paper sets it: yuan a month, or once. `effectiveTo` is out; null: until further notice. */
export type PayFactDraft = {
  personId: string
  /** as subjectKey writes it */
  subject: string
  amount: Money
  effectiveFrom: IsoDate
  effectiveTo: IsoDate | null
  reason: string
  document: DocumentDraft
}

/** What a person of this place may have of their own on the day. */
export async function paySubjects(
  db: Db,
  regionCode: string,
  { establishmentKind, on }: { establishmentKind: string; on: IsoDate },
): Promise<PaySubject[]> {
  const book = await payBookOf(db, regionCode, null)
  const items = book.itemsFor(establishmentKind, on)
  const ruled = items.flatMap(({ code, name, rule }): PaySubject[] =>
    rule.rule === 'personal' || rule.rule === 'once'
      ? [{ kind: 'amount', name: code, label: name, isOnce: rule.rule === 'once' }]
      : [],
  )
  const schemes = new Set(items.flatMap(({ rule }) => (rule.rule === 'contribution' ? [rule.scheme] : [])))
  const declared = Object.entries(contributionSchemes).flatMap(([name, label]): PaySubject[] =>
    schemes.has(name) ? [{ kind: 'base', name, label: `缴费基数（${label}）`, isOnce: false }] : [],
  )
  return [...ruled, ...declared]
}

/**
 * Sets a person's own amount or declared base by a paper, computes their cost anew, and answers what that changes
 * line by line. The budget follows by a document or a movement of its own.
 */
export async function changePayFact(
  db: Db,
  acting: Acting,
  draft: PayFactDraft,
): Promise<Outcome<CostDifference[]>> {
  try {
    return await db.transaction(async (tx) => {
      const checked = await checkedDraft(tx, acting, draft)
      if (!checked.done) return checked
      const { subject, period } = checked.value
      const documentId = await saveDocument(tx, acting, draft.document)
      const fresh = {
        ...period,
        amount: draft.amount,
        reason: `${draft.reason}（${draft.document.number}）`,
      }
      const before = await setValue(tx, acting, draft.personId, subject, fresh)
      await recordAudit(tx, acting, {
        action: 'pay.change',
        subjectKind: 'person',
        subjectId: draft.personId,
        reason: draft.reason,
        documentNumber: draft.document.number,
        before: before.map((row) => ({ ...row, amount: fixedYuan(row.amount) })),
        after: { subject: subjectKey(subject), ...fresh, amount: fixedYuan(draft.amount), documentId },
      })
      return done(await recomputeCost(tx, acting, [draft.personId]))
    })
  } catch (error) {
    const constraint = brokenConstraint(error)
    if (
      constraint === 'personal_amounts_one_at_a_time' ||
      constraint === 'contribution_bases_one_at_a_time'
    ) {
      return refused({ code: 'changed-meanwhile', field: 'subject' })
    }
    throw error
  }
}

/** 请核对: the same, and nothing is written. */
export async function foreseePayFact(
  db: Db,
  acting: Acting,
  draft: PayFactDraft,
): Promise<Outcome<CostDifference[]>> {
  const undone = new Error('foreseen, not done')
  let foreseen: Outcome<CostDifference[]> = done([])
  try {
    await db.transaction(async (tx) => {
      foreseen = await changePayFact(tx, acting, draft)
      throw undone
    })
  } catch (error) {
    if (error !== undone) throw error
  }
  return foreseen
}

async function checkedDraft(
  tx: Db,
  acting: Acting,
  { personId, subject: key, amount, effectiveFrom, effectiveTo }: PayFactDraft,
): Promise<Outcome<{ subject: PaySubject; period: Period }>> {
  const [facts] = await payFactsOf(tx, {
    regionCode: acting.regionCode,
    asKnownAt: null,
    personIds: [personId],
  })
  const employment = facts?.employments.find(
    (one) => one.effectiveTo === null || one.effectiveTo > effectiveFrom,
  )
  // Their pay of the month in which they enter may be set from its first day.
  if (employment === undefined || effectiveFrom < firstOfMonth(employment.effectiveFrom)) {
    return refused({ code: 'not-assigned', field: 'effectiveFrom', on: effectiveFrom })
  }
  const subjects = await paySubjects(tx, acting.regionCode, {
    establishmentKind: employment.establishmentKind,
    on: effectiveFrom,
  })
  const subject = subjects.find((one) => subjectKey(one) === key)
  if (subject === undefined) return refused({ code: 'not-a-choice', field: 'subject' })
  if (amount.isNegative()) return refused({ code: 'not-an-amount', field: 'amount' })
  if (subject.isOnce)
    return done({ subject, period: { effectiveFrom, effectiveTo: addDays(effectiveFrom, 1) } })
  if (effectiveTo !== null && effectiveTo <= effectiveFrom) {
    return refused({ code: 'period-reversed', field: 'effectiveTo', from: effectiveFrom, to: effectiveTo })
  }
  return done({ subject, period: { effectiveFrom, effectiveTo } })
}

type Value = Period & { amount: Money; reason: string }

/** Writes only the rows that differ; answers what stood before. */
async function setValue(
  tx: Db,
  acting: Acting,
  personId: string,
  { kind, name }: PaySubject,
  fresh: Value,
): Promise<Value[]> {
  const { regionCode } = acting
  const rows =
    kind === 'amount'
      ? await amountsNow(tx, regionCode, { personId, payItemCode: name })
      : await basesNow(tx, regionCode, { personId, scheme: name })
  const wanted = withValue<Value & { id?: string }>(rows, fresh)
  const isKept = (row: Value & { id?: string }) =>
    rows.some(
      (old) =>
        old.id === row.id && old.effectiveFrom === row.effectiveFrom && old.effectiveTo === row.effectiveTo,
    )
  const kept = new Set(wanted.filter(isKept).map(({ id }) => id))
  const change = {
    outdated: rows.map(({ id }) => id).filter((id) => !kept.has(id)),
    fresh: wanted
      .filter((row) => !isKept(row))
      .map(({ amount, reason, effectiveFrom, effectiveTo }) => ({
        amount,
        reason,
        effectiveFrom,
        effectiveTo,
      })),
  }
  if (kind === 'amount') await replaceAmounts(tx, acting, { personId, payItemCode: name }, change)
  else await replaceBases(tx, acting, { personId, scheme: name }, change)
  return rows.map(({ amount, reason, effectiveFrom, effectiveTo }) => ({
    amount,
    reason,
    effectiveFrom,
    effectiveTo,
  }))
}
