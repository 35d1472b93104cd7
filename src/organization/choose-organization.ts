import type { Db } from '../database/connection.ts'
import type { Viewpoint } from '../kernel/acting.ts'
import { done, type Outcome, refused } from '../kernel/problem.ts'
import { organizationsOn } from './organization.store.ts'
import type { OrganizationNode } from './organization.ts'
import { filteredOrganizations } from './organization-list.ts'
import { mayBeSeen, type VisibleOrganizations } from './scope.ts'

/**
 * The organization somebody means by what was typed into a field: its code, name or short name, or any part of
 * these or of its initials when only one organization fits. What the user may not see is as if it were not there.
 */
export async function chooseOrganization(
  db: Db,
  viewpoint: Viewpoint,
  { typed, field, visible, withRegion = false }: ChoiceAsked,
): Promise<Outcome<OrganizationNode>> {
  const text = typed.trim()
  if (text === '') return refused({ code: 'required', field })
  const all = (await organizationsOn(db, viewpoint)).filter(
    (node) => (withRegion || node.kind !== 'region') && mayBeSeen(visible, node.organizationId),
  )
  const tries = [
    all.filter(({ code, organizationId }) => code === text || organizationId === text),
    all.filter(({ name, shortName, kind }) => kind !== 'division' && (name === text || shortName === text)),
    all.filter(({ name }) => name === text),
    all.filter(({ initials, kind }) => kind !== 'division' && initials === text.toLowerCase()),
    suggested(all, text),
  ]
  const best = tries.find((found) => found.length > 0) ?? []
  const [only] = best
  if (only === undefined) return refused({ code: 'not-found', field, sought: text })
  if (best.length > 1) {
    return refused({
      code: 'several-found',
      field,
      sought: text,
      names: best.slice(0, 5).map(({ name }) => name),
    })
  }
  return done(only)
}

/** What might be meant while typing, units before sections, at most `most`. */
export async function suggestedOrganizations(
  db: Db,
  viewpoint: Viewpoint,
  { typed, visible, most }: { typed: string; visible: VisibleOrganizations; most: number },
): Promise<OrganizationNode[]> {
  const all = await organizationsOn(db, viewpoint)
  return suggested(
    all.filter(({ organizationId }) => mayBeSeen(visible, organizationId)),
    typed,
  ).slice(0, most)
}

type ChoiceAsked = {
  typed: string
  /** where a problem stands */
  field: string
  visible: VisibleOrganizations
  /** may the region itself be chosen (总量)? */
  withRegion?: boolean
}

function suggested(all: OrganizationNode[], text: string): OrganizationNode[] {
  const filter = { search: text, category: '', nature: '', rank: '', funding: '', divisions: false }
  const units = filteredOrganizations(all, filter)
  return units.length > 0 ? units : filteredOrganizations(all, { ...filter, divisions: true })
}
