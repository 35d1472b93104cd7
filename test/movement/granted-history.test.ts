import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDays } from '../../src/kernel/dates.ts'
import { establishmentTableOn } from '../../src/staffing/establishment-table.store.ts'
import { emptyDatabase, inTransaction, type TestDatabase, viewpoint } from '../database/harness.ts'
import { plantRegion } from '../organization/planted.ts'
import { type Act, type History, perform, stopPlans } from './granted-history.ts'
import { bureau, officer } from './planted.ts'

let database: TestDatabase
let root: string

beforeAll(async () => {
  database = await emptyDatabase()
  root = await plantRegion(database.db, officer('clerk'))
  await stopPlans(database.db)
})
afterAll(() => database.drop())

/** How often each is done. */
const shares: Record<Exclude<Act['verb'], 'plan'>, number> = {
  adjust: 1,
  ask: 5,
  'ask beyond': 2,
  approve: 7,
  return: 1,
  'ask again': 1,
  recall: 1,
  override: 2,
  'recall override': 1,
  enter: 2,
  'enter by request': 8,
  'enter by override': 3,
  correct: 2,
  leave: 2,
}
const act = fc.record({
  verb: fc.oneof(
    ...(Object.keys(shares) as (keyof typeof shares)[]).map((verb) => ({
      weight: shares[verb],
      arbitrary: fc.constant(verb),
    })),
  ),
  count: fc.integer({ min: 0, max: 3 }),
  which: fc.nat(5),
  passing: fc.constantFrom(0, 0, 0, 0, 0, 3, 25),
})
const plan = fc.record({
  verb: fc.constant<'plan'>('plan'),
  count: fc.integer({ min: 1, max: 3 }),
  which: fc.constant(0),
  passing: fc.constant(0),
})

/** Counted from the tables alone, without a rule of ours. */
async function counted({ tx, office, today }: History) {
  const [row] = await tx.execute<{
    planned: number
    drawn: number
    over_request: number
    over_override: number
    outside_request: number
    outside_override: number
  }>(sql`
    with requests as (
      select r.id, r.beyond_plan_reason is not null as beyond,
        coalesce((select d.amended_count from vacancy_request_decisions d
          where d.request_id = r.id and d.amended_count is not null order by d.recorded_at desc limit 1), r.count) as asked,
        (select d.decision from vacancy_request_decisions d where d.request_id = r.id
          order by d.recorded_at desc, d.id desc limit 1) as last,
        (select d.approved_count from vacancy_request_decisions d where d.request_id = r.id and d.decision = 'approval') as granted,
        (select d.effective_on from vacancy_request_decisions d where d.request_id = r.id and d.decision = 'approval') as granted_on,
        (select d.expires_on from vacancy_request_decisions d where d.request_id = r.id and d.decision = 'approval') as expires_on,
        (select count(*) from vacancy_request_uses u where u.request_id = r.id and u.reverses_id is null
          and not exists (select from vacancy_request_uses b where b.reverses_id = u.id)) as used
      from vacancy_requests r where r.organization_id = ${office}
    ),
    drawing as (
      select case
        when beyond or last in ('return', 'withdrawal', 'rejection') then 0
        when last = 'recall' then used
        when granted is null then asked
        when used >= granted then granted
        when expires_on < ${today}::date then used
        else granted end as places
      from requests
    ),
    overrides as (
      select o.id, o.expires_on,
        (select s.approved_count from entry_override_steps s where s.override_id = o.id and s.decision = 'approval') as granted,
        (select s.effective_on from entry_override_steps s where s.override_id = o.id and s.decision = 'approval') as granted_on
      from entry_overrides o where o.organization_id = ${office}
    ),
    override_uses as (
      select u.override_id, u.used_on from entry_override_uses u where u.reverses_id is null
        and not exists (select from entry_override_uses b where b.reverses_id = u.id)
    )
    select
      coalesce((select sum(l.count) from vacancy_plan_lines l join vacancy_plans p on p.id = l.plan_id
        where p.organization_id = ${office} and l.stage = 'approved' and l.superseded_at is null), 0)::int as planned,
      coalesce((select sum(places) from drawing), 0)::int as drawn,
      (select count(*) from requests where used > coalesce(granted, 0))::int as over_request,
      (select count(*) from overrides where granted <
        (select count(*) from override_uses u where u.override_id = overrides.id))::int as over_override,
      (select count(*) from requests r join vacancy_request_uses u on u.request_id = r.id
        where u.reverses_id is null and (u.used_on < r.granted_on or u.used_on > r.expires_on))::int as outside_request,
      (select count(*) from overrides o join override_uses u on u.override_id = o.id
        where u.used_on < o.granted_on or u.used_on > o.expires_on)::int as outside_override`)
  if (row === undefined) throw new Error('nothing counted')
  return row
}

/** Who is there on the day by an override, as the tables say. */
async function overriddenOn({ tx, office }: History, day: string): Promise<number> {
  const [row] = await tx.execute<{ present: number }>(sql`
    select count(distinct a.person_id)::int as present
    from entry_override_uses u
    join movements m on m.id = u.movement_id
    join assignments a on a.person_id = m.person_id and a.organization_id = ${office} and a.superseded_at is null
      and a.effective_from <= ${day}::date and (a.effective_to is null or a.effective_to > ${day}::date)
    where u.reverses_id is null and not exists (select from entry_override_uses b where b.reverses_id = u.id)`)
  return row?.present ?? 0
}

let rounds = 0
let used = { requests: 0, overrides: 0, plans: 0 }

test('whatever the office does: never more asked for than planned, never more used than granted, never more in than approved but by an override', {
  timeout: 240_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 3 }),
      plan,
      fc.array(act, { minLength: 20, maxLength: 32 }),
      async (places, first, acts) => {
        rounds += 1
        await inTransaction(database.db, async (tx) => {
          const office = await bureau(tx, root, { name: `第${rounds}局`, approved: places })
          const history: History = {
            tx,
            office,
            today: '2024-01-15',
            requests: [],
            overrides: [],
            entries: [],
            gone: new Set(),
            planned: false,
          }
          for (const one of [first, ...acts]) {
            await perform(history, one)
            const { planned, drawn, ...never } = await counted(history)
            expect(drawn).toBeLessThanOrEqual(planned)
            expect(never).toEqual({
              over_request: 0,
              over_override: 0,
              outside_request: 0,
              outside_override: 0,
            })
            for (const days of [0, 1, 10, 30, 90, 400]) {
              const day = addDays(history.today, days)
              const [row] = await establishmentTableOn(tx, viewpoint(day), { organizationIds: [office] })
              const { approved = 0, occupied = 0, reserved = 0 } = row ?? {}
              expect(occupied + reserved - approved).toBeLessThanOrEqual(await overriddenOn(history, day))
            }
          }
          used = {
            requests: used.requests + history.entries.filter(({ by }) => by === 'request').length,
            overrides: used.overrides + history.entries.filter(({ by }) => by === 'override').length,
            plans: used.plans + (history.planned ? 1 : 0),
          }
        })
      },
    ),
    { numRuns: 12, seed: 20240115, endOnFailure: true },
  )
  // The histories did go where they should.
  expect(used.requests).toBeGreaterThan(0)
  expect(used.overrides).toBeGreaterThan(0)
  expect(used.plans).toBeGreaterThan(0)
})
