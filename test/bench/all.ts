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
    const held = aim === null ? '' : ratio <= aim ? `  (aim ≤ ${aim}: held)` : `  (aim ≤ ${aim}: MISSED)`
    process.stdout.write(`${ratio.toFixed(2).padStart(8)} ×  ${name}${held}\n            ${note}\n`)
  }
})
