import { type IsoDate, inForce, type Period } from '../kernel/dates.ts'

/** What is said of an organization and may change. */
export type OrganizationFacts = {
  name: string
  shortName: string
  /** pinyin initials of the short name, lower case */
  initials: string
  otherNames: string[]
  kind: string
  category: string
  nature: string
  rank: string | null
  parentId: string | null
  supervisorId: string | null
  funding: string | null
  budgetLevel: number | null
  budgetUnitCode: string | null
  functionClass: string | null
  creditCode: string | null
  legalRepresentative: string | null
  address: string | null
  duties: string | null
  sortOrder: number
}

/** One believed version; all believed versions of an organization never overlap. */
export type FactVersion = OrganizationFacts & Period & { id: string; documentId: string | null }

/** What the registry has to write: which rows are no longer believed, and which stand in for them. */
export type Rewrite = { supersededIds: string[]; added: Omit<FactVersion, 'id'>[] }

/**
 * From the day on, these facts. The version of the day is cut in two; later versions already recorded take the
 * changed facts over as far as they had not changed the same fact themselves. Null when the organization is not
 * there on the day.
 */
export function changedFrom(
  versions: readonly FactVersion[],
  { on, facts, documentId }: { on: IsoDate; facts: Partial<OrganizationFacts>; documentId: string | null },
): Rewrite | null {
  const current = versions.find((version) => inForce(version, on))
  if (current === undefined) return null
  const rewrite = replaced(current, [
    ...(current.effectiveFrom < on ? [{ ...current, effectiveTo: on }] : []),
    { ...current, ...facts, effectiveFrom: on, documentId },
  ])

  let carried = facts
  const later = versions
    .filter(({ effectiveFrom }) => effectiveFrom > on)
    .sort((a, b) => (a.effectiveFrom < b.effectiveFrom ? -1 : 1))
  for (const version of later) {
    carried = untouched(carried, current, version)
    if (Object.keys(carried).length === 0) break
    add(rewrite, replaced(version, [{ ...version, ...carried }]))
  }
  return rewrite
}

/**
 * 撤销: not there from the day on. Null when it is not there on the day or begins on it, or when something is
 * recorded for later, which has to be put right first.
 */
export function endedOn(versions: readonly FactVersion[], on: IsoDate): Rewrite | null {
  const current = versions.find((version) => inForce(version, on))
  if (current === undefined || current.effectiveFrom === on) return null
  if (versions.some(({ effectiveFrom }) => effectiveFrom > on)) return null
  return replaced(current, [{ ...current, effectiveTo: on }])
}

/**
 * 更正: what was recorded of one version was wrong. Its facts are put right; when its first day was wrong, the
 * version before it ends accordingly. Null when the new first day does not lie between its neighbours.
 */
export function corrected(
  versions: readonly FactVersion[],
  {
    versionId,
    facts,
    effectiveFrom,
    documentId,
  }: {
    versionId: string
    facts: Partial<OrganizationFacts>
    effectiveFrom: IsoDate
    documentId: string | null
  },
): Rewrite | null {
  const wrong = versions.find(({ id }) => id === versionId)
  if (wrong === undefined) return null
  if (wrong.effectiveTo !== null && effectiveFrom >= wrong.effectiveTo) return null
  const rewrite = replaced(wrong, [{ ...wrong, ...facts, effectiveFrom, documentId }])
  if (effectiveFrom === wrong.effectiveFrom) return rewrite

  const before = versions
    .filter((version) => version.effectiveFrom < wrong.effectiveFrom)
    .sort((a, b) => (a.effectiveFrom < b.effectiveFrom ? 1 : -1))[0]
  if (before === undefined) return rewrite
  if (effectiveFrom <= before.effectiveFrom) return null
  const adjoins = before.effectiveTo === wrong.effectiveFrom
  if (adjoins) add(rewrite, replaced(before, [{ ...before, effectiveTo: effectiveFrom }]))
  else if (before.effectiveTo !== null && effectiveFrom < before.effectiveTo) return null
  return rewrite
}

function replaced(version: FactVersion, by: FactVersion[]): Rewrite {
  return { supersededIds: [version.id], added: by.map(({ id: _id, ...row }) => row) }
}

function add(rewrite: Rewrite, more: Rewrite): void {
  rewrite.supersededIds.push(...more.supersededIds)
  rewrite.added.push(...more.added)
}

/** Of the carried facts those in which the later version says the same as was said before the change. */
function untouched(
  carried: Partial<OrganizationFacts>,
  before: OrganizationFacts,
  later: OrganizationFacts,
): Partial<OrganizationFacts> {
  const names = Object.keys(carried) as (keyof OrganizationFacts)[]
  return Object.fromEntries(
    names
      .filter((name) => JSON.stringify(later[name]) === JSON.stringify(before[name]))
      .map((name) => [name, carried[name]]),
  )
}
