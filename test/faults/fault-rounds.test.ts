import { afterAll, beforeAll, expect, test } from 'vitest'
import { clearPlace, makePlace } from '../database/embedded-place.ts'
import { plantFaultGround } from './fault-ground.ts'
import { faultRounds, type Summary } from './fault-rounds.ts'

/** `npm run faults` goes fifty rounds; the usual run, which must stay short, four: every way to die once. */
const rounds = Number.parseInt(process.env.FAULT_ROUNDS ?? '4', 10)
/** Another seed asks for other work and other moments; it is printed to try the same again. */
const seed = process.env.FAULT_SEED ?? String(Math.floor(Math.random() * 1e9))

let folder: string
beforeAll(async () => {
  folder = await makePlace()
  await plantFaultGround(folder)
})
afterAll(() => clearPlace(folder))

test(
  'whatever dies under load, every acknowledged change is there once, whole, and the chain is too',
  async () => {
    const summary = await faultRounds(folder, { rounds, seed }).catch((error: unknown) => {
      throw new Error(`FAULT_SEED=${seed}`, { cause: error })
    })
    process.stdout.write(`${inWords(summary)}\n`)
    expect(summary, `FAULT_SEED=${seed}`).toMatchObject({
      lost: [],
      doubled: [],
      refusedButThere: [],
      broken: [],
    })
    expect(summary.chain).toContain('审计链完整')
    expect(summary.acknowledged).toBeGreaterThan(rounds)
    expect(summary.present).toBe(summary.acknowledged)
  },
  60_000 + rounds * 60_000,
)

function inWords({ deaths, lost, doubled, refusedButThere, broken, ...found }: Summary): string {
  const died = Object.entries(deaths).map(([death, count]) => `${death} ${count}`)
  return [
    `${rounds} rounds with seed ${seed}: kill −9 of ${died.join(', ')}`,
    `${found.acknowledged} acknowledged, ${found.present} present, ${lost.length} lost, ${doubled.length} doubled, ${refusedButThere.length} refused but there`,
    `${found.inEffect} movements in effect; ${found.unanswered} without an answer, of which ${found.doneUnanswered} were done`,
    `${broken.length} invariants broken; ${found.chain}`,
  ].join('\n')
}
