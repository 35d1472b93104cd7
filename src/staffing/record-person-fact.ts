import { recordAudit } from '../database/audit.ts'
import type { Db } from '../database/connection.ts'
import { brokenConstraint } from '../database/constraint.ts'
import type { PersonalCipher } from '../database/personal-cipher.ts'
import type { Acting } from '../kernel/acting.ts'
import { done, type Outcome, type Problem, refused } from '../kernel/problem.ts'
import { documentNumberOf, saveDocument } from '../organization/document.store.ts'
import type { DocumentDraft } from '../organization/document.ts'
import { maskContact, readContact } from './contact.ts'
import { startFrom, without } from './dated-series.ts'
import {
  appendFact,
  appendFactAct,
  otherHolderOf,
  personFactsOf,
  type StoredContact,
  storedContact,
  supersedeFact,
} from './person-fact.store.ts'
import {
  checkFact,
  type FactAct,
  type FactDraft,
  type FactKind,
  factKinds,
  factRules,
  isContact,
  type PersonFact,
  sameFact,
} from './person-fact.ts'

import type { Retiree } from './retirement.ts'

/** What is asked for: by a clerk at once, by a unit as an application that is carried out when it is accepted. */
export type FactChange = {
  kind: FactKind
  act: FactAct
  /** the record that is put right or taken back */
  factId: string | null
  /** what is so; null for a removal */
  draft: Omit<FactDraft, 'kind'> | null
  reason: string
}

/** The paper as typed, or one that is kept already. */
export type FactPaper = { draft: DocumentDraft } | { documentId: string } | null

export type FactOwner = Retiree & { personId: string }

/** 登记、更正、撤销 of a person's own fact: what was believed stays known, who did it and why stands beside it. */
export async function recordPersonFact(
  db: Db,
  cipher: PersonalCipher,
  acting: Acting,
  owner: FactOwner,
  change: FactChange & { paper: FactPaper },
): Promise<Outcome<string | null>> {
  const problems = factChangeProblems(change, acting.today, owner)
  if (problems.length > 0) return refused(...problems)
  try {
    return await db.transaction((tx) => recorded(tx, cipher, acting, owner, change))
  } catch (error) {
    if (brokenConstraint(error)?.endsWith('_one_at_a_time') === true) {
      return refused({ code: 'changed-meanwhile', field: 'from' })
    }
    throw error
  }
}

/** Everything that can be said without looking into the registry. */
export function factChangeProblems(
  { kind, act, draft, reason, paper }: FactChange & { paper: FactPaper },
  today: string,
  owner: FactOwner,
): Problem[] {
  const problems = draft === null ? [] : checkFact({ kind, ...draft }, { ...owner, today })
  if (act !== 'addition' && reason === '') problems.push({ code: 'required', field: 'reason' })
  const { needsPaper, papersAddition = false } = factRules[kind]
  if (paper === null && (act === 'addition' ? papersAddition : needsPaper)) {
    problems.push({ code: 'required', field: 'documentNumber' })
  }
  if (act === 'addition' && isContact(kind) && draft?.values.content == null) {
    problems.push({ code: 'required', field: 'content' })
  }
  return problems
}

/** A record with what a contact holds; a fresh one has no id yet. */
type Held = Omit<PersonFact, 'id'> & { id: string | null; stored: StoredContact | null }

async function recorded(
  tx: Db,
  cipher: PersonalCipher,
  acting: Acting,
  owner: FactOwner,
  change: FactChange & { paper: FactPaper },
): Promise<Outcome<string | null>> {
  const { kind, act, factId, draft } = change
  const { personId } = owner
  const current = await heldNow(tx, acting, personId, kind)
  const target = factId === null ? null : (current.find(({ id }) => id === factId) ?? null)
  if (act !== 'addition' && target === null) return refused({ code: 'changed-meanwhile', field: 'from' })
  if (act === 'addition' && factRules[kind].single === true && current.length > 0) {
    const because = `已登记${factKinds[kind]}，请更正或撤销原登记。`
    return refused({ code: 'refused', field: 'from', because })
  }
  const fresh = draft === null ? null : freshFact(cipher, acting, { kind, draft, target })
  if (fresh !== null) {
    const problem =
      repeated(fresh, current, target) ?? (await heldByAnother(tx, acting.regionCode, personId, fresh))
    if (problem !== null) return refused(problem)
  }
  const wanted = wantedAfter(current, { kind, target, fresh })
  for (const row of current) {
    if (row.id === null || wanted.some((other) => sameRow(row, other))) continue
    if (!(await supersedeFact(tx, acting, kind, row.id))) {
      return refused({ code: 'changed-meanwhile', field: 'from' })
    }
  }
  let freshId: string | null = null
  for (const row of wanted) {
    if (current.some((other) => sameRow(row, other))) continue
    const id = await appendFact(tx, acting, personId, row)
    if (row.id === null) freshId = id
  }
  const documentId = await documentIdOf(tx, acting, change.paper)
  const { reason } = change
  await appendFactAct(tx, acting, {
    personId,
    kind,
    act,
    factId: freshId,
    replacedId: factId,
    reason,
    documentId,
  })
  await recordAudit(tx, acting, {
    action: `person.fact-${act}`,
    subjectKind: 'person',
    subjectId: personId,
    ...(reason === '' ? {} : { reason }),
    documentNumber: documentNumberOf(acting, documentId),
    ...(target === null ? {} : { before: told(target) }),
    ...(fresh === null ? {} : { after: { ...told(fresh), documentId } }),
  })
  return done(freshId)
}

