import type { Db } from '../database/connection.ts'
import { nothingThere, type VacancyGround } from '../establishment/vacancy-ground.ts'
import type { Viewpoint } from '../kernel/acting.ts'
import { dateOf, monthsBetween } from '../kernel/dates.ts'
import { type EstablishmentRow, establishmentTableOn } from '../staffing/establishment-table.store.ts'
import { ageingOn } from './retirement-due.store.ts'
import { latestBirthDue, retirementsDue } from './retirement-due.ts'

/** What plans of a year stand on; of a year that is over, as it stood at its end. */
export async function vacancyGrounds(
  db: Db,
  viewpoint: Viewpoint,
  { year, organizationIds }: { year: number; organizationIds?: readonly string[] | undefined },
): Promise<VacancyGround[]> {
  const lastDay = dateOf(year, 12, 31)
  const asOf = viewpoint.asOf < lastDay ? viewpoint.asOf : lastDay
  const today = { ...viewpoint, asOf }
  const horizon = { asOf, months: monthsBetween({ from: asOf, to: lastDay }) + 1 }
  const scope = organizationIds === undefined ? {} : { organizationIds }
  const [now, yearEnd, ageing] = await Promise.all([
    establishmentTableOn(db, today, scope),
    establishmentTableOn(db, { ...viewpoint, asOf: lastDay }, scope),
    ageingOn(db, today, { organizationIds, bornBy: latestBirthDue(horizon) }),
  ])
  const grounds = new Map<string, VacancyGround>()
  const at = ({
    organizationId,
    establishmentKind,
  }: Pick<EstablishmentRow, 'organizationId' | 'establishmentKind'>) => {
    const key = `${organizationId} ${establishmentKind}`
    const known = grounds.get(key)
    if (known !== undefined) return known
    const ground = {
      organizationId,
      establishmentKind,
      now: nothingThere,
      yearEnd: nothingThere,
      retiring: 0,
    }
    grounds.set(key, ground)
    return ground
  }
  for (const row of now) at(row).now = row
  for (const row of yearEnd) at(row).yearEnd = row
  for (const person of retirementsDue(ageing, horizon)) {
    // Whose leaving by then is recorded is counted in the position at the end of the year already.
    const leaves = person.endsOn !== null && person.endsOn <= lastDay
    if (person.dueOn <= lastDay && !leaves) at(person).retiring += 1
  }
  return [...grounds.values()]
}
