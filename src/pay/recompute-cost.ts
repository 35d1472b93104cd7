import type { Db } from '../database/connection.ts'
import { together } from '../database/together.ts'
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
  if (personIds.length === 0) return []
  const [calculations, known, book, people] = await together([
    calculationsOf(tx, regionCode, 'actual'),
    spellsOfPeople(tx, regionCode, 'actual', personIds),
    payBookOf(tx, regionCode, null),
    payFactsOf(tx, { regionCode, asKnownAt: null, personIds }),
  ])
  const [before, after]: [CostSpell[], CostSpell[]] = [[], []]
  const writes: Promise<void>[] = []
  for (const { id, coversFrom, coversTo } of calculations) {
    const stored = known.filter(({ calculationId }) => calculationId === id)
    const computed = people.flatMap((facts) =>
      costSpells(facts, book, { from: coversFrom, to: coversTo }, 'actual'),
    )
    const [storedKeys, computedKeys] = [new Set(stored.map(keyOf)), new Set(computed.map(keyOf))]
    const outdated = stored.filter((spell) => !computedKeys.has(keyOf(spell)))
    const fresh = computed.filter((spell) => !storedKeys.has(keyOf(spell)))
    const outdatedIds = outdated.map((spell) => spell.id)
    writes.push(supersedeSpells(tx, acting, outdatedIds), insertSpells(tx, acting, id, fresh))
    before.push(...outdated)
    after.push(...fresh)
  }
  await together(writes)
  return costDifferences(before, after)
}

function keyOf(spell: CostSpell): string {
  return `${spell.personId} ${spell.effectiveFrom} ${spell.effectiveTo} ${samenessOf(spell)}`
}
