import { sql } from 'drizzle-orm'
import type { Db } from '../database/connection.ts'
import { together } from '../database/together.ts'
import type { IsoDate } from '../kernel/dates.ts'
import { yuan } from '../kernel/money.ts'
import type { PayFacts } from './cost-spell.ts'

/** The next people, by id after the last one seen, who have an employment that touches the months. */
export async function peopleToPay(
  db: Db,
  query: {
    regionCode: string
    asKnownAt: Date | null
    from: IsoDate
    to: IsoDate
    after: string
    most: number
  },
): Promise<string[]> {
  const { regionCode, asKnownAt, from, to, after, most } = query
  // One who retires on the first of January is still paid for January: the month before counts too.
  const rows = await db.execute<{ personId: string }>(sql`
    select distinct person_id as "personId"
    from assignments
    where region_code = ${regionCode}
      and person_id > ${after}
      and ${known(asKnownAt)}
      and effective_from < ${to}
      and (effective_to is null or effective_to > ${from}::date - interval '1 month')
    order by person_id
    limit ${most}`)
  return rows.map(({ personId }) => personId)
}

/**
 * Everything that decides the pay of these people, of all times, as known at the moment (null: now); in the order
 * asked.
 */
export async function payFactsOf(
  db: Db,
  {
    regionCode,
    asKnownAt,
    personIds,
  }: { regionCode: string; asKnownAt: Date | null; personIds: readonly string[] },
): Promise<PayFacts[]> {
  const facts = new Map<string, Writable>(personIds.map((personId) => [personId, noFacts(personId)]))
  const of = (personId: string) => facts.get(personId) ?? noFacts(personId)
  const rows = (columns: ReturnType<typeof sql>, table: ReturnType<typeof sql>) => sql`
    select person_id as "personId", effective_from::text as "effectiveFrom", effective_to::text as "effectiveTo",
      ${columns}
    from ${table}
    where region_code = ${regionCode} and person_id = any(${idList(personIds)}::uuid[]) and ${known(asKnownAt)}
    order by person_id, effective_from`

  const [employments, profiles, amounts, bases, placements] = await together([
    // The kinds of movements decide the first and last pay month; only the two kinds are read of that table.
    db.execute<EmploymentRow>(sql`
    select a.person_id as "personId", a.effective_from::text as "effectiveFrom",
      a.effective_to::text as "effectiveTo", a.organization_id as "organizationId",
      a.establishment_kind as "establishmentKind", begun.kind as "begunBy", ended.kind as "endedBy"
    from assignments a
      left join movements begun on begun.region_code = a.region_code and begun.id = a.begun_by_movement_id
      left join movements ended on ended.region_code = a.region_code and ended.id = a.ended_by_movement_id
    where a.region_code = ${regionCode} and a.person_id = any(${idList(personIds)}::uuid[])
      and ${known(asKnownAt, sql`a.`)}
    order by a.person_id, a.effective_from`),
    db.execute<ProfileRow>(rows(sql`scheme, keys`, sql`pay_profiles`)),
    db.execute<AmountRow>(rows(sql`pay_item_code as "payItemCode", amount, reason`, sql`personal_amounts`)),
    db.execute<BaseRow>(rows(sql`scheme, base, reason`, sql`contribution_bases`)),
    db.execute<PlacementRow>(rows(sql`organization_id as "organizationId", aspect`, sql`placements`)),
  ])
  for (const { personId, ...row } of employments) of(personId).employments.push(row)
  for (const { personId, ...row } of profiles) of(personId).profiles.push(row)
  for (const { personId, amount, ...row } of amounts)
    of(personId).amounts.push({ ...row, amount: yuan(amount) })
  for (const { personId, base, ...row } of bases) of(personId).bases.push({ ...row, base: yuan(base) })
  for (const { personId, aspect, organizationId, ...period } of placements) {
    if (aspect === 'pay' && organizationId !== null)
      of(personId).payPlacements.push({ organizationId, ...period })
  }
  return [...facts.values()]
}

type Writable = {
  [Name in keyof PayFacts]: PayFacts[Name] extends readonly (infer Row)[] ? Row[] : PayFacts[Name]
}

type Row<Columns> = { personId: string; effectiveFrom: IsoDate; effectiveTo: IsoDate | null } & Columns
type EmploymentRow = Row<{
  organizationId: string
  establishmentKind: string
  begunBy: string | null
  endedBy: string | null
}>
type ProfileRow = Row<{ scheme: string; keys: Record<string, string[]> }>
type AmountRow = Row<{ payItemCode: string; amount: string; reason: string }>
type BaseRow = Row<{ scheme: string; base: string; reason: string }>
type PlacementRow = Row<{ organizationId: string | null; aspect: string }>

function noFacts(personId: string): Writable {
  return { personId, employments: [], profiles: [], amounts: [], bases: [], payPlacements: [] }
}

/** Believed at the moment: the twin of knownAt for a plain statement. */
function known(asKnownAt: Date | null, prefix = sql``) {
  if (asKnownAt === null) return sql`${prefix}superseded_at is null`
  const moment = asKnownAt.toISOString()
  return sql`${prefix}recorded_at <= ${moment}::timestamptz
    and (${prefix}superseded_at is null or ${prefix}superseded_at > ${moment}::timestamptz)`
}

/** As one parameter, however many there are. */
function idList(ids: readonly string[]): string {
  return `{${ids.join(',')}}`
}
