import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadDemo } from '../../src/demo/load-demo.ts'
import { yuan } from '../../src/kernel/money.ts'
import { demoDatabase, regionCode, type TestDatabase, testCipher } from '../database/harness.ts'

let database: TestDatabase

// The template that every test of the example stands on was made by loadDemo.
beforeAll(async () => {
  database = await demoDatabase()
})

afterAll(() => database.drop())

test('a registry that keeps a region refuses the example and stays as it was', async () => {
  const before = await database.sql`select count(*)::int as people from people`
  await expect(loadDemo(database.db, { cipher: testCipher })).rejects.toThrow(
    '登记库不是空的（朝天区（示例））',
  )
  expect(await database.sql`select count(*)::int as people from people`).toEqual(before)
})

test('the eleven sign-ins are there, each with one role, the unit contacts with their unit', async () => {
  const users = await database.sql<{ account: string; scope: string | null; roles: string }[]>`
    select account, (
      select short_name from organization_versions v
      where v.organization_id = u.scope_organization_id and superseded_at is null limit 1
    ) as scope, (select string_agg(role, ' ') from user_roles r where r.user_id = u.id) as roles
    from users u order by account`
  expect(users).toHaveLength(11)
  expect(
    users
      .filter(({ scope }) => scope !== null)
      .map(({ scope }) => scope)
      .sort(),
  ).toEqual(['区委编办', '区教育局'])
  expect(users.every(({ roles }) => roles.split(' ').length === 1)).toBe(true)
})

test('no identity number stands readable in any table', async () => {
  const [row] = await database.sql<{ found: number }[]>`
    select count(*)::int as found from person_particulars p where p::text ~ '990812[0-9]{11}[0-9X]'`
  expect(row?.found).toBe(0)
})

test('2023 is paid out of what its movements made of the initial budget: line by line, to the fen', async () => {
  const odd = await database.sql<
    { code: string; function_code: string; economic_code: string; rest: string }[]
  >`
    with lines as (
      select project_code, function_code, economic_code, amount from initial_budget_lines
      where region_code = ${regionCode} and year = 2023 and superseded_at is null
      union all
      select line.project_code, line.function_code, line.economic_code, line.amount
      from budget_adjustment_lines line
      join budget_adjustment_decisions decided
        on decided.region_code = line.region_code and decided.adjustment_id = line.adjustment_id and decided.approved
      where line.region_code = ${regionCode} and line.year = 2023
      union all
      select project_code, function_code, economic_code, -amount from expenditures
      where region_code = ${regionCode} and year = 2023
    )
    select project_code as code, function_code, economic_code, sum(amount)::text as rest
    from lines join budget_projects project
      on project.region_code = ${regionCode} and project.year = 2023 and project.code = project_code
    where project.expenditure_kind = 'basic'
    group by 1, 2, 3 having sum(amount) <> 0`
  expect(odd.filter(({ rest }) => !yuan(rest).isZero()).slice(0, 5)).toEqual([])
})

test('2024 has an adopted budget and not a payment yet', async () => {
  const [row] = await database.sql<{ lines: number; paid: number }[]>`
    select (select count(*)::int from initial_budget_lines where year = 2024) as lines,
      (select count(*)::int from expenditures where year = 2024) as paid`
  expect(row?.lines).toBeGreaterThan(2000)
  expect(row?.paid).toBe(0)
})

test('the example stands in the registry as an example', async () => {
  const [region] = await database.sql`select region_code, name, is_example from regions`
  expect(region).toEqual({ region_code: '510812', name: '朝天区（示例）', is_example: true })
})
