import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import type { Db } from '../database/connection.ts'
import { nextSerial } from '../database/serial-number.ts'
import type { Acting } from '../kernel/acting.ts'
import {
  type BudgetProject,
  type ProjectPurpose,
  projectKindOf,
  projectNameOf,
  projectPurposes,
} from './project-code.ts'
import { budgetProjects } from './schema.ts'

const columns = {
  year: budgetProjects.year,
  code: budgetProjects.code,
  name: budgetProjects.name,
  kind: budgetProjects.kind,
  organizationId: budgetProjects.organizationId,
  purpose: budgetProjects.purpose,
  staff: budgetProjects.staff,
  expenditureKind: budgetProjects.expenditureKind,
}

/** 预算项目 of a unit and a year, by code. */
export function projectsOf(
  db: Db,
  regionCode: string,
  organizationId: string,
  year: number,
): Promise<BudgetProject[]> {
  return db
    .select(columns)
    .from(budgetProjects)
    .where(
      and(
        eq(budgetProjects.regionCode, regionCode),
        eq(budgetProjects.organizationId, organizationId),
        eq(budgetProjects.year, year),
      ),
    )
    .orderBy(asc(budgetProjects.code))
}

/** One project of a year, or null. */
export async function projectOf(
  db: Db,
  regionCode: string,
  year: number,
  code: string,
): Promise<BudgetProject | null> {
  const [found] = await db
    .select(columns)
    .from(budgetProjects)
    .where(
      and(
        eq(budgetProjects.regionCode, regionCode),
        eq(budgetProjects.year, year),
        eq(budgetProjects.code, code),
      ),
    )
  return found ?? null
}

/** What must have a project: the unit that pays, what for, for which staff. */
export type ProjectNeed = { organizationId: string; purpose: string; staff: string }

/** The projects of these units that bear people's cost, one per need; a need without one is not in the map. */
export async function projectsFor(
  db: Db,
  regionCode: string,
  year: number,
  needs: readonly ProjectNeed[],
): Promise<Map<string, BudgetProject>> {
  if (needs.length === 0) return new Map()
  const rows = await db
    .select(columns)
    .from(budgetProjects)
    .where(
      and(
        eq(budgetProjects.regionCode, regionCode),
        eq(budgetProjects.year, year),
        inArray(budgetProjects.organizationId, [...new Set(needs.map((need) => need.organizationId))]),
        sql`${budgetProjects.purpose} <> 'other'`,
      ),
    )
  const known = new Map(rows.map((row) => [needKey(row), row]))
  const found = new Map<string, BudgetProject>()
  for (const need of needs) {
    const project = known.get(needKey(need)) ?? known.get(needKey({ ...need, staff: 'all' }))
    if (project) found.set(needKey(need), project)
  }
  return found
}

/** Opens the projects that are missing, with the next free codes, and answers all that are needed. */
export async function ensureProjects(
  tx: Db,
  acting: Acting,
  year: number,
  needs: readonly ProjectNeed[],
): Promise<Map<string, BudgetProject>> {
  return openProjects(tx, acting, year, needs, await projectsFor(tx, acting.regionCode, year, needs))
}

/** The same where those that are there are read already. */
export async function openProjects(
  tx: Db,
  acting: Acting,
  year: number,
  needs: readonly ProjectNeed[],
  found: Map<string, BudgetProject>,
): Promise<Map<string, BudgetProject>> {
  const missing = new Map(
    needs.filter((need) => !found.has(needKey(need))).map((need) => [needKey(need), need]),
  )
  if (missing.size === 0) return found
  // The serial's row keeps a second opening of projects waiting until this one is written.
  await nextSerial(tx, acting.regionCode, `budget-projects-${year}`)
  const rows = [...missing.values()].map(({ organizationId, purpose, staff }) => {
    const known: ProjectPurpose = purpose in projectPurposes ? (purpose as ProjectPurpose) : 'other'
    return {
      organization_id: organizationId,
      purpose,
      staff,
      kind: projectKindOf(known),
      name: projectNameOf({ year, purpose: known, staff }),
    }
  })
  const prefix = `${acting.regionCode}${String(year % 100).padStart(2, '0')}`
  await tx.execute(sql`
    insert into budget_projects (
      region_code, year, code, name, kind, organization_id, purpose, staff, expenditure_kind, recorded_at, recorded_by
    )
    select ${acting.regionCode}, ${year}::integer,
      ${prefix} || needed.kind || lpad((last.serial + row_number() over ())::text, 12, '0'),
      needed.name, needed.kind, needed.organization_id, needed.purpose, needed.staff, 'basic',
      ${acting.at.toISOString()}::timestamptz, ${acting.userId}::uuid
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb)
      as needed (organization_id uuid, purpose text, staff text, kind text, name text),
      (
        select coalesce(max(right(code, 12)::bigint), 0) as serial
        from budget_projects where region_code = ${acting.regionCode} and code like ${`${prefix}%`}
      ) as last`)
  return projectsFor(tx, acting.regionCode, year, needs)
}

export function needKey({ organizationId, purpose, staff }: ProjectNeed): string {
  return `${organizationId} ${purpose} ${staff}`
}
