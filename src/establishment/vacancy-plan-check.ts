import type { Problem } from '../kernel/problem.ts'
import type { Control } from './establishment-control.ts'
import { vacancies } from './vacancy.ts'
import { expectedVacancies, nothingThere, planLimit, type VacancyGround } from './vacancy-ground.ts'
import { type PlanLine, plannedCount } from './vacancy-plan.ts'

/** A kind planned for beyond its limit, and whether that stops or is only shown. */
export type PlanExcess = { establishmentKind: string; control: Control; problem: Problem }

/** Each kind of the lines against what it stands on; the most a unit may plan is the limit of vacancy-ground.ts. */
export function planExcesses(
  lines: readonly PlanLine[],
  {
    grounds,
    controlOfKind,
    takenOfKind,
    fieldOfKind,
  }: {
    grounds: readonly VacancyGround[]
    controlOfKind: (kind: string) => Control
    /** entered or reserved by this plan already: they were vacant when it began */
    takenOfKind: (kind: string) => number
    fieldOfKind: (kind: string) => string
  },
): PlanExcess[] {
  const kinds = [...new Set(lines.map(({ establishmentKind }) => establishmentKind))]
  return kinds.flatMap((establishmentKind) => {
    const ground = grounds.find((one) => one.establishmentKind === establishmentKind) ?? {
      organizationId: '',
      establishmentKind,
      now: nothingThere,
      yearEnd: nothingThere,
      retiring: 0,
    }
    const planned = plannedCount(lines, establishmentKind)
    const limit = planLimit(ground) + takenOfKind(establishmentKind)
    if (planned <= limit) return []
    const problem: Problem = {
      code: 'plan-over-limit',
      field: fieldOfKind(establishmentKind),
      establishmentKind,
      planned,
      limit,
      vacancies: vacancies(ground.now),
      retiring: ground.retiring,
      expected: expectedVacancies(ground),
    }
    return [{ establishmentKind, control: controlOfKind(establishmentKind), problem }]
  })
}
