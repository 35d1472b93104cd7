import { governmentCodeOf } from '../budget/account-code.ts'
import { staffOfLine } from '../budget/staff-of-line.ts'
import type { IsoDate } from '../kernel/dates.ts'
import { fixedYuan, type Money, yuan } from '../kernel/money.ts'
import { type CostDifference, costDifferences } from '../pay/cost-difference.ts'
import { type CostSpell, costSpells } from '../pay/cost-spell.ts'
import type { DistrictRows } from './district-rows.ts'
import {
  awardGivenAt,
  basesDeclaredAt,
  bonusSettledAt,
  childStoppedAt,
  rewardSetAt,
} from './establishment-office-pay.ts'
import { officePeople } from './establishment-office-people.ts'
import { officeId } from './establishment-office-place.ts'
import { officeProjectFor, registryProject, staffOfProject } from './establishment-office-projects.ts'
import { movementId, signedAt } from './establishment-office-staff.ts'
import { quotaPaid } from './establishment-office-vouchers.ts'
import { operatingQuota } from './example-allowances.ts'
import { exampleRegionCode, moment } from './example-region.ts'
import { clerk, finance } from './example-users.ts'
import { namedId } from './generator.ts'
import { payBookKnown, payFactsKnown } from './known-facts.ts'

/** When the initial budget of the year was adopted: everything known then, and nothing later, is in it. */
export function initialBudgetMoment(year: number): Date {
  return moment(`${year}-01-10`, '09:00')
}

type Line = { projectCode: string; functionCode: string; economicCode: string; amount: Money; basis: object }

type Adjusting = {
  kind: 'movement' | 'addition' | 'reduction' | 'transfer'
  movementId: string | null
  document: { number: string; title: string } | null
  reason: string
  on: IsoDate
  at: Date
  lines: readonly Line[]
}

/**
 * What changed the budget of 2023: the five movements, and the papers of the year. Every amount that comes from
 * people is the difference the engine finds between what was known before and after; nothing of it is typed.
 */
export function officeAdjustmentRows(
  whole: DistrictRows,
): Pick<
  DistrictRows,
  'budgetAdjustments' | 'budgetAdjustmentLines' | 'budgetAdjustmentDecisions' | 'approvalDocuments'
> {
  const all = [...peopleAdjustments(whole), ...paperAdjustments()].filter(({ lines }) => lines.length > 0)
  return {
    approvalDocuments: all.flatMap(({ document, on }) =>
      document
        ? [
            {
              regionCode: exampleRegionCode,
              id: documentId(document.number),
              ...document,
              issuer: '朝天区财政局',
              issuedOn: on,
              recordedAt: moment(on, '09:10'),
              recordedBy: clerk.id,
            },
          ]
        : [],
    ),
    budgetAdjustments: all.map((adjusting) => ({
      regionCode: exampleRegionCode,
      id: adjustmentId(adjusting),
      year: 2023,
      organizationId: officeId,
      kind: adjusting.kind,
      movementId: adjusting.movementId,
      documentId: adjusting.document ? documentId(adjusting.document.number) : null,
      reason: adjusting.reason,
      effectiveOn: adjusting.on,
      recordedAt: adjusting.at,
      recordedBy: clerk.id,
    })),
    budgetAdjustmentLines: all.flatMap((adjusting) =>
      adjusting.lines.map((line, index) => ({
        regionCode: exampleRegionCode,
        id: namedId('adjustment-line', adjustmentId(adjusting), String(index)),
        adjustmentId: adjustmentId(adjusting),
        year: 2023,
        projectCode: line.projectCode,
        functionCode: line.functionCode,
        economicCode: line.economicCode,
        governmentEconomicCode: governmentCodeOf(
          line.economicCode,
          staffOfLine(line, staffOfProject(line.projectCode)),
        ),
        fundSource: 'general',
        amount: line.amount,
        basis: { ...line.basis },
      })),
    ),
    budgetAdjustmentDecisions: all.map((adjusting) => ({
      regionCode: exampleRegionCode,
      adjustmentId: adjustmentId(adjusting),
      approved: true,
      words: '同意调整',
      decidedByName: finance.name,
      recordedAt: new Date(adjusting.at.getTime() + 26 * 3_600_000),
      recordedBy: finance.id,
    })),
  }
}

type Event = Omit<Adjusting, 'lines'>

