import { sql } from 'drizzle-orm'
import type { Db } from '../../src/database/connection.ts'
import { effectiveMovementsOf } from '../../src/movement/movement.store.ts'
import { chainOf } from '../../src/movement/signature.ts'
import { placeChangesFrom } from '../../src/movement/take-effect.ts'
import { assignmentsOf } from '../../src/staffing/assignment.store.ts'
import { assignmentsFrom } from '../../src/staffing/assignment.ts'
import { establishmentTableOn } from '../../src/staffing/establishment-table.store.ts'
import { regionCode } from '../database/harness.ts'
import type { Ask, Journal } from './journal.ts'

/** What must hold whatever was asked at once: each sentence says one thing that does not. Empty: all of it holds. */
export async function brokenInvariants(db: Db, journal: Journal): Promise<string[]> {
  const checks = [
    beyondApproved,
    beyondGranted,
    inTwoPlaces,
    notTheirReplay,
    wronglySigned,
    misnumbered,
    unaudited,
  ]
  const found: string[] = []
  for (const check of checks) found.push(...(await check(db)))
  return [...found, ...(await lostOrDoubled(db, journal))]
}

/** On every day on which anything changes, by bare counting and by the table the office sees. */
async function beyondApproved(db: Db): Promise<string[]> {
  const days = await db.execute<{ day: string; occupied: number; approved: number }>(sql`
    select day::text, (
      select count(*)::int from assignments a where a.superseded_at is null and a.effective_from <= day
        and (a.effective_to is null or a.effective_to > day)
    ) as occupied, (
      select coalesce(sum(change), 0)::int from approved_headcounts h where h.effective_on <= day
    ) as approved
    from (
      select effective_from as day from assignments where superseded_at is null
      union select used_on from vacancy_request_uses
      union select expires_on from vacancy_request_decisions where expires_on is not null
    ) days order by day`)
  const found: string[] = []
  for (const { day, occupied, approved } of days) {
    if (occupied > approved) found.push(`${day}: ${occupied} people in ${approved} places`)
    for (const row of await establishmentTableOn(db, { regionCode, asOf: day, asKnownAt: null })) {
      if (row.occupied + row.reserved > row.approved)
        found.push(`${day}: ${row.occupied} occupied and ${row.reserved} reserved of ${row.approved}`)
    }
  }
  return found
}

async function beyondGranted(db: Db): Promise<string[]> {
  const rows = await db.execute<{ number: string; granted: number | null; used: number }>(sql`
    select r.number, d.approved_count as granted, (
      select count(*)::int from vacancy_request_uses u where u.request_id = r.id and u.reverses_id is null
        and not exists (select from vacancy_request_uses b where b.reverses_id = u.id)
    ) as used
    from vacancy_requests r
    left join vacancy_request_decisions d on d.request_id = r.id and d.decision = 'approval'`)
  return [...rows]
    .filter(({ granted, used }) => used > (granted ?? 0))
    .map(({ number, granted, used }) => `${number}: ${used} used of ${granted ?? 0} granted`)
}

async function inTwoPlaces(db: Db): Promise<string[]> {
  const rows = await db.execute<{ person: string }>(sql`
    select a.person_id as person from assignments a
    join assignments b on b.person_id = a.person_id and b.id > a.id
      and b.superseded_at is null and a.superseded_at is null
      and daterange(a.effective_from, a.effective_to) && daterange(b.effective_from, b.effective_to)`)
  return [...rows].map(({ person }) => `${person} is in two places`)
}

/** Where somebody stands is what the movements in effect say, told once more from the start. */
async function notTheirReplay(db: Db): Promise<string[]> {
  const people = await db.execute<{ id: string }>(sql`select id from people`)
  const found: string[] = []
  for (const { id } of people) {
    const held = await assignmentsOf(db, regionCode, id, null)
    const told = assignmentsFrom(placeChangesFrom([], await effectiveMovementsOf(db, regionCode, id)))
    const days = (list: typeof told) =>
      JSON.stringify(list.map(({ effectiveFrom: from, effectiveTo: to }) => [from, to]).sort())
    if (days(held) !== days(told)) found.push(`${id} stands ${days(held)}, the movements say ${days(told)}`)
  }
  return found
}

