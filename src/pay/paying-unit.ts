import { type IsoDate, inForce, type Period } from '../kernel/dates.ts'
import type { PayingUnit } from './pay-book.ts'

/** What of an organization's versions decides who pays. */
export type OrganizationVersion = Period & {
  organizationId: string
  parentId: string | null
  supervisorId: string | null
  budgetLevel: number | null
  functionClass: string | null
}

/**
 * 工资发放单位: the organization itself when it is a budget unit, else the nearest budget unit above it (主管部门
 * first, then the parent); where there is none, the organization itself.
 */
export function payingUnits(versions: readonly OrganizationVersion[]): PayingUnit[] {
  const versionsOf = new Map<string, OrganizationVersion[]>()
  for (const version of versions) {
    const own = versionsOf.get(version.organizationId)
    if (own) own.push(version)
    else versionsOf.set(version.organizationId, [version])
  }
  return [...versionsOf.keys()].flatMap((organizationId) => unitsOf(organizationId, versionsOf))
}

type VersionsOf = ReadonlyMap<string, OrganizationVersion[]>

function unitsOf(organizationId: string, versionsOf: VersionsOf): PayingUnit[] {
  const turns = [...turnsOf(organizationId, versionsOf, new Set())].sort()
  return turns.flatMap((from, at) => {
    const next = turns[at + 1]
    const unit = unitOn(organizationId, versionsOf, from, new Set())
    if (!versionOn(organizationId, versionsOf, from)) return []
    const effectiveTo = next ?? null
    return [{ organizationId, ...unit, effectiveFrom: from, effectiveTo }]
  })
}

function turnsOf(organizationId: string, versionsOf: VersionsOf, seen: Set<string>): Set<IsoDate> {
  const turns = new Set<IsoDate>()
  if (seen.has(organizationId)) return turns
  seen.add(organizationId)
  for (const version of versionsOf.get(organizationId) ?? []) {
    turns.add(version.effectiveFrom)
    if (version.effectiveTo !== null) turns.add(version.effectiveTo)
    for (const above of abovesOf(version))
      for (const turn of turnsOf(above, versionsOf, seen)) turns.add(turn)
  }
  return turns
}

function unitOn(
  organizationId: string,
  versionsOf: VersionsOf,
  day: IsoDate,
  seen: Set<string>,
): { payingOrganizationId: string; functionClass: string | null } {
  const version = versionOn(organizationId, versionsOf, day)
  const itself = { payingOrganizationId: organizationId, functionClass: version?.functionClass ?? null }
  if (!version || version.budgetLevel !== null || seen.has(organizationId)) return itself
  seen.add(organizationId)
  for (const above of abovesOf(version)) {
    const unit = unitOn(above, versionsOf, day, seen)
    const budgetUnit = versionOn(unit.payingOrganizationId, versionsOf, day)
    if (budgetUnit && budgetUnit.budgetLevel !== null) return unit
  }
  return itself
}

function versionOn(
  organizationId: string,
  versionsOf: VersionsOf,
  day: IsoDate,
): OrganizationVersion | undefined {
  return versionsOf.get(organizationId)?.find((version) => inForce(version, day))
}

function abovesOf({ supervisorId, parentId }: OrganizationVersion): string[] {
  return [supervisorId, parentId].filter((above) => above !== null)
}
