/** 项目类别 by the letter in the project code. Source: standards §4.3, thirteen published codes. */
export const projectKinds = { R: '人员类', Y: '运转类', T: '特定目标类' } as const

export type ProjectKind = keyof typeof projectKinds

export type ProjectCode = {
  /** GB/T 2260, six digits */
  regionCode: string
  /** 入库年度, the last two digits; a project runs on in later years, so this is never the budget year */
  enteredIn: string
  kind: ProjectKind
  /** twelve digits */
  serial: string
}

/** Takes a project code of 21 characters apart: 510812 · 23 · R · 000007945709. Null when it is none. */
export function parseProjectCode(text: string): ProjectCode | null {
  const parts = /^(\d{6})(\d{2})([RYT])(\d{12})$/.exec(text)
  if (!parts) return null
  const [, regionCode = '', enteredIn = '', kind = '', serial = ''] = parts
  return isProjectKind(kind) ? { regionCode, enteredIn, kind, serial } : null
}

/** Puts a project code together; `year` is the year in which the project enters the library. */
export function projectCodeOf({
  regionCode,
  year,
  kind,
  serial,
}: {
  regionCode: string
  year: number
  kind: ProjectKind
  serial: number
}): string {
  const enteredIn = String(year % 100).padStart(2, '0')
  return `${regionCode}${enteredIn}${kind}${String(serial).padStart(12, '0')}`
}

export function isProjectKind(text: string): text is ProjectKind {
  return text in projectKinds
}

/**
 * What a project is for. A pay item names its purpose, and the paying unit's project of that purpose and staff
 * bears it. `other` is for projects of a document's own.
 */
export const projectPurposes = {
  wages: '工资性支出',
  contributions: '各类保险及住房公积金单位缴费',
  'car-subsidy': '其他交通费用（公务用车改革补贴）',
  'only-child': '独子费',
  award: '奖励金',
  'operating-quota': '定额公用经费',
  other: '其他项目',
} as const

export type ProjectPurpose = keyof typeof projectPurposes

/** Purposes whose expenditure is people's pay, month by month; the others are paid by voucher. */
export const payrollPurposes: readonly ProjectPurpose[] = [
  'wages',
  'contributions',
  'car-subsidy',
  'only-child',
  'award',
]

/** 运转类 for the operating quota, 人员类 for everything paid to or for people. */
export function projectKindOf(purpose: ProjectPurpose): ProjectKind {
  if (purpose === 'operating-quota') return 'Y'
  return purpose === 'other' ? 'T' : 'R'
}

/** 2024年工资性支出（行政）: the name of a project that the system opens itself. */
export function projectNameOf({
  year,
  purpose,
  staff,
}: {
  year: number
  purpose: ProjectPurpose
  staff: string
}): string {
  const whose = { administrative: '（行政）', institution: '（事业）' }[staff] ?? ''
  return `${purpose === 'wages' ? `${year}年` : ''}${projectPurposes[purpose]}${whose}`
}

/** 预算项目 of a budget year. */
export type BudgetProject = {
  year: number
  code: string
  name: string
  kind: string
  organizationId: string
  purpose: string
  staff: string
  expenditureKind: string
}
