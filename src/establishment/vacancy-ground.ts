import { type EstablishmentPosition, vacancies } from './vacancy.ts'

/** What a plan of a year stands on, for one unit and kind, from the registry. */
export type VacancyGround = {
  organizationId: string
  establishmentKind: string
  /** on the day of asking */
  now: EstablishmentPosition
  /** on the last day of the year, by what is recorded already */
  yearEnd: EstablishmentPosition
  /** reach the age of retirement by then (who has reached it and is still there included), their leaving not recorded yet */
  retiring: number
}

export const nothingThere: EstablishmentPosition = { approved: 0, occupied: 0, reserved: 0, frozen: 0 }

/** 预计年末空编: what is recorded, and who will retire. */
export function expectedVacancies({ yearEnd, retiring }: VacancyGround): number {
  return vacancies(yearEnd) + retiring
}

/**
 * How many a unit may plan for a kind (用编计划 rules of a county, standards §6.3): 超编 units none, also when somebody
 * leaves; 满编 units one in for one out; others up to what will be vacant at the end of the year.
 */
export function planLimit(ground: VacancyGround): number {
  return vacancies(ground.now) < 0 ? 0 : Math.max(0, expectedVacancies(ground))
}
