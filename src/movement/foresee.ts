import type { Db } from '../database/connection.ts'
import type { Acting } from '../kernel/acting.ts'
import { yearOf } from '../kernel/dates.ts'
import { done, type Outcome } from '../kernel/problem.ts'
import { costDifferences } from '../pay/cost-difference.ts'
import { costSpells } from '../pay/cost-spell.ts'
import { payBookOf } from '../pay/pay-book.store.ts'
import { payFactsOf } from '../pay/pay-facts.store.ts'
import type { Foreseen } from './effect.ts'
import type { Movement } from './movement.ts'
import { takeEffect } from './take-effect.ts'

/** Lets the movement take effect, money included, and looks a year ahead; the caller rolls the transaction back. */
export async function foresee(tx: Db, acting: Acting, movement: Movement): Promise<Outcome<Foreseen>> {
  const { regionCode } = acting
  const asked = { regionCode, asKnownAt: null, personIds: [movement.personId] }
  const book = await payBookOf(tx, regionCode, null)
  const before = await payFactsOf(tx, asked)
  const effect = await takeEffect(tx, acting, movement, { withMoney: true })
  if (!effect.done) return effect
  const after = await payFactsOf(tx, asked)
  const year = Math.max(yearOf(movement.effectiveOn), yearOf(acting.today)) + 1
  const months = { from: `${year}-01-01`, to: `${year + 1}-01-01` }
  const spells = (facts: typeof before) =>
    facts.flatMap((person) => costSpells(person, book, months, 'actual'))
  const differences = costDifferences(spells(before), spells(after))
  return done({ ...effect.value, wholeYear: { year, differences } })
}
