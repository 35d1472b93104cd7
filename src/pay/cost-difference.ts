import { addMonths, monthsBetween, yearOf } from '../kernel/dates.ts'
import { type Money, zero } from '../kernel/money.ts'
import type { CostSpell } from './cost-spell.ts'

/** What a change of facts does to one budget line of one year, and to whom. Positive: more is needed. */
export type CostDifference = {
  year: number
  payingOrganizationId: string
  projectPurpose: string
  staff: string
  functionCode: string
  economicCode: string
  amount: Money
  people: { personId: string; amount: Money }[]
}

/** Line by line, new minus old, without lines that stay as they were; items without a budget line do not count. */
export function costDifferences(before: readonly CostSpell[], after: readonly CostSpell[]): CostDifference[] {
  const lines = new Map<string, CostDifference>()
  for (const [spells, sign] of [
    [before, -1],
    [after, 1],
  ] as const) {
    for (const spell of spells) if (spell.budgeted) addSpell(lines, spell, sign)
  }
  return [...lines.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, line]) => ({ ...line, people: line.people.filter(({ amount }) => !amount.isZero()) }))
    .filter(({ amount, people }) => !amount.isZero() || people.length > 0)
}

function addSpell(lines: Map<string, CostDifference>, spell: CostSpell, sign: 1 | -1): void {
  for (const { year, months } of yearsOf(spell)) {
    const { payingOrganizationId, projectPurpose, staff, functionCode, economicCode, personId } = spell
    const line = { year, payingOrganizationId, projectPurpose, staff, functionCode, economicCode }
    const key = JSON.stringify(Object.values(line))
    const known = lines.get(key) ?? { ...line, amount: zero, people: [] }
    const amount = spell.amount.times(months * sign)
    const others = known.people.filter((person) => person.personId !== personId)
    const own = known.people.find((person) => person.personId === personId)?.amount ?? zero
    lines.set(key, {
      ...known,
      amount: known.amount.plus(amount),
      people: [...others, { personId, amount: own.plus(amount) }],
    })
  }
}

/** The months of a spell by calendar year. */
function yearsOf({ effectiveFrom, effectiveTo }: CostSpell): { year: number; months: number }[] {
  const last = yearOf(addMonths(effectiveTo, -1))
  const years: { year: number; months: number }[] = []
  for (let year = yearOf(effectiveFrom); year <= last; year += 1) {
    const from = year === yearOf(effectiveFrom) ? effectiveFrom : `${year}-01-01`
    const to = year === last ? effectiveTo : `${year + 1}-01-01`
    years.push({ year, months: monthsBetween({ from, to }) })
  }
  return years
}
