import { type Money, total } from '../kernel/money.ts'
import type { CostDifference } from '../pay/cost-difference.ts'

/** The differences of one paying unit and year in one sum: what 经费变动 says first. */
export type FundingChange = { year: number; payingOrganizationId: string; amount: Money }

export function fundingChanges(differences: readonly CostDifference[]): FundingChange[] {
  const keys = [
    ...new Set(differences.map(({ year, payingOrganizationId }) => `${year} ${payingOrganizationId}`)),
  ]
  return keys.sort().map((key) => {
    const own = differences.filter(
      ({ year, payingOrganizationId }) => `${year} ${payingOrganizationId}` === key,
    )
    const [first] = own
    if (first === undefined) throw new Error('a key without its rows')
    const { year, payingOrganizationId } = first
    return { year, payingOrganizationId, amount: total(own.map(({ amount }) => amount)) }
  })
}
