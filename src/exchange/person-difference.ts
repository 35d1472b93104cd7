import { maskIdentityNumber } from '../kernel/identity-number.ts'
import type { Problem } from '../kernel/problem.ts'
import { shownValue, type Values } from './column.ts'
import { type ComparedRow, changedCells, comparedRow, type Difference } from './difference.ts'
import { documentKeys, documentOf } from './document-columns.ts'
import type { ImportedRow, ImportedTable } from './imported-table.ts'
import { type NamedOrganization, organizationFinder } from './named-organization.ts'
import { overWarnings } from './over-warnings.ts'
import {
  checkChange,
  checkDays,
  checkPlaces,
  checkTogether,
  checkVacancy,
  derivedKeys,
  type Refuse,
  refusal,
} from './person-check.ts'
import { type PersonKey, personColumns } from './person-columns.ts'
import type { PersonFact, PersonGround, PresentPerson } from './person-ground.ts'

/** People of a file against those of the registry, by identity number or, in an exported table, by the registry's own. */
export function personDifference(
  table: ImportedTable<PersonKey>,
  ground: PersonGround,
): Difference<PersonFact> {
  const find = organizationFinder(ground.organizations)
  const byHash = new Map(ground.people.map((person) => [person.identityHash, person]))
  const byId = new Map(ground.people.map((person) => [person.personId, person]))
  const seen = new Map<string, number>()
  const entering = new Map<string, number>()
  const rows: ComparedRow[] = []
  const facts: PersonFact[] = []
  for (const row of table.rows) {
    const refused = [...row.refused]
    const refuse = (key: PersonKey, problem: Problem) =>
      refused.push(table.refuse(row, key, problem, shownCell(key, row.values[key])))
    const { person, identityNumber } = whoIs(row, { byHash, byId, hashOf: ground.hashOf }, refuse)
    const mark = person?.personId ?? row.values.identityNumber
    const twice = mark === null ? undefined : seen.get(mark)
    if (twice !== undefined) refuse('identityNumber', refusal(`与第 ${twice} 行是同一人。请删除重复的行。`))
    else if (mark !== null) seen.set(mark, row.line)

    const before = person?.particularsId == null ? null : person.values
    const places = {
      organization: found(row.values.organization, find),
      workPlace: found(row.values.workPlace, find),
      payingPlace: found(row.values.payingPlace, find),
    }
    const values = filledValues(table, row, { before, places, identityNumber, person, hashOf: ground.hashOf })
    const day = ground.opensOn ?? values.changeOn ?? ground.today
    checkPlaces(values, places.organization, { row, day }, refuse)
    checkTogether(values, refuse)
    checkDays(values, { ...ground, identityNumber }, refuse)
    const { keys, cells } =
      before === null
        ? { keys: [], cells: [] }
        : changedCells(personColumns, table, { ...row, values }, before)
    const changed = identityOnlyMasked(keys)
    const isNew = before === null || before.organization === null
    if (ground.opensOn === null && (isNew || changed.length > 0)) {
      checkChange(values, { changed, isNew, before }, refuse)
      checkVacancy(values, { isNew, changed, places, ground, entering }, refuse)
    }
    const document = documentOf(row.values)
    const half = Array.isArray(document) && document.length < documentKeys.length
    if (half && ground.opensOn === null && (isNew || changed.length > 0)) {
      for (const key of document) refuse(key, { code: 'required', field: key })
    }
    if ((isNew || changed.length > 0) && places.organization !== null) {
      facts.push({
        line: row.line,
        personId: person?.personId ?? null,
        present: person?.particularsId == null ? null : person,
        identityNumber,
        values,
        changed,
        organization: places.organization,
        workOrganization: found(values.workPlace, find),
        payingOrganization: found(values.payingPlace, find),
        changeOn: values.changeOn,
        document: Array.isArray(document) ? null : document,
      })
    }
    rows.push(comparedRow(row.line, nameOf(values), { refused, isNew, changes: cells }))
  }
  const isRefused = rows.some(({ state }) => state === 'refused')
  const warnings = isRefused ? [] : overWarnings(facts, ground)
  return { rows, facts: isRefused ? [] : facts, unknownTitles: table.unknownTitles, warnings }
}

