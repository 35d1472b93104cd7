import type { IsoDate, Period } from '../kernel/dates.ts'
import type { ApprovalDocument } from './document.ts'
import type { Organization } from './organization.ts'
import type { OrganizationFacts } from './organization-version.ts'

/** One version of an organization's facts: what, from when to when, recorded when by whom on which paper. */
export type OrganizationVersion = Omit<Organization, 'versionId'> &
  Period & {
    id: string
    creditCode: string | null
    legalRepresentative: string | null
    address: string | null
    /** 主要职责 */
    duties: string | null
    recordedAt: Date
    supersededAt: Date | null
    recordedByName: string | null
    document: ApprovalDocument | null
  }

/** 沿革: one event, with who came before and after in a merger or a split. */
export type OrganizationEvent = {
  eventId: string
  organizationId: string
  kind: string
  effectiveOn: IsoDate
  summary: string
  recordedAt: Date
  recordedByName: string | null
  document: ApprovalDocument | null
  successions: { predecessorId: string; successorId: string }[]
}

/** What the head of every page about one organization shows. */
export type OrganizationHeadFacts = {
  organizationId: string
  code: string
  name: string
  shortName: string
  kind: string
  category: string
  nature: string
  rank: string | null
  funding: string | null
  parentId: string | null
  parentName: string
  supervisorName: string
  /** 经费 is shown: a unit, to somebody who may read budgets */
  budgetShown: boolean
  /** From the first version to the end of the last. */
  life: Period
}

/** From the first version to the end of the last; null when there is none. `versions` in the order of their days. */
export function lifeOf(versions: readonly Period[]): Period | null {
  const [first] = versions
  const last = versions.at(-1)
  if (first === undefined || last === undefined) return null
  return { effectiveFrom: first.effectiveFrom, effectiveTo: last.effectiveTo }
}

/** The version of the day, or the nearest one when the organization is not there yet or no longer. */
export function nearestVersion<Version extends Period>(
  versions: readonly Version[],
  day: IsoDate,
): Version | null {
  const begun = versions.filter(({ effectiveFrom }) => effectiveFrom <= day)
  return begun.at(-1) ?? versions[0] ?? null
}

/** The facts a change of version is told in, in the order of the card. */
export const tellableFacts = {
  name: '名称',
  shortName: '简称',
  otherNames: '挂牌名称',
  category: '类别',
  nature: '性质',
  rank: '规格',
  parentId: '上级机构',
  supervisorId: '主管部门',
  funding: '经费形式',
  budgetLevel: '预算级次',
  budgetUnitCode: '预算单位编码',
  functionClass: '支出功能分类',
  creditCode: '统一社会信用代码',
  legalRepresentative: '法定代表人',
  address: '地址',
  duties: '主要职责',
} as const

export type TellableFact = keyof typeof tellableFacts

export type TellableFacts = Pick<OrganizationFacts, TellableFact>

export type FactChange = { fact: TellableFact; before: string | null; after: string | null }

/** Which facts differ, old → new, as stored; ids and codes are put into words by the page. */
export function changedFacts(before: TellableFacts | null, after: TellableFacts): FactChange[] {
  const facts = Object.keys(tellableFacts) as TellableFact[]
  return facts
    .map((fact) => ({
      fact,
      before: before === null ? null : written(before[fact]),
      after: written(after[fact]),
    }))
    .filter((change) => change.before !== change.after)
}

function written(value: string | number | string[] | null): string | null {
  if (value === null) return null
  return Array.isArray(value) ? value.join('、') : String(value)
}
