import { recordAudit } from '../database/audit.ts'
import type { Db } from '../database/connection.ts'
import { brokenConstraint } from '../database/constraint.ts'
import type { Acting } from '../kernel/acting.ts'
import { type IsoDate, inForce } from '../kernel/dates.ts'
import { done, type Outcome, type Problem, refused } from '../kernel/problem.ts'
import { saveDocument } from './document.store.ts'
import type { DocumentDraft } from './document.ts'
import { childrenOn, organizationOn, subtreeOf, unitsNamed } from './organization.store.ts'
import type { OrganizationEventKind } from './organization.ts'
import {
  appendEvent,
  applyRewrite,
  believedVersions,
  insertOrganization,
  isCodeTaken,
} from './organization-version.store.ts'
import {
  changedFrom,
  corrected,
  endedOn,
  type FactVersion,
  type OrganizationFacts,
  type Rewrite,
} from './organization-version.ts'
import type { PositionReader } from './position-reader.ts'

/** 设立 */
export type FoundingDraft = OrganizationFacts & {
  code: string
  effectiveOn: IsoDate
  summary: string
  document: DocumentDraft
}

/** 更名、调整隶属、变更性质、变更登记事项 */
export type ChangeDraft = {
  organizationId: string
  kind: Extract<OrganizationEventKind, 'renaming' | 'reparenting' | 'conversion' | 'amendment'>
  effectiveOn: IsoDate
  facts: Partial<OrganizationFacts>
  summary: string
  document: DocumentDraft
}

/** 撤销 */
export type AbolitionDraft = {
  organizationId: string
  effectiveOn: IsoDate
  summary: string
  document: DocumentDraft
}

/** 更正 of one version: its facts, or its first day. */
export type CorrectionDraft = {
  organizationId: string
  versionId: string
  facts: Partial<OrganizationFacts>
  effectiveFrom: IsoDate
  summary: string
  document: DocumentDraft
}

/** What stands against setting it up, without writing it: for the page that is read before. */
export async function checkFounding(db: Db, acting: Acting, draft: FoundingDraft): Promise<Problem[]> {
  const { code, effectiveOn, summary: _summary, document: _document, ...facts } = draft
  const problems = await checkFacts(db, acting, { organizationId: null, on: effectiveOn, facts })
  if (!(await isCodeTaken(db, acting.regionCode, code))) return problems
  return [{ code: 'organization-code-taken', field: 'code', sought: code }, ...problems]
}

/** Answers the new organization's id. */
export async function foundOrganization(
  db: Db,
  acting: Acting,
  draft: FoundingDraft,
): Promise<Outcome<string>> {
  try {
    return await db.transaction(async (tx) => {
      const { code, effectiveOn, summary, document, ...facts } = draft
      const problems = await checkFacts(tx, acting, { organizationId: null, on: effectiveOn, facts })
      if (problems.length > 0) return refused(...problems)

      const documentId = await saveDocument(tx, acting, document)
      const version = { ...facts, code, effectiveFrom: effectiveOn, effectiveTo: null, documentId }
      const organizationId = await insertOrganization(tx, acting, version)
      await appendEvent(tx, acting, {
        organizationId,
        kind: 'establishment',
        effectiveOn,
        documentId,
        summary,
      })
      await recordAudit(tx, acting, {
        action: 'organization.found',
        subjectKind: 'organization',
        subjectId: organizationId,
        reason: draft.summary,
        documentNumber: document.number,
        after: version,
      })
      return done(organizationId)
    })
  } catch (error) {
    if (brokenConstraint(error) === 'organizations_code_once') {
      return refused({ code: 'organization-code-taken', field: 'code', sought: draft.code })
    }
    throw error
  }
}

/** What the change will write, without writing it: for the page that is read before. */
export async function plannedChange(
  db: Db,
  acting: Acting,
  draft: ChangeDraft,
): Promise<Outcome<{ before: FactVersion; rewrite: Rewrite }>> {
  const { organizationId, effectiveOn: on, facts } = draft
  const versions = await believedVersions(db, acting.regionCode, organizationId)
  const before = versions.find((version) => inForce(version, on))
  const rewrite = changedFrom(versions, { on, facts, documentId: null })
  if (before === undefined || rewrite === null) {
    return refused({ code: 'organization-not-there', field: 'effectiveOn', on })
  }
  if (!differs(before, facts)) return refused({ code: 'nothing-changed', field: 'effectiveOn' })
  const problems = await checkFacts(db, acting, { organizationId, on, facts, before })
  return problems.length > 0 ? refused(...problems) : done({ before, rewrite })
}

