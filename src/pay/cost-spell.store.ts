import { and, eq, sql } from 'drizzle-orm'
import { v7 } from 'uuid'
import type { Db } from '../database/connection.ts'
import type { Acting } from '../kernel/acting.ts'
import type { IsoDate } from '../kernel/dates.ts'
import { fixedYuan, yuan } from '../kernel/money.ts'
import type { CostPurpose, CostSpell } from './cost-spell.ts'
import type { CostBasis } from './pay-rule.ts'
import { costCalculations } from './schema.ts'

export type CostCalculation = { id: string; purpose: CostPurpose; coversFrom: IsoDate; coversTo: IsoDate }

/**
 * The calculation of these months for the purpose. Made before: its spells are superseded, so that they can be
 * derived anew. Throws when it then covered other months.
 */
export async function beginCalculation(
  tx: Db,
  acting: Acting,
  { purpose, coversFrom, coversTo }: Omit<CostCalculation, 'id'>,
): Promise<string> {
  const { regionCode } = acting
  const known = (await calculationsOf(tx, regionCode, purpose)).find((one) => one.coversFrom === coversFrom)
  if (known) {
    if (known.coversTo !== coversTo)
      throw new Error(`${purpose} from ${coversFrom} covers to ${known.coversTo}`)
    await tx.execute(sql`
      update cost_spells set superseded_at = ${acting.at.toISOString()}
      where region_code = ${regionCode} and calculation_id = ${known.id} and superseded_at is null`)
    return known.id
  }
  const id = v7()
  await tx.insert(costCalculations).values({
    regionCode,
    id,
    purpose,
    coversFrom,
    coversTo,
    recordedAt: acting.at,
    recordedBy: acting.userId,
  })
  return id
}

export async function calculationsOf(
  db: Db,
  regionCode: string,
  purpose: CostPurpose,
): Promise<CostCalculation[]> {
  const rows = await db
    .select({
      id: costCalculations.id,
      coversFrom: costCalculations.coversFrom,
      coversTo: costCalculations.coversTo,
    })
    .from(costCalculations)
    .where(and(eq(costCalculations.regionCode, regionCode), eq(costCalculations.purpose, purpose)))
    .orderBy(costCalculations.coversFrom)
  return rows.map((row) => ({ ...row, purpose }))
}

/**
 * Many rows in one statement. Few of them differ in more than whose they are: a standard and what follows from it are
 * sent and read by the server once, and each person's row names which of them it is.
 */
export async function insertSpells(
  tx: Db,
  acting: Acting,
  calculationId: string,
  spells: readonly CostSpell[],
): Promise<void> {
  if (spells.length === 0) return
  const places = new Map<string, number>()
  const numbers = spells.map(({ personId, organizationId, payingOrganizationId, amount, ...shared }) => {
    const text = JSON.stringify({ ...shared, amount: fixedYuan(amount) })
    const known = places.get(text) ?? places.size
    places.set(text, known)
    return known
  })
  const sharedRows = [...places].map(([text, number]) => `{"number":${number},${text.slice(1)}`)
  await tx.execute(sql`
    insert into cost_spells (
      region_code, id, calculation_id, person_id, organization_id, paying_organization_id, establishment_kind,
      pay_item_code, project_purpose, staff, budgeted, function_code, economic_code, amount, basis,
      effective_from, effective_to, recorded_at, recorded_by
    )
    select ${acting.regionCode}, gen_random_uuid(), ${calculationId}, person_id, organization_id,
      paying_organization_id, "establishmentKind", "payItemCode", "projectPurpose", "staff", "budgeted",
      "functionCode", "economicCode", "amount", "basis", "effectiveFrom", "effectiveTo",
      ${acting.at.toISOString()}, ${acting.userId}
    from unnest(
      ${arrayOf(spells.map(({ personId }) => personId))}::uuid[],
      ${arrayOf(spells.map(({ organizationId }) => organizationId))}::uuid[],
      ${arrayOf(spells.map(({ payingOrganizationId }) => payingOrganizationId))}::uuid[],
      ${arrayOf(numbers)}::int[]
    ) as spell (person_id, organization_id, paying_organization_id, number)
    join json_to_recordset(${`[${sharedRows.join(',')}]`}::text::json) as shared (
      "number" int, "establishmentKind" text, "payItemCode" text, "projectPurpose" text, "staff" text,
      "budgeted" boolean, "functionCode" text, "economicCode" text, "amount" numeric(18,2), "basis" jsonb,
      "effectiveFrom" date, "effectiveTo" date
    ) using (number)`)
}

/** Neither an id nor a number needs quoting. */
function arrayOf(values: readonly (string | number)[]): string {
  return `{${values.join(',')}}`
}

/** A row of the projection with its id and that of its calculation. */
export type StoredSpell = CostSpell & { id: string; calculationId: string }

/** The spells of these people believed now, of all calculations for the purpose. */
export async function spellsOfPeople(
  db: Db,
  regionCode: string,
  purpose: CostPurpose,
  personIds: readonly string[],
): Promise<StoredSpell[]> {
  const rows = await db.execute<SpellRow & { calculationId: string }>(sql`
    select ${spellColumns}, calculation_id as "calculationId"
    from cost_spells
    where region_code = ${regionCode} and superseded_at is null
      and calculation_id in (
        select id from cost_calculations where region_code = ${regionCode} and purpose = ${purpose}
      )
      and person_id = any(${arrayOf(personIds)}::uuid[])
    order by person_id, pay_item_code, economic_code, effective_from`)
  return rows.map(({ amount, ...row }) => ({ ...row, amount: yuan(amount) }))
}

export async function supersedeSpells(tx: Db, acting: Acting, spellIds: readonly string[]): Promise<void> {
  if (spellIds.length === 0) return
  await tx.execute(sql`
    update cost_spells set superseded_at = ${acting.at.toISOString()}
    where region_code = ${acting.regionCode} and superseded_at is null
      and id = any(${arrayOf(spellIds)}::uuid[])`)
}

export type SpellRow = Omit<CostSpell, 'amount'> & { id: string; amount: string; basis: CostBasis }

export const spellColumns = sql`
  id, person_id as "personId", organization_id as "organizationId",
  paying_organization_id as "payingOrganizationId", establishment_kind as "establishmentKind",
  pay_item_code as "payItemCode", project_purpose as "projectPurpose", staff, budgeted,
  function_code as "functionCode", economic_code as "economicCode", amount, basis,
  effective_from::text as "effectiveFrom", effective_to::text as "effectiveTo"`