function nameOf({ name, organization }: Values<PersonKey>): string {
  return [name ?? '', organization ?? ''].join(' ').trim()
}

function shownCell(key: PersonKey, value: string | null): string {
  return shownValue(personColumns[key], value)
}

/** The person of a row, and the identity number where the row says it whole. */
function whoIs(
  { values }: ImportedRow<PersonKey>,
  {
    byHash,
    byId,
    hashOf,
  }: Pick<PersonGround, 'hashOf'> & {
    byHash: ReadonlyMap<string, PresentPerson>
    byId: ReadonlyMap<string, PresentPerson>
  },
  refuse: Refuse,
): { person: PresentPerson | null; identityNumber: string | null } {
  const typed = values.identityNumber
  const masked = typed?.includes('*') === true
  const identityNumber = masked ? null : typed
  const owner = identityNumber === null ? undefined : byHash.get(hashOf(identityNumber))
  if (values.personId === null) {
    if (masked) refuse('identityNumber', refusal('身份证号不完整，且没有登记号。请按原件填写 18 位号码。'))
    return { person: owner ?? null, identityNumber }
  }
  const person = byId.get(values.personId)
  if (person === undefined || person.particularsId === null) {
    refuse('personId', refusal('没有这个登记号的人员。登记号由系统导出，请勿改动；新增人员请留空。'))
    return { person: null, identityNumber }
  }
  if (owner !== undefined && owner.personId !== person.personId) {
    refuse('identityNumber', { code: 'identity-number-taken', field: 'identityNumber' })
  }
  if (masked && typed !== person.values.identityNumber) {
    refuse('identityNumber', refusal('登记号与身份证号不是同一人。请勿移动登记号。'))
  }
  return { person, identityNumber }
}

function found(
  text: string | null,
  find: (text: string) => NamedOrganization | null,
): NamedOrganization | null {
  return text === null ? null : find(text)
}

type Places = Record<'organization' | 'workPlace' | 'payingPlace', NamedOrganization | null>

/** Organizations by their codes, an unchanged identity number as it is shown, columns not in the file as they stand. */
function filledValues(
  table: ImportedTable<PersonKey>,
  row: ImportedRow<PersonKey>,
  {
    before,
    places,
    identityNumber,
    person,
    hashOf,
  }: {
    before: Values<PersonKey> | null
    places: Places
    identityNumber: string | null
    person: PresentPerson | null
    hashOf(identityNumber: string): string
  },
): Values<PersonKey> {
  const values = { ...row.values }
  for (const key of Object.keys(values) as PersonKey[]) {
    if (before !== null && !table.given.has(key)) values[key] = before[key]
  }
  for (const key of ['organization', 'workPlace', 'payingPlace'] as const) {
    // A place outside the registry may be called like a unit in it: what stands as it stood is no change.
    const stands = before !== null && row.values[key] === before[key]
    if (table.given.has(key) && !stands) values[key] = places[key]?.code ?? row.values[key]
  }
  if (values.workPlace === values.organization) values.workPlace = null
  if (values.payingPlace === values.organization) values.payingPlace = null
  if (values.workPlace === null) values.secondmentKind = null
  if (identityNumber !== null) {
    const same = person !== null && person.identityHash === hashOf(identityNumber)
    values.identityNumber = same ? maskIdentityNumber(identityNumber) : identityNumber
  }
  values.personId = before?.personId ?? null
  if (before !== null) {
    // An empty day of entering means that nothing is said about it.
    for (const key of derivedKeys) values[key] ??= before[key]
  }
  return values
}

/** The registry's own number and a number said masked are no change. */
function identityOnlyMasked(keys: readonly PersonKey[]): PersonKey[] {
  return keys.filter((key) => key !== 'personId')
}
