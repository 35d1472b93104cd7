import { and, asc, desc, eq, gte, inArray, isNull, like, lt, lte, type SQL, sql } from 'drizzle-orm'
import { v7 } from 'uuid'
import type { Db } from '../database/connection.ts'
import { addedBy } from '../database/recorded.ts'
import type { Acting, Viewpoint } from '../kernel/acting.ts'
import { addMonths, dateOf } from '../kernel/dates.ts'
import { type Money, yuan } from '../kernel/money.ts'
import { costCalculations, costSpells } from '../pay/schema.ts'
import { governmentCodes } from './account-code.ts'
import { type ExpenditureRow, payrollVoucher } from './expenditure.ts'
import { budgetProjects, expenditures } from './schema.ts'
import { monthsWithin, ofPayroll, projectOfSpell } from './spell-project.store.ts'

export type ExpenditureFilter = {
  /** null: whatever year */
  year: number | null
  organizationIds?: readonly string[] | undefined
  /** 1 … 12 */
  month?: number | undefined
  projectCode?: string | undefined
  functionCode?: string | undefined
  economicCode?: string | undefined
  expenditureId?: string | undefined
}

/** Expenditures of the year up to the month of the viewpoint's day, newest month first. */
export function expendituresOf(
  db: Db,
  { regionCode, asOf, asKnownAt }: Viewpoint,
  filter: ExpenditureFilter,
): Promise<ExpenditureRow[]> {
  const { organizationIds, month, projectCode, functionCode, economicCode, expenditureId } = filter
  return db
    .select({
      expenditureId: expenditures.id,
      year: expenditures.year,
      month: expenditures.month,
      organizationId: budgetProjects.organizationId,
      projectCode: expenditures.projectCode,
      projectName: budgetProjects.name,
      functionCode: expenditures.functionCode,
      economicCode: expenditures.economicCode,
      governmentEconomicCode: expenditures.governmentEconomicCode,
      fundSource: expenditures.fundSource,
      amount: expenditures.amount,
      summary: expenditures.summary,
      voucherNumber: expenditures.voucherNumber,
      reversesId: expenditures.reversesId,
      recordedAt: expenditures.recordedAt,
    })
    .from(expenditures)
    .innerJoin(budgetProjects, ofProject)
    .where(
      and(
        eq(expenditures.regionCode, regionCode),
        filter.year === null ? undefined : eq(expenditures.year, filter.year),
        lte(sql`make_date(${expenditures.year}, ${expenditures.month}, 1)`, sql`${asOf}::date`),
        addedBy(expenditures, asKnownAt),
        organizationIds === undefined
          ? undefined
          : inArray(budgetProjects.organizationId, [...organizationIds]),
        month === undefined ? undefined : eq(expenditures.month, month),
        projectCode === undefined ? undefined : eq(expenditures.projectCode, projectCode),
        functionCode === undefined ? undefined : eq(expenditures.functionCode, functionCode),
        economicCode === undefined ? undefined : eq(expenditures.economicCode, economicCode),
        expenditureId === undefined ? undefined : eq(expenditures.id, expenditureId),
      ),
    )
    .orderBy(
      desc(expenditures.month),
      asc(expenditures.projectCode),
      asc(expenditures.functionCode),
      asc(expenditures.economicCode),
      asc(expenditures.recordedAt),
      asc(expenditures.id),
    )
}

/** What was paid in each month up to the viewpoint's day, basic and project expenditure apart; yuan. */
export async function executionByMonth(
  db: Db,
  { regionCode, asOf, asKnownAt }: Viewpoint,
  organizationId: string | null,
  year: number,
): Promise<{ month: number; basic: Money; project: Money }[]> {
  const rows = await db
    .select({
      month: expenditures.month,
      basic: sql<string>`coalesce(sum(${expenditures.amount}) filter (where ${budgetProjects.expenditureKind} = 'basic'), 0)`,
      project: sql<string>`coalesce(sum(${expenditures.amount}) filter (where ${budgetProjects.expenditureKind} <> 'basic'), 0)`,
    })
    .from(expenditures)
    .innerJoin(budgetProjects, ofProject)
    .where(
      and(
        eq(expenditures.regionCode, regionCode),
        eq(expenditures.year, year),
        lte(sql`make_date(${expenditures.year}, ${expenditures.month}, 1)`, sql`${asOf}::date`),
        addedBy(expenditures, asKnownAt),
        organizationId === null ? undefined : eq(budgetProjects.organizationId, organizationId),
      ),
    )
    .groupBy(expenditures.month)
    .orderBy(asc(expenditures.month))
  return rows.map(({ month, basic, project }) => ({ month, basic: yuan(basic), project: yuan(project) }))
}

/** Has the row been taken back already? */
export async function isReversed(tx: Db, regionCode: string, expenditureId: string): Promise<boolean> {
  const rows = await tx
    .select({ id: expenditures.id })
    .from(expenditures)
    .where(and(eq(expenditures.regionCode, regionCode), eq(expenditures.reversesId, expenditureId)))
  return rows.length > 0
}

export type NewExpenditure = Omit<
  ExpenditureRow,
  'expenditureId' | 'organizationId' | 'projectName' | 'recordedAt'
>

