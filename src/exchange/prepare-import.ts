import type { Db } from '../database/connection.ts'
import type { PersonalCipher } from '../database/personal-cipher.ts'
import type { Acting } from '../kernel/acting.ts'
import type { IsoDate } from '../kernel/dates.ts'
import { done, type Outcome } from '../kernel/problem.ts'
import { type Column, shownValue } from './column.ts'
import { overEstablished, overSeats, seatsReader, vacanciesReader } from './compare-standing.ts'
import type { Difference } from './difference.ts'
import { headcountColumns } from './headcount-columns.ts'
import { headcountDifference } from './headcount-difference.ts'
import { importHeadcounts, lockForImport } from './import-headcounts.ts'
import { importOpeningPeople } from './import-opening-people.ts'
import { importOpeningOrganizations, importOrganizations } from './import-organizations.ts'
import { importPeople } from './import-people.ts'
import { importPosts, lockSeatsForImport } from './import-posts.ts'
import { type ImportedTable, importedTable, type RefusedCell } from './imported-table.ts'
import { organizationColumns } from './organization-columns.ts'
import { organizationDifference } from './organization-difference.ts'
import { personColumns } from './person-columns.ts'
import { personDifference } from './person-difference.ts'
import { postColumns } from './post-columns.ts'
import { postDifference } from './post-difference.ts'
import { namedOrganizations, presentHeadcounts } from './present-headcount.store.ts'
import { presentOrganizations } from './present-organization.store.ts'
import { presentPeople } from './present-person.store.ts'
import { presentPosts } from './present-post.store.ts'
import type { Subject } from './subject.ts'
import type { UploadedSheet } from './uploaded-sheet.ts'
import type { Progress, RowRefusal } from './writing.ts'

/** A file held against the registry, and how its facts would be written. */
export type PreparedImport = Omit<Difference<unknown>, 'facts'> & {
  facts: number
  /** a cut leaves more people than places: to be acknowledged before */
  overEstablished: boolean
  write(tx: Db, progress: Progress): Promise<RefusedCell | null>
}

type Context = {
  db: Db
  cipher: PersonalCipher
  acting: Acting
  sheets: readonly UploadedSheet[]
  /** null: everyday work */
  opensOn: IsoDate | null
}

/** Compared set by set: a few questions to the database, however many rows. Problems of the file stand at `file`. */
export function prepareImport(subject: Subject, context: Context): Promise<Outcome<PreparedImport>> {
  switch (subject) {
    case 'organizations':
      return prepareOrganizations(context)
    case 'headcounts':
      return prepareHeadcounts(context)
    case 'posts':
      return preparePosts(context)
    case 'people':
      return preparePeople(context)
  }
}

async function prepareOrganizations({
  db,
  acting,
  sheets,
  opensOn,
}: Context): Promise<Outcome<PreparedImport>> {
  const table = importedTable(sheets, organizationColumns, 'file')
  if (!table.done) return table
  const present = await presentOrganizations(db, acting.regionCode, opensOn ?? acting.today)
  const { facts, ...difference } = organizationDifference(table.value, present, opensOn)
  return done({
    ...difference,
    facts: facts.length,
    overEstablished: false,
    async write(tx, progress) {
      if (opensOn === null) {
        const refusal = await importOrganizations(tx, acting, { facts, present, progress })
        return refusal === null ? null : refusedCell(table.value, organizationColumns, refusal)
      }
      await importOpeningOrganizations(tx, acting, { facts, present, progress })
      return null
    },
  })
}

