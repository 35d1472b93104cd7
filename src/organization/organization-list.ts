import type { Organization, OrganizationNode } from './organization.ts'

/** One that a search found. */
export type FoundOrganization = Pick<Organization, 'organizationId' | 'code' | 'name' | 'shortName'>

/** What the list is asked for; every part is in the address. */
export type ListFilter = {
  /** any part of name, short name, code, a 挂牌 name, or the beginning of the initials */
  search: string
  category: string
  nature: string
  rank: string
  funding: string
  /** inner sections too? */
  divisions: boolean
}

/** The root is the frame of the tree, not one of the organizations counted. */
export function filteredOrganizations(
  nodes: readonly OrganizationNode[],
  filter: ListFilter,
): OrganizationNode[] {
  const search = filter.search.trim().toLowerCase()
  return nodes.filter(
    (node) =>
      node.kind !== 'region' &&
      (filter.divisions || node.kind !== 'division') &&
      (filter.category === '' || node.category === filter.category) &&
      (filter.nature === '' || node.nature === filter.nature) &&
      (filter.rank === '' || node.rank === filter.rank) &&
      (filter.funding === '' || node.funding === filter.funding) &&
      (search === '' || isCalled(node, search)),
  )
}

/** Is anything filtered out? Then indentation would mislead, and the list is flat. */
export function isFiltered(filter: ListFilter): boolean {
  const { search, category, nature, rank, funding } = filter
  return [search.trim(), category, nature, rank, funding].some((part) => part !== '')
}

function isCalled(node: OrganizationNode, search: string): boolean {
  const names = [node.name, node.shortName, ...node.otherNames]
  return (
    names.some((name) => name.toLowerCase().includes(search)) ||
    node.code.toLowerCase().startsWith(search) ||
    node.initials.startsWith(search)
  )
}
