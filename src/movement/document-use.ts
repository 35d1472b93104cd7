import { adjustmentKindName } from '../budget/budget-adjustment.ts'
import { controls, measures } from '../establishment/establishment-control.ts'
import { establishmentKindName } from '../establishment/establishment-kind.ts'
import { leadershipPositions } from '../establishment/leadership-post.ts'
import { groupName, percentInWords, type RankGroup } from '../establishment/rank-quota.ts'
import { planStepWords } from '../establishment/vacancy-plan.ts'
import { vacancyDecisions } from '../establishment/vacancy-request.ts'
import type { IsoDate } from '../kernel/dates.ts'
import type { Permission } from '../kernel/permission.ts'
import type { ApprovalDocument } from '../organization/document.ts'
import { organizationEventKinds, organizationRanks, wordOf } from '../organization/organization.ts'
import { applicationSubject } from '../staffing/person-application.ts'
import { factActs, factKinds } from '../staffing/person-fact.ts'
import { movementKindName } from './movement-kind.ts'
import { reformKinds } from './reform.ts'

/** 依据事项: what may rest on a paper, and the permission that it takes to be told of it. */
export const documentUses = {
  event: { label: '机构沿革', needs: 'organization.read' },
  organization: { label: '机构基本情况', needs: 'organization.read' },
  reform: { label: '机构改革', needs: 'organization.read' },
  headcount: { label: '核定编制', needs: 'establishment.read' },
  freeze: { label: '控编冻结', needs: 'establishment.read' },
  loan: { label: '周转编制', needs: 'establishment.read' },
  seat: { label: '领导职数', needs: 'establishment.read' },
  rank: { label: '职级职数', needs: 'establishment.read' },
  control: { label: '控制方式', needs: 'establishment.read' },
  plan: { label: '用编计划', needs: 'establishment.read' },
  request: { label: '用编申请', needs: 'establishment.read' },
  override: { label: '超编特批', needs: 'establishment.read' },
  movement: { label: '人员异动', needs: 'movement.read' },
  person: { label: '人员信息', needs: 'person.read' },
  application: { label: '更正申请', needs: 'person.apply' },
  adjustment: { label: '预算调整', needs: 'budget.read' },
} as const satisfies Record<string, { label: string; needs: Permission }>

export type DocumentUse = keyof typeof documentUses

export const documentUseOrder = Object.keys(documentUses) as DocumentUse[]

export function isDocumentUse(text: string): text is DocumentUse {
  return Object.hasOwn(documentUses, text)
}

/** What became of a thing that rests on a paper. */
export const factStandings = {
  standing: '有效',
  open: '办理中',
  ended: '未生效',
  reversed: '已冲销',
  corrected: '已更正',
  replaced: '已由新登记替代',
} as const

type Kinded = { establishmentKind: string }

/** What each kind of thing says of itself. */
type Words = {
  event: { kind: string; summary: string }
  organization: { name: string }
  reform: { number: string; kind: string }
  headcount: Kinded & { change: number; reverses: boolean }
  freeze: Kinded & { count: number; until: IsoDate | null }
  loan: Kinded & { count: number; until: IsoDate }
  seat: { rank: string; position: string; change: number; reverses: boolean }
  rank: RankGroup & { percent: string | null; count: number | null; until: IsoDate | null }
  control: Kinded & { measure: string; control: string }
  plan: { number: string; step: string }
  request: { number: string; decision: string | null; count: number | null }
  override: Kinded & { number: string; count: number }
  movement: { number: string; kind: string }
  person: { factKind: string | null; act: string | null }
  application: { number: string; factKind: string | null; factAct: string | null }
  adjustment: { kind: string; reason: string }
}

/** One thing that rests on a paper. */
export type DocumentFact = {
  [Use in DocumentUse]: {
    use: Use
    words: Words[Use]
    /** what its record goes by: of a decision, a step, the request, the plan */
    id: string
    organizationIds: string[]
    personId: string | null
    personName: string | null
    effectiveOn: IsoDate
    recordedAt: Date
    recordedByName: string | null
    standing: keyof typeof factStandings
  }
}[DocumentUse]

