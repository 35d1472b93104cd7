import { readdir } from 'node:fs/promises'
import { type Benchmark, type Measured, timed, withGround } from './ground.ts'

/**
 * Every `*.bench.ts` beside this file, or those whose names hold a word given, one after the other on one ground. A
 * table at the end says of each figure whether its aim was met; the exit code says whether all were.
 */
const wanted = process.argv.slice(2)
const files = (await readdir(import.meta.dirname))
  .filter(
    (file) =>
      file.endsWith('.bench.ts') && (wanted.length === 0 || wanted.some((word) => file.includes(word))),
  )
  .sort()

const lines: { figure: string; aim: string; verdict: string; name: string }[] = []

await withGround(async (ground) => {
  for (const file of files) {
    const seconds = (await timed(() => run(file, ground))) / 1000
    console.log(`${file} (${seconds.toFixed(0)} s)`)
  }
})
report()

async function run(file: string, ground: Parameters<Benchmark>[0]): Promise<void> {
  const { benchmark }: { benchmark: Benchmark } = await import(`./${file}`)
  try {
    for (const measured of await benchmark(ground)) {
      lines.push(lineOf(measured))
      console.log(`  ${figureOf(measured)}  ${measured.name}: ${measured.note}`)
    }
  } catch (error) {
    // The others are measured all the same.
    console.error(error)
    lines.push({ figure: '–', aim: '–', verdict: 'FAILED', name: file })
  }
}

function figureOf(measured: Measured): string {
  return 'ratio' in measured
    ? `${measured.ratio.toFixed(2)} ×`
    : `${measured.figure.toFixed(0)} ${measured.unit}`
}

function lineOf(measured: Measured): (typeof lines)[number] {
  const { name, aim } = measured
  const figure = figureOf(measured)
  if (aim === null) return { figure, aim: '–', verdict: 'shown', name }
  const met = 'ratio' in measured ? measured.ratio <= aim : measured.figure <= aim
  const unit = 'ratio' in measured ? '×' : measured.unit
  return { figure, aim: `≤ ${aim} ${unit}`, verdict: met ? 'met' : 'MISSED', name }
}

function report(): void {
  console.log(`\n${'figure'.padStart(10)}  ${'aim'.padEnd(9)}  verdict  what`)
  for (const { figure, aim, verdict, name } of lines) {
    console.log(`${figure.padStart(10)}  ${aim.padEnd(9)}  ${verdict.padEnd(7)}  ${name}`)
  }
  const behind = lines.filter(({ verdict }) => verdict === 'MISSED' || verdict === 'FAILED').length
  console.log(
    lines.length > 0 && behind === 0 ? 'All aims were met.' : `Not met: ${behind} of ${lines.length}.`,
  )
  process.exitCode = lines.length > 0 && behind === 0 ? 0 : 1
}
