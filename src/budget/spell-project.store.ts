import { and, eq, gt, inArray, lt, type SQL, sql } from 'drizzle-orm'
import { dateOf, type IsoDate } from '../kernel/dates.ts'
import { costSpells } from '../pay/schema.ts'
import { payrollPurposes } from './project-code.ts'
import { budgetProjects } from './schema.ts'

/**
 * How many months a spell has in the period; both are whole months, so it is a difference of months. The query that
 * multiplies an amount by it must also filter by `inMonths`.
 */
export function monthsWithin({ from, to }: { from: IsoDate | SQL; to: IsoDate | SQL }): SQL {
  const first = sql`greatest(${costSpells.effectiveFrom}, ${from}::date)`
  const end = sql`least(${costSpells.effectiveTo}, ${to}::date)`
  return sql`(
    (extract(year from ${end}) - extract(year from ${first})) * 12
    + extract(month from ${end}) - extract(month from ${first})
  )::integer`
}

/** Spells with at least one month in the period. */
export function inMonths({ from, to }: { from: IsoDate; to: IsoDate }): SQL | undefined {
  return and(
    lt(costSpells.effectiveFrom, to),
    gt(sql`coalesce(${costSpells.effectiveTo}, ${to}::date)`, from),
  )
}

export function monthsOfYear(year: number): { from: IsoDate; to: IsoDate } {
  return { from: dateOf(year, 1, 1), to: dateOf(year + 1, 1, 1) }
}

/** Spells that are paid month by month through a project; accrued ones and the operating quota are not. */
export function ofPayroll(year: number): SQL | undefined {
  return and(
    eq(costSpells.budgeted, true),
    inArray(costSpells.projectPurpose, [...payrollPurposes]),
    inMonths(monthsOfYear(year)),
  )
}

/**
 * Which project of the paying unit bears a spell: the one of its purpose and staff, or the one of its purpose that
 * bears all staff. `code` and `staff` are null where the unit has none yet.
 */
export function projectOfSpell(year: number): { code: SQL; staff: SQL; join: SQL } {
  const named = (alias: string, staff: SQL) => {
    const project = sql.identifier(alias)
    return sql`
      left join ${budgetProjects} as ${project} on ${project}.region_code = ${costSpells.regionCode}
        and ${project}.year = ${year}::integer and ${project}.organization_id = ${costSpells.payingOrganizationId}
        and ${project}.purpose = ${costSpells.projectPurpose} and ${project}.staff = ${staff}`
  }
  return {
    code: sql`coalesce(own_project.code, whole_project.code)`,
    staff: sql`case when own_project.code is null then 'all' else ${costSpells.staff} end`,
    join: sql`${named('own_project', sql`${costSpells.staff}`)} ${named('whole_project', sql`'all'`)}`,
  }
}
