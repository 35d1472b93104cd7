/** 常用查询 of the 花名册: what one user keeps under a name. */
export type SavedQuery = {
  id: string
  name: string
  /** as in the address of the list, without the 时点 */
  query: string
}

/** More would be a list to search in itself. */
export const mostSavedQueries = 30

export const longestQueryName = 30
