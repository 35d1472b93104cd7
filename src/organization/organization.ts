/** 机构: the words its facts may use, and the order of the tree. */

/** 机构层次 */
export const organizationKinds = {
  region: '行政区',
  unit: '机构',
  division: '内设机构',
} as const

/** 机构类别, in the order of lists. */
export const organizationCategories = {
  party: '党委',
  discipline: '纪检监察',
  congress: '人大',
  government: '政府',
  consultative: '政协',
  court: '法院',
  procuratorate: '检察院',
  'democratic-party': '民主党派',
  'mass-organization': '群团',
  township: '乡镇街道',
  institution: '事业',
} as const

/** 机构性质 */
export const organizationNatures = {
  'administrative-organ': '行政机关',
  'civil-service-institution': '参公事业单位',
  'public-welfare-one': '公益一类事业单位',
  'public-welfare-two': '公益二类事业单位',
  business: '生产经营类事业单位',
  'mass-organization': '群团机关',
} as const

/** 经费形式 */
export const fundings = {
  full: '全额拨款',
  partial: '差额补贴',
  'self-funded': '自收自支',
} as const

/** 机构规格, the codes of ZB03 a county meets. */
export const organizationRanks = {
  '105': '厅局级',
  '106': '副厅局级',
  '107': '县处级',
  '108': '副县处级',
  '109': '乡科级',
  '110': '副乡科级',
  '111': '股级',
  '999': '不定级',
} as const

/** 沿革 events; 更正 is told among them, so that nobody has to guess why a date moved. */
export const organizationEventKinds = {
  establishment: '设立',
  renaming: '更名',
  reparenting: '调整隶属',
  conversion: '变更性质',
  amendment: '变更登记事项',
  merger: '合并',
  split: '分设',
  abolition: '撤销',
  correction: '更正',
} as const

export type OrganizationCategory = keyof typeof organizationCategories
export type OrganizationNature = keyof typeof organizationNatures
export type Funding = keyof typeof fundings
export type OrganizationEventKind = keyof typeof organizationEventKinds

/** One organization as a day sees it. */
export type Organization = {
  organizationId: string
  versionId: string
  code: string
  name: string
  shortName: string
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
  sortOrder: number
}

export type OrganizationNode = Organization & { depth: number }

/** The word for a code of one of the tables above; a code not in the table is shown as it stands. */
export function wordOf(table: Readonly<Record<string, string>>, code: string | null): string {
  return code === null ? '' : (table[code] ?? code)
}

/** Code and word of every entry, for a list to choose from. */
export function choicesOf(table: Readonly<Record<string, string>>): { value: string; label: string }[] {
  return Object.entries(table).map(([value, label]) => ({ value, label }))
}

type Placed = {
  organizationId: string
  parentId: string | null
  kind: string
  sortOrder: number
  code: string
}

/**
 * Parents before children, inner sections before subordinate units, then by the office's own order. An organization
 * whose parent is not in the list stands at the top, so that nothing is lost. The root has depth 0.
 */
export function treeOrder<Node extends Placed>(nodes: readonly Node[]): (Node & { depth: number })[] {
  const present = new Set(nodes.map(({ organizationId }) => organizationId))
  const childrenOf = new Map<string | null, Node[]>()
  for (const node of nodes) {
    const parentId = node.parentId !== null && present.has(node.parentId) ? node.parentId : null
    const siblings = childrenOf.get(parentId)
    if (siblings === undefined) childrenOf.set(parentId, [node])
    else siblings.push(node)
  }
  for (const siblings of childrenOf.values()) siblings.sort(compareSiblings)

  const ordered: (Node & { depth: number })[] = []
  const seen = new Set<string>()
  const walk = (parentId: string | null, depth: number) => {
    for (const node of childrenOf.get(parentId) ?? []) {
      if (seen.has(node.organizationId)) continue
      seen.add(node.organizationId)
      ordered.push({ ...node, depth })
      walk(node.organizationId, depth + 1)
    }
  }
  walk(null, 0)
  return ordered
}

function compareSiblings(a: Placed, b: Placed): number {
  if (a.kind !== b.kind) return levelOf(a.kind) - levelOf(b.kind)
  if (a.sortOrder !== b.sortOrder) return a.sortOrder - b.sortOrder
  return a.code < b.code ? -1 : 1
}

function levelOf(kind: string): number {
  return ['region', 'division', 'unit'].indexOf(kind)
}
