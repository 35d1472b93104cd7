import { and, eq, inArray, isNull, notInArray, type SQL, sql } from 'drizzle-orm'
import type { Db } from '../database/connection.ts'
import type { Acting } from '../kernel/acting.ts'
import { dateOf } from '../kernel/dates.ts'
import { type Money, yuan } from '../kernel/money.ts'
import { costCalculations, costSpells } from '../pay/schema.ts'
import { governmentCodes } from './account-code.ts'
import type { ProjectNeed } from './project.store.ts'
import { initialBudgetLines } from './schema.ts'
import { inMonths, monthsOfYear, monthsWithin, projectOfSpell } from './spell-project.store.ts'

/** Which part of the year's budget is meant. */
export type DraftScope = {
  regionCode: string
  year: number
  /** paying units; null: all */
  organizationIds: readonly string[] | null
  /** projects whose lines are entered by hand, so that last year's are not carried over */
  enteredProjects: readonly string[]
}

/** The draft by unit, in sum: what the page shows before adoption; yuan. */
export async function draftUnitsOf(
  db: Db,
  scope: DraftScope,
): Promise<{ organizationId: string; name: string; amount: Money; people: Money; other: Money }[]> {
  const rows = await db.execute<{
    organization_id: string
    name: string
    amount: string
    people: string
    other: string
  }>(sql`
    select project.organization_id, coalesce(unit.short_name, '') as name, sum(draft.amount) as amount,
      coalesce(sum(draft.amount) filter (where draft.people is not null), 0) as people,
      coalesce(sum(draft.amount) filter (where draft.people is null), 0) as other
    from (${draft(scope)}) as draft
    join budget_projects as project
      on project.region_code = ${scope.regionCode} and project.year = ${scope.year}::integer
      and project.code = draft.project_code
    left join organization_versions as unit
      on unit.region_code = project.region_code and unit.organization_id = project.organization_id
      and unit.superseded_at is null and unit.effective_from <= ${dateOf(scope.year, 1, 1)}::date
      and (unit.effective_to is null or unit.effective_to > ${dateOf(scope.year, 1, 1)}::date)
    group by 1, 2, unit.sort_order
    order by unit.sort_order, 2, 1`)
  return rows.map((row) => ({
    organizationId: row.organization_id,
    name: row.name,
    amount: yuan(row.amount),
    people: yuan(row.people),
    other: yuan(row.other),
  }))
}

/** How many lines the draft has and what they come to, yuan. */
export async function draftSumOf(db: Db, scope: DraftScope): Promise<{ lines: number; amount: Money }> {
  const [row] = await db.execute<{ lines: string; amount: string }>(sql`
    select count(*) as lines, coalesce(sum(amount), 0) as amount from (${draft(scope)}) as draft`)
  return { lines: Number.parseInt(row?.lines ?? '0', 10), amount: yuan(row?.amount ?? '0') }
}

/** Writes the draft as adopted lines in one statement; answers how many and their sum. */
export async function adoptDraft(
  tx: Db,
  acting: Acting,
  scope: DraftScope,
): Promise<{ lines: number; amount: Money }> {
  const [row] = await tx.execute<{ lines: string; amount: string }>(sql`
    with adopted as (
      insert into initial_budget_lines (
        region_code, id, year, project_code, function_code, economic_code, government_economic_code, fund_source,
        amount, calculation_id, basis, recorded_at, recorded_by
      )
      select ${acting.regionCode}, gen_random_uuid(), ${scope.year}::integer, project_code, function_code,
        economic_code, mapping.government_code, fund_source, amount, calculation_id, basis,
        ${acting.at.toISOString()}::timestamptz, ${acting.userId}::uuid
      from (${draft(scope)}) as draft
      left join jsonb_to_recordset(${JSON.stringify(governmentCodes())}::text::jsonb)
        as mapping (staff text, economic_code text, government_code text)
        using (staff, economic_code)
      returning amount
    )
    select count(*) as lines, coalesce(sum(amount), 0) as amount from adopted`)
  return { lines: Number.parseInt(row?.lines ?? '0', 10), amount: yuan(row?.amount ?? '0') }
}

/** The years in which any budget of these units (null: of anybody) was adopted. */
export async function adoptedYears(
  db: Db,
  regionCode: string,
  organizationIds: readonly string[] | null,
): Promise<number[]> {
  const ofUnits =
    organizationIds === null ? sql`` : sql`and ${inArray(sql`project.organization_id`, [...organizationIds])}`
  const rows = await db.execute<{ year: number }>(sql`
    select distinct line.year
    from initial_budget_lines as line
    join budget_projects as project
      on project.region_code = line.region_code and project.year = line.year and project.code = line.project_code
    where line.region_code = ${regionCode} and line.superseded_at is null ${ofUnits}
    order by line.year desc`)
  return rows.map(({ year }) => year)
}

