import { budgetLinesOf } from '../budget/budget-line.store.ts'
import type { Db } from '../database/connection.ts'
import type { Viewpoint } from '../kernel/acting.ts'
import type { Organization } from '../organization/organization.ts'
import { type PersonnelReport, personnelReport } from './personnel-report.ts'
import { staffingFactsOf } from './staffing-facts.store.ts'
import { staffingParagraph } from './staffing-paragraph.ts'

/** Loads what the report of a unit and a year tells, as of the day and as known at the moment. */
export async function composeReport(
  db: Db,
  viewpoint: Viewpoint,
  { organizationId, name }: Pick<Organization, 'organizationId' | 'name'>,
  year: number,
): Promise<PersonnelReport> {
  const staffing = staffingParagraph(await staffingFactsOf(db, viewpoint, organizationId))
  const lines = await budgetLinesOf(db, viewpoint, organizationId, year)
  return personnelReport({ organizationName: name, year, asOf: viewpoint.asOf, staffing }, lines)
}
