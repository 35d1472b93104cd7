import { actingOf, type Request } from '../http/environment.ts'
import { isId } from '../http/form.ts'
import { viewpointOf } from '../http/viewpoint.ts'
import { organizationNames } from './organization.store.ts'
import { versionsKnownAt } from './organization-record.store.ts'
import {
  lifeOf,
  nearestVersion,
  type OrganizationHeadFacts,
  type OrganizationVersion,
} from './organization-record.ts'
import { mayBeSeen, visibleTo } from './scope.ts'

export type LoadedOrganization = {
  /** The version of the day asked for, or the nearest one. */
  version: OrganizationVersion
  head: OrganizationHeadFacts
}

/** For every page about one organization; null when it is not there or outside the user's scope. */
export async function loadOrganization(
  c: Request,
  organizationId: string,
): Promise<LoadedOrganization | null> {
  if (!isId(organizationId)) return null
  const { db } = c.get('services')
  const viewpoint = viewpointOf(c)
  if (!mayBeSeen(await visibleTo(db, actingOf(c), viewpoint), organizationId)) return null
  const versions = await versionsKnownAt(db, viewpoint, organizationId)
  const version = nearestVersion(versions, viewpoint.asOf)
  const life = lifeOf(versions)
  if (version === null || life === null) return null
  const { code, name, shortName, kind, category, nature, rank, funding, parentId } = version
  const names = await organizationNames(db, viewpoint.regionCode, [parentId, version.supervisorId])
  return {
    version,
    head: {
      organizationId,
      code,
      name,
      shortName,
      kind,
      category,
      nature,
      rank,
      funding,
      parentId,
      parentName: names.get(parentId ?? '') ?? '',
      supervisorName: names.get(version.supervisorId ?? '') ?? '',
      budgetShown: kind === 'unit' && c.get('permissions').has('budget.read'),
      life,
    },
  }
}
