import type { Db } from '../database/connection.ts'
import type { Viewpoint } from '../kernel/acting.ts'
import type { VacancyGround } from './vacancy-ground.ts'

/**
 * Vacancies on the day and at the end of a year, and the retirements due in between: who is where and how old is known
 * only to areas on the right of this one, so the application hands the reader in. Units without anything are left out.
 */
export type VacancyGroundReader = (
  db: Db,
  viewpoint: Viewpoint,
  asked: { year: number; organizationIds?: readonly string[] | undefined },
) => Promise<VacancyGround[]>