/** In effect means: every step of the chain, each by somebody else, none of the superiors the drafter. */
async function wronglySigned(db: Db): Promise<string[]> {
  const rows = await db.execute<{
    number: string
    kind: string
    drafter: string
    steps: string[]
    signers: string[]
  }>(sql`
    select m.number, m.kind, m.recorded_by as drafter, array_agg(s.step order by s.recorded_at, s.id) as steps,
      array_agg(s.recorded_by::text order by s.recorded_at, s.id) as signers
    from movements m
    join movement_effects e on e.movement_id = m.id
    join movement_signatures s on s.movement_id = m.id and s.decision = 'agree'
    group by m.number, m.kind, m.recorded_by`)
  return [...rows].flatMap(({ number, kind, drafter, steps, signers }) => {
    const wrong =
      [...steps].sort().join() !== [...chainOf(kind)].sort().join() ||
      new Set(signers).size !== signers.length ||
      signers.filter((signer) => signer === drafter).length !== 1
    return wrong ? [`${number} took effect signed as ${steps.join(', ')} by ${signers.join(', ')}`] : []
  })
}

/** Every series from 1 on without a gap and without a double. */
async function misnumbered(db: Db): Promise<string[]> {
  const rows = await db.execute<{
    series: string
    count: number
    numbers: number
    least: number
    most: number
  }>(sql`
    select series, count(*)::int as count, count(distinct serial)::int as numbers, min(serial) as least, max(serial) as most
    from (
      select 'movements' as series, substring(number from '\\d+$')::int as serial from movements
      union all select 'vacancy requests', substring(number from '\\d+$')::int from vacancy_requests
      union all select 'vacancy notices', substring(notice_number from '\\d+$')::int
        from vacancy_request_decisions where notice_number is not null
    ) numbered group by series`)
  return [...rows]
    .filter(({ count, numbers, least, most }) => least !== 1 || most !== count || numbers !== count)
    .map(
      ({ series, count, numbers, least, most }) =>
        `${series}: ${count} papers bear ${numbers} numbers from ${least} to ${most}`,
    )
}

/** Every draft and every signature beside it left its entry in the audit trail, in the same transaction. */
async function unaudited(db: Db): Promise<string[]> {
  const [row] = await db.execute<{
    drafts: number
    movements: number
    signed: number
    signatures: number
  }>(sql`
    select (select count(*)::int from audit_entries where action = 'movement.draft') as drafts,
      (select count(*)::int from movements) as movements,
      (select count(*)::int from audit_entries
        where action in ('movement.agree', 'movement.return', 'movement.withdraw')) as signed,
      (select count(*)::int from movement_signatures) - (select count(*)::int from movements) as signatures`)
  if (row === undefined) return ['nothing was counted']
  const { drafts, movements, signed, signatures } = row
  return drafts === movements && signed === signatures
    ? []
    : [`${drafts} entries for ${movements} drafts, ${signed} for ${signatures} signatures`]
}

/** What was acknowledged is there exactly once; what was refused left nothing; without an answer at most once. */
async function lostOrDoubled(db: Db, { acknowledged, unanswered }: Journal): Promise<string[]> {
  const [marks, rows] = [
    await db.execute<{ mark: string; count: number }>(sql`
      select reason as mark, count(*)::int as count from (
        select reason from movements union all select reason from vacancy_requests
      ) kept group by reason`),
    await db.execute<{ key: string; count: number }>(sql`
      select key, count(*)::int as count from (
        select s.movement_id || ' ' || u.account || case when s.decision = 'withdraw' then ' withdrawal' else '' end as key
        from movement_signatures s join users u on u.id = s.recorded_by
        where not (s.step = 'clerk' and s.decision = 'agree')
        union all
        select d.request_id || ' ' || u.account
          || case when d.decision in ('withdrawal', 'recall') then ' withdrawal' else '' end
        from vacancy_request_decisions d join users u on u.id = d.recorded_by where d.decision <> 'submission'
      ) signed group by key`),
  ]
  const kept = new Map([...marks].map(({ mark, count }) => [mark, count]))
  for (const { key, count } of rows) kept.set(key, count)
  const expected = countedBy(acknowledged)
  const possible = countedBy([...acknowledged, ...unanswered])
  const found: string[] = []
  for (const key of new Set([...kept.keys(), ...expected.keys()])) {
    const [there, least, most] = [kept, expected, possible].map((counts) => counts.get(key) ?? 0)
    if (there === undefined || least === undefined || most === undefined || there < least || there > most)
      found.push(`${key}: acknowledged ${least}, kept ${there}`)
  }
  return found
}

function countedBy(asked: readonly (Ask & { account: string })[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const one of asked) {
    const key = keyOf(one)
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return counts
}

function keyOf(asked: Ask & { account: string }): string {
  if ('mark' in asked) return asked.mark
  const ending = asked.what === 'withdrawal' || asked.what === 'vacancy withdrawal' ? ' withdrawal' : ''
  return `${asked.of.slice(-36)} ${asked.account}${ending}`
}
