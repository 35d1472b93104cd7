import type { IsoDate } from '../kernel/dates.ts'

/** What a cell that names an organization may mean. */
export type NamedOrganization = {
  organizationId: string
  code: string
  name: string
  /** region | unit | division */
  kind: string
  /** from the first day it is there to the day it is not any more; null: no end */
  from: IsoDate
  to: IsoDate | null
}

export function isThereOn({ from, to }: NamedOrganization, day: IsoDate): boolean {
  return from <= day && (to === null || day < to)
}

/** By code, or by a full name that only one organization bears; units before inner sections. */
export function organizationFinder(
  organizations: readonly NamedOrganization[],
): (text: string) => NamedOrganization | null {
  const byCode = new Map(organizations.map((organization) => [organization.code, organization]))
  const byName = new Map<string, NamedOrganization | null>()
  for (const organization of organizations) {
    const other = byName.get(organization.name)
    if (other === undefined) byName.set(organization.name, organization)
    else byName.set(organization.name, oneUnit(other, organization))
  }
  return (text) => byCode.get(text) ?? byName.get(text) ?? null
}

function oneUnit(a: NamedOrganization | null, b: NamedOrganization): NamedOrganization | null {
  if (a === null || (a.kind === 'division') === (b.kind === 'division')) return null
  return a.kind === 'division' ? b : a
}
