import { compareEstablishmentKinds, isCounted } from '../establishment/establishment-kind.ts'
import { type EstablishmentPosition, vacancies } from '../establishment/vacancy.ts'

/** Sums of positions. 空缺 and 超编 are summed apart: a place too many here fills no place there. */
export type PositionSum = EstablishmentPosition & { vacant: number; over: number }

type Row = EstablishmentPosition & { organizationId: string; establishmentKind: string }

type Node = { organizationId: string; parentId: string | null; kind: string; name: string; code: string }

/** One line of the table: an organization with everything below it, or the organization alone. */
export type TableLine = {
  organizationId: string
  name: string
  /** counts what stands below too */
  below: boolean
  /** has units below that may be opened */
  opens: boolean
  all: PositionSum
  byKind: Map<string, PositionSum>
}

export type EstablishmentTable = {
  /** kinds that occur, in the order of display; those that count as 编制 first */
  kinds: string[]
  lines: TableLine[]
  total: Omit<TableLine, 'organizationId' | 'name' | 'opens'>
}

/**
 * The table of one organization: itself alone on the first line where it has places, then each unit directly below
 * it with its whole subtree. The lines add up to the total exactly. The region's own rows are its 总量 and are left
 * out.
 */
export function establishmentTable(
  rows: readonly Row[],
  nodes: readonly Node[],
  rootId: string,
): EstablishmentTable {
  const rowsOf = grouped(rows, ({ organizationId }) => organizationId)
  const childrenOf = grouped(nodes, ({ parentId }) => parentId ?? '')
  const below = (organizationId: string): Row[] => [
    ...(rowsOf.get(organizationId) ?? []),
    ...(childrenOf.get(organizationId) ?? []).flatMap((child) => below(child.organizationId)),
  ]
  const root = nodes.find(({ organizationId }) => organizationId === rootId)
  const own = root === undefined || root.kind === 'region' ? [] : (rowsOf.get(rootId) ?? [])
  const lines: TableLine[] = []
  if (root !== undefined && root.kind !== 'region') {
    lines.push({
      organizationId: rootId,
      name: `${root.name}（本级）`,
      below: false,
      opens: false,
      ...sums(own),
    })
  }
  const counted: Row[] = [...own]
  for (const child of childrenOf.get(rootId) ?? []) {
    const subtree = below(child.organizationId)
    if (child.kind === 'division' && subtree.length === 0) continue
    counted.push(...subtree)
    lines.push({
      organizationId: child.organizationId,
      name: child.name,
      below: true,
      opens: (childrenOf.get(child.organizationId) ?? []).some(({ kind }) => kind === 'unit'),
      ...sums(subtree),
    })
  }
  const kinds = [...new Set(counted.map(({ establishmentKind }) => establishmentKind))]
  return { kinds: kinds.sort(compareEstablishmentKinds), lines, total: { below: true, ...sums(counted) } }
}

/** 备案人员总量 is shown by kind and is not in the sum of 编制. */
function sums(rows: readonly Row[]): Pick<TableLine, 'all' | 'byKind'> {
  const byKind = grouped(rows, ({ establishmentKind }) => establishmentKind)
  return {
    all: positionSum(rows.filter(({ establishmentKind }) => isCounted(establishmentKind))),
    byKind: new Map([...byKind].map(([kind, own]) => [kind, positionSum(own)])),
  }
}

export function positionSum(rows: readonly EstablishmentPosition[]): PositionSum {
  const sum = { approved: 0, occupied: 0, reserved: 0, frozen: 0, vacant: 0, over: 0 }
  for (const row of rows) {
    sum.approved += row.approved
    sum.occupied += row.occupied
    sum.reserved += row.reserved
    sum.frozen += row.frozen
    sum.vacant += Math.max(vacancies(row), 0)
    sum.over += Math.max(-vacancies(row), 0)
  }
  return sum
}

function grouped<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group === undefined) groups.set(keyOf(item), [item])
    else group.push(item)
  }
  return groups
}
