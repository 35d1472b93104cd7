import { usableOverrides } from '../establishment/entry-override.store.ts'
import { grantedByOverride } from '../establishment/entry-override.ts'
import { isEstablishmentKind } from '../establishment/establishment-kind.ts'
import { usableGrants } from '../establishment/vacancy-request.store.ts'
import { actingOf, type Request } from '../http/environment.ts'
import { isId, type Typed } from '../http/form.ts'
import { viewpointOf } from '../http/viewpoint.ts'
import type { IsoDate } from '../kernel/dates.ts'
import { chooseOrganization } from '../organization/choose-organization.ts'
import { mayBeSeen, visibleTo } from '../organization/scope.ts'
import { assignmentsOf } from '../staffing/assignment.store.ts'
import { assignmentOn } from '../staffing/assignment.ts'

/** What an entry may go by: an approved request, or an override where there is no place. */
export type EntryGrounds = {
  requests: { value: string; label: string }[]
  overrides: { value: string; label: string }[]
}

/** What may be used for an entry as typed so far; nothing while unit, kind or day are missing. */
export async function loadEntryGrounds(c: Request, typed: Typed, on: IsoDate): Promise<EntryGrounds> {
  const { toEstablishmentKind: establishmentKind = '' } = typed
  const organizationId = isEstablishmentKind(establishmentKind) ? await unitEntered(c, typed, on) : null
  if (organizationId === null) return { requests: [], overrides: [] }
  const { db, regionCode } = c.get('services')
  const position = { organizationId, establishmentKind }
  const [grants, overrides] = await Promise.all([
    usableGrants(db, regionCode, { ...position, on }),
    usableOverrides(db, regionCode, { position, on }),
  ])
  return {
    requests: grants.map(({ requestId, number, noticeNumber, granted, used }) => ({
      value: requestId,
      label: `${noticeNumber ?? number}（核准 ${granted}，已用 ${used}）`,
    })),
    overrides: overrides.map((override) => ({
      value: override.overrideId,
      label: `${override.number}（批准 ${grantedByOverride(override)}，已用 ${override.uses.length}，至 ${override.expiresOn}）`,
    })),
  }
}

/** The unit typed; where only the kind changes, the one the person is in. */
async function unitEntered(c: Request, typed: Typed, on: IsoDate): Promise<string | null> {
  const { toOrganization = '', kind, personId = '' } = typed
  if (toOrganization.trim() !== '') return (await unitTyped(c, toOrganization, on))?.organizationId ?? null
  if (kind !== 'kind-change' || !isId(personId)) return null
  const { db, regionCode } = c.get('services')
  const held = assignmentOn(await assignmentsOf(db, regionCode, personId, null), on)
  const visible = await visibleTo(db, actingOf(c), viewpointOf(c))
  return held !== null && mayBeSeen(visible, held.organizationId) ? held.organizationId : null
}

/** The unit meant by what was typed, of those the user may see. */
export async function unitTyped(c: Request, typed: string, on: IsoDate) {
  const { db, regionCode } = c.get('services')
  const viewpoint = { regionCode, asOf: on, asKnownAt: null }
  const visible = await visibleTo(db, actingOf(c), viewpointOf(c))
  const chosen = await chooseOrganization(db, viewpoint, { typed, field: 'toOrganization', visible })
  return chosen.done ? chosen.value : null
}
