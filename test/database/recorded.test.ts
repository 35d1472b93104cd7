import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { approvalDocuments } from '../../src/organization/schema.ts'
import { people, personParticulars } from '../../src/staffing/schema.ts'
import { emptyDatabase, exampleActing, regionCode, type TestDatabase, testCipher } from './harness.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await emptyDatabase()
})
afterAll(() => database.drop())

const personId = '00000000-0000-7000-8000-00000000000a'
const number = '990812199001010015'

function particulars(id: string, of: string) {
  return {
    regionCode,
    id,
    personId: of,
    name: '示例甲',
    pinyin: 'shili jia',
    initials: 'slj',
    identityCiphertext: testCipher.encrypt(number),
    identityHash: testCipher.hash(number),
    identityMasked: '9****************5',
    sex: '1',
    bornOn: '1990-01-01',
    ethnicity: '01',
    politicalStatus: '01',
    identityCategory: 'civil-servant',
    effectiveFrom: '2023-01-01',
    recordedAt: exampleActing().at,
    recordedBy: exampleActing().userId,
  }
}

async function refusal(run: () => Promise<unknown>): Promise<string> {
  const error = await run().then(
    () => new Error('not refused'),
    (thrown: unknown) => thrown,
  )
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  return cause instanceof Error ? cause.message : String(cause)
}

test('the server may add a fact and close it, and neither edit nor delete it', async () => {
  const { db } = database
  const { at, userId } = exampleActing()
  await db.insert(people).values({ regionCode, id: personId, recordedAt: at, recordedBy: userId })
  await db.insert(personParticulars).values(particulars('00000000-0000-7000-8000-0000000000a1', personId))
  const edit = () =>
    db.update(personParticulars).set({ name: '改名' }).where(eq(personParticulars.regionCode, regionCode))
  expect(await refusal(edit)).toMatch(/permission denied/)
  expect(await refusal(() => db.delete(personParticulars))).toMatch(/permission denied/)
  expect(await refusal(() => db.delete(people))).toMatch(/permission denied/)
  expect(await refusal(() => db.update(approvalDocuments).set({ number: 'x' }))).toMatch(/permission denied/)
})

test('two people never share an identity number', async () => {
  const other = '00000000-0000-7000-8000-00000000000b'
  const { at, userId } = exampleActing()
  await database.db.insert(people).values({ regionCode, id: other, recordedAt: at, recordedBy: userId })
  const second = () =>
    database.db.insert(personParticulars).values(particulars('00000000-0000-7000-8000-0000000000b1', other))
  expect(await refusal(second)).toMatch(/person_particulars_identity_once/)
})

test('every key, foreign key, unique and exclusion constraint begins with the region', async () => {
  const wrong = await database.sql<{ table: string; constraint: string }[]>`
    select c.conrelid::regclass::text as "table", c.conname as "constraint"
    from pg_constraint c
    join pg_namespace n on n.oid = c.connamespace and n.nspname = 'public'
    join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
    where c.contype in ('p', 'f', 'u', 'x') and a.attname <> 'region_code' and c.conrelid::regclass::text <> 'landed_migrations'`
  expect([...wrong]).toEqual([])
  const indexes = await database.sql<{ index: string }[]>`
    select i.indexrelid::regclass::text as index
    from pg_index i
    join pg_class t on t.oid = i.indrelid
    join pg_namespace n on n.oid = t.relnamespace and n.nspname = 'public'
    join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
    where a.attname <> 'region_code' and t.relname <> 'landed_migrations'`
  expect([...indexes]).toEqual([])
})

test('there is no trigger', async () => {
  expect([...(await database.sql`select tgname from pg_trigger where not tgisinternal`)]).toEqual([])
})
