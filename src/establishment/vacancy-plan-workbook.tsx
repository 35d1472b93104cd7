import type { Sheet } from '../http/workbook.ts'
import { wordOf } from '../organization/organization.ts'
import { establishmentKindName } from './establishment-kind.ts'
import { vacancies } from './vacancy.ts'
import { expectedVacancies } from './vacancy-ground.ts'
import { planStateWords, type VacancyPlan } from './vacancy-plan.ts'
import { type PlanSummaryRow, type PlanTotals, planTotals } from './vacancy-plan-summary.ts'
import { waysIn } from './vacancy-request.ts'

/** 用编计划汇总表: one table of all units. */
export function workbookOfSummary(rows: readonly PlanSummaryRow[], year: number): Sheet {
  const figures = (
    row: Omit<PlanSummaryRow, 'organizationId' | 'organizationName' | 'establishmentKind' | 'planId'>,
  ) => [
    row.now.approved,
    row.now.occupied,
    row.now.reserved,
    row.now.frozen,
    vacancies(row.now),
    row.retiring,
    expectedVacancies({ ...row, organizationId: '', establishmentKind: '' }),
    row.declared,
    row.reviewed,
    row.approved,
    row.requested,
    row.used,
    row.left,
  ]
  const count = (title: string, width = 9) => ({ title, width, kind: 'count' as const })
  return {
    title: `${year}年用编计划汇总表`,
    unitOfMeasure: '名',
    columns: [
      { title: '单位', width: 36 },
      { title: '编制类型', width: 16 },
      count('核定'),
      count('实有'),
      count('已批未用', 10),
      count('冻结'),
      count('空缺'),
      count('年内退休', 10),
      count('预计年末空缺', 14),
      count('申报'),
      count('审核'),
      count('核定计划', 10),
      count('已申请'),
      count('已用'),
      count('剩余'),
    ],
    rows: rows.map((row) => [
      row.organizationName,
      establishmentKindName(row.establishmentKind),
      ...figures(row),
    ]),
    totals: ['合计', '', ...figures(planTotals(rows))],
    notes: [
      '口径：空缺＝核定－实有－已批未用－冻结，负数为超编。年内退休为至年末到龄、尚未登记出编的人数。',
      '已申请含审核中的用编申请；到期、收回的只计已用。计划外申请不计。',
    ],
  }
}

/** 用编计划, a line a unit. */
export function workbookOfPlans(
  plans: readonly VacancyPlan[],
  totals: ReadonlyMap<string, PlanTotals>,
  year: number,
): Sheet {
  const figures = ({ declared, reviewed, approved, requested, used, left }: PlanTotals) => [
    declared,
    reviewed,
    approved,
    requested,
    used,
    left,
  ]
  const all = plans.map(({ organizationId }) => totals.get(organizationId) ?? planTotals([]))
  return {
    title: `${year}年用编计划`,
    unitOfMeasure: '名',
    columns: [
      { title: '编号', width: 20 },
      { title: '单位', width: 40 },
      { title: '状态', width: 22 },
      ...['申报', '审核', '核定计划', '已申请', '已用', '剩余'].map((title) => ({
        title,
        width: 10,
        kind: 'count' as const,
      })),
    ],
    rows: plans.map((plan, place) => [
      plan.number,
      plan.organizationName,
      planStateWords(plan.steps),
      ...figures(all[place] ?? planTotals([])),
    ]),
    totals: ['合计', '', '', ...figures(planTotals(all))],
  }
}

/** 核定公布: what was decided, a line each. */
export function workbookOfPublication(plans: readonly VacancyPlan[], year: number): Sheet {
  const lines = plans.flatMap((plan) =>
    plan.approved.filter(({ count }) => count > 0).map((line) => ({ plan, line })),
  )
  return {
    title: `${year}年用编计划核定表`,
    unitOfMeasure: '名',
    columns: [
      { title: '单位', width: 40 },
      { title: '编制类型', width: 18 },
      { title: '进入方式', width: 14 },
      { title: '核定计划', width: 10, kind: 'count' },
      { title: '文号', width: 26 },
    ],
    rows: lines.map(({ plan, line }) => [
      plan.organizationName,
      establishmentKindName(line.establishmentKind),
      wordOf(waysIn, line.wayIn),
      line.count,
      plan.steps.findLast(({ document }) => document !== null)?.document?.number ?? '',
    ]),
    totals: ['合计', '', '', lines.reduce((sum, { line }) => sum + line.count, 0), ''],
  }
}
