import type postgres from 'postgres'
import { createApp } from '../../src/app.ts'
import { educationContact, clerk as exampleClerk, examplePassword } from '../../src/demo/example-users.ts'
import { serveApp } from '../browser/serve-app.ts'
import { servicesOn } from '../http/client.ts'
import { type Visitor, visitorAt } from '../http/visitor.ts'
import { type Benchmark, type Ground, type Measured, median, quantile, timed } from './ground.ts'

const wanted = 100_000

/** The whole 花名册 of a surname is counted and put in the office's order: shown beside the search, not judged by its aim. */
const ways = [
  { name: 'search', ask: search, aim: 60 },
  { name: '花名册', ask: roster, aim: null },
]

/** What is typed into a search, in the shares in which an office types it. */
type Question = { by: 'name' | 'part of a name' | 'pinyin' | 'number' | 'unit'; text: string }

/** The search on every page and the 花名册 by name, over HTTP in a district of a hundred thousand people. */
export const benchmark: Benchmark = ({ withCopy, cipher }) =>
  withCopy(async (copy) => {
    const { sql } = copy.owner
    const people = await multiplied(sql)
    const questions = await asked(sql, cipher)
    const served = await serveApp(createApp(servicesOn(copy, { cipher })))
    try {
      const measured: Measured[] = []
      for (const [user, who] of [
        [exampleClerk, 'clerk'],
        [educationContact, 'contact of the largest unit'],
      ] as const) {
        const visitor = await visitorAt(served.url, user.account, examplePassword(user))
        for (const { name, ask, aim } of ways) {
          const times = await timesOf(visitor, questions, ask)
          measured.push({
            name: `${name} among ${people} people as ${who}, 95 of 100 within`,
            figure: quantile(
              times.map(({ milliseconds }) => milliseconds),
              0.95,
            ),
            unit: 'ms',
            aim,
            note: noteOf(times),
          })
        }
      }
      return measured
    } finally {
      await served.stop()
    }
  })

type Timed = Question & { milliseconds: number }

async function timesOf(
  visitor: Visitor,
  questions: readonly Question[],
  ask: (visitor: Visitor, question: Question) => Promise<void>,
): Promise<Timed[]> {
  // Each kind once before, as on any morning but the first.
  for (const question of questions.slice(0, 20)) await ask(visitor, question)
  const times: Timed[] = []
  for (const question of questions) {
    times.push({ ...question, milliseconds: await timed(() => ask(visitor, question)) })
  }
  return times
}

function noteOf(times: readonly Timed[]): string {
  const kinds = [...new Set(times.map(({ by }) => by))]
  const figures = kinds.map((kind) => {
    const own = times.filter(({ by }) => by === kind).map(({ milliseconds }) => milliseconds)
    return `${kind} ${median(own).toFixed(0)}–${quantile(own, 0.95).toFixed(0)}`
  })
  const all = times.map(({ milliseconds }) => milliseconds)
  return `${times.length} questions, median ${median(all).toFixed(0)} ms; median–p95 by kind: ${figures.join(', ')}`
}

/** The field at the head of every page; a number goes to the record itself. */
async function search(visitor: Visitor, { by, text }: Question): Promise<void> {
  const answer =
    by === 'number'
      ? await visitor.post('/search', { q: text })
      : await visitor.get(`/search?q=${encodeURIComponent(text)}`)
  await read(answer, by === 'number' ? 303 : 200)
}

async function roster(visitor: Visitor, { by, text }: Question): Promise<void> {
  const answer =
    by === 'number'
      ? await visitor.post('/people/search', { q: text })
      : await visitor.get(`/people?${by === 'unit' ? 'unit' : 'q'}=${encodeURIComponent(text)}`)
  await read(answer, 200)
}

async function read(answer: Response, status: number): Promise<void> {
  await answer.arrayBuffer()
  if (answer.status !== status) throw new Error(`${answer.url} answered ${answer.status}`)
}

