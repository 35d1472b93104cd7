import type { IsoDate } from '../kernel/dates.ts'
import { dateOf } from '../kernel/dates.ts'
import { type CostDifference, costDifferences } from '../pay/cost-difference.ts'
import { asOnBaseDate, type CostSpell, costSpells } from '../pay/cost-spell.ts'
import type { PayBook } from '../pay/pay-book.ts'
import { type DistrictRows, noRows } from './district-rows.ts'
import { initialBudgetMoment } from './establishment-office-adjustments.ts'
import { demoMoment } from './example-region.ts'
import { payBookKnown, payFactsKnown } from './known-facts.ts'

/** What a movement that took effect did to the year's lines, when it became known. */
export type MovementDifference = {
  movementId: string
  personId: string
  effectiveOn: IsoDate
  at: Date
  differences: CostDifference[]
}

/**
 * The differences that the movements of a year made against its initial budget, one after the other as they became
 * known: the same engine and the same question that a signed movement asks today. People of `without` are left out.
 */
export function movementDifferences(
  rows: DistrictRows,
  year: number,
  without: ReadonlySet<string>,
): MovementDifference[] {
  const adoptedAt = initialBudgetMoment(year)
  const effects = new Map(rows.movementEffects.map((effect) => [effect.movementId, effect.recordedAt]))
  const told = rows.movements.flatMap((movement) => {
    const at = effects.get(movement.id)
    const concerns = movement.effectiveOn > dateOf(year, 1, 1) || (at !== undefined && at > adoptedAt)
    return at && concerns && movement.effectiveOn < dateOf(year + 1, 1, 1) && !without.has(movement.personId)
      ? [{ movementId: movement.id, personId: movement.personId, effectiveOn: movement.effectiveOn, at }]
      : []
  })
  // The initial budget knew nothing of the units that ended in the year; the months behind their end were theirs.
  const bookThen = payBookKnown(rows, adoptedAt)
  const book = payBookKnown(rows, demoMoment)
  const rowsOf = rowsByPerson(rows, new Set(told.map(({ personId }) => personId)))
  const ordered = [...told].sort((a, b) => a.at.getTime() - b.at.getTime())
  const before = new Map<string, CostSpell[]>()
  return ordered.flatMap((movement) => {
    const own = rowsOf.get(movement.personId)
    if (!own) return []
    const known = movement.at > adoptedAt ? movement.at : adoptedAt
    const earlier = before.get(movement.personId) ?? initially(own, bookThen, year)
    const after = costOf(own, book, year, known)
    before.set(movement.personId, after)
    const differences = costDifferences(earlier, after).filter((difference) => difference.year === year)
    return differences.length === 0 ? [] : [{ ...movement, at: known, differences }]
  })
}

/** As the initial budget counted the person; the quota for each head is not a person's pay. */
function initially(own: DistrictRows, book: PayBook, year: number): CostSpell[] {
  const baseDate = dateOf(year, 1, 1)
  return payFactsKnown(own, initialBudgetMoment(year)).flatMap((facts) =>
    costSpells(asOnBaseDate(facts, baseDate), book, horizonOf(year), 'actual'),
  )
}

function costOf(own: DistrictRows, book: PayBook, year: number, at: Date): CostSpell[] {
  return payFactsKnown(own, at).flatMap((facts) => costSpells(facts, book, horizonOf(year), 'actual'))
}

function horizonOf(year: number) {
  return { from: dateOf(year, 1, 1), to: dateOf(year + 1, 1, 1) }
}

function rowsByPerson(rows: DistrictRows, wanted: ReadonlySet<string>): Map<string, DistrictRows> {
  const own = new Map<string, DistrictRows>([...wanted].map((personId) => [personId, noRows()]))
  for (const person of rows.people) own.get(person.id)?.people.push(person)
  for (const row of rows.movements) own.get(row.personId)?.movements.push(row)
  for (const row of rows.assignments) own.get(row.personId)?.assignments.push(row)
  for (const row of rows.payProfiles) own.get(row.personId)?.payProfiles.push(row)
  for (const row of rows.personalAmounts) own.get(row.personId)?.personalAmounts.push(row)
  for (const row of rows.contributionBases) own.get(row.personId)?.contributionBases.push(row)
  for (const row of rows.placements) own.get(row.personId)?.placements.push(row)
  return own
}