/** Adds one row; answers its id. */
export async function appendExpenditure(
  tx: Db,
  { regionCode, at, userId }: Acting,
  row: NewExpenditure,
): Promise<string> {
  const id = v7()
  await tx.insert(expenditures).values({ regionCode, id, ...row, recordedAt: at, recordedBy: userId })
  return id
}

/** Has the payroll of this month, or of a later one of the year, been recorded for any of the units (null: all)? */
export async function isPayrollRecorded(
  tx: Db,
  regionCode: string,
  { year, month }: { year: number; month: number },
  organizationIds: readonly string[] | null,
): Promise<boolean> {
  const rows = await tx
    .select({ id: expenditures.id })
    .from(expenditures)
    .innerJoin(budgetProjects, ofProject)
    .where(
      and(
        eq(expenditures.regionCode, regionCode),
        eq(expenditures.year, year),
        gte(expenditures.month, month),
        like(expenditures.voucherNumber, payrollVoucher(year, null)),
        isNull(expenditures.reversesId),
        organizationIds === null ? undefined : inArray(budgetProjects.organizationId, [...organizationIds]),
      ),
    )
    .limit(1)
  return rows.length > 0
}

/**
 * Writes the payroll of months that follow each other in one statement. The first pays what the people's months up to
 * it come to, less what the year's payrolls have paid already, by line: so a pay change for past months of the year is
 * paid, or taken back, with the next payroll. The others pay their own month. Lines of nothing are left out.
 */
export async function appendPayroll(
  tx: Db,
  { regionCode, userId }: Acting,
  { year, months }: { year: number; months: readonly { month: number; at: Date }[] },
  organizationIds: readonly string[] | null,
): Promise<{ lines: number; amount: Money }> {
  const project = projectOfSpell(year)
  const first = months[0]?.month ?? 1
  const asked = months.map(({ month, at }) => ({
    month,
    paid_at: at.toISOString(),
    first_day: dateOf(year, month === first ? 1 : month, 1),
    end_day: addMonths(dateOf(year, month, 1), 1),
    summary: `${year}年${month}月人员经费`,
    voucher: payrollVoucher(year, month),
  }))
  const ofUnits = (column: SQL) =>
    organizationIds === null ? sql`` : sql`and ${inArray(column, [...organizationIds])}`
  const period = { from: sql`asked.first_day`, to: sql`asked.end_day` }
  const [row] = await tx.execute<{ lines: string; amount: string }>(sql`
    with asked as (
      select * from jsonb_to_recordset(${JSON.stringify(asked)}::text::jsonb)
        as asked (month integer, paid_at timestamptz, first_day date, end_day date, summary text, voucher text)
    ),
    due as (
      select asked.month, ${project.code} as project_code, ${costSpells.functionCode} as function_code,
        ${costSpells.economicCode} as economic_code, min(${costSpells.staff}) as staff,
        sum(${costSpells.amount} * ${monthsWithin(period)}) as amount
      from ${costSpells}
      join ${costCalculations} on ${and(
        eq(costCalculations.regionCode, costSpells.regionCode),
        eq(costCalculations.id, costSpells.calculationId),
        eq(costCalculations.purpose, 'actual'),
      )}
      join asked on ${costSpells.effectiveFrom} < asked.end_day
        and coalesce(${costSpells.effectiveTo}, asked.end_day) > asked.first_day
      ${project.join}
      where ${and(eq(costSpells.regionCode, regionCode), isNull(costSpells.supersededAt), ofPayroll(year))}
        ${ofUnits(sql`${costSpells.payingOrganizationId}`)}
      group by 1, 2, 3, 4
    ),
    paid as (
      select ${first}::integer as month, project_code, function_code, economic_code,
        min(government_economic_code) as government_code, sum(amount) as amount
      from ${expenditures}
      join ${budgetProjects} on ${ofProject}
      where ${and(
        eq(expenditures.regionCode, regionCode),
        eq(expenditures.year, year),
        lt(expenditures.month, first),
        like(expenditures.voucherNumber, payrollVoucher(year, null)),
      )} ${ofUnits(sql`${budgetProjects.organizationId}`)}
      group by 2, 3, 4
    ),
    written as (
      insert into expenditures (
        region_code, id, year, month, project_code, function_code, economic_code, government_economic_code,
        fund_source, amount, summary, voucher_number, recorded_at, recorded_by
      )
      select ${regionCode}, gen_random_uuid(), ${year}::integer, month, project_code, function_code,
        economic_code, coalesce(paid.government_code, mapping.government_code), 'general',
        coalesce(due.amount, 0) - coalesce(paid.amount, 0), asked.summary, asked.voucher, asked.paid_at,
        ${userId}::uuid
      from due
      full join paid using (month, project_code, function_code, economic_code)
      join asked using (month)
      left join jsonb_to_recordset(${JSON.stringify(governmentCodes())}::text::jsonb)
        as mapping (staff text, economic_code text, government_code text) using (staff, economic_code)
      where project_code is not null and coalesce(due.amount, 0) <> coalesce(paid.amount, 0)
      returning amount
    )
    select count(*) as lines, coalesce(sum(amount), 0) as amount from written`)
  return { lines: Number.parseInt(row?.lines ?? '0', 10), amount: yuan(row?.amount ?? '0') }
}

const ofProject = and(
  eq(budgetProjects.regionCode, expenditures.regionCode),
  eq(budgetProjects.year, expenditures.year),
  eq(budgetProjects.code, expenditures.projectCode),
)
