import type { Sheet } from '../http/workbook.ts'
import { wordOf } from '../organization/organization.ts'
import { establishmentKindName } from './establishment-kind.ts'
import type { VacancyPlan } from './vacancy-plan.ts'
import { waysIn } from './vacancy-request.ts'

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
