import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Address, type Connection, connect, connectAsOwner } from '../../src/database/connection.ts'
import { startEmbedded } from '../../src/database/embedded.ts'
import { migrate } from '../../src/database/migrate.ts'
import { personalCipher } from '../../src/database/personal-cipher.ts'
import { loadDemo } from '../../src/demo/load-demo.ts'

/** What every benchmark stands on: the example district in a real, durable PostgreSQL. */
export type Ground = Connection & {
  owner: Connection
  address: Address
  cipher: ReturnType<typeof personalCipher>
}

/** One line of the report: how many times as long as the baseline measured in the same run. */
export type Measured = { name: string; ratio: number; aim: number | null; note: string }

export type Benchmark = (ground: Ground) => Promise<Measured[]>

export async function withGround(run: (ground: Ground) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'bianzhi-bench-'))
  const server = await startEmbedded({ dataDirectory: folder })
  const cipher = personalCipher(Buffer.alloc(32, 7))
  try {
    await migrate(server.connection)
    const connection = connect(server.connection)
    const owner = connectAsOwner(server.connection)
    try {
      await loadDemo(connection.db, { cipher })
      await run({ ...connection, owner, address: server.connection, cipher })
    } finally {
      await connection.close()
      await owner.close()
    }
  } finally {
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
  const sorted = figures.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