async function prepareHeadcounts({ db, acting, sheets, opensOn }: Context): Promise<Outcome<PreparedImport>> {
  const table = importedTable(sheets, headcountColumns, 'file')
  if (!table.done) return table
  const { regionCode } = acting
  let present = await presentHeadcounts(db, regionCode, opensOn ?? acting.today)
  let { facts, ...difference } = headcountDifference(table.value, present, opensOn)
  const over = await overEstablished(db, acting, facts)
  return done({
    ...difference,
    warnings: over.map(({ name, count }) => `${name}将超编 ${count} 名`),
    facts: facts.length,
    overEstablished: over.length > 0,
    async write(tx, progress) {
      await lockForImport(tx, regionCode, { positions: facts, organizations: present.organizations })
      // Read again behind the lock: another may have added to the ledger meanwhile.
      present = await presentHeadcounts(tx, regionCode, opensOn ?? acting.today)
      const again = headcountDifference(table.value, present, opensOn)
      const [refused] = again.rows.flatMap((row) => row.refused)
      if (refused !== undefined) return refused
      facts = again.facts
      difference = { rows: again.rows, unknownTitles: again.unknownTitles, warnings: again.warnings }
      await importHeadcounts(tx, acting, { facts, progress, eachAudited: opensOn === null })
      return null
    },
  })
}

async function preparePosts({ db, acting, sheets, opensOn }: Context): Promise<Outcome<PreparedImport>> {
  const table = importedTable(sheets, postColumns, 'file')
  if (!table.done) return table
  const { regionCode } = acting
  const day = opensOn ?? acting.today
  const present = await presentPosts(db, regionCode, day)
  const { facts, ...difference } = postDifference(table.value, present, opensOn)
  const over = opensOn === null ? await overSeats(db, regionCode, { facts, present }) : []
  return done({
    ...difference,
    warnings: over,
    facts: facts.length,
    overEstablished: over.length > 0,
    async write(tx, progress) {
      await lockSeatsForImport(tx, regionCode, facts)
      // Read again behind the lock: another may have added to the ledger meanwhile.
      const again = postDifference(table.value, await presentPosts(tx, regionCode, day), opensOn)
      const [refused] = again.rows.flatMap((row) => row.refused)
      if (refused !== undefined) return refused
      await importPosts(tx, acting, { facts: again.facts, progress, eachAudited: opensOn === null })
      return null
    },
  })
}

async function preparePeople({
  db,
  cipher,
  acting,
  sheets,
  opensOn,
}: Context): Promise<Outcome<PreparedImport>> {
  const table = importedTable(sheets, personColumns, 'file')
  if (!table.done) return table
  const { regionCode, today } = acting
  const asOf = opensOn ?? today
  const numbers = table.value.rows.flatMap(({ values }) => values.identityNumber ?? [])
  const organizations = await namedOrganizations(db, regionCode, asOf)
  const people = await presentPeople(db, regionCode, asOf, {
    identityHashes: numbers.filter((number) => !number.includes('*')).map((number) => cipher.hash(number)),
    personIds: table.value.rows.flatMap(({ values }) => ownNumber(values.personId)),
  })
  const days = table.value.rows.flatMap(({ values }) => values.changeOn ?? [])
  const vacanciesOn = await vacanciesReader(db, regionCode, opensOn === null ? days : [opensOn])
  const hashes = new Map<string, string>()
  const hashOf = (number: string) => {
    const known = hashes.get(number) ?? cipher.hash(number)
    hashes.set(number, known)
    return known
  }
  const seatsVacantOn = await seatsReader(db, regionCode, opensOn === null ? [...days, today] : [opensOn])
  const ground = { people, organizations, vacanciesOn, seatsVacantOn, opensOn, today, hashOf }
  const { facts, ...difference } = personDifference(table.value, ground)
  return done({
    ...difference,
    facts: facts.length,
    overEstablished: false,
    async write(tx, progress) {
      if (opensOn === null) {
        const refusal = await importPeople(tx, cipher, acting, { facts, progress })
        return refusal === null ? null : refusedCell(table.value, personColumns, refusal)
      }
      await importOpeningPeople(tx, cipher, acting, { facts, opensOn, progress })
      return null
    },
  })
}

function refusedCell<Key extends string>(
  table: ImportedTable<Key>,
  columns: Record<Key, Column>,
  { line, key, problem }: RowRefusal<Key>,
): RefusedCell {
  const row = table.rows.find((one) => one.line === line)
  return table.refuse({ line }, key, problem, shownValue(columns[key], row?.values[key] ?? null))
}

/** The registry's own numbers are uuids; whatever else stands there belongs to nobody. */
function ownNumber(text: string | null): string[] {
  return text !== null && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text) ? [text] : []
}
