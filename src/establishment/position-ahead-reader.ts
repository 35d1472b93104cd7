import type { Db } from '../database/connection.ts'
import type { IsoDate } from '../kernel/dates.ts'
import type { PositionKey } from './approved-headcount.store.ts'
import type { PositionAhead } from './vacancy.ts'

/**
 * One position from a day on, everything already recorded for later days included. Who is where is known only to
 * areas on the right of this one, so the application hands the reader in when it is put together.
 */
export type PositionAheadReader = (
  db: Db,
  regionCode: string,
  asked: { on: IsoDate; position: PositionKey },
) => Promise<[PositionAhead, ...PositionAhead[]]>
