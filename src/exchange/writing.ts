import type { Problem } from '../kernel/problem.ts'

/** How far a long piece of work is; called now and then, waited for. */
export type Progress = (done: number, total: number) => Promise<void>

/** What was refused while it was written, at which row and column. */
export type RowRefusal<Key extends string> = { line: number; key: Key; problem: Problem }

/** In pieces, telling after each how many are done. */
export async function inPieces<Item>(
  items: readonly Item[],
  atOnce: number,
  progress: Progress,
  write: (piece: readonly Item[]) => Promise<void>,
): Promise<void> {
  for (let from = 0; from < items.length; from += atOnce) {
    await write(items.slice(from, from + atOnce))
    await progress(Math.min(from + atOnce, items.length), items.length)
  }
}
