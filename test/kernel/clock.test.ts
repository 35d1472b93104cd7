import fc from 'fast-check'
import { expect, test } from 'vitest'
import { standingClock, steadyClock } from '../../src/kernel/clock.ts'

/** A machine whose clock jumps: forward by a night, back by a year. */
const jumps = fc.array(fc.integer({ min: -31_536_000_000, max: 86_400_000 }), { minLength: 1, maxLength: 40 })
const start = Date.parse('2024-01-15T09:00:00+08:00')

test('however the machine’s clock jumps, every moment recorded is later than the one before, after a restart too', () => {
  fc.assert(
    fc.property(jumps, fc.nat({ max: 39 }), (steps, restartAt) => {
      for (const clockFrom of [
        (wall: () => Date, floor: Date) => steadyClock(wall, floor),
        (wall: () => Date, floor: Date) => standingClock(wall, '2024-01-15', floor),
      ]) {
        let machine = start
        let last = new Date(start)
        let clock = clockFrom(() => new Date(machine), last)
        for (const [index, step] of steps.entries()) {
          machine += step
          if (index === restartAt) clock = clockFrom(() => new Date(machine), last)
          const now = clock.now()
          expect(now.getTime()).toBeGreaterThan(last.getTime())
          last = now
        }
      }
    }),
  )
})

test('the day follows the machine in Beijing time, the example’s stands still', () => {
  const wall = () => new Date('2024-01-14T16:00:00Z')
  expect(steadyClock(wall, new Date(0)).today()).toBe('2024-01-15')
  expect(standingClock(wall, '2024-02-01', new Date(0)).today()).toBe('2024-02-01')
})
