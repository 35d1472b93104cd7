import { type IsoDate, inForce, type Period } from '../kernel/dates.ts'
import type { ContributionRate, PayItem, WageStandard } from './pay-item.ts'
import { firstWholeMonth } from './pay-months.ts'

/**
 * 工资发放单位 of an organization for a time: the nearest budget unit above it (itself when it is one), and the
 * 功能分类款 of that unit's costs, such as 20131.
 */
export type PayingUnit = Period & {
  organizationId: string
  payingOrganizationId: string
  functionClass: string | null
}

/** Everything that is the same for all people, arranged for looking up. */
export type PayBook = {
  itemsFor(establishmentKind: string, day: IsoDate): readonly PayItem[]
  standard(standardKind: string, keys: readonly string[], day: IsoDate): WageStandard | null
  rate(scheme: string, establishmentKind: string, day: IsoDate): ContributionRate | null
  payingUnit(organizationId: string, day: IsoDate): PayingUnit | null
  /** First months in which items, standards or rates may differ from the month before; ascending. */
  turningMonths: readonly IsoDate[]
  /** The same for the paying unit of one organization. */
  turningMonthsOf(organizationId: string): readonly IsoDate[]
}

export function payBook({
  items,
  standards,
  rates,
  payingUnits,
}: {
  items: readonly PayItem[]
  standards: readonly WageStandard[]
  rates: readonly ContributionRate[]
  payingUnits: readonly PayingUnit[]
}): PayBook {
  const itemsInOrder = [...items].sort((a, b) => (a.code < b.code ? -1 : 1))
  const itemsOfDay = new Map<string, PayItem[]>()
  const standardsOfKey = grouped(standards, ({ standardKind, key1, key2 }) => keyOf(standardKind, key1, key2))
  const ratesOfKey = grouped(rates, ({ scheme, establishmentKind }) => keyOf(scheme, establishmentKind))
  const unitsOf = grouped(payingUnits, ({ organizationId }) => organizationId)
  return {
    itemsFor(establishmentKind, day) {
      const key = keyOf(establishmentKind, day)
      const remembered = itemsOfDay.get(key)
      if (remembered) return remembered
      const found = itemsInOrder.filter(
        (item) => item.establishmentKinds.includes(establishmentKind) && inForce(item, day),
      )
      itemsOfDay.set(key, found)
      return found
    },
    standard(standardKind, [key1 = '', key2 = ''], day) {
      return current(standardsOfKey.get(keyOf(standardKind, key1, key2)), day)
    },
    rate: (scheme, establishmentKind, day) => current(ratesOfKey.get(keyOf(scheme, establishmentKind)), day),
    payingUnit: (organizationId, day) => current(unitsOf.get(organizationId), day),
    turningMonths: turningMonths([...items, ...standards, ...rates]),
    turningMonthsOf: (organizationId) => turningMonths(unitsOf.get(organizationId) ?? []),
  }
}

/** The first whole months after each beginning and end of these facts; ascending, each once. */
export function turningMonths(facts: readonly Period[]): IsoDate[] {
  const months = new Set<IsoDate>()
  for (const { effectiveFrom, effectiveTo } of facts) {
    months.add(firstWholeMonth(effectiveFrom))
    if (effectiveTo !== null) months.add(firstWholeMonth(effectiveTo))
  }
  return [...months].sort()
}

/** The fact in force on the day, or null. */
export function current<Fact extends Period>(facts: readonly Fact[] | undefined, day: IsoDate): Fact | null {
  return facts?.find((fact) => inForce(fact, day)) ?? null
}

function grouped<Row>(rows: readonly Row[], key: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const group = groups.get(key(row))
    if (group) group.push(row)
    else groups.set(key(row), [row])
  }
  return groups
}

function keyOf(...parts: string[]): string {
  return parts.join('|')
}
