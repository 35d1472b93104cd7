import type postgres from 'postgres'

/** A table with personal data: what is ciphertext in it, and what is the keyed hash of which ciphertext. */
export type PersonalTable = {
  table: string
  ciphertexts: readonly string[]
  /** hash column → the ciphertext whose plain text it is the hash of */
  hashes: Readonly<Record<string, string>>
  /** whole files: one row at a time is enough to hold */
  isLarge?: true
}

/**
 * Everything the key of personal data made, as it stands in the tables: what a rotation writes anew and what proves
 * that a key fits. A test holds it to the catalogue.
 */
export const personalTables: readonly PersonalTable[] = [
  {
    table: 'person_particulars',
    ciphertexts: ['identity_ciphertext'],
    hashes: { identity_hash: 'identity_ciphertext' },
  },
  { table: 'person_contacts', ciphertexts: ['ciphertext'], hashes: { content_hash: 'ciphertext' } },
  { table: 'person_applications', ciphertexts: ['identity_ciphertext', 'fact_ciphertext'], hashes: {} },
  { table: 'exchange_jobs', ciphertexts: ['content', 'preview'], hashes: {}, isLarge: true },
  { table: 'second_factors', ciphertexts: ['secret_ciphertext'], hashes: {} },
]

/** Keyed hashes of what is stored nowhere: they cannot be made anew, and go with the key. */
export const passingHashes = [
  // Failed sign-ins, counted for a quarter of an hour.
  { table: 'sign_in_attempts', column: 'account_hash' },
] as const

/** One ciphertext of every column that holds any; also of an older registry, which lacks some of them. */
export async function ciphertextSamples(sql: postgres.Sql | postgres.TransactionSql): Promise<Buffer[]> {
  const there = await sql<{ table: string; column: string }[]>`
    select table_name as "table", column_name as "column" from information_schema.columns
    where table_schema = 'public' and data_type = 'bytea'`
  const present = new Set(there.map(({ table, column }) => `${table}.${column}`))
  const samples: Buffer[] = []
  for (const { table, ciphertexts } of personalTables) {
    for (const column of ciphertexts.filter((name) => present.has(`${table}.${name}`))) {
      const [row] = await sql<{ sample: Buffer }[]>`
        select ${sql(column)} as sample from ${sql(table)} where ${sql(column)} is not null limit 1`
      if (row) samples.push(row.sample)
    }
  }
  return samples
}
