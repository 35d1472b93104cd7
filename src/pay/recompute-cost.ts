import type { Db } from '../database/connection.ts'
import type { Acting } from '../kernel/acting.ts'
import { type CostDifference, costDifferences } from './cost-difference.ts'
import { calculationsOf, insertSpells, spellsOfPeople, supersedeSpells } from './cost-spell.store.ts'
import { type CostSpell, costSpells, samenessOf } from './cost-spell.ts'
import { payBookOf } from './pay-book.store.ts'
import { payFactsOf } from './pay-facts.store.ts'

/**
 * After a change of facts: computes these people anew over all months the actual calculations cover, supersedes
 * the rows that differ and answers what that means line by line. Runs in the caller's transaction.
 */
export async function recomputeCost(
  tx: Db,
  acting: Acting,
  personIds: readonly string[],
): Promise<CostDifference[]> {
  const { regionCode } = acting
  const calculations = await calculationsOf(tx, regionCode, 'actual')
  if (calculations.length === 0 || personIds.length === 0) return []
  const book = await payBookOf(tx, regionCode, null)
  const people = await payFactsOf(tx, { regionCode, asKnownAt: null, personIds })
  const [before, after]: [CostSpell[], CostSpell[]] = [[], []]
  for (const { id, coversFrom, coversTo } of calculations) {
    const stored = await spellsOfPeople(tx, regionCode, id, personIds)
    const computed = people.flatMap((facts) =>
      costSpells(facts, book, { from: coversFrom, to: coversTo }, 'actual'),
    )
    const [storedKeys, computedKeys] = [new Set(stored.map(keyOf)), new Set(computed.map(keyOf))]
    const outdated = stored.filter((spell) => !computedKeys.has(keyOf(spell)))
    const fresh = computed.filter((spell) => !storedKeys.has(keyOf(spell)))
    await supersedeSpells(
      tx,
      acting,
      outdated.map((spell) => spell.id),
    )
    await insertSpells(tx, acting, id, fresh)
    before.push(...outdated)
    after.push(...fresh)
  }
  return costDifferences(before, after)
}

function keyOf(spell: CostSpell): string {
  return `${spell.personId} ${spell.effectiveFrom} ${spell.effectiveTo} ${samenessOf(spell)}`
}
