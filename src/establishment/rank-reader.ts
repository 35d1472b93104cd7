import type { Db } from '../database/connection.ts'
import type { Viewpoint } from '../kernel/acting.ts'
import type { IsoDate } from '../kernel/dates.ts'
import type { Scope } from './approved-headcount.store.ts'
import type { RanksHeld } from './rank-quota.ts'

/** Somebody with a 职级 in a place of the unit. */
export type RankHolder = Omit<RanksHeld, 'count'> & {
  personId: string
  name: string
  /** of the 职级 as the paper says it */
  title: string
  from: IsoDate
  /** 领导职务 held beside it; empty: none */
  duties: string
}

/** Who holds a 职级 is known only to areas on the right of this one, so the application hands the readers in. */
export type RankReaders = {
  ranksHeldOn(db: Db, viewpoint: Viewpoint, scope?: Scope): Promise<RanksHeld[]>
  rankHoldersOn(db: Db, viewpoint: Viewpoint, scope?: Scope): Promise<RankHolder[]>
}
