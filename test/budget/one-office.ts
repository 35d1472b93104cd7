import { v7 } from 'uuid'
import type { Db } from '../../src/database/connection.ts'
import type { Acting } from '../../src/kernel/acting.ts'
import { type Money, yuan } from '../../src/kernel/money.ts'
import { organizations, organizationVersions } from '../../src/organization/schema.ts'
import { costCalculations, costSpells } from '../../src/pay/schema.ts'
import { people } from '../../src/staffing/schema.ts'

export type Spell = {
  personId: string
  purpose?: string
  staff?: string
  functionCode?: string
  economicCode?: string
  from: string
  to: string
  amount: string
  budgeted?: boolean
}

/** An office of its own with computed months of people, as the pay engine leaves them. */
export async function oneOffice(db: Db, acting: Acting) {
  const { regionCode } = acting
  const stamp = { recordedAt: acting.at, recordedBy: acting.userId }
  const organizationId = v7()
  const code = organizationId.slice(-8)
  await db.insert(organizations).values({ regionCode, id: organizationId, code, ...stamp })
  await db.insert(organizationVersions).values({
    regionCode,
    id: v7(),
    organizationId,
    name: `示例${code}局`,
    shortName: `示例${code}`,
    initials: 'sl',
    otherNames: [],
    kind: 'unit',
    category: 'government',
    nature: 'administrative-organ',
    sortOrder: 1,
    functionClass: '20131',
    budgetLevel: 1,
    effectiveFrom: '2020-01-01',
    ...stamp,
  })
  return {
    organizationId,
    async person(): Promise<string> {
      const id = v7()
      await db.insert(people).values({ regionCode, id, ...stamp })
      return id
    },
    async calculation(
      purpose: 'actual' | 'initial-budget',
      coversFrom: string,
      coversTo: string,
    ): Promise<string> {
      const id = v7()
      await db.insert(costCalculations).values({ regionCode, id, purpose, coversFrom, coversTo, ...stamp })
      return id
    },
    async spells(calculationId: string, rows: Spell[], at: Date = acting.at): Promise<string[]> {
      const values = rows.map((row) => ({
        regionCode,
        id: v7(),
        calculationId,
        personId: row.personId,
        organizationId,
        payingOrganizationId: organizationId,
        establishmentKind: row.staff === 'institution' ? 'institution' : 'administrative',
        payItemCode: 'example',
        projectPurpose: row.purpose ?? 'wages',
        staff: row.staff ?? 'administrative',
        budgeted: row.budgeted ?? true,
        functionCode: row.functionCode ?? '2013101',
        economicCode: row.economicCode ?? '30101',
        amount: yuan(row.amount),
        basis: { rule: 'example' },
        effectiveFrom: row.from,
        effectiveTo: row.to,
        recordedAt: at,
        recordedBy: acting.userId,
      }))
      await db.insert(costSpells).values(values)
      return values.map(({ id }) => id)
    },
  }
}

/** Money as text, for comparing. */
export function text(amount: Money): string {
  return amount.toFixed(2)
}
