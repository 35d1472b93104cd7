import type { Db } from '../database/connection.ts'
import type { Acting } from '../kernel/acting.ts'
import type { IsoDate } from '../kernel/dates.ts'
import { beginCalculation, insertSpells } from './cost-spell.store.ts'
import { asOnBaseDate, type CostPurpose, costSpells } from './cost-spell.ts'
import { payBookOf } from './pay-book.store.ts'
import { payFactsOf, peopleToPay } from './pay-facts.store.ts'

/** Both are first days of months, `coversTo` is out. `baseDate` counts for an initial budget: its people stay. */
export type CostOrder =
  | { purpose: 'actual'; coversFrom: IsoDate; coversTo: IsoDate }
  | { purpose: 'initial-budget'; coversFrom: IsoDate; coversTo: IsoDate; baseDate: IsoDate }

export type DerivedCost = { calculationId: string; people: number; spells: number }

const peopleAtOnce = 500
const beforeAll = '00000000-0000-0000-0000-000000000000'

/**
 * 人员经费测算: the cost of everybody in the region over the months, from the facts known at the moment of acting,
 * in one transaction. Made again for the same months it supersedes what it made before. The people stream through in parts; standards are read once.
 */
export function deriveCost(db: Db, acting: Acting, order: CostOrder): Promise<DerivedCost> {
  return db.transaction(async (tx) => {
    const { purpose, coversFrom, coversTo } = order
    const calculationId = await beginCalculation(tx, acting, { purpose, coversFrom, coversTo })
    const book = await payBookOf(tx, acting.regionCode, acting.at)
    const scope = { regionCode: acting.regionCode, asKnownAt: acting.at }
    let [people, spells] = [0, 0]
    let after = beforeAll
    for (;;) {
      const personIds = await peopleToPay(tx, {
        ...scope,
        from: coversFrom,
        to: coversTo,
        after,
        most: peopleAtOnce,
      })
      const last = personIds.at(-1)
      if (last === undefined) return { calculationId, people, spells }
      const part = (await payFactsOf(tx, { ...scope, personIds })).flatMap((facts) =>
        costSpells(
          order.purpose === 'initial-budget' ? asOnBaseDate(facts, order.baseDate) : facts,
          book,
          { from: coversFrom, to: coversTo },
          purpose satisfies CostPurpose,
        ),
      )
      await insertSpells(tx, acting, calculationId, part)
      people += new Set(part.map(({ personId }) => personId)).size
      spells += part.length
      after = last
    }
  })
}