/** A paper as it was registered, and how many files are kept with it. */
export type KeptDocument = ApprovalDocument & { recordedAt: Date; recordedBy: string; files: number }

/** A paper with how much rests on it. */
export type ListedDocument = KeptDocument & {
  uses: Partial<Record<DocumentUse, number>>
  organizations: number
  people: number
}

export type DocumentFilter = {
  /** any part of 文号 or title */
  text: string
  year: number | null
  issuer: string
  use: DocumentUse | null
}

/** 核定编制 3、机构沿革 1 in the order of the uses. */
export function usesInWords(uses: ListedDocument['uses']): string {
  return documentUseOrder
    .filter((use) => uses[use] !== undefined)
    .map((use) => `${documentUses[use].label} ${uses[use]}`)
    .join('、')
}

export function factInWords(fact: DocumentFact): string {
  switch (fact.use) {
    case 'event':
      return [wordOf(organizationEventKinds, fact.words.kind), fact.words.summary].join(' ').trim()
    case 'organization':
      return fact.words.name
    case 'reform':
      return `${wordOf(reformKinds, fact.words.kind)} ${fact.words.number}`
    case 'headcount':
      return `${reversing(fact.words)}${kindOf(fact.words)} ${signed(fact.words.change)}`
    case 'freeze':
      return `${kindOf(fact.words)} ${fact.words.count}${until(fact.words.until)}`
    case 'loan':
      return `${kindOf(fact.words)} ${fact.words.count}${until(fact.words.until)}`
    case 'seat':
      return `${reversing(fact.words)}${seatName(fact.words)} ${signed(fact.words.change)}`
    case 'rank':
      return rankName(fact.words)
    case 'control':
      return controlName(fact.words)
    case 'plan':
      return `${wordOf(planStepWords, fact.words.step)} ${fact.words.number}`
    case 'request':
      return requestName(fact.words)
    case 'override':
      return `${fact.words.number} ${kindOf(fact.words)} ${fact.words.count}`
    case 'movement':
      return `${movementKindName(fact.words.kind)} ${fact.words.number}`
    case 'person':
      return personFactName(fact.words)
    case 'application':
      return `${applicationSubject(fact.words)} ${fact.words.number}`
    case 'adjustment':
      return `${adjustmentKindName(fact.words.kind)} ${fact.words.reason}`.trim()
  }
}

function kindOf({ establishmentKind }: Kinded): string {
  return establishmentKindName(establishmentKind)
}

function signed(change: number): string {
  return change > 0 ? `+${change}` : String(change)
}

function reversing({ reverses }: { reverses: boolean }): string {
  return reverses ? '冲销误登行 ' : ''
}

/** Periods hold their first day and not their last. */
function until(day: IsoDate | null): string {
  return day === null ? '' : `，至 ${day}`
}

function seatName({ rank, position }: Words['seat']): string {
  return `${wordOf(organizationRanks, rank)} ${wordOf(leadershipPositions, position)}`
}

/** A share, or a unit's own number. */
function rankName({ percent, count, until: day, ...group }: Words['rank']): string {
  const amount = percent === null ? `核定 ${count ?? 0} 名` : percentInWords(percent)
  return `${groupName(group)} ${amount}${until(day)}`
}

function controlName({ measure, establishmentKind, control }: Words['control']): string {
  return `${wordOf(measures, measure)} ${establishmentKindName(establishmentKind)} ${wordOf(controls, control)}`
}

/** Without a decision it is the paper that lets the request go beyond the plan. */
function requestName({ number, decision, count }: Words['request']): string {
  const done = decision === null ? '计划外用编' : wordOf(vacancyDecisions, decision)
  return `${done} ${number}${count === null ? '' : `，${count} 名`}`
}

function personFactName({ factKind, act }: Words['person']): string {
  if (factKind === null) return '基本信息'
  return `${wordOf(factActs, act ?? '')}${wordOf(factKinds, factKind)}`
}
