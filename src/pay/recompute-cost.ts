import type { Db } from '../database/connection.ts'
import { inOrder, together } from '../database/together.ts'
import type { Acting } from '../kernel/acting.ts'
import { type CostDifference, costDifferences } from './cost-difference.ts'
import {
  calculationsOf,
  insertSpells,
  type StoredSpell,
  spellsOfPeople,
  supersedeSpells,
} from './cost-spell.store.ts'
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
  const change = await costChangeOf(tx, acting.regionCode, personIds)
  await writeCostChange(tx, acting, change)
  return change.differences
}

/** What a change of facts does to the cost: rows to supersede, rows to add by calculation, and the lines they move. */
export type CostChange = {
  outdatedIds: string[]
  fresh: { calculationId: string; spells: CostSpell[] }[]
  differences: CostDifference[]
}

export const noCostChange: CostChange = { outdatedIds: [], fresh: [], differences: [] }

/** Computes these people anew and compares with what is stored; writes nothing. */
export async function costChangeOf(
  tx: Db,
  regionCode: string,
  personIds: readonly string[],
): Promise<CostChange> {
  if (personIds.length === 0) return noCostChange
  const [calculations, known, book, people] = await together([
    calculationsOf(tx, regionCode, 'actual'),
    spellsOfPeople(tx, regionCode, 'actual', personIds),
    payBookOf(tx, regionCode, null),
    payFactsOf(tx, { regionCode, asKnownAt: null, personIds }),
  ])
  const [outdated, fresh]: [StoredSpell[], CostChange['fresh']] = [[], []]
  for (const { id, coversFrom, coversTo } of calculations) {
    const stored = known.filter(({ calculationId }) => calculationId === id)
    const computed = people.flatMap((facts) =>
      costSpells(facts, book, { from: coversFrom, to: coversTo }, 'actual'),
    )
    const [storedKeys, computedKeys] = [new Set(stored.map(keyOf)), new Set(computed.map(keyOf))]
    outdated.push(...stored.filter((spell) => !computedKeys.has(keyOf(spell))))
    fresh.push({
      calculationId: id,
      spells: computed.filter((spell) => !storedKeys.has(keyOf(spell))),
    })
  }
  const added = fresh.flatMap(({ spells }) => spells)
  return {
    outdatedIds: outdated.map(({ id }) => id),
    fresh,
    differences: costDifferences(outdated, added),
  }
}

export async function writeCostChange(
  tx: Db,
  acting: Acting,
  { outdatedIds, fresh }: CostChange,
): Promise<void> {
  await inOrder([
    () => supersedeSpells(tx, acting, outdatedIds),
    ...fresh.map(
      ({ calculationId, spells }) =>
        () =>
          insertSpells(tx, acting, calculationId, spells),
    ),
  ])
}

function keyOf(spell: CostSpell): string {
  return `${spell.personId} ${spell.effectiveFrom} ${spell.effectiveTo} ${samenessOf(spell)}`
}
