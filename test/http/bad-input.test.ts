import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../../src/app.ts'
import { examplePassword } from '../../src/demo/example-users.ts'
import { declaredRoutes } from '../../src/http/permit.ts'
import { demoDatabase, type TestDatabase } from '../database/harness.ts'
import { type Client, servicesOn, signedIn, textOf } from './client.ts'
import { type Form, forms, records, withoutFields } from './every-form.ts'
import { badIds, badValues } from './hostile-values.ts'

let database: TestDatabase
const clients = new Map<string, Client>()
const ids = new Map<string, string>()
let owner: ReturnType<TestDatabase['owner']>
let tables: string[]
/** as the form before left them */
let counted: Record<string, number>
/** The table that holds more rows than all the others together is counted when all is over. */
const greatest = ['cost_spells']
let countedFirst: Record<string, number>

beforeAll(async () => {
  database = await demoDatabase()
  owner = database.owner()
  const found = await owner.sql<{ name: string }[]>`
    select table_name as name from information_schema.tables where table_schema = 'public'
    and table_name not in ('audit_entries', 'audit_pending', 'audit_seals', 'sessions', 'sign_in_attempts')`
  tables = found.map(({ name }) => name).filter((name) => !greatest.includes(name))
  for (const account of [
    'clerk',
    'section-head',
    'director',
    'finance',
    'education-contact',
    'system-administrator',
    'security-administrator',
  ]) {
    clients.set(account, await signedIn(servicesOn(database), account, examplePassword({ account })))
  }
  await clients.get('clerk')?.post('/people/queries', { queryName: '本科以上', query: 'education=2' })
  for (const [name, query] of Object.entries(records)) {
    const [row] = await database.sql.unsafe<{ id: string }[]>(query)
    if (!row) throw new Error(`the example has no ${name}`)
    ids.set(name, row.id)
  }
  counted = await rowCounts(tables)
  countedFirst = await rowCounts(greatest)
})
afterAll(async () => {
  await owner.close()
  await database.drop()
})

function addressOf({ route, of, words = {}, query }: Form): string {
  const parts: Record<string, string> = {
    versionId: ids.get('version') ?? '',
    factId: ids.get('education') ?? '',
    ...words,
  }
  if (of !== undefined) parts.id = ids.get(of) ?? ''
  const path = route.replaceAll(/:(\w+)/g, (_all, name: string) => parts[name] ?? '')
  return query === undefined ? path : `${path}?${query}${ids.get('organization') ?? ''}`
}

function clientOf({ as }: Form): Client {
  const client = clients.get(as)
  if (!client) throw new Error(`nobody signed in as ${as}`)
  return client
}

/** Rows of each of the tables. */
async function rowCounts(names: readonly string[]): Promise<Record<string, number>> {
  const counts = names.map((table) => `select '${table}' as name, count(*)::int as rows from ${table}`)
  const rows = await owner.sql.unsafe<{ name: string; rows: number }[]>(counts.join(' union all '))
  return Object.fromEntries(rows.map(({ name, rows: found }) => [name, found]))
}

test('every address that takes something in is told of here', () => {
  const declared = declaredRoutes(createApp(servicesOn(database)))
    .filter(({ method }) => method !== 'GET')
    .map(({ path }) => path)
  const told = new Set([...forms.map(({ route }) => route), ...withoutFields])
  expect(declared.filter((path) => !told.has(path))).toEqual([])
})

describe('each field of each form, wrong in every way: said at the field, nothing written', () => {
  test.each(forms.map((form) => [form.route.replace(':kind', form.words?.kind ?? ':kind'), form] as const))(
    '%s',
    async (_name, form) => {
      const wrong: string[] = []
      for (const round of rounds(form)) {
        const missed = await unsaid(form, round)
        // Where it is said of several that one of them is wrong, or the first ends the talk, each is asked alone.
        if (Object.keys(round).length === 1) wrong.push(...missed.values())
        else
          for (const field of missed.keys()) wrong.push(...(await unsaid(form, pick(round, field))).values())
      }
      expect(wrong).toEqual([])
      const [before, after] = [counted, await rowCounts(tables)]
      counted = after
      expect(after).toEqual(before)
    },
    60_000,
  )
})

type Round = Record<string, string>

function pick(round: Round, field: string): Round {
  return { [field]: round[field] ?? '' }
}

/**
 * Every wrong value of every field once: the first of all fields together, then the second of all … What no person
 * could have sent is asked alone, while the others are right.
 */
function rounds(form: Form): Round[] {
  const alone: Round[] = []
  const together: Round[] = []
  for (const [field, [, kind]] of Object.entries(form.fields)) {
    let round = 0
    for (const value of badValues[kind]) {
      if (kind === 'hidden') alone.push({ [field]: value })
      else {
        together[round] = { ...together[round], [field]: value }
        round += 1
      }
    }
  }
  return [...together, ...alone]
}

/** The fields whose wrong value was not said at the field, with what was said instead. */
async function unsaid(form: Form, round: Round): Promise<Map<string, string>> {
  const right = Object.fromEntries(Object.entries(form.fields).map(([name, [value]]) => [name, value]))
  const answer = await clientOf(form).post(addressOf(form), { ...right, ...round })
  const page = await answer.text()
  const summary = /<section class="problems"[\s\S]*?<\/section>/.exec(page)?.[0] ?? ''
  const missed = Object.entries(round).filter(([field]) =>
    form.fields[field]?.[1] === 'hidden'
      ? answer.status !== 404
      : answer.status !== 422 || !summary.includes(`href="#${field}"`),
  )
  return new Map(
    missed.map(([field, value]) => {
      const shown = JSON.stringify(value.slice(0, 20))
      return [field, `${field} = ${shown}: ${answer.status} ${textOf(summary).slice(0, 120)}`]
    }),
  )
}

test('an address of nothing is not found, whatever stands in it; nothing is written', async () => {
  const before = await rowCounts(tables)
  const wrong: string[] = []
  for (const form of forms.filter(({ route }) => route.includes(':id'))) {
    for (const id of badIds) {
      const path = addressOf(form).replace(ids.get(form.of ?? 'person') ?? '', id)
      const fields = Object.fromEntries(Object.entries(form.fields).map(([name, [value]]) => [name, value]))
      const { status } = await clientOf(form).post(path, fields)
      if (status !== 404) wrong.push(`${path}: ${status}`)
    }
  }
  expect(wrong).toEqual([])
  expect(await rowCounts(tables)).toEqual(before)
}, 60_000)

test('and nothing of all this has moved a yuan of anybody’s cost', async () => {
  expect(countedFirst.cost_spells).toBeGreaterThan(0)
  expect(await rowCounts(greatest)).toEqual(countedFirst)
})