export function changeOrganization(db: Db, acting: Acting, draft: ChangeDraft): Promise<Outcome<string>> {
  const { organizationId, kind, effectiveOn, facts, summary } = draft
  return inRegistry(db, async (tx) => {
    const planned = await plannedChange(tx, acting, draft)
    if (!planned.done) return planned
    const documentId = await saveDocument(tx, acting, draft.document)
    const versions = await believedVersions(tx, acting.regionCode, organizationId)
    const rewrite = changedFrom(versions, { on: effectiveOn, facts, documentId })
    if (rewrite === null || !(await applyRewrite(tx, acting, organizationId, rewrite))) {
      return refused({ code: 'changed-meanwhile', field: 'effectiveOn' })
    }
    await appendEvent(tx, acting, { organizationId, kind, effectiveOn, documentId, summary })
    await recordAudit(tx, acting, {
      action: `organization.${kind}`,
      subjectKind: 'organization',
      subjectId: organizationId,
      reason: draft.summary,
      documentNumber: draft.document.number,
      before: only(planned.value.before, facts),
      after: { effectiveOn, ...facts },
    })
    return done(organizationId)
  })
}

/** What the abolition will write, or what is still left in the unit. */
export async function plannedAbolition(
  db: Db,
  acting: Acting,
  { organizationId, effectiveOn: on }: Pick<AbolitionDraft, 'organizationId' | 'effectiveOn'>,
  positionsOn: PositionReader,
): Promise<Outcome<Rewrite>> {
  const versions = await believedVersions(db, acting.regionCode, organizationId)
  const rewrite = endedOn(versions, on)
  if (rewrite === null) {
    const later = versions.find(({ effectiveFrom }) => effectiveFrom >= on)
    return later === undefined
      ? refused({ code: 'organization-not-there', field: 'effectiveOn', on })
      : refused({ code: 'recorded-for-later', field: 'effectiveOn', on: later.effectiveFrom })
  }
  const left = await leftIn(db, acting, { organizationId, on }, positionsOn)
  return left === null ? done(rewrite) : refused(left)
}

/** Only when nothing is left in it: no organization below it, no place, nobody, nothing granted. */
export function abolishOrganization(
  db: Db,
  acting: Acting,
  draft: AbolitionDraft,
  positionsOn: PositionReader,
): Promise<Outcome<string>> {
  const { organizationId, effectiveOn, summary } = draft
  return inRegistry(db, async (tx) => {
    const planned = await plannedAbolition(tx, acting, draft, positionsOn)
    if (!planned.done) return planned
    const documentId = await saveDocument(tx, acting, draft.document)
    if (!(await applyRewrite(tx, acting, organizationId, planned.value))) {
      return refused({ code: 'changed-meanwhile', field: 'effectiveOn' })
    }
    await appendEvent(tx, acting, { organizationId, kind: 'abolition', effectiveOn, documentId, summary })
    await recordAudit(tx, acting, {
      action: 'organization.abolition',
      subjectKind: 'organization',
      subjectId: organizationId,
      reason: draft.summary,
      documentNumber: draft.document.number,
      after: { effectiveOn },
    })
    return done(organizationId)
  })
}

