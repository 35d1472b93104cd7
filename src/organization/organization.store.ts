import { and, asc, eq, inArray, isNull, or, type SQL, sql } from 'drizzle-orm'
import type { Db } from '../database/connection.ts'
import { effectiveOn, knownAt, seenFrom } from '../database/recorded.ts'
import { stateOf } from '../database/table-state.ts'
import type { Viewpoint } from '../kernel/acting.ts'
import { type Organization, type OrganizationNode, treeOrder } from './organization.ts'
import { organizations, organizationVersions } from './schema.ts'

const columns = {
  organizationId: organizationVersions.organizationId,
  versionId: organizationVersions.id,
  code: organizations.code,
  name: organizationVersions.name,
  shortName: organizationVersions.shortName,
  initials: organizationVersions.initials,
  otherNames: organizationVersions.otherNames,
  kind: organizationVersions.kind,
  category: organizationVersions.category,
  nature: organizationVersions.nature,
  rank: organizationVersions.rank,
  parentId: organizationVersions.parentId,
  supervisorId: organizationVersions.supervisorId,
  funding: organizationVersions.funding,
  budgetLevel: organizationVersions.budgetLevel,
  budgetUnitCode: organizationVersions.budgetUnitCode,
  functionClass: organizationVersions.functionClass,
  sortOrder: organizationVersions.sortOrder,
}

/**
 * All organizations of the region on a day, inner sections included, in tree order; the region's root is first. Every
 * form and most lists ask for them, and they change a few times a week: what was read last for a day is kept for as
 * long as the table says the same.
 */
export async function organizationsOn(db: Db, viewpoint: Viewpoint): Promise<readonly OrganizationNode[]> {
  const { regionCode, asOf, asKnownAt } = viewpoint
  const { state } = await stateOf(db, regionCode, [organizationVersions])
  const asked = `${regionCode} ${asOf} ${asKnownAt?.getTime() ?? 'now'}`
  const remembered = trees.get(asked)
  if (remembered?.state === state) return remembered.tree
  const tree = treeOrder(await seen(db, viewpoint))
  trees.delete(asked)
  trees.set(asked, { state, tree })
  for (const oldest of [...trees.keys()].slice(0, -mostTrees)) trees.delete(oldest)
  return tree
}

const trees = new Map<string, { state: string; tree: readonly OrganizationNode[] }>()

/** Days asked about at the same time: today, the first of a year, a day or two that somebody looks back to. */
const mostTrees = 8

/** One organization on a day, or null when it does not exist on that day. */
export async function organizationOn(
  db: Db,
  viewpoint: Viewpoint,
  organizationId: string,
): Promise<Organization | null> {
  const [found] = await seen(db, viewpoint, eq(organizationVersions.organizationId, organizationId))
  return found ?? null
}

/** Some organizations on a day, in no particular order; those not there on that day are left out. */
export async function organizationsByIds(
  db: Db,
  viewpoint: Viewpoint,
  organizationIds: readonly string[],
): Promise<Organization[]> {
  if (organizationIds.length === 0) return []
  return seen(db, viewpoint, inArray(organizationVersions.organizationId, [...organizationIds]))
}

/** Inner sections and subordinate units directly below, sections first, in the office's order. */
export async function childrenOn(db: Db, viewpoint: Viewpoint, parentId: string): Promise<Organization[]> {
  const children = await seen(db, viewpoint, eq(organizationVersions.parentId, parentId))
  return treeOrder(children).map(({ depth: _depth, ...child }) => child)
}

/** The region itself, at the root of the tree; null before the registry is filled. */
export async function rootOn(db: Db, viewpoint: Viewpoint): Promise<Organization | null> {
  const [found] = await seen(db, viewpoint, eq(organizationVersions.kind, 'region'))
  return found ?? null
}

/**
 * By exact code, name or short name, as typed at a terminal. Units come before inner sections; null when nothing
 * or, on the best of these, more than one fits (every unit has its 办公室).
 */
export async function findOrganization(
  db: Db,
  viewpoint: Viewpoint,
  nameOrCode: string,
): Promise<Organization | null> {
  const text = nameOrCode.trim()
  const found = await seen(
    db,
    viewpoint,
    or(
      eq(organizations.code, text),
      eq(organizationVersions.name, text),
      eq(organizationVersions.shortName, text),
    ),
  )
  const isUnit = (organization: Organization) => organization.kind !== 'division'
  const tries = [
    found.filter(({ code }) => code === text),
    found.filter((organization) => isUnit(organization) && organization.name === text),
    found.filter((organization) => isUnit(organization) && organization.shortName === text),
    found.filter((organization) => !isUnit(organization)),
  ]
  const best = tries.find((matches) => matches.length > 0) ?? []
  return best.length === 1 ? (best[0] ?? null) : null
}

/** Ids of the units in force on the day with exactly this full name. */
export async function unitsNamed(db: Db, viewpoint: Viewpoint, name: string): Promise<string[]> {
  const found = await seen(
    db,
    viewpoint,
    and(eq(organizationVersions.name, name), eq(organizationVersions.kind, 'unit')),
  )
  return found.map(({ organizationId }) => organizationId)
}

/** What organizations are called, each by its latest name: for history, where some are no longer there. */
export async function organizationNames(
  db: Db,
  regionCode: string,
  organizationIds: readonly (string | null)[],
): Promise<Map<string, string>> {
  const asked = [...new Set(organizationIds.filter((id) => id !== null))]
  if (asked.length === 0) return new Map()
  const rows = await db
    .select({ organizationId: organizationVersions.organizationId, name: organizationVersions.name })
    .from(organizationVersions)
    .where(
      and(
        eq(organizationVersions.regionCode, regionCode),
        isNull(organizationVersions.supersededAt),
        inArray(organizationVersions.organizationId, asked),
      ),
    )
    .orderBy(asc(organizationVersions.effectiveFrom))
  return new Map(rows.map(({ organizationId, name }) => [organizationId, name]))
}

/** The organization and everything below it on the day: inner sections, subordinate units, their sections. */
export async function subtreeOf(db: Db, viewpoint: Viewpoint, organizationId: string): Promise<string[]> {
  const visible = and(
    eq(organizationVersions.regionCode, viewpoint.regionCode),
    effectiveOn(organizationVersions, viewpoint.asOf),
    knownAt(organizationVersions, viewpoint.asKnownAt),
  )
  const rows = await db.execute<{ organization_id: string }>(sql`
    with recursive subtree as (
      select ${organizationId}::uuid as organization_id
      union
      select ${organizationVersions.organizationId}
      from ${organizationVersions}
      join subtree on ${organizationVersions.parentId} = subtree.organization_id
      where ${visible}
    )
    select organization_id from subtree`)
  return rows.map((row) => row.organization_id)
}

function seen(db: Db, viewpoint: Viewpoint, condition?: SQL): Promise<Organization[]> {
  return db
    .select(columns)
    .from(organizationVersions)
    .innerJoin(
      organizations,
      and(
        eq(organizations.regionCode, organizationVersions.regionCode),
        eq(organizations.id, organizationVersions.organizationId),
      ),
    )
    .where(and(seenFrom(organizationVersions, viewpoint), condition))
    .orderBy(asc(organizationVersions.sortOrder), asc(organizations.code))
}
