import { v7 } from 'uuid'
import type { Db } from '../database/connection.ts'
import type { Acting } from '../kernel/acting.ts'
import { organizationPinyin } from '../kernel/pinyin.ts'
import type { Outcome, Problem } from '../kernel/problem.ts'
import {
  type ChangeDraft,
  changeOrganization,
  correctOrganization,
  foundOrganization,
} from '../organization/change-organization.ts'
import type { OrganizationFacts } from '../organization/organization-version.ts'
import {
  insertOrganizationIdentities,
  insertOrganizationVersions,
  saveDocuments,
  supersedeOrganizationVersions,
} from './batch.store.ts'
import { shownValue, type Values } from './column.ts'
import { type OrganizationKey, organizationColumns } from './organization-columns.ts'
import type { OrganizationFact, PresentOrganization } from './organization-difference.ts'
import { inPieces, type Progress, type RowRefusal } from './writing.ts'

type Import = {
  facts: readonly OrganizationFact[]
  present: readonly PresentOrganization[]
  progress: Progress
}

/** Everyday work: each row is set up, changed or corrected as its page would do it. The first refusal ends it. */
export async function importOrganizations(
  tx: Db,
  acting: Acting,
  { facts, present, progress }: Import,
): Promise<RowRefusal<OrganizationKey> | null> {
  const ids = idsOf(present)
  let refusal: RowRefusal<OrganizationKey> | null = null
  await inPieces(parentsFirst(facts), 1, progress, async ([fact]) => {
    if (fact === undefined || refusal !== null) return
    const outcome = await writeFact(tx, acting, fact, ids)
    if (outcome.done) ids.set(fact.values.code ?? '', outcome.value)
    else refusal = { line: fact.line, ...placed(outcome.problems[0]) }
  })
  return refusal
}

/** 期初: many at once, as of their own days; a code of an opening thrown away keeps its identity. */
export async function importOpeningOrganizations(
  tx: Db,
  acting: Acting,
  { facts, present, progress }: Import,
): Promise<void> {
  const ids = idsOf(present)
  const fresh = facts.filter(({ organizationId }) => organizationId === null)
  for (const { values } of fresh) ids.set(values.code ?? '', v7())
  await insertOrganizationIdentities(
    tx,
    acting,
    fresh.map(({ values }) => ({ id: ids.get(values.code ?? '') ?? '', code: values.code ?? '' })),
  )
  await supersedeOrganizationVersions(
    tx,
    acting,
    facts.flatMap(({ versionId }) => (versionId === null ? [] : [versionId])),
  )
  const documentIds = await saveDocuments(
    tx,
    acting,
    facts.map(({ document }) => document),
  )
  const versions = facts.map((fact, place) => ({
    ...factsFrom(fact.values, ids),
    organizationId: ids.get(fact.values.code ?? '') ?? '',
    effectiveFrom: fact.effectiveOn,
    documentId: documentIds[place] ?? null,
  }))
  await inPieces(versions, 2000, progress, (piece) => insertOrganizationVersions(tx, acting, piece))
}

function idsOf(present: readonly PresentOrganization[]): Map<string, string> {
  return new Map(present.map(({ code, organizationId }) => [code, organizationId]))
}

/** What is set up stands after what it is set up below. */
function parentsFirst(facts: readonly OrganizationFact[]): OrganizationFact[] {
  const waiting = new Map(
    facts.filter(({ kind }) => kind === 'founding').map((fact) => [fact.values.code ?? '', fact]),
  )
  const ordered: OrganizationFact[] = []
  const place = (fact: OrganizationFact) => {
    if (!waiting.delete(fact.values.code ?? '')) return
    for (const key of ['parent', 'supervisor'] as const) {
      const above = waiting.get(fact.values[key] ?? '')
      if (above !== undefined) place(above)
    }
    ordered.push(fact)
  }
  for (const fact of [...waiting.values()]) place(fact)
  return [...ordered, ...facts.filter(({ kind }) => kind !== 'founding')]
}

