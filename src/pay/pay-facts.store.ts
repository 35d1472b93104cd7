import { sql } from 'drizzle-orm'
import type { Db } from '../database/connection.ts'
import type { IsoDate, Period } from '../kernel/dates.ts'
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
  const asked = (prefix = sql``) => sql`
    ${prefix}region_code = ${regionCode} and ${prefix}person_id = any(${idList(personIds)}::uuid[])
    and ${known(asKnownAt, prefix)}`
  // One statement for all: asked for at every movement, where each costs more on its way than in the database.
  const rows = await db.execute<FactRow>(sql`
    select person_id as "personId", effective_from::text as "effectiveFrom", effective_to::text as "effectiveTo",
      of, fact
    from (
      -- The kinds of movements decide the first and last pay month; only the two kinds are read of that table.
      select a.person_id, a.effective_from, a.effective_to, 'employment' as of, json_build_object(
        'organizationId', a.organization_id, 'establishmentKind', a.establishment_kind,
        'begunBy', begun.kind, 'endedBy', ended.kind) as fact
      from assignments a
        left join movements begun on begun.region_code = a.region_code and begun.id = a.begun_by_movement_id
        left join movements ended on ended.region_code = a.region_code and ended.id = a.ended_by_movement_id
      where ${asked(sql`a.`)}
      union all
      select person_id, effective_from, effective_to, 'profile', json_build_object('scheme', scheme, 'keys', keys)
      from pay_profiles where ${asked()}
      union all
      select person_id, effective_from, effective_to, 'amount',
        json_build_object('payItemCode', pay_item_code, 'amount', amount::text, 'reason', reason)
      from personal_amounts where ${asked()}
      union all
      select person_id, effective_from, effective_to, 'base',
        json_build_object('scheme', scheme, 'base', base::text, 'reason', reason)
      from contribution_bases where ${asked()}
      union all
      select person_id, effective_from, effective_to, 'payPlacement', json_build_object('organizationId', organization_id)
      from placements where ${asked()} and aspect = 'pay' and organization_id is not null
    ) as facts
    order by person_id, effective_from`)
  for (const { personId, effectiveFrom, effectiveTo, ...row } of rows) {
    addFact(of(personId), { effectiveFrom, effectiveTo }, row)
  }
  return [...facts.values()]
}

type Writable = {
  [Name in keyof PayFacts]: PayFacts[Name] extends readonly (infer Row)[] ? Row[] : PayFacts[Name]
}

type Row<Name extends keyof PayFacts> = Omit<Writable[Name] extends (infer Row)[] ? Row : never, keyof Period>
type FactRow = { personId: string } & Period & SomeFact
/** As JSON has it: money as text. */
type SomeFact =
  | { of: 'employment'; fact: Row<'employments'> }
  | { of: 'profile'; fact: Row<'profiles'> }
  | { of: 'amount'; fact: Omit<Row<'amounts'>, 'amount'> & { amount: string } }
  | { of: 'base'; fact: Omit<Row<'bases'>, 'base'> & { base: string } }
  | { of: 'payPlacement'; fact: Row<'payPlacements'> }

function addFact(facts: Writable, period: Period, { of, fact }: SomeFact): void {
  if (of === 'employment') facts.employments.push({ ...period, ...fact })
  else if (of === 'profile') facts.profiles.push({ ...period, ...fact })
  else if (of === 'amount') facts.amounts.push({ ...period, ...fact, amount: yuan(fact.amount) })
  else if (of === 'base') facts.bases.push({ ...period, ...fact, base: yuan(fact.base) })
  else facts.payPlacements.push({ ...period, ...fact })
}

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
