/** A table for a terminal with equal-width letters, where a Chinese one is two columns wide. */
export function textTable({
  header,
  rows,
  numbersFrom,
}: {
  header: readonly string[]
  rows: readonly (readonly string[])[]
  /** columns from this one on (0 is the first) are aligned right */
  numbersFrom: number
}): string {
  const widths = header.map((title, at) =>
    Math.max(...[title, ...rows.map((row) => row[at] ?? '')].map(columnsOf)),
  )
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, at) => {
        const gap = ' '.repeat((widths[at] ?? 0) - columnsOf(cell))
        return at >= numbersFrom ? gap + cell : cell + gap
      })
      .join('  ')
      .trimEnd()
  return [header, ...rows].map(line).join('\n')
}

function columnsOf(text: string): number {
  return [...text].reduce(
    (sum, letter) =>
      sum +
      (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/.test(
        letter,
      )
        ? 2
        : 1),
    0,
  )
}
