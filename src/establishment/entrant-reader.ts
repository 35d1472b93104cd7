import type { Db } from '../database/connection.ts'
import type { IsoDate } from '../kernel/dates.ts'

/** Somebody who entered by a grant: which movement, who. */
export type Entrant = {
  movementId: string
  movementNumber: string
  personId: string
  personName: string
  effectiveOn: IsoDate
}

/** Who entered is known only to areas on the right of this one, so the application hands the reader in. */
export type EntrantReader = (
  db: Db,
  regionCode: string,
  movementIds: readonly string[],
) => Promise<ReadonlyMap<string, Entrant>>
