import { afterAll, beforeAll, expect, test } from 'vitest'
import { generatorOf } from '../../src/demo/generator.ts'
import { backup, example, importing, merger, restoration, rotation, upgrade } from './cut-works.ts'
import { type Cut, cutInTheMiddle, powerCut } from './power-cut.ts'
import { clearPowerGround, type PowerGround, plantPowerGround } from './power-ground.ts'

/** `npm run faults` cuts each of them off ten times; the usual run, which must stay short, the quick ones once. */
const isLong = process.env.FAULT_ROUNDS !== undefined
const rounds = Math.ceil(Number.parseInt(process.env.FAULT_ROUNDS ?? '1', 10) / 5)
/** Another seed asks for other moments. */
const seed = process.env.FAULT_SEED ?? String(Math.floor(Math.random() * 1e9))

let ground: PowerGround
beforeAll(async () => {
  ground = await plantPowerGround()
})
afterAll(() => clearPowerGround(ground))

const quick = [
  { what: 'an import', scenario: importing, most: 300 },
  { what: 'a merger that takes effect', scenario: merger, most: 100 },
]
const slow = [
  { what: 'a backup', scenario: backup, most: 100 },
  { what: 'a restoration', scenario: restoration, most: 300 },
  { what: 'an upgrade', scenario: upgrade, most: 200 },
  { what: 'the loading of the example', scenario: example, most: 3000 },
  { what: 'the change of the key', scenario: rotation, most: 400 },
]

test.each(isLong ? [...quick, ...slow] : quick)(
  'power is cut during $what: the registry starts by itself, and all of it is there or nothing',
  async ({ what, scenario, most }) => {
    for (let round = 1; round <= rounds; round++) {
      const generator = generatorOf(`${seed}/${what}/${round}`)
      const cut = (milliseconds: number) => powerCut(scenario, { ground, generator, milliseconds })
      await cutInTheMiddle(cut, {
        most,
        generator,
        tell(found) {
          process.stdout.write(`seed ${seed}, ${what}, round ${round}: ${inWords(found)}\n`)
          expect(found.broken).toEqual([])
        },
      })
    }
  },
  60_000 + rounds * 120_000,
)

function inWords({ milliseconds, there }: Cut): string {
  const where = there === 'nothing' ? 'in the middle, nothing is there' : 'behind its end, all is there'
  return `kill −9 ${milliseconds} ms after it was seen under way: ${where}`
}
