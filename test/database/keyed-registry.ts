import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { keyFingerprint, personalCipher } from '../../src/database/personal-cipher.ts'
import { type KeyPlace, keyPlaceOf } from '../../src/database/personal-key.ts'
import { emptyDatabase, regionCode, type TestDatabase } from './harness.ts'

export const firstKey = '07'.repeat(32)
export const otherKey = '08'.repeat(32)

export const cipherOf = (key: string) => personalCipher(Buffer.from(key, 'hex'))
export const fingerprintOf = (key: string) => keyFingerprint(cipherOf(key))

export type KeyFolder = { dataDirectory: string; place: KeyPlace; file: string }

/** A data folder with these files in `keys`. */
export async function keyFolder(files: Record<string, string>): Promise<KeyFolder> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'bianzhi-key-'))
  onTestFinished(() => rm(dataDirectory, { recursive: true, force: true }))
  const keys = join(dataDirectory, 'keys')
  if (Object.keys(files).length > 0) await mkdir(keys)
  for (const [name, text] of Object.entries(files)) await writeFile(join(keys, name), `${text}\n`)
  return { dataDirectory, place: keyPlaceOf(dataDirectory, {}), file: join(keys, 'personal.key') }
}

/** The keys in the folder by the names of their files. */
export async function keysIn({ dataDirectory }: KeyFolder): Promise<Record<string, string>> {
  const keys = join(dataDirectory, 'keys')
  const names = await readdir(keys).catch(() => [])
  const texts = await Promise.all(names.map((name) => readFile(join(keys, name), 'utf8')))
  return Object.fromEntries(names.map((name, index) => [name, texts[index]?.trim() ?? '']))
}

/** A region with a row in every table that holds personal data, written with the first key. */
export async function keyedRegistry({ fingerprint }: { fingerprint: string | null }): Promise<TestDatabase> {
  const database = await emptyDatabase()
  onTestFinished(() => database.drop())
  const cipher = cipherOf(firstKey)
  const id = '00000000-0000-7000-8000-000000000001'
  const hex = (text: string) => `\\x${cipher.encrypt(text).toString('hex')}`
  const at = '2024-01-15T09:00:00+08:00'
  const common = { region_code: regionCode, id, recorded_at: at, recorded_by: id }
  const rows: Record<string, Record<string, unknown>> = {
    regions: {
      region_code: regionCode,
      name: '试验区',
      is_example: false,
      key_fingerprint: fingerprint,
      created_at: at,
    },
    users: {
      region_code: regionCode,
      id,
      account: 'a',
      name: '甲',
      password_hash: '-',
      created_at: at,
      password_temporary: false,
    },
    second_factors: {
      ...common,
      user_id: id,
      secret_ciphertext: hex(plainTexts.second_factors),
      last_step: 1,
    },
    sign_in_attempts: {
      region_code: regionCode,
      id,
      account_hash: cipher.hash('a'),
      address: '::1',
      at,
      succeeded: false,
    },
    people: common,
    person_particulars: {
      ...common,
      person_id: id,
      name: '示例甲',
      pinyin: 'shilijia',
      initials: 'slj',
      identity_ciphertext: hex(plainTexts.person_particulars),
      identity_hash: cipher.hash(plainTexts.person_particulars),
      identity_masked: '9****************9',
      sex: '1',
      born_on: '1990-01-01',
      ethnicity: '01',
      political_status: '13',
      identity_category: 'civil-servant',
      effective_from: '2023-01-01',
    },
    person_contacts: {
      ...common,
      person_id: id,
      aspect: 'telephone',
      ciphertext: hex(plainTexts.person_contacts),
      content_hash: cipher.hash(plainTexts.person_contacts),
      masked: '*******0001',
      effective_from: '2023-01-01',
    },
    person_applications: {
      ...common,
      number: '更正申请2024-0001',
      person_id: id,
      organization_id: id,
      version_id: id,
      fact_ciphertext: hex(plainTexts.person_applications),
      reason: '漏登',
    },
    exchange_jobs: {
      ...common,
      subject: 'people',
      file_name: '人员.xlsx',
      file_hash: '-',
      content: hex(plainTexts.exchange_jobs),
      preview: hex(plainTexts.exchange_jobs),
      state: 'previewed',
      done: 0,
      total: 1,
      counts: {},
      words: '',
    },
  }
  const owner = database.owner()
  for (const [table, row] of Object.entries(rows)) {
    await owner.sql`
      insert into ${owner.sql(table)} (${owner.sql(Object.keys(row))})
      select ${owner.sql(Object.keys(row))} from json_populate_record(null::${owner.sql(table)}, ${JSON.stringify(row)}::text::json)`
  }
  await owner.close()
  // A rotation asks for the registry alone.
  await database.close()
  return database
}

/** What stands encrypted in each table. */
export const plainTexts = {
  person_particulars: '990812199001010019',
  person_contacts: '13900000001',
  person_applications: '{"telephone":"13900000001"}',
  exchange_jobs: 'a file with numbers',
  second_factors: 'JBSWY3DPEHPK3PXP',
}