/** Everybody many times over, each time somebody else of the same name, birth and place. */
async function multiplied(sql: postgres.Sql): Promise<number> {
  const [before] = await sql<{ people: number }[]>`select count(*)::int as people from people`
  const times = Math.ceil(wanted / (before?.people ?? wanted)) - 1
  const other = (column: string) => `md5(${column}::text || n)::uuid`
  const copies = `cross join generate_series(1, ${times}) n`
  await sql.unsafe(`insert into people (region_code, id, recorded_at, recorded_by)
    select region_code, ${other('id')}, recorded_at, recorded_by from people ${copies}`)
  for (const [table, changed] of [
    ['person_particulars', { identity_hash: 'md5(identity_hash || n)' }],
    ['assignments', { begun_by_movement_id: 'null', ended_by_movement_id: 'null' }],
    ['person_posts', { movement_id: 'null' }],
  ] as const) {
    const own: Record<string, string> = { id: other('id'), person_id: other('person_id'), ...changed }
    const columns = await sql<{ name: string }[]>`
      select column_name as name from information_schema.columns where table_name = ${table}`
    const names = columns.map(({ name }) => name)
    await withoutIndexes(sql, table, () =>
      sql.unsafe(`insert into ${table} (${names.join(', ')})
        select ${names.map((name) => own[name] ?? name).join(', ')} from ${table} ${copies}
        where superseded_at is null`),
    )
  }
  await sql`vacuum analyze`
  const [after] = await sql<{ people: number }[]>`select count(*)::int as people from people`
  return after?.people ?? 0
}

/** Row by row they would take minutes; afterwards all of them stand again, the rules that they keep too. */
async function withoutIndexes(sql: postgres.Sql, table: string, run: () => Promise<unknown>): Promise<void> {
  const rules = await sql<{ name: string; definition: string }[]>`
    select conname as name, pg_get_constraintdef(oid) as definition from pg_constraint
    where conrelid = ${table}::regclass and contype in ('x', 'f')`
  const indexes = await sql<{ name: string; definition: string }[]>`
    select indexname as name, indexdef as definition from pg_indexes
    where tablename = ${table} and indexname not in (
      select conname from pg_constraint where conrelid = ${table}::regclass)`
  for (const { name } of rules) await sql.unsafe(`alter table ${table} drop constraint ${name}`)
  for (const { name } of indexes) await sql.unsafe(`drop index ${name}`)
  await run()
  for (const { definition } of indexes) await sql.unsafe(definition)
  for (const { name, definition } of rules) {
    await sql.unsafe(`alter table ${table} add constraint ${name} ${definition}`)
  }
}

/** Names as they are spread among the people themselves: the frequent ones are asked for most often. */
async function asked(sql: postgres.Sql, cipher: Ground['cipher']): Promise<Question[]> {
  const people = await sql<{ name: string; pinyin: string; initials: string; number: Buffer }[]>`
    select name, pinyin, initials, identity_ciphertext as number from person_particulars
    where superseded_at is null and effective_to is null
    order by md5(id::text) limit 40`
  const units = await sql<{ name: string }[]>`
    select short_name as name from organization_versions
    where superseded_at is null and effective_to is null and kind = 'unit'
    order by md5(id::text) limit 20`
  const questions = people.flatMap(({ name, pinyin, initials, number }, place): Question[] => [
    { by: 'name', text: name },
    { by: 'name', text: name },
    { by: 'part of a name', text: place % 2 === 0 ? name.slice(0, 1) : name.slice(1) },
    { by: 'pinyin', text: initials },
    { by: 'pinyin', text: place % 4 === 0 ? initials.slice(0, 1) : pinyin },
    { by: 'number', text: cipher.decrypt(number) },
  ])
  const none: Question[] = [
    { by: 'name', text: '没有此人' },
    { by: 'pinyin', text: 'xqz' },
  ]
  return [...questions, ...none, ...units.map(({ name }): Question => ({ by: 'unit', text: name }))]
}