function writeFact(
  tx: Db,
  acting: Acting,
  fact: OrganizationFact,
  ids: ReadonlyMap<string, string>,
): Promise<Outcome<string>> {
  const { kind, values, effectiveOn, document, organizationId, versionId } = fact
  if (document === null) throw new Error(`line ${fact.line} has no document`)
  const facts = factsFrom(values, ids)
  if (kind === 'founding' || organizationId === null) {
    const summary = `设立${values.name}`
    return foundOrganization(tx, acting, {
      ...facts,
      code: values.code ?? '',
      effectiveOn,
      summary,
      document,
    })
  }
  const changed = changedFacts(facts, fact.changed)
  const summary = summaryOf(fact)
  if (kind === 'correction') {
    const correction = { organizationId, versionId: versionId ?? '', facts: changed, summary, document }
    return correctOrganization(tx, acting, { ...correction, effectiveFrom: effectiveOn })
  }
  const event = eventKindOf(fact.changed)
  return changeOrganization(tx, acting, {
    organizationId,
    kind: event,
    effectiveOn,
    facts: changed,
    summary,
    document,
  })
}

const factOfKey: Partial<Record<OrganizationKey, keyof OrganizationFacts>> = {
  parent: 'parentId',
  supervisor: 'supervisorId',
}

function changedFacts(
  facts: OrganizationFacts,
  changed: readonly OrganizationKey[],
): Partial<OrganizationFacts> {
  const names = changed.map((key) => factOfKey[key] ?? (key as keyof OrganizationFacts))
  const picked = Object.fromEntries(names.map((name) => [name, facts[name]]))
  return 'shortName' in picked ? { ...picked, initials: facts.initials } : picked
}

/** What the 沿革 calls it: the weightiest of what changes. */
function eventKindOf(changed: readonly OrganizationKey[]): ChangeDraft['kind'] {
  const touches = (...keys: OrganizationKey[]) => keys.some((key) => changed.includes(key))
  if (touches('name', 'shortName', 'otherNames')) return 'renaming'
  if (touches('parent', 'supervisor')) return 'reparenting'
  return touches('kind', 'category', 'nature', 'rank', 'funding') ? 'conversion' : 'amendment'
}

function summaryOf({ values, changed }: OrganizationFact): string {
  const told = changed.map((key) => {
    const column = organizationColumns[key]
    return `${column.title}改为“${shownValue(column, values[key]).slice(0, 60)}”`
  })
  return told.join('；').slice(0, 500)
}

function factsFrom(values: Values<OrganizationKey>, ids: ReadonlyMap<string, string>): OrganizationFacts {
  const shortName = values.shortName ?? values.name ?? ''
  const idOf = (code: string | null) => (code === null ? null : (ids.get(code) ?? null))
  return {
    name: values.name ?? '',
    shortName,
    initials: organizationPinyin(shortName).initials,
    otherNames: (values.otherNames ?? '').split(/[、，,;；\n]/).flatMap((name) => name.trim() || []),
    kind: values.kind ?? '',
    category: values.category ?? '',
    nature: values.nature ?? '',
    rank: values.rank,
    parentId: idOf(values.parent),
    supervisorId: idOf(values.supervisor),
    funding: values.funding,
    budgetLevel: values.budgetLevel === null ? null : Number.parseInt(values.budgetLevel, 10),
    budgetUnitCode: values.budgetUnitCode,
    functionClass: values.functionClass,
    creditCode: values.creditCode,
    legalRepresentative: values.legalRepresentative,
    address: values.address,
    duties: values.duties,
    sortOrder: Number.parseInt(values.sortOrder ?? '0', 10),
  }
}

/** A problem of the page, at the column that holds the same. */
function placed(problem: Problem | undefined): { key: OrganizationKey; problem: Problem } {
  if (problem === undefined) throw new Error('refused without a problem')
  const { field } = problem
  if (field === 'effectiveFrom') return { key: 'effectiveOn', problem }
  return { key: Object.hasOwn(organizationColumns, field) ? (field as OrganizationKey) : 'code', problem }
}
