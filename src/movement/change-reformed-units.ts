import { recordAudit } from '../database/audit.ts'
import type { Db } from '../database/connection.ts'
import type { Acting } from '../kernel/acting.ts'
import { inForce } from '../kernel/dates.ts'
import { organizationPinyin } from '../kernel/pinyin.ts'
import { done, type Outcome, type Problem, refused } from '../kernel/problem.ts'
import { checkFounding } from '../organization/change-organization.ts'
import { documentNumberOf } from '../organization/document.store.ts'
import {
  childrenOn,
  organizationNames,
  organizationOn,
  organizationsOn,
} from '../organization/organization.store.ts'
import {
  appendEvent,
  appendSuccessions,
  applyRewrite,
  believedVersions,
  insertOrganization,
  isCodeTaken,
} from '../organization/organization-version.store.ts'
import {
  changedFrom,
  endedOn,
  type OrganizationFacts,
  type Rewrite,
} from '../organization/organization-version.ts'
import { abolishedIds, childDestination, heirOf, type Reform, reformKinds } from './reform.ts'
import type { ChildMoved } from './reform-effect.ts'

/**
 * The organizations of a reform: predecessors end, successors begin, what stood below or was supervised follows. In
 * the caller's transaction; whether anything is left in what ends is asked after people and places have moved.
 */
export async function changeReformedUnits(
  tx: Db,
  acting: Acting,
  reform: Reform,
): Promise<Outcome<{ children: ChildMoved[] }>> {
  const { plan, effectiveOn: on } = reform
  const viewpoint = { regionCode: acting.regionCode, asOf: on, asKnownAt: null }
  const missing = await notThere(tx, acting, reform)
  if (missing !== null) return refused(missing)
  const founded = await factsOfFounded(tx, acting, reform)

  const all = await organizationsOn(tx, viewpoint)
  const ended = new Set(abolishedIds(plan))
  const below = (
    await Promise.all(
      plan.predecessors.map(async ({ organizationId }) =>
        (await childrenOn(tx, viewpoint, organizationId)).map((child) => ({ child, fromId: organizationId })),
      ),
    )
  ).flat()

  for (const [place, { organizationId, abolished }] of plan.predecessors.entries()) {
    if (!abolished) continue
    const problem = await endUnit(tx, acting, organizationId, reform)
    if (problem !== null) return refused({ ...problem, field: `predecessor${place + 1}` })
  }
  for (const { place, facts, code, organizationId } of founded) {
    const problems = await foundingProblems(tx, acting, { code, facts, reform })
    if (problems.length > 0) return refused(...problems.map((problem) => atSuccessor(problem, place)))
    const period = { effectiveFrom: on, effectiveTo: null, documentId: reform.documentId }
    await insertOrganization(tx, acting, { ...facts, ...period, code, organizationId })
  }

  const children: ChildMoved[] = []
  for (const { child, fromId } of below) {
    const toId = childDestination(plan, child.organizationId, fromId)
    if (toId === fromId) continue
    children.push({ organizationId: child.organizationId, name: child.name, fromId, toId })
    const problem =
      toId === null
        ? await endUnit(tx, acting, child.organizationId, reform)
        : await follow(tx, acting, child.organizationId, {
            reform,
            facts: {
              parentId: toId,
              ...(child.supervisorId === fromId ? { supervisorId: toId } : {}),
            },
          })
    if (problem !== null) return refused({ ...problem, field: `child-${child.organizationId}` })
  }
  const handled = new Set(children.map(({ organizationId }) => organizationId))
  for (const { organizationId, supervisorId } of all) {
    if (supervisorId === null || !ended.has(supervisorId)) continue
    if (handled.has(organizationId) || ended.has(organizationId)) continue
    const facts = { supervisorId: heirOf(plan, supervisorId) }
    const problem = await follow(tx, acting, organizationId, { reform, facts })
    if (problem !== null) return refused(problem)
  }
  await tellEvents(tx, acting, { reform, children })
  return done({ children })
}

/** Everybody named must be a unit in force on the day. */
async function notThere(tx: Db, acting: Acting, { plan, effectiveOn: on }: Reform): Promise<Problem | null> {
  const viewpoint = { regionCode: acting.regionCode, asOf: on, asKnownAt: null }
  const named = [
    ...plan.predecessors.map(({ organizationId }, place) => ({
      organizationId,
      field: `predecessor${place + 1}`,
    })),
    ...plan.successors
      .filter(({ founded }) => founded === null)
      .map(({ organizationId }, place) => ({ organizationId, field: `existing${place + 1}` })),
  ]
  for (const { organizationId, field } of named) {
    const organization = await organizationOn(tx, viewpoint, organizationId)
    if (organization === null) return { code: 'organization-not-there', field, on }
    if (organization.kind !== 'unit') {
      return { code: 'refused', field, because: '合并、分设的是机构。内设机构请用“调整隶属”办理。' }
    }
  }
  return null
}

/** What a new unit is: the facts of the predecessor it is like, with a name of its own. Read before that one ends. */
async function factsOfFounded(tx: Db, acting: Acting, { plan, effectiveOn }: Reform) {
  const founded: { place: number; organizationId: string; code: string; facts: OrganizationFacts }[] = []
  for (const [place, { organizationId, founded: unit }] of plan.successors.entries()) {
    if (unit === null) continue
    const versions = await believedVersions(tx, acting.regionCode, unit.likeId)
    const like = versions.find((version) => inForce(version, effectiveOn))
    if (like === undefined) continue
    const facts: OrganizationFacts = {
      name: unit.name,
      shortName: unit.shortName,
      initials: organizationPinyin(unit.shortName).initials,
      otherNames: [],
      kind: 'unit',
      category: like.category,
      nature: like.nature,
      rank: like.rank,
      parentId: like.parentId,
      supervisorId: like.supervisorId,
      funding: like.funding,
      budgetLevel: like.budgetLevel,
      budgetUnitCode: null,
      functionClass: like.functionClass,
      creditCode: null,
      legalRepresentative: null,
      address: like.address,
      duties: like.duties,
      sortOrder: like.sortOrder,
    }
    founded.push({ place, organizationId, code: unit.code, facts })
  }
  return founded
}

