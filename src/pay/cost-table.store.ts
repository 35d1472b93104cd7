import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { Db } from '../database/connection.ts'
import { knownAt } from '../database/recorded.ts'
import type { Viewpoint } from '../kernel/acting.ts'
import type { IsoDate } from '../kernel/dates.ts'
import { yuan } from '../kernel/money.ts'
import { type SpellRow, spellColumns } from './cost-spell.store.ts'
import type { CostSpell } from './cost-spell.ts'
import type { MonthlyCost } from './cost-table.ts'
import { payItems } from './schema.ts'

type Asked = { year: number; payingOrganizationId?: string; personId?: string }

/** The cost of each paying unit by month of the year. */
export function costByUnit(db: Db, viewpoint: Viewpoint, { year }: { year: number }): Promise<MonthlyCost[]> {
  return costBy(db, viewpoint, sql`s.paying_organization_id::text`, { year })
}

/** The cost of each person a unit pays, by month. */
export function costByPerson(db: Db, viewpoint: Viewpoint, asked: Asked): Promise<MonthlyCost[]> {
  return costBy(db, viewpoint, sql`s.person_id::text`, asked)
}

/** The cost of each pay item, of a unit or of a person, by month; keyed by item and economic code. */
export function costByItem(db: Db, viewpoint: Viewpoint, asked: Asked): Promise<MonthlyCost[]> {
  return costBy(db, viewpoint, sql`s.economic_code || ' ' || s.pay_item_code`, asked)
}

/** One row a key and month: a spell falls due in every month whose first day it covers. Added up by period first. */
async function costBy(db: Db, viewpoint: Viewpoint, key: SQL, asked: Asked): Promise<MonthlyCost[]> {
  const rows = await db.execute<{ key: string; month: IsoDate; amount: string }>(sql`
    with periods as (
      select ${key} as key, s.effective_from, s.effective_to, sum(s.amount) as amount
      from cost_spells s
        join cost_calculations c on c.region_code = s.region_code and c.id = s.calculation_id
      where s.region_code = ${viewpoint.regionCode} and c.purpose = 'actual' and ${believed(viewpoint)}
        and s.effective_from <= ${`${asked.year}-12-01`} and s.effective_to > ${`${asked.year}-01-01`}
        and ${ofWhom(asked)}
      group by 1, 2, 3
    )
    select key, m.month::date::text as month, sum(amount)::text as amount
    from periods
      join generate_series(${`${asked.year}-01-01`}::date, ${`${asked.year}-12-01`}::date, interval '1 month') m(month)
        on m.month >= effective_from and m.month < effective_to
    group by 1, 2
    order by 1, 2`)
  return rows.map(({ amount, ...row }) => ({ ...row, amount: yuan(amount) }))
}

/** The spells behind one person's year: the why of each amount. */
export async function spellsOfYear(
  db: Db,
  viewpoint: Viewpoint,
  { year, personId }: { year: number; personId: string },
): Promise<CostSpell[]> {
  const rows = await db.execute<SpellRow>(sql`
    select ${spellColumns}
    from cost_spells s
    where s.region_code = ${viewpoint.regionCode} and s.person_id = ${personId} and ${believed(viewpoint)}
      and s.effective_from <= ${`${year}-12-01`} and s.effective_to > ${`${year}-01-01`}
      and exists (
        select from cost_calculations c
        where c.region_code = s.region_code and c.id = s.calculation_id and c.purpose = 'actual'
      )
    order by economic_code, pay_item_code, effective_from`)
  return rows.map(({ amount, ...row }) => ({ ...row, amount: yuan(amount) }))
}

/** The years for which an actual cost was computed, newest first. */
export async function costYears(db: Db, regionCode: string): Promise<number[]> {
  const rows = await db.execute<{ year: number }>(sql`
    select distinct extract(year from covers_from)::int as year
    from cost_calculations
    where region_code = ${regionCode} and purpose = 'actual'
    order by 1 desc`)
  return rows.map(({ year }) => year)
}

/** code → name of every pay item, the newest name that was known. */
export async function payItemNames(
  db: Db,
  { regionCode, asKnownAt }: Viewpoint,
): Promise<Map<string, string>> {
  const rows = await db
    .select({ code: payItems.code, name: payItems.name })
    .from(payItems)
    .where(and(eq(payItems.regionCode, regionCode), knownAt(payItems, asKnownAt)))
    .orderBy(payItems.effectiveFrom)
  return new Map(rows.map(({ code, name }) => [code, name]))
}

/** person → name, of these people on the day. */
export async function peopleNames(
  db: Db,
  viewpoint: Viewpoint,
  personIds: readonly string[],
): Promise<Map<string, string>> {
  const rows = await db.execute<{ personId: string; name: string }>(sql`
    select distinct on (person_id) person_id as "personId", name from person_particulars
    where region_code = ${viewpoint.regionCode} and superseded_at is null
      and person_id = any(${`{${personIds.join(',')}}`}::uuid[])
    order by person_id, effective_from desc`)
  return new Map(rows.map(({ personId, name }) => [personId, name]))
}

function ofWhom({ payingOrganizationId, personId }: Asked): SQL {
  if (personId !== undefined) return sql`s.person_id = ${personId}`
  if (payingOrganizationId !== undefined) return sql`s.paying_organization_id = ${payingOrganizationId}`
  return sql`true`
}

function believed({ asKnownAt }: Viewpoint): SQL {
  if (asKnownAt === null) return sql`s.superseded_at is null`
  const moment = asKnownAt.toISOString()
  return sql`s.recorded_at <= ${moment}::timestamptz
    and (s.superseded_at is null or s.superseded_at > ${moment}::timestamptz)`
}
