import { and, eq, inArray, like, type SQL, sql } from 'drizzle-orm'
import { inMonths, monthsOfYear, monthsWithin, projectOfSpell } from '../budget/spell-project.store.ts'
import type { Db } from '../database/connection.ts'
import { effectiveOn, knownAt } from '../database/recorded.ts'
import type { Viewpoint } from '../kernel/acting.ts'
import { firstOfNextMonth, type IsoDate, yearOf } from '../kernel/dates.ts'
import { yuan } from '../kernel/money.ts'
import { movements } from '../movement/schema.ts'
import { basisInWords } from '../pay/basis-words.ts'
import { costCalculations, costSpells } from '../pay/schema.ts'
import { personParticulars } from '../staffing/schema.ts'
import type { WhyMonths, WhyQuestion } from './why.ts'

/**
 * The people's months behind a figure. `initial-budget`: those counted on 1 January for the whole year. `actual`: the
 * months that have begun by the viewpoint's day.
 */
export async function monthsBehind(
  db: Db,
  viewpoint: Viewpoint,
  {
    question,
    purpose,
    itemNames,
  }: {
    question: WhyQuestion
    purpose: 'initial-budget' | 'actual'
    /** of pay items, by their codes */
    itemNames: ReadonlyMap<string, string>
  },
): Promise<WhyMonths[]> {
  const { regionCode, asKnownAt } = viewpoint
  const period =
    purpose === 'actual' ? monthsBegun(question.year, viewpoint.asOf) : monthsOfYear(question.year)
  if (period === null) return []
  const project = projectOfSpell(question.year)
  const rows = await db.execute<{
    person_id: string
    person_name: string
    establishment_kind: string
    pay_item_code: string
    project_code: string | null
    function_code: string
    economic_code: string
    from: string
    to: string
    months: number
    monthly: string
    amount: string
    basis: Record<string, unknown>
  }>(sql`
    select ${costSpells.personId} as person_id, coalesce(${personParticulars.name}, '') as person_name,
      ${costSpells.establishmentKind} as establishment_kind, ${costSpells.payItemCode} as pay_item_code,
      ${project.code} as project_code,
      ${costSpells.functionCode} as function_code, ${costSpells.economicCode} as economic_code,
      greatest(${costSpells.effectiveFrom}, ${period.from}::date)::text as "from",
      least(${costSpells.effectiveTo}, ${period.to}::date)::text as "to",
      ${monthsWithin(period)} as months, ${costSpells.amount} as monthly,
      ${costSpells.amount} * ${monthsWithin(period)} as amount, ${costSpells.basis} as basis
    from ${costSpells}
    join ${costCalculations} on ${and(
      eq(costCalculations.regionCode, costSpells.regionCode),
      eq(costCalculations.id, costSpells.calculationId),
      eq(costCalculations.purpose, purpose),
      purpose === 'initial-budget' ? eq(costCalculations.coversFrom, period.from) : undefined,
    )}
    left join ${personParticulars} on ${and(
      eq(personParticulars.regionCode, costSpells.regionCode),
      eq(personParticulars.personId, costSpells.personId),
      effectiveOn(personParticulars, viewpoint.asOf),
      knownAt(personParticulars, asKnownAt),
    )}
    ${project.join}
    where ${and(
      eq(costSpells.regionCode, regionCode),
      eq(costSpells.payingOrganizationId, question.organizationId),
      eq(costSpells.budgeted, true),
      knownAt(costSpells, asKnownAt),
      inMonths(period),
      asked(question),
      question.projectCode === undefined ? undefined : sql`${project.code} = ${question.projectCode}`,
    )}
    order by person_name, person_id, economic_code, pay_item_code, "from"`)
  return rows.map((row) => ({
    personId: row.person_id,
    personName: row.person_name,
    establishmentKind: row.establishment_kind,
    payItemCode: row.pay_item_code,
    payItemName: itemNames.get(row.pay_item_code) ?? row.pay_item_code,
    projectCode: row.project_code,
    functionCode: row.function_code,
    economicCode: row.economic_code,
    from: row.from,
    to: row.to,
    months: row.months,
    monthly: yuan(row.monthly),
    amount: yuan(row.amount),
    rule: String(row.basis.rule),
    reason: basisInWords(row.basis, itemNames),
  }))
}

/** Number and kind of these movements, for the adjustments that they proposed. */
export async function movementTitles(
  db: Db,
  regionCode: string,
  movementIds: readonly string[],
): Promise<Map<string, { number: string; kind: string; personId: string; effectiveOn: IsoDate }>> {
  if (movementIds.length === 0) return new Map()
  const rows = await db
    .select({
      id: movements.id,
      number: movements.number,
      kind: movements.kind,
      personId: movements.personId,
      effectiveOn: movements.effectiveOn,
    })
    .from(movements)
    .where(and(eq(movements.regionCode, regionCode), inArray(movements.id, [...movementIds])))
  return new Map(rows.map(({ id, ...row }) => [id, row]))
}

/** The months of the year that have begun by the day; null when none has. */
function monthsBegun(year: number, asOf: IsoDate): { from: IsoDate; to: IsoDate } | null {
  const { from, to } = monthsOfYear(year)
  if (asOf < from) return null
  return yearOf(asOf) > year ? { from, to } : { from, to: firstOfNextMonth(asOf) }
}

function asked({ functionCode, economicCode }: WhyQuestion): SQL | undefined {
  return and(
    functionCode === undefined ? undefined : like(costSpells.functionCode, `${functionCode}%`),
    economicCode === undefined ? undefined : like(costSpells.economicCode, `${economicCode}%`),
  )
}