/** What was recorded was wrong: another version stands in for it; what was believed before stays answerable. */
export function correctOrganization(
  db: Db,
  acting: Acting,
  draft: CorrectionDraft,
): Promise<Outcome<string>> {
  const { organizationId, versionId, facts, effectiveFrom, summary } = draft
  return inRegistry(db, async (tx) => {
    const versions = await believedVersions(tx, acting.regionCode, organizationId)
    const wrong = versions.find(({ id }) => id === versionId)
    if (wrong === undefined) return refused({ code: 'changed-meanwhile', field: 'effectiveFrom' })
    if (!differs(wrong, facts) && effectiveFrom === wrong.effectiveFrom) {
      return refused({ code: 'nothing-changed', field: 'effectiveFrom' })
    }
    const documentId = await saveDocument(tx, acting, draft.document)
    const rewrite = corrected(versions, { versionId, facts, effectiveFrom, documentId })
    if (rewrite === null) {
      return refused({ code: 'organization-not-there', field: 'effectiveFrom', on: effectiveFrom })
    }
    const problems = await checkFacts(tx, acting, { organizationId, on: effectiveFrom, facts, before: wrong })
    if (problems.length > 0) return refused(...problems)

    if (!(await applyRewrite(tx, acting, organizationId, rewrite))) {
      return refused({ code: 'changed-meanwhile', field: 'effectiveFrom' })
    }
    await appendEvent(tx, acting, {
      organizationId,
      kind: 'correction',
      effectiveOn: effectiveFrom,
      documentId,
      summary,
    })
    await recordAudit(tx, acting, {
      action: 'organization.correction',
      subjectKind: 'organization',
      subjectId: organizationId,
      reason: summary,
      documentNumber: draft.document.number,
      before: { effectiveFrom: wrong.effectiveFrom, ...only(wrong, facts) },
      after: { effectiveFrom, ...facts },
    })
    return done(organizationId)
  })
}

/** Two who change one organization at once: the constraint lets one pass, the other reads it again. */
async function inRegistry(db: Db, act: (tx: Db) => Promise<Outcome<string>>): Promise<Outcome<string>> {
  try {
    return await db.transaction(act)
  } catch (error) {
    if (brokenConstraint(error) === 'organization_versions_one_at_a_time') {
      return refused({ code: 'changed-meanwhile', field: 'effectiveOn' })
    }
    throw error
  }
}

type FactsChecked = {
  /** null: being set up */
  organizationId: string | null
  on: IsoDate
  facts: Partial<OrganizationFacts>
  before?: OrganizationFacts
}

/** A parent that is there and not below; no other unit in force of the same full name. */
async function checkFacts(db: Db, acting: Acting, checked: FactsChecked): Promise<Problem[]> {
  const { organizationId, on, facts, before } = checked
  const viewpoint = { regionCode: acting.regionCode, asOf: on, asKnownAt: null }
  const problems: Problem[] = []
  for (const field of ['parentId', 'supervisorId'] as const) {
    const above = facts[field]
    if (above === undefined || above === null) continue
    const shown = field === 'parentId' ? 'parent' : 'supervisor'
    if ((await organizationOn(db, viewpoint, above)) === null) {
      problems.push({ code: 'organization-not-there', field: shown, on })
    }
    if (organizationId !== null && (await subtreeOf(db, viewpoint, organizationId)).includes(above)) {
      problems.push({ code: 'below-itself', field: shown })
    }
  }
  const name = facts.name
  const isUnit = (facts.kind ?? before?.kind) === 'unit'
  if (name !== undefined && isUnit) {
    const others = await unitsNamed(db, viewpoint, name)
    if (others.some((other) => other !== organizationId)) {
      problems.push({ code: 'organization-name-taken', field: 'name', sought: name })
    }
  }
  return problems
}

async function leftIn(
  db: Db,
  acting: Acting,
  { organizationId, on }: { organizationId: string; on: IsoDate },
  positionsOn: PositionReader,
): Promise<Problem | null> {
  const viewpoint = { regionCode: acting.regionCode, asOf: on, asKnownAt: null }
  const children = (await childrenOn(db, viewpoint, organizationId)).length
  const positions = await positionsOn(db, viewpoint, { organizationIds: [organizationId] })
  const total = (pick: (position: (typeof positions)[number]) => number) =>
    positions.reduce((sum, position) => sum + pick(position), 0)
  const left = {
    children,
    approved: total(({ approved }) => approved),
    occupied: total(({ occupied }) => occupied),
    reserved: total(({ reserved }) => reserved),
  }
  if (Object.values(left).every((count) => count === 0)) return null
  return { code: 'still-has', field: 'effectiveOn', ...left }
}

function differs(before: OrganizationFacts, facts: Partial<OrganizationFacts>): boolean {
  const names = Object.keys(facts) as (keyof OrganizationFacts)[]
  return names.some((name) => JSON.stringify(before[name]) !== JSON.stringify(facts[name]))
}

function only(before: OrganizationFacts, facts: Partial<OrganizationFacts>): Record<string, unknown> {
  const names = Object.keys(facts) as (keyof OrganizationFacts)[]
  return Object.fromEntries(names.map((name) => [name, before[name]]))
}
