import type { Db } from '../database/connection.ts'
import type { Viewpoint } from '../kernel/acting.ts'
import type { IsoDate } from '../kernel/dates.ts'
import type { Scope } from './approved-headcount.store.ts'
import type { SeatHolder, SeatKey, SeatsHeld } from './leadership-post.ts'
import type { PositionAhead } from './vacancy.ts'

/** Who leads is known only to areas on the right of this one, so the application hands the readers in. */
export type SeatReaders = {
  seatsHeldOn(db: Db, viewpoint: Viewpoint, scope?: Scope): Promise<SeatsHeld[]>
  seatHoldersOn(db: Db, viewpoint: Viewpoint, scope?: Scope): Promise<SeatHolder[]>
}

/** One kind of seat from a day on; `occupied` is who holds it by a main duty. */
export type SeatAheadReader = (
  db: Db,
  regionCode: string,
  asked: { on: IsoDate; seat: SeatKey; personId: string | null },
) => Promise<[PositionAhead, ...PositionAhead[]]>