async function heldNow(tx: Db, { regionCode }: Acting, personId: string, kind: FactKind): Promise<Held[]> {
  const facts = await personFactsOf(tx, { regionCode, asKnownAt: null }, personId, { superseded: false })
  return Promise.all(
    facts
      .filter((fact) => fact.kind === kind)
      .sort((a, b) => (a.effectiveFrom < b.effectiveFrom ? -1 : 1))
      .map(async (fact) => ({
        ...fact,
        stored: isContact(kind) ? await storedContact(tx, regionCode, fact.id) : null,
      })),
  )
}

/** A contact leaves its plain form here. A correction that leaves it out keeps what is stored. */
function freshFact(
  cipher: PersonalCipher,
  acting: Acting,
  { kind, draft, target }: { kind: FactKind; draft: Omit<FactDraft, 'kind'>; target: Held | null },
): Held {
  const row = {
    id: null,
    kind,
    effectiveFrom: draft.from,
    effectiveTo: draft.to,
    recordedAt: acting.at,
    recordedBy: acting.userId,
    supersededAt: null,
  }
  if (!isContact(kind)) return { ...row, values: draft.values, stored: null }
  const content = draft.values.content ?? null
  const read = content === null ? null : readContact(kind, content, 'content')
  if (read !== null && !read.done) throw new Error('a contact was not checked')
  const stored =
    read === null
      ? (target?.stored ?? null)
      : {
          ciphertext: cipher.encrypt(read.value),
          contentHash: cipher.hash(read.value),
          masked: maskContact(kind, read.value),
        }
  return { ...row, values: { ...draft.values, content: stored?.masked ?? null }, stored }
}

/** Saying again what is recorded is a slip, not a fact. */
function repeated(fresh: Held, current: readonly Held[], target: Held | null): Problem | null {
  const { several } = factRules[fresh.kind]
  const field = factRules[fresh.kind].fields[0]?.key ?? 'from'
  const same = (other: Held) =>
    sameFact({ ...fresh, effectiveFrom: '' }, { ...other, effectiveFrom: '' }) &&
    fresh.stored?.contentHash === other.stored?.contentHash
  if (target !== null) {
    const unchanged =
      same(target) &&
      target.effectiveFrom === fresh.effectiveFrom &&
      (!factRules[fresh.kind].ends || target.effectiveTo === fresh.effectiveTo)
    return unchanged ? { code: 'nothing-changed', field } : null
  }
  const beside = several
    ? current.some((other) => same(other) && other.effectiveFrom === fresh.effectiveFrom)
    : current.some(
        (other) =>
          same(other) &&
          other.effectiveFrom <= fresh.effectiveFrom &&
          (other.effectiveTo === null || other.effectiveTo > fresh.effectiveFrom) &&
          fresh.effectiveTo === null,
      )
  return beside ? { code: 'nothing-changed', field } : null
}

/** Pay goes to one person: an account stands under one name. Whose it is is not said. */
async function heldByAnother(
  tx: Db,
  regionCode: string,
  personId: string,
  { kind, stored }: Held,
): Promise<Problem | null> {
  if (kind !== 'bank-account' || stored === null) return null
  const { contentHash } = stored
  const other = await otherHolderOf(tx, regionCode, { aspect: kind, contentHash, personId })
  if (other === null) return null
  return { code: 'refused', field: 'content', because: '该账号已登记在另一人名下。请按存折或银行卡核对。' }
}

function wantedAfter(
  current: readonly Held[],
  { kind, target, fresh }: { kind: FactKind; target: Held | null; fresh: Held | null },
): Held[] {
  if (factRules[kind].several) {
    return [...current.filter((row) => row !== target), ...(fresh === null ? [] : [fresh])]
  }
  const left =
    target === null
      ? [...current]
      : without(current, { gone: (row) => row === target, effectiveOn: target.effectiveFrom })
  return fresh === null ? left : startFrom(left, fresh)
}

/** The same record of the same days: it stays as it is. */
function sameRow(a: Held, b: Held): boolean {
  return a.id === b.id && a.effectiveFrom === b.effectiveFrom && a.effectiveTo === b.effectiveTo
}

async function documentIdOf(tx: Db, acting: Acting, paper: FactPaper): Promise<string | null> {
  if (paper === null) return null
  return 'documentId' in paper ? paper.documentId : saveDocument(tx, acting, paper.draft)
}

function told({ kind, values, effectiveFrom, effectiveTo }: Held) {
  return { kind, ...values, effectiveFrom, ...(effectiveTo === null ? {} : { effectiveTo }) }
}
