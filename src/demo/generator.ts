import { createHash } from 'node:crypto'

/**
 * A seeded stream of chance: the same seed gives the same district on every machine. Parts drawn with
 * `part(name)` do not disturb one another: one more person in a school changes nobody in a bureau.
 */
export type Generator = {
  /** A stream of its own that depends only on the seed and the name. */
  part(name: string): Generator
  /** Both ends are possible. */
  whole(range: { least: number; most: number }): number
  /** True with the probability 0 … 1. */
  chance(probability: number): boolean
  pick<T>(choices: readonly T[]): T
  /** Each choice as often as its weight says. */
  weighted<T>(choices: readonly (readonly [choice: T, weight: number])[]): T
  /** The same choices in another order. */
  shuffled<T>(choices: readonly T[]): T[]
  /** The next id of the stream: a uuid of version 8 (RFC 9562, content of our own). */
  id(): string
}

export function generatorOf(seed: string): Generator {
  const next = stream(seed)
  const fraction = () => next() / 4_294_967_296
  const below = (limit: number) => Math.floor(fraction() * limit)
  function pick<T>(choices: readonly T[]): T {
    const choice = choices[below(choices.length)]
    if (choice === undefined) throw new Error('nothing to pick from')
    return choice
  }
  return {
    part: (name) => generatorOf(`${seed}/${name}`),
    whole: ({ least, most }) => least + below(most - least + 1),
    chance: (probability) => fraction() < probability,
    pick,
    weighted(choices) {
      let left = fraction() * choices.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [choice, weight] of choices) {
        left -= weight
        if (left < 0) return choice
      }
      return pick(choices)[0]
    },
    shuffled(choices) {
      const order = [...choices]
      for (let at = order.length - 1; at > 0; at -= 1) {
        const other = below(at + 1)
        const [a, b] = [order[at], order[other]]
        if (a !== undefined && b !== undefined) [order[at], order[other]] = [b, a]
      }
      return order
    },
    id: () => uuidOf([next(), next(), next(), next()]),
  }
}

/** The id of what has a name of its own in the example: `namedId('organization', '区教育局')`. */
export function namedId(...words: string[]): string {
  const digest = createHash('sha256').update(words.join('\u0000')).digest()
  return uuidOf([0, 4, 8, 12].map((at) => digest.readUInt32BE(at)))
}

/** sfc32 by Chris Doty-Humphrey (PractRand, public domain), seeded from a digest of the name. */
function stream(seed: string): () => number {
  const digest = createHash('sha256').update(seed).digest()
  let [a, b, c, counter] = [digest.readUInt32BE(0), digest.readUInt32BE(4), digest.readUInt32BE(8), 1]
  return () => {
    const drawn = (a + b + counter) >>> 0
    counter = (counter + 1) >>> 0
    a = (b ^ (b >>> 9)) >>> 0
    b = (c + (c << 3)) >>> 0
    c = (((c << 21) | (c >>> 11)) + drawn) >>> 0
    return drawn
  }
}

function uuidOf(words: readonly number[]): string {
  const digits = words.map((word) => word.toString(16).padStart(8, '0')).join('')
  const variant = '89ab'[Number.parseInt(digits.slice(16, 17), 16) % 4] ?? '8'
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `8${digits.slice(13, 16)}`,
    `${variant}${digits.slice(17, 20)}`,
    digits.slice(20, 32),
  ].join('-')
}