/** Those of the years whose initial budget was adopted, of any unit. */
export async function adoptedAmong(db: Db, regionCode: string, years: readonly number[]): Promise<number[]> {
  if (years.length === 0) return []
  const rows = await db.execute<{ year: number }>(sql`
    select asked.year
    from unnest(${`{${years.join(',')}}`}::integer[]) as asked (year)
    where exists (
      select from initial_budget_lines as line
      where line.region_code = ${regionCode} and line.year = asked.year and line.superseded_at is null
    )
    order by asked.year`)
  return rows.map(({ year }) => year)
}

/** The projects that the people of the base date need. */
export async function needsOf(
  db: Db,
  { regionCode, year, organizationIds }: DraftScope,
): Promise<ProjectNeed[]> {
  return db
    .selectDistinct({
      organizationId: costSpells.payingOrganizationId,
      purpose: costSpells.projectPurpose,
      staff: costSpells.staff,
    })
    .from(costSpells)
    .innerJoin(costCalculations, ofInitialCalculation(year))
    .where(spellsOf({ regionCode, year, organizationIds }))
}

/** Who was counted for the year, and when; null before the first derivation. */
export async function initialCalculationOf(
  db: Db,
  regionCode: string,
  year: number,
): Promise<{ calculationId: string; recordedAt: Date; people: number } | null> {
  const [row] = await db
    .select({
      calculationId: costCalculations.id,
      recordedAt: sql`max(coalesce(${costSpells.recordedAt}, ${costCalculations.recordedAt}))`.mapWith(
        costCalculations.recordedAt,
      ),
      people: sql`count(distinct ${costSpells.personId})`.mapWith((text) => Number.parseInt(text, 10)),
    })
    .from(costCalculations)
    .leftJoin(
      costSpells,
      and(
        eq(costSpells.regionCode, costCalculations.regionCode),
        eq(costSpells.calculationId, costCalculations.id),
        isNull(costSpells.supersededAt),
      ),
    )
    .where(
      and(
        eq(costCalculations.regionCode, regionCode),
        eq(costCalculations.purpose, 'initial-budget'),
        eq(costCalculations.coversFrom, dateOf(year, 1, 1)),
      ),
    )
    .groupBy(costCalculations.id)
  return row ?? null
}

/**
 * The draft as a query. Where one project bears all staff, an economic code may come from both kinds; its
 * government code then follows the administrative part, one line having one.
 */
function draft(scope: DraftScope): SQL {
  const { regionCode, year, enteredProjects } = scope
  const project = projectOfSpell(year)
  const notEntered =
    enteredProjects.length === 0
      ? undefined
      : notInArray(initialBudgetLines.projectCode, [...enteredProjects])
  return sql`
    select ${project.code} as project_code, ${costSpells.functionCode} as function_code,
      ${costSpells.economicCode} as economic_code, min(${costSpells.staff}) as staff, 'general' as fund_source,
      sum(${costSpells.amount} * ${monthsWithin(monthsOfYear(year))}) as amount,
      count(distinct ${costSpells.personId}) as people, ${costSpells.calculationId} as calculation_id,
      jsonb_build_object('from', 'people', 'people', count(distinct ${costSpells.personId})) as basis
    from ${costSpells}
    join ${costCalculations} on ${ofInitialCalculation(year)}
    ${project.join}
    where ${spellsOf(scope)}
    group by 1, 2, 3, ${costSpells.calculationId}
    union all
    select ${initialBudgetLines.projectCode}, ${initialBudgetLines.functionCode}, ${initialBudgetLines.economicCode},
      case when kept_project.staff = 'institution' then 'institution' else 'administrative' end,
      ${initialBudgetLines.fundSource}, ${initialBudgetLines.amount}, null, null::uuid,
      jsonb_build_object('from', 'last-year', 'year', ${year - 1}::integer)
    from ${initialBudgetLines}
    join budget_projects as kept_project
      on kept_project.region_code = ${initialBudgetLines.regionCode} and kept_project.year = ${year}::integer
      and kept_project.code = ${initialBudgetLines.projectCode} and kept_project.purpose = 'other'
      ${keptOf(scope)}
    where ${and(
      eq(initialBudgetLines.regionCode, regionCode),
      eq(initialBudgetLines.year, year - 1),
      isNull(initialBudgetLines.supersededAt),
      notEntered,
    )}`
}

function keptOf({ organizationIds }: DraftScope): SQL {
  return organizationIds === null
    ? sql``
    : sql`and ${inArray(sql`kept_project.organization_id`, [...organizationIds])}`
}

function ofInitialCalculation(year: number): SQL | undefined {
  return and(
    eq(costCalculations.regionCode, costSpells.regionCode),
    eq(costCalculations.id, costSpells.calculationId),
    eq(costCalculations.purpose, 'initial-budget'),
    eq(costCalculations.coversFrom, dateOf(year, 1, 1)),
  )
}

function spellsOf({
  regionCode,
  year,
  organizationIds,
}: Pick<DraftScope, 'regionCode' | 'year' | 'organizationIds'>): SQL | undefined {
  return and(
    eq(costSpells.regionCode, regionCode),
    isNull(costSpells.supersededAt),
    eq(costSpells.budgeted, true),
    inMonths(monthsOfYear(year)),
    organizationIds === null ? undefined : inArray(costSpells.payingOrganizationId, [...organizationIds]),
  )
}
