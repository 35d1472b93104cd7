import type { Money } from '../kernel/money.ts'

export type Cell = string | number | Money | null
export type Column = {
  title: string
  /** stands over the columns next to each other that say the same */
  group?: string
  /** Characters. */
  width: number
  /** count: whole number, zero as –; yuan and ten-thousand: two decimals */
  kind?: 'text' | 'count' | 'yuan' | 'ten-thousand'
}

export type Sheet = {
  title: string
  /** 单位：万元 and the like; stands at the right under the title. */
  unitOfMeasure?: string
  columns: Column[]
  rows: Cell[][]
  totals?: Cell[]
  notes?: string[]
}

/** Points. Programs that read a file do not all measure broken text themselves. */
const lineHeight = 15

/** Characters of eleven points that a page of A4 takes at their full size, within margins of a centimetre. */
const upright = 95
const lying = 140

/** Smaller than half its size nobody reads a print: five and a half points. */
const smallest = 0.5

/** How a table is laid on paper: A4, and on several sheets side by side where one would be too small to read. */
export type Paper = { orientation: 'portrait' | 'landscape'; pagesAcross: number }

/** The narrowest way that can be read; beside the first sheet the first column stands again on each. */
export function paperFor(columns: readonly Pick<Column, 'width'>[]): Paper {
  const whole = columns.reduce((sum, { width }) => sum + width, 0)
  if (whole <= upright) return { orientation: 'portrait', pagesAcross: 1 }
  const most = lying / smallest
  const again = columns[0]?.width ?? 0
  const pagesAcross = whole <= most ? 1 : Math.ceil((whole - again) / Math.max(1, most - again))
  return { orientation: 'landscape', pagesAcross }
}

/** A column grows by so much at most, and not beyond so many characters, to hold its texts in one line; sentences break. */
const growth = 1.5
const broadest = 60

/** Each column in the width that its texts need, if that is not far beyond what it was given. */
export function fitted<Fitted extends Pick<Column, 'width'>>(
  columns: readonly Fitted[],
  rows: readonly (readonly Cell[])[],
): Fitted[] {
  return columns.map((column, at) => {
    const most = Math.min(column.width * growth, broadest)
    let width = column.width
    for (const row of rows) {
      const cell = row[at]
      // Two characters a letter at most: the others are not measured.
      if (typeof cell !== 'string' || cell.length * wide + edges <= width) continue
      const needed = widthOf(cell) + edges
      if (needed > width && needed <= most) width = needed
    }
    return { ...column, width: Math.ceil(width) }
  })
}

/** The height in points of a row of such cells, or undefined where one line is enough. */
export function heightOf(
  row: readonly Cell[],
  columns: readonly Pick<Column, 'width'>[],
): number | undefined {
  let lines = 1
  for (let at = 0; at < row.length; at += 1) {
    const cell = row[at]
    if (typeof cell === 'string') lines = Math.max(lines, linesIn(cell, columns[at]?.width ?? 0))
  }
  return lines === 1 ? undefined : lines * lineHeight + 3
}

/** Characters: what a Chinese letter takes, and the two edges of a cell. */
const wide = 2.1
const edges = 1

function widthOf(text: string): number {
  let width = 0
  for (const letter of text) width += letter > '\u00ff' ? wide : 1
  return width
}

/** How many lines a text takes in a column of so many characters. */
function linesIn(text: string, width: number): number {
  const room = Math.max(wide, width - edges)
  if (text.length * wide <= room && !text.includes('\n')) return 1
  return text.split('\n').reduce((lines, line) => lines + Math.max(1, Math.ceil(widthOf(line) / room)), 0)
}
