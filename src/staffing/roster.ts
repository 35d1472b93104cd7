import type { Condition } from './roster-condition.ts'
import type { RosterColumn, RosterKey } from './roster-field.ts'

/** 花名册: one person with a place in the establishment on the day, in the columns asked for. */
export type RosterRow = {
  personId: string
  name: string
  /** 编制单位 */
  organizationId: string
  organizationName: string
  values: Readonly<Partial<Record<RosterColumn, string | null>>>
}

/** `key` upwards or downwards; what is empty stands last in both. */
export type RosterSort = { key: RosterKey; descending: boolean }

/** The office's own order: unit, kind, name. */
export const officeSort: RosterSort = { key: 'unit', descending: false }

export type RosterFilter = {
  /** not given: the whole region */
  organizationIds?: readonly string[] | undefined
  conditions: readonly Condition[]
  /** the start of a name, of a given name, of its pinyin or its initials */
  nameLike?: string | undefined
  /** keyed hashes of identity numbers */
  identityHashes?: readonly string[] | undefined
}
