import { and, asc, eq, inArray } from 'drizzle-orm'
import type { Db } from '../database/connection.ts'
import { seenFrom } from '../database/recorded.ts'
import { inChineseOrder } from '../kernel/chinese-order.ts'
import type { IsoDate } from '../kernel/dates.ts'
import { payBookOf } from '../pay/pay-book.store.ts'
import { wageStandards } from '../pay/schema.ts'
import type { PayChoice } from './pay-choice.ts'

/** Which standards a person of this kind is paid by on the day, each with the keys to choose from. */
export async function payChoices(
  db: Db,
  regionCode: string,
  { establishmentKind, on }: { establishmentKind: string; on: IsoDate },
): Promise<PayChoice[]> {
  const book = await payBookOf(db, regionCode, null)
  const items = book
    .itemsFor(establishmentKind, on)
    .flatMap(({ name, rule }) =>
      rule.rule === 'standard' && rule.keys === undefined ? [{ name, standardKind: rule.standardKind }] : [],
    )
  if (items.length === 0) return []
  const viewpoint = { regionCode, asOf: on, asKnownAt: null }
  const rows = await db
    .select({ standardKind: wageStandards.standardKind, key1: wageStandards.key1, key2: wageStandards.key2 })
    .from(wageStandards)
    .where(
      and(
        eq(wageStandards.regionCode, regionCode),
        seenFrom(wageStandards, viewpoint),
        inArray(
          wageStandards.standardKind,
          items.map(({ standardKind }) => standardKind),
        ),
      ),
    )
    .orderBy(asc(wageStandards.standardKind), asc(wageStandards.key1), asc(wageStandards.key2))
  const seen = new Set<string>()
  return items.flatMap(({ name, standardKind }) => {
    if (seen.has(standardKind)) return []
    seen.add(standardKind)
    const options = rows
      .filter((row) => row.standardKind === standardKind)
      .map(({ key1, key2 }) => (key2 === '' ? [key1] : [key1, key2]))
      .sort(byNumberThenText)
      .map((keys) => ({ keys, label: keys.map(keyInWords).join(' / ') }))
    return [{ standardKind, itemName: name, options }]
  })
}

function byNumberThenText(a: readonly string[], b: readonly string[]): number {
  return inChineseOrder(a.join('/'), b.join('/'))
}

/** Words the standards keep as codes. */
function keyInWords(key: string): string {
  return { leading: '领导职务', rank: '职级' }[key] ?? key
}
