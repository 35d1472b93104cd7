import { v7 } from 'uuid'
import { recordAudit } from '../database/audit.ts'
import type { Db } from '../database/connection.ts'
import { nextSerial } from '../database/serial-number.ts'
import type { Acting } from '../kernel/acting.ts'
import { type IsoDate, yearOf } from '../kernel/dates.ts'
import { done, type Outcome, refused } from '../kernel/problem.ts'
import { saveDocument } from '../organization/document.store.ts'
import type { DocumentDraft } from '../organization/document.ts'
import { amendedReform } from './draft-amendment.ts'
import { triedOut, undoneWhenRefused } from './draft-movement.ts'
import { appendReform, appendReformSignature } from './reform.store.ts'
import { checkPlan, type Reform, type ReformKind, type ReformPlan, reformNumber } from './reform.ts'
import type { ReformEffect } from './reform-effect.ts'
import { takeReformEffect } from './take-reform-effect.ts'

/** 方案 as the clerk enters it. */
export type ReformDraft = {
  kind: ReformKind
  effectiveOn: IsoDate
  plan: ReformPlan
  summary: string
  document: DocumentDraft
  /** the person has seen who will have more people than places */
  acknowledged: boolean
  /** the returned or withdrawn reform it is drafted from anew */
  amendsId: string | null
}

/** 草拟: kept and signed by its clerk when it could take effect as it stands. */
export function draftReform(db: Db, acting: Acting, draft: ReformDraft): Promise<Outcome<Reform>> {
  return undoneWhenRefused(db, async (tx) => {
    const written = await writeDraft(tx, acting, draft)
    if (!written.done) return written
    const tried = await previewReform(tx, acting, written.value)
    if (!tried.done) return tried
    if (tried.value.over.length > 0 && !draft.acknowledged) {
      return refused({ code: 'not-acknowledged', field: 'acknowledged' })
    }
    return written
  })
}

/** The whole effect of a draft that is not kept, computed in a transaction that is rolled back. */
export function foreseeReform(
  db: Db,
  acting: Acting,
  draft: ReformDraft,
): Promise<Outcome<{ reform: Reform; effect: ReformEffect }>> {
  return triedOut(db, async (tx) => {
    const written = await writeDraft(tx, acting, draft)
    if (!written.done) return written
    const effect = await takeReformEffect(tx, acting, written.value)
    return effect.done ? done({ reform: written.value, effect: effect.value }) : effect
  })
}

/** What a kept draft would do if it took effect now, computed and rolled back. */
export function previewReform(db: Db, acting: Acting, reform: Reform): Promise<Outcome<ReformEffect>> {
  return triedOut(db, (tx) => takeReformEffect(tx, acting, reform))
}

async function writeDraft(tx: Db, acting: Acting, draft: ReformDraft): Promise<Outcome<Reform>> {
  const { kind, effectiveOn, summary, document } = draft
  const problems = checkPlan(kind, draft.plan)
  if (problems.length > 0) return refused(...problems)
  const amended = await amendedReform(tx, acting, draft.amendsId)
  if (!amended.done) return amended
  const plan = amended.value === null ? draft.plan : { ...draft.plan, amends: amended.value }
  const year = yearOf(acting.today)
  const serial = await nextSerial(tx, acting.regionCode, `reform ${year}`)
  const reform: Reform = {
    id: v7(),
    number: reformNumber(kind, year, serial),
    kind,
    effectiveOn,
    plan,
    summary,
    documentId: await saveDocument(tx, acting, document),
    recordedAt: acting.at,
    recordedBy: acting.userId,
  }
  await appendReform(tx, acting, reform)
  if (acting.roles.includes('clerk')) {
    const signature = { step: 'clerk', decision: 'agree', words: '拟同意' } as const
    await appendReformSignature(tx, acting, { reformId: reform.id, ...signature })
  }
  await recordAudit(tx, acting, {
    action: 'reform.draft',
    subjectKind: 'reform',
    subjectId: reform.id,
    documentNumber: document.number,
    after: { number: reform.number, kind, effectiveOn, summary },
  })
  return done(reform)
}
