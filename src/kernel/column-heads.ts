/** Columns next to each other under one word, and those that stand alone: first and last count from one. */
export type Head = { title: string; first: number; last: number; isGroup: boolean }

/** What stands in the upper line of a table's header, on a page and in a file. */
export function headsOf(columns: readonly { title: string; group?: string }[]): Head[] {
  const heads: Head[] = []
  for (const [at, { title, group }] of columns.entries()) {
    const before = heads.at(-1)
    if (group !== undefined && before?.isGroup && before.title === group) before.last = at + 1
    else heads.push({ title: group ?? title, first: at + 1, last: at + 1, isGroup: group !== undefined })
  }
  return heads
}
