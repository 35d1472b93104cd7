import type { SqlPart } from '../database/connection.ts'

/**
 * 入编方式: what a movement says of how somebody entered. Movements are known only to an area on the right of this
 * one, so the application hands the reader in when it is put together.
 */
export type EntryReader = {
  /** 录用, 招聘 … by the kind of the movement */
  ways: Readonly<Record<string, string>>
  /** A question with the columns way, origin (来源单位) and paper (文号) of a movement; no row for an opening entry. */
  source(regionCode: string, movementId: SqlPart): SqlPart
}

/** Assignments taken over by an opening have no movement behind them. */
export const openingWay = '期初登记'

export type Entry = {
  /** 入编时间: since when without a break in a place of the establishment, whichever */
  enteredOn: string
  /** 进入本单位时间 */
  inUnitSince: string
  /** kind of the movement; null: 期初登记 */
  way: string | null
  origin: string | null
  paper: string | null
}
