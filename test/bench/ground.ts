import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Address, type Connection, connect, connectAsOwner } from '../../src/database/connection.ts'
import { startEmbedded } from '../../src/database/embedded.ts'
import { migrate } from '../../src/database/migrate.ts'
import { personalCipher } from '../../src/database/personal-cipher.ts'
import { loadDemo } from '../../src/demo/load-demo.ts'

type District = Connection & { owner: Connection; address: Address }

/** What every benchmark stands on: the example district in a real, durable PostgreSQL. */
export type Ground = District & {
  cipher: ReturnType<typeof personalCipher>
  /** The district once more as it was loaded, for a benchmark that changes it beyond use for others. */
  withCopy<Result>(run: (copy: District) => Promise<Result>): Promise<Result>
}

/**
 * One line of the report: how many times as long as the baseline measured in the same run, or a figure with its unit
 * where the aim is absolute. Null as an aim: shown, not judged.
 */
export type Measured = { name: string; aim: number | null; note: string } & (
  | { ratio: number }
  | { figure: number; unit: 'ms' | 'MB' }
)

export type Benchmark = (ground: Ground) => Promise<Measured[]>

export async function withGround(run: (ground: Ground) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'bianzhi-bench-'))
  const server = await startEmbedded({ dataDirectory: folder })
  const cipher = personalCipher(Buffer.alloc(32, 7))
  const maker = connectAsOwner(server.connection)
  const named = (database: string) => ({ ...server.connection, database })
  let copies = 0
  async function withCopy<Result>(use: (copy: District) => Promise<Result>): Promise<Result> {
    copies += 1
    const name = `district_${copies}`
    await maker.sql.unsafe(`create database ${name} template district`)
    const connection = connect(named(name))
    const owner = connectAsOwner(named(name))
    try {
      return await use({ ...connection, owner, address: named(name) })
    } finally {
      await connection.close()
      await owner.close()
      await maker.sql.unsafe(`drop database ${name} with (force)`)
    }
  }
  try {
    await maker.sql.unsafe('create database district')
    await migrate(named('district'))
    const { db, close } = connect(named('district'))
    await loadDemo(db, { cipher }).finally(close)
    await withCopy((copy) => run({ ...copy, cipher, withCopy }))
  } finally {
    await maker.close()
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

/** Both in turn, A B A B …, after a warm-up: the median of the ratios pair by pair holds when the machine drifts. */
export async function ratioOf(
  runs: number,
  measured: () => Promise<unknown>,
  baseline: () => Promise<unknown>,
): Promise<{ ratio: number; milliseconds: number; baselineMilliseconds: number }> {
  await measured()
  await baseline()
  const pairs: { a: number; b: number }[] = []
  for (let run = 0; run < runs; run++) pairs.push({ a: await timed(measured), b: await timed(baseline) })
  return {
    ratio: median(pairs.map(({ a, b }) => a / b)),
    milliseconds: median(pairs.map(({ a }) => a)),
    baselineMilliseconds: median(pairs.map(({ b }) => b)),
  }
}

export async function timed(run: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await run()
  return performance.now() - started
}

export function median(figures: number[]): number {
  return quantile(figures, 0.5)
}

/** The figure that so great a share of them does not exceed. */
export function quantile(figures: readonly number[], share: number): number {
  const sorted = figures.toSorted((a, b) => a - b)
  return sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)] ?? Number.NaN
}