async function foundingProblems(
  tx: Db,
  acting: Acting,
  { code, facts, reform }: { code: string; facts: OrganizationFacts; reform: Reform },
): Promise<Problem[]> {
  if (await isCodeTaken(tx, acting.regionCode, code)) {
    return [{ code: 'organization-code-taken', field: 'code', sought: code }]
  }
  const document = { number: '', title: '', issuer: '', issuedOn: reform.effectiveOn }
  const { effectiveOn, summary } = reform
  return checkFounding(tx, acting, { ...facts, code, effectiveOn, summary, document })
}

/** The form asks code and name; where the unit belongs it takes from the one it is like. */
function atSuccessor(problem: Problem, place: number): Problem {
  const fields: Record<string, string> = { code: 'newCode', name: 'newName' }
  return { ...problem, field: `${fields[problem.field] ?? 'newLike'}${place + 1}` }
}

/** 撤销 from the day on; what has been recorded for later has to be put right first. */
async function endUnit(
  tx: Db,
  acting: Acting,
  organizationId: string,
  { effectiveOn: on }: Reform,
): Promise<Problem | null> {
  const versions = await believedVersions(tx, acting.regionCode, organizationId)
  const rewrite = endedOn(versions, on)
  if (rewrite !== null) return apply(tx, acting, organizationId, rewrite)
  const later = versions.find(({ effectiveFrom }) => effectiveFrom >= on)
  return later === undefined
    ? { code: 'organization-not-there', field: 'effectiveOn', on }
    : { code: 'recorded-for-later', field: 'effectiveOn', on: later.effectiveFrom }
}

async function follow(
  tx: Db,
  acting: Acting,
  organizationId: string,
  { reform, facts }: { reform: Reform; facts: Partial<OrganizationFacts> },
): Promise<Problem | null> {
  const { effectiveOn: on, documentId } = reform
  const versions = await believedVersions(tx, acting.regionCode, organizationId)
  const rewrite = changedFrom(versions, { on, facts, documentId })
  if (rewrite === null) return { code: 'organization-not-there', field: 'effectiveOn', on }
  const problem = await apply(tx, acting, organizationId, rewrite)
  if (problem !== null) return problem
  const summary = `随${reformKinds[reform.kind]}调整隶属：${reform.summary}`
  await appendEvent(tx, acting, { organizationId, kind: 'reparenting', effectiveOn: on, documentId, summary })
  await recordAudit(tx, acting, {
    action: 'organization.reparenting',
    subjectKind: 'organization',
    subjectId: organizationId,
    reason: reform.number,
    documentNumber: documentNumberOf(acting, documentId),
    after: { effectiveOn: on, ...facts },
  })
  return null
}

async function apply(
  tx: Db,
  acting: Acting,
  organizationId: string,
  rewrite: Rewrite,
): Promise<Problem | null> {
  const applied = await applyRewrite(tx, acting, organizationId, rewrite)
  return applied ? null : { code: 'changed-meanwhile', field: 'effectiveOn' }
}

/** 沿革: one event at each successor with everybody it came from, and the end of each that ends. */
async function tellEvents(
  tx: Db,
  acting: Acting,
  { reform, children }: { reform: Reform; children: readonly ChildMoved[] },
): Promise<void> {
  const { plan, kind, effectiveOn, documentId, summary } = reform
  if (kind === 'transfer') return
  const frame = { effectiveOn, documentId }
  for (const { organizationId: successorId } of plan.successors) {
    const event = { organizationId: successorId, kind, summary, ...frame }
    const eventId = await appendEvent(tx, acting, event)
    const successions = plan.predecessors.map(({ organizationId }) => ({
      predecessorId: organizationId,
      successorId,
    }))
    await appendSuccessions(tx, acting, eventId, successions)
    await recordAudit(tx, acting, {
      action: `organization.${kind}`,
      subjectKind: 'organization',
      subjectId: successorId,
      reason: reform.number,
      documentNumber: documentNumberOf(acting, documentId),
      after: { effectiveOn, predecessorIds: successions.map(({ predecessorId }) => predecessorId) },
    })
  }
  const names = await organizationNames(
    tx,
    acting.regionCode,
    plan.successors.map(({ organizationId }) => organizationId),
  )
  const into = [...names.values()].join('、')
  const ended = [
    ...abolishedIds(plan).map((organizationId) => ({
      organizationId,
      words: kind === 'merger' ? `并入${into}` : `分设为${into}`,
    })),
    ...children
      .filter(({ toId }) => toId === null)
      .map(({ organizationId }) => ({ organizationId, words: `随机构${reformKinds[kind]}撤销` })),
  ]
  for (const { organizationId, words } of ended) {
    const event = { organizationId, kind: 'abolition' as const, summary: words, ...frame }
    await appendEvent(tx, acting, event)
    await recordAudit(tx, acting, {
      action: 'organization.abolition',
      subjectKind: 'organization',
      subjectId: organizationId,
      reason: reform.number,
      documentNumber: documentNumberOf(acting, documentId),
      after: { effectiveOn },
    })
  }
}
