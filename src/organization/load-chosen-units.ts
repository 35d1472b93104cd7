import { actingOf, type Request } from '../http/environment.ts'
import { isId } from '../http/form.ts'
import { viewpointOf } from '../http/viewpoint.ts'
import { chooseOrganization } from './choose-organization.ts'
import { rootOn, subtreeOf } from './organization.store.ts'
import { mayBeSeen, visibleTo } from './scope.ts'

/** The unit a list is filtered by, with everything below it. */
export type ChosenUnits = {
  /** null: the whole region, or whatever of it the user may see */
  organizationId: string | null
  name: string
  /** as it stands in the field */
  typed: string
  /** not given: no limit */
  organizationIds: string[] | undefined
  /** why nothing was found as typed */
  hint: string | null
}

/**
 * Reads `unit` (as typed) or `organizationId` of the address. Without either it is the top of what the user may see:
 * the region, or the user's own unit. What is outside the user's scope is as if it were not there.
 */
export async function loadChosenUnits(c: Request): Promise<ChosenUnits> {
  const { db, regionName } = c.get('services')
  const viewpoint = viewpointOf(c)
  const acting = actingOf(c)
  const visible = await visibleTo(db, acting, viewpoint)
  const { unit = '', organizationId = '' } = c.req.query()
  const asked = unit.trim() === '' && isId(organizationId) ? organizationId : unit.trim()
  const typed = asked === '' ? (acting.scopeOrganizationId ?? '') : asked
  const everything = {
    organizationId: null,
    name: regionName,
    typed: '',
    organizationIds: undefined,
    hint: null,
  }
  if (typed === '') return everything
  const chosen = await chooseOrganization(db, viewpoint, { typed, field: 'unit', visible, withRegion: true })
  if (!chosen.done) {
    const hint = `没有找到机构“${unit.trim()}”，或名称不止对应一个机构。请填写全称。`
    return { organizationId: null, name: unit.trim(), typed: unit.trim(), organizationIds: [], hint }
  }
  const root = await rootOn(db, viewpoint)
  if (root?.organizationId === chosen.value.organizationId) return everything
  const ids = await subtreeOf(db, viewpoint, chosen.value.organizationId)
  return {
    organizationId: chosen.value.organizationId,
    name: chosen.value.name,
    typed: asked === '' ? '' : chosen.value.name,
    organizationIds: ids.filter((id) => mayBeSeen(visible, id)),
    hint: null,
  }
}
