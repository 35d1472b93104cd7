import { readdir } from 'node:fs/promises'
import type { Benchmark, Measured } from './ground.ts'
import { withGround } from './ground.ts'

/** Every `*.bench.ts` beside this file, one after the other on one ground; a table of ratios at the end. */
const wanted = process.argv.slice(2)
const files = (await readdir(import.meta.dirname))
  .filter(
    (file) =>
      file.endsWith('.bench.ts') && (wanted.length === 0 || wanted.some((word) => file.includes(word))),
  )
  .sort()

await withGround(async (ground) => {
  const measured: Measured[] = []
  for (const file of files) {
    const { benchmark }: { benchmark: Benchmark } = await import(`./${file}`)
    measured.push(...(await benchmark(ground)))
  }
  for (const { name, ratio, aim, note } of measured) {
    process.stdout.write(
      `${ratio.toFixed(2).padStart(8)} ×  ${name}${verdict(ratio, aim)}\n            ${note}\n`,
    )
  }
})

function verdict(ratio: number, aim: number | null): string {
  if (aim === null) return ''
  return ratio <= aim ? `  (aim ≤ ${aim}: held)` : `  (aim ≤ ${aim}: MISSED)`
}
