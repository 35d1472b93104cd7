import type { Db } from '../database/connection.ts'
import type { PersonalCipher } from '../database/personal-cipher.ts'
import type { PositionKey } from '../establishment/approved-headcount.store.ts'
import { isCounted } from '../establishment/establishment-kind.ts'
import { approvedSeatsOn } from '../establishment/leadership-post.store.ts'
import { seatKey, seatsOf, vacantSeats } from '../establishment/leadership-post.ts'
import { vacancies } from '../establishment/vacancy.ts'
import type { Acting } from '../kernel/acting.ts'
import type { IsoDate } from '../kernel/dates.ts'
import { done, type Outcome } from '../kernel/problem.ts'
import { establishmentTableOn } from '../staffing/establishment-table.store.ts'
import { seatsHeldOn } from '../staffing/leadership-seat.store.ts'
import { type Column, shownValue } from './column.ts'
import type { Difference } from './difference.ts'
import { headcountColumns } from './headcount-columns.ts'
import { type HeadcountFact, headcountDifference } from './headcount-difference.ts'
import { importHeadcounts, lockForImport } from './import-headcounts.ts'
import { importOpeningPeople } from './import-opening-people.ts'
import { importOpeningOrganizations, importOrganizations } from './import-organizations.ts'
import { importPeople } from './import-people.ts'
import { type ImportedTable, importedTable, type RefusedCell } from './imported-table.ts'
import type { NamedOrganization } from './named-organization.ts'
import { organizationColumns } from './organization-columns.ts'
import { organizationDifference } from './organization-difference.ts'
import { personColumns } from './person-columns.ts'
import { personDifference } from './person-difference.ts'
import type { SeatsReader } from './person-ground.ts'
import { namedOrganizations, presentHeadcounts } from './present-headcount.store.ts'
import { presentOrganizations } from './present-organization.store.ts'
import { presentPeople } from './present-person.store.ts'
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

/** One question a day, for the days that a file names. */
async function vacanciesReader(db: Db, regionCode: string, days: readonly IsoDate[]) {
  const tables = new Map<IsoDate, Map<string, number>>()
  for (const asOf of new Set(days)) {
    const rows = await establishmentTableOn(db, { regionCode, asOf, asKnownAt: null })
    tables.set(asOf, new Map(rows.map((row) => [positionKey(row), vacancies(row)])))
  }
  return (organizationId: string, establishmentKind: string, day: IsoDate): number | null =>
    tables.get(day)?.get(positionKey({ organizationId, establishmentKind })) ?? null
}

/** Likewise for leadership seats: two questions a day. */
async function seatsReader(db: Db, regionCode: string, days: readonly IsoDate[]): Promise<SeatsReader> {
  const tables = new Map<IsoDate, Map<string, number>>()
  for (const asOf of new Set(days)) {
    const viewpoint = { regionCode, asOf, asKnownAt: null }
    const seats = seatsOf(await approvedSeatsOn(db, viewpoint), await seatsHeldOn(db, viewpoint))
    tables.set(asOf, new Map(seats.map((seat) => [seatKey(seat), vacantSeats(seat)])))
  }
  return (seat, day) => tables.get(day)?.get(seatKey(seat)) ?? 0
}

function positionKey({ organizationId, establishmentKind }: PositionKey): string {
  return `${organizationId} ${establishmentKind}`
}

/** Positions that a cut of the file would leave with more people than places on its day. */
async function overEstablished(
  db: Db,
  acting: Acting,
  facts: readonly HeadcountFact[],
): Promise<{ name: string; count: number }[]> {
  const cuts = facts.filter(({ change, ofRegion }) => change < 0 && !ofRegion)
  const over = new Map<string, { name: string; count: number }>()
  const organizations = cuts.length === 0 ? [] : await namedOrganizations(db, acting.regionCode, acting.today)
  const names = new Map(
    organizations.map(({ organizationId, name }: NamedOrganization) => [organizationId, name]),
  )
  for (const asOf of new Set(cuts.map(({ on }) => on))) {
    const organizationIds = cuts.filter(({ on }) => on === asOf).map(({ organizationId }) => organizationId)
    const viewpoint = { regionCode: acting.regionCode, asOf, asKnownAt: null }
    for (const row of await establishmentTableOn(db, viewpoint, { organizationIds })) {
      const change = facts
        .filter((fact) => fact.on <= asOf && positionKey(fact) === positionKey(row))
        .reduce((sum, fact) => sum + fact.change, 0)
      const left = vacancies(row) + change
      if (change < 0 && left < 0 && isCounted(row.establishmentKind)) {
        over.set(positionKey(row), { name: names.get(row.organizationId) ?? '', count: -left })
      }
    }
  }
  return [...over.values()]
}
