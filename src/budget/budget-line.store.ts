import { and, eq, gt, inArray, lt, lte, type SQL, sql } from 'drizzle-orm'
import type { Db } from '../database/connection.ts'
import { addedBy, knownAt } from '../database/recorded.ts'
import type { Viewpoint } from '../kernel/acting.ts'
import { dateOf } from '../kernel/dates.ts'
import { yuan } from '../kernel/money.ts'
import { costCalculations, costSpells } from '../pay/schema.ts'
import { adjustedBudget, type BudgetFigures, type BudgetLineRow, forecastOf } from './budget-line.ts'
import { payrollPurposes } from './project-code.ts'
import {
  budgetAdjustmentDecisions,
  budgetAdjustmentLines,
  budgetAdjustments,
  budgetProjects,
  expenditures,
  initialBudgetLines,
} from './schema.ts'
import { monthsOfYear, monthsWithin, ofPayroll, projectOfSpell } from './spell-project.store.ts'

/**
 * The budget lines of a unit and a year, or of all units when `organizationId` is null, in the order of project,
 * function and economic code. As of a day: adjustments in effect by then, expenditures of the months begun by then;
 * as known at a moment: what had been recorded and decided.
 */
export async function budgetLinesOf(
  db: Db,
  viewpoint: Viewpoint,
  organizationId: string | null,
  year: number,
): Promise<BudgetLineRow[]> {
  const rows = await db.execute<{
    organization_id: string
    project_code: string
    project_name: string
    project_kind: string
    purpose: string
    expenditure_kind: string
    function_code: string
    economic_code: string
    initial: string
    adjustment: string
    pending: string
    executed: string
    due: string | null
  }>(sql`
    with figures as (
      ${initialFigures(viewpoint, year)}
      union all
      ${adjustmentFigures(viewpoint, year)}
      union all
      ${executedFigures(viewpoint, year)}
      union all
      ${dueFigures(viewpoint, organizationId, year)}
    )
    select
      ${budgetProjects.organizationId} as organization_id, ${budgetProjects.code} as project_code,
      ${budgetProjects.name} as project_name, ${budgetProjects.kind} as project_kind,
      ${budgetProjects.purpose} as purpose, ${budgetProjects.expenditureKind} as expenditure_kind,
      function_code, economic_code,
      sum(initial) as initial, sum(adjustment) as adjustment, sum(pending) as pending,
      sum(executed) as executed, ${dueOfLine(viewpoint.regionCode, year)} as due
    from figures
    join ${budgetProjects} on ${and(
      eq(budgetProjects.regionCode, viewpoint.regionCode),
      eq(budgetProjects.year, year),
      sql`${budgetProjects.code} = figures.project_code`,
      organizationId === null ? undefined : eq(budgetProjects.organizationId, organizationId),
    )}
    group by 1, 2, 3, 4, 5, 6, 7, 8
    having sum(initial) <> 0 or sum(adjustment) <> 0 or sum(pending) <> 0 or sum(executed) <> 0 or sum(due) <> 0
    order by project_code, function_code, economic_code`)
  const yearIsOver = viewpoint.asOf >= dateOf(year + 1, 1, 1)
  return rows.map((row) => {
    const figures: BudgetFigures = {
      initial: yuan(row.initial),
      adjustment: yuan(row.adjustment),
      pending: yuan(row.pending),
      executed: yuan(row.executed),
      due: row.due === null ? null : yuan(row.due),
    }
    return {
      ...figures,
      organizationId: row.organization_id,
      projectCode: row.project_code,
      projectName: row.project_name,
      projectKind: row.project_kind,
      purpose: row.purpose,
      expenditureKind: row.expenditure_kind,
      functionCode: row.function_code,
      economicCode: row.economic_code,
      adjusted: adjustedBudget(figures),
      forecast: forecastOf(figures, { yearIsOver }),
    }
  })
}

/** The years for which anything is budgeted, newest first. */
export async function budgetYears(db: Db, regionCode: string): Promise<number[]> {
  const rows = await db
    .selectDistinct({ year: budgetProjects.year })
    .from(budgetProjects)
    .where(eq(budgetProjects.regionCode, regionCode))
    .orderBy(sql`1 desc`)
  return rows.map(({ year }) => year)
}

/** Units that have budget projects of their own in the year. */
export async function budgetUnitsOf(db: Db, regionCode: string, year: number): Promise<string[]> {
  const rows = await db
    .selectDistinct({ organizationId: budgetProjects.organizationId })
    .from(budgetProjects)
    .where(and(eq(budgetProjects.regionCode, regionCode), eq(budgetProjects.year, year)))
  return rows.map(({ organizationId }) => organizationId)
}