/** In the order of the year; each is compared with what was known just before it. */
function peopleEvents(): Event[] {
  const movements = officePeople.flatMap((person): Event[] =>
    [
      ...(person.leaves ? [{ ...person.leaves, reason: '人员调出，核减人员经费' }] : []),
      ...(person.enters ? [{ ...person.enters, reason: '人员增加，追加人员经费' }] : []),
    ].map(({ kind, on, reason }) => ({
      kind: 'movement' as const,
      movementId: movementId(person, kind),
      document: null,
      reason,
      on,
      at: signedAt(on),
    })),
  )
  const paper = (
    kind: Event['kind'],
    at: Date,
    on: IsoDate,
    number: string,
    title: string,
    reason: string,
  ): Event => ({
    kind,
    movementId: null,
    document: { number: `朝财预〔2023〕${number}号`, title },
    reason,
    on,
    at,
  })
  const papers = [
    paper(
      'addition',
      rewardSetAt,
      '2023-06-28',
      '12',
      '关于核定2023年事业单位绩效工资水平的通知',
      '绩效工资水平核定',
    ),
    paper(
      'addition',
      basesDeclaredAt,
      '2023-07-10',
      '14',
      '关于2023年度社会保险和住房公积金缴费基数的通知',
      '年度缴费基数调整',
    ),
    paper(
      'reduction',
      childStoppedAt,
      '2023-08-28',
      '18',
      '关于停发独生子女父母奖励的通知',
      '子女年满14周岁，停发奖励',
    ),
    paper(
      'addition',
      awardGivenAt,
      '2023-12-05',
      '27',
      '关于下达优秀事业人员奖励金的通知',
      '补发2019至2021年度奖励金',
    ),
    paper(
      'addition',
      bonusSettledAt,
      '2023-12-18',
      '29',
      '关于清算2023年度目标绩效奖的通知',
      '年度目标绩效奖据实追加',
    ),
  ]
  return [...movements, ...papers].sort((a, b) => a.at.getTime() - b.at.getTime())
}

function peopleAdjustments(whole: DistrictRows): Adjusting[] {
  let before = yearKnown(whole, initialBudgetMoment(2023))
  return peopleEvents().map((event) => {
    const after = yearKnown(whole, event.at)
    const lines = costDifferences(before, after).flatMap(lineOf)
    before = after
    return { ...event, lines }
  })
}

/** The cost of 2023 as it looked at the moment. */
function yearKnown(whole: DistrictRows, at: Date): CostSpell[] {
  const book = payBookKnown(whole, at)
  return payFactsKnown(whole, at).flatMap((facts) =>
    costSpells(facts, book, { from: '2023-01-01', to: '2024-01-01' }, 'actual'),
  )
}

function lineOf({
  projectPurpose,
  staff,
  functionCode,
  economicCode,
  amount,
  people,
  year,
}: CostDifference): Line[] {
  const project = officeProjectFor({ year, purpose: projectPurpose, staff })
  if (!project) throw new Error(`区委编办 has no project for ${projectPurpose} of ${staff} in ${year}`)
  if (amount.isZero()) return []
  const basis = {
    people: people.map((person) => ({ personId: person.personId, amount: fixedYuan(person.amount) })),
  }
  return [{ projectCode: project.code, functionCode, economicCode, amount, basis }]
}

/** 公用经费 and projects: the papers that moved them. */
function paperAdjustments(): Adjusting[] {
  const reduced = { '30201': -4504, '30211': -3400, '30228': -700, '30299': -100 }
  const base = { movementId: null, at: moment('2023-11-15', '10:40'), on: '2023-11-15' }
  return [
    {
      ...base,
      kind: 'reduction',
      document: { number: '朝财预〔2023〕24号', title: '关于压减2023年一般性支出的通知' },
      reason: '压减一般性支出',
      lines: quotaLines('administrative', reduced),
    },
    {
      ...base,
      kind: 'transfer',
      document: { number: '朝财预〔2023〕25号', title: '关于调剂2023年公用经费经济科目的批复' },
      reason: '按实际支出调剂经济科目',
      lines: [
        ...quotaLines('administrative', moved('administrative', 9, reduced)),
        ...quotaLines('institution', moved('institution', 5, {})),
      ],
    },
    {
      ...base,
      kind: 'addition',
      at: moment('2023-11-28', '14:50'),
      on: '2023-11-28',
      document: { number: '朝财预〔2023〕26号', title: '关于追加实名制系统运行与维护费用的通知' },
      reason: '年终追加实名制系统运行维护项目',
      lines: [
        {
          projectCode: registryProject,
          functionCode: '2013102',
          economicCode: '30227',
          amount: yuan('100000'),
          basis: {},
        },
      ],
    },
  ]
}

/** What is left to move between codes when the heads' quota and the reduction are taken from what was paid. */
function moved(
  staff: keyof typeof quotaPaid,
  heads: number,
  reduced: Partial<Record<string, number>>,
): Record<string, number> {
  return Object.fromEntries(
    Object.entries(quotaPaid[staff])
      .map(
        ([code, paid]) => [code, paid - heads * (operatingQuota[code] ?? 0) - (reduced[code] ?? 0)] as const,
      )
      .filter(([, change]) => change !== 0),
  )
}

function quotaLines(staff: 'administrative' | 'institution', changes: Record<string, number>): Line[] {
  const project = officeProjectFor({ year: 2023, purpose: 'operating-quota', staff })
  if (!project) throw new Error('the office has no operating quota')
  const functionCode = staff === 'administrative' ? '2013101' : '2013150'
  return Object.entries(changes).map(([economicCode, change]) => ({
    projectCode: project.code,
    functionCode,
    economicCode,
    amount: yuan(String(change)),
    basis: {},
  }))
}

function adjustmentId({
  movementId: movement,
  document,
}: Pick<Adjusting, 'movementId' | 'document'>): string {
  return namedId('adjustment', movement ?? document?.number ?? '')
}

function documentId(number: string): string {
  return namedId('document', number)
}
