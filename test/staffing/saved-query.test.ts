import { afterAll, beforeAll, expect, test } from 'vitest'
import { mostSavedQueries } from '../../src/staffing/saved-query.ts'
import { emptyDatabase, type TestDatabase } from '../database/harness.ts'
import { type Client, signedInAs } from '../http/client.ts'
import { officer } from '../movement/planted.ts'
import { plantRegion } from '../organization/planted.ts'

let database: TestDatabase
let clerk: Client
let head: Client

beforeAll(async () => {
  database = await emptyDatabase()
  await plantRegion(database.db, officer('clerk'))
  clerk = await signedInAs(database, 'clerk')
  head = await signedInAs(database, 'section-head')
})
afterAll(() => database.drop())

async function idOf(name: string): Promise<string> {
  const [row] = await database.sql<{ id: string }[]>`
    select id from saved_queries where name = ${name} and superseded_at is null`
  return row?.id ?? ''
}

test('a filter kept under a name is one click away, for its owner alone and on any day', async () => {
  const query = 'kind=administrative&where=sex.is.2&where=age.between.50..&sort=-bornOn&columns=sex%2CbornOn'
  const answer = await clerk.post('/people/queries', { query, queryName: '五十岁以上女干部' })
  expect(answer.status).toBe(303)
  expect(answer.headers.get('Location')).toBe(`/people?${query}`)
  const page = await (await clerk.get('/people?asOf=2023-12-31')).text()
  expect(page).toContain(`/people?asOf=2023-12-31&amp;${query.replaceAll('&', '&amp;')}`)
  expect(await head.read('/people')).not.toContain('五十岁以上女干部')
})

test('a name given twice, an empty and a long one are refused at the field; what was typed stays', async () => {
  for (const [queryName, message] of [
    ['五十岁以上女干部', '已有名为'],
    ['', '请填写此项'],
    ['长'.repeat(31), '超出长度'],
  ] as const) {
    const answer = await clerk.post('/people/queries', { query: 'sex=1', queryName })
    expect(answer.status).toBe(422)
    const page = await answer.text()
    expect(page).toContain(message)
    expect(page).toContain(`value="${queryName}"`)
  }
  expect((await head.post('/people/queries', { query: 'sex=2', queryName: '五十岁以上女干部' })).status).toBe(
    303,
  )
})

test('a query is kept as the list understands it: no word nobody offered, no identity number', async () => {
  const hostile = 'sex=2&x=1&column=evil&q=990812199005170011&sort=drop'
  expect((await clerk.post('/people/queries', { query: hostile, queryName: '女' })).status).toBe(303)
  const [row] = await database.sql<{ query: string }[]>`select query from saved_queries where name = '女'`
  expect(row?.query).toBe('where=sex.is.2')
})

test('renamed and removed by its owner only; the old rows stay and the trail tells of it', async () => {
  const id = await idOf('女')
  expect((await head.post(`/people/queries/${id}/name`, { queryName: '男' })).status).toBe(404)
  expect((await head.post(`/people/queries/${id}/removal`, {})).status).toBe(404)
  expect((await clerk.post(`/people/queries/${id}/name`, { queryName: '五十岁以上女干部' })).status).toBe(422)
  expect((await clerk.post(`/people/queries/${id}/name`, { queryName: '女职工' })).status).toBe(303)
  expect(await clerk.read('/people')).toContain('女职工')
  expect((await clerk.post(`/people/queries/${await idOf('女职工')}/removal`, {})).status).toBe(303)
  expect(await clerk.read('/people')).not.toContain('女职工')
  const rows = await database.sql<{ name: string; gone: boolean }[]>`
    select name, superseded_at is not null as gone from saved_queries where query = 'where=sex.is.2' and name like '女%'
    order by name`
  expect(rows.map(({ name, gone }) => `${name} ${gone}`)).toEqual(['女 true', '女职工 true'])
  const trail = await database.sql<{ action: string }[]>`
    select action from audit_entries where subject_kind = 'saved-query' order by id desc limit 2`
  expect(trail.map(({ action }) => action)).toEqual(['saved-query.removal', 'saved-query.rename'])
})

test('there is an end to how many one keeps', async () => {
  const [row] = await database.sql<{ kept: number }[]>`
    select count(*)::int as kept from saved_queries q join users u on u.id = q.user_id
    where u.account = 'test-clerk' and q.superseded_at is null`
  for (let place = row?.kept ?? 0; place < mostSavedQueries; place += 1) {
    expect((await clerk.post('/people/queries', { query: '', queryName: `第${place}` })).status).toBe(303)
  }
  const answer = await clerk.post('/people/queries', { query: '', queryName: '再一个' })
  expect(answer.status).toBe(422)
  expect(await answer.text()).toContain('最多保存')
})