/** What a line may still spend: used before a payment or a cut, inside the transaction that makes it. */
export async function lineBalances(
  tx: Db,
  regionCode: string,
  year: number,
  projectCodes: readonly string[],
): Promise<Map<string, { adjusted: BudgetFigures['initial']; executed: BudgetFigures['initial'] }>> {
  const always: Viewpoint = { regionCode, asOf: dateOf(year, 12, 31), asKnownAt: null }
  const rows = await tx.execute<{
    project_code: string
    function_code: string
    economic_code: string
    adjusted: string
    executed: string
  }>(sql`
    with figures as (
      ${initialFigures(always, year)} union all ${adjustmentFigures(always, year)}
      union all ${executedFigures(always, year)}
    )
    select project_code, function_code, economic_code, sum(initial + adjustment) as adjusted, sum(executed) as executed
    from figures
    where ${inArray(sql`project_code`, [...projectCodes])}
    group by 1, 2, 3`)
  return new Map(
    rows.map((row) => [
      lineKey({
        projectCode: row.project_code,
        functionCode: row.function_code,
        economicCode: row.economic_code,
      }),
      { adjusted: yuan(row.adjusted), executed: yuan(row.executed) },
    ]),
  )
}

export function lineKey(line: { projectCode: string; functionCode: string; economicCode: string }): string {
  return `${line.projectCode} ${line.functionCode} ${line.economicCode}`
}

const codes = (table: typeof initialBudgetLines | typeof budgetAdjustmentLines | typeof expenditures) =>
  sql`${table.projectCode} as project_code, ${table.functionCode} as function_code, ${table.economicCode} as economic_code`

function initialFigures({ regionCode, asKnownAt }: Viewpoint, year: number): SQL {
  return sql`
    select ${codes(initialBudgetLines)}, ${initialBudgetLines.amount} as initial, 0::numeric as adjustment,
      0::numeric as pending, 0::numeric as executed, null::numeric as due
    from ${initialBudgetLines}
    where ${and(
      eq(initialBudgetLines.regionCode, regionCode),
      eq(initialBudgetLines.year, year),
      knownAt(initialBudgetLines, asKnownAt),
    )}`
}

function adjustmentFigures({ regionCode, asOf, asKnownAt }: Viewpoint, year: number): SQL {
  return sql`
    select ${codes(budgetAdjustmentLines)}, 0::numeric as initial,
      case when ${budgetAdjustmentDecisions.approved} then ${budgetAdjustmentLines.amount} else 0 end as adjustment,
      case when ${budgetAdjustmentDecisions.approved} is null then ${budgetAdjustmentLines.amount} else 0 end as pending,
      0::numeric as executed, null::numeric as due
    from ${budgetAdjustmentLines}
    join ${budgetAdjustments} on ${and(
      eq(budgetAdjustments.regionCode, budgetAdjustmentLines.regionCode),
      eq(budgetAdjustments.id, budgetAdjustmentLines.adjustmentId),
    )}
    left join ${budgetAdjustmentDecisions} on ${and(
      eq(budgetAdjustmentDecisions.regionCode, budgetAdjustmentLines.regionCode),
      eq(budgetAdjustmentDecisions.adjustmentId, budgetAdjustmentLines.adjustmentId),
      addedBy(budgetAdjustmentDecisions, asKnownAt),
    )}
    where ${and(
      eq(budgetAdjustmentLines.regionCode, regionCode),
      eq(budgetAdjustmentLines.year, year),
      lte(budgetAdjustments.effectiveOn, asOf),
      addedBy(budgetAdjustments, asKnownAt),
    )}`
}

function executedFigures({ regionCode, asOf, asKnownAt }: Viewpoint, year: number): SQL {
  return sql`
    select ${codes(expenditures)}, 0::numeric as initial, 0::numeric as adjustment, 0::numeric as pending,
      ${expenditures.amount} as executed, null::numeric as due
    from ${expenditures}
    where ${and(
      eq(expenditures.regionCode, regionCode),
      eq(expenditures.year, year),
      sql`make_date(${expenditures.year}, ${expenditures.month}, 1) <= ${asOf}::date`,
      addedBy(expenditures, asKnownAt),
    )}`
}

/** A pay line that nobody's months make any more is due nothing, once the year's months were computed. */
function dueOfLine(regionCode: string, year: number): SQL {
  const computed = and(
    eq(costCalculations.regionCode, regionCode),
    eq(costCalculations.purpose, 'actual'),
    lt(costCalculations.coversFrom, dateOf(year + 1, 1, 1)),
    gt(costCalculations.coversTo, dateOf(year, 1, 1)),
  )
  return sql`case
    when ${inArray(budgetProjects.purpose, [...payrollPurposes])}
      and exists (select 1 from ${costCalculations} where ${computed})
    then coalesce(sum(due), 0) else sum(due) end`
}

function dueFigures({ regionCode, asKnownAt }: Viewpoint, organizationId: string | null, year: number): SQL {
  const project = projectOfSpell(year)
  return sql`
    select ${project.code} as project_code, ${costSpells.functionCode} as function_code,
      ${costSpells.economicCode} as economic_code, 0::numeric as initial, 0::numeric as adjustment,
      0::numeric as pending, 0::numeric as executed, ${costSpells.amount} * ${monthsWithin(monthsOfYear(year))} as due
    from ${costSpells}
    join ${costCalculations} on ${and(
      eq(costCalculations.regionCode, costSpells.regionCode),
      eq(costCalculations.id, costSpells.calculationId),
      eq(costCalculations.purpose, 'actual'),
    )}
    ${project.join}
    where ${and(
      eq(costSpells.regionCode, regionCode),
      knownAt(costSpells, asKnownAt),
      ofPayroll(year),
      organizationId === null ? undefined : eq(costSpells.payingOrganizationId, organizationId),
    )}`
}
