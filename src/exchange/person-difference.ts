import { establishmentKindName } from '../establishment/establishment-kind.ts'
import type { IsoDate } from '../kernel/dates.ts'
import { maskIdentityNumber, readIdentityNumber } from '../kernel/identity-number.ts'
import type { Problem } from '../kernel/problem.ts'
import type { DocumentDraft } from '../organization/document.ts'
import { shownValue, type Values } from './column.ts'
import { type ComparedRow, changedCells, comparedRow, type Difference } from './difference.ts'
import { documentKeys, documentOf } from './document-columns.ts'
import type { ImportedRow, ImportedTable } from './imported-table.ts'
import { isThereOn, type NamedOrganization, organizationFinder } from './named-organization.ts'
import type { OpeningDay } from './organization-difference.ts'
import { type PersonKey, personColumns } from './person-columns.ts'

/** A person of the registry, in the columns of the table; the identity number is masked. */
export type PresentPerson = {
  personId: string
  identityHash: string
  /** null: nothing is believed of the person now (an opening thrown away) */
  particularsId: string | null
  values: Values<PersonKey>
}

export type PersonFact = {
  line: number
  /** null: nobody the registry ever knew */
  personId: string | null
  present: PresentPerson | null
  /** whole, as typed; null: as it stands */
  identityNumber: string | null
  values: Values<PersonKey>
  changed: PersonKey[]
  organization: NamedOrganization
  workOrganization: NamedOrganization | null
  payingOrganization: NamedOrganization | null
  /** everyday work: the day and the paper of the change */
  changeOn: IsoDate | null
  document: DocumentDraft | null
}

export type PersonGround = {
  people: readonly PresentPerson[]
  organizations: readonly NamedOrganization[]
  /** vacancies of a position on a day; null: the kind is not approved there */
  vacanciesOn(organizationId: string, establishmentKind: string, day: IsoDate): number | null
  opensOn: OpeningDay
  today: IsoDate
  hashOf(identityNumber: string): string
}

/** What changes through movements, each with its signatures. */
export const placeKeys: readonly PersonKey[] = ['organization', 'establishmentKind']
export const dutyKeys: readonly PersonKey[] = ['dutyTitle', 'dutyLevel', 'leadership', 'leadershipRank']
export const rankKeys: readonly PersonKey[] = ['rankTitle', 'postTitle', 'postLevel']
export const workKeys: readonly PersonKey[] = ['workPlace', 'secondmentKind']
/** What is corrected or changed by a paper. */
export const particularsKeys: readonly PersonKey[] = [
  'name',
  'identityNumber',
  'ethnicity',
  'politicalStatus',
  'nativePlace',
  'beganWorkOn',
  'identityCategory',
]
export const educationKeys: readonly PersonKey[] = [
  'educationLevel',
  'educationMode',
  'degree',
  'school',
  'major',
  'graduatedOn',
]
const movedKeys = [...placeKeys, ...dutyKeys, ...rankKeys, ...workKeys]
const titleKeys: readonly PersonKey[] = ['dutyTitle', 'rankTitle', 'postTitle']
/** What follows from movements: it is not typed. */
const derivedKeys: readonly PersonKey[] = ['enteredOn', 'dutyFrom', 'rankFrom', 'postFrom']

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
  const warnings = ground.opensOn === null || isRefused ? [] : openingWarnings(facts, ground)
  return { rows, facts: isRefused ? [] : facts, unknownTitles: table.unknownTitles, warnings }
}

type Refuse = (key: PersonKey, problem: Problem) => void

function refusal(because: string): Problem {
  return { code: 'refused', field: 'cell', because }
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

function checkPlaces(
  values: Values<PersonKey>,
  organization: NamedOrganization | null,
  { row, day }: { row: ImportedRow<PersonKey>; day: IsoDate },
  refuse: Refuse,
): void {
  const sought = row.values.organization
  if (sought !== null && organization === null)
    refuse('organization', { code: 'not-found', field: 'organization', sought })
  if (organization !== null && !isThereOn(organization, day)) {
    refuse('organization', refusal(`${day} 没有这个机构（尚未设立或已经撤销）。请核对机构和日期。`))
  }
  if (organization !== null && organization.kind !== 'unit') {
    refuse('organization', refusal('编制单位应为机构，内设机构和行政区不单独核编。请改为所属机构。'))
  }
  if (values.workPlace !== null && values.secondmentKind === null) {
    refuse('secondmentKind', { code: 'required', field: 'secondmentKind' })
  }
}

const together: readonly (readonly PersonKey[])[] = [
  ['educationLevel', 'educationMode', 'school', 'major', 'graduatedOn'],
  ['dutyTitle', 'dutyLevel'],
  ['postTitle', 'postLevel'],
  ['leadership', 'leadershipRank', 'dutyTitle'],
]

/** What is filled in part is no fact. */
function checkTogether(values: Values<PersonKey>, refuse: Refuse): void {
  for (const keys of together) {
    if (!keys.some((key) => values[key] !== null)) continue
    if (keys[0] === 'leadership' && values.leadership === null && values.leadershipRank === null) continue
    for (const key of keys) if (values[key] === null) refuse(key, { code: 'required', field: key })
  }
}

function checkDays(
  values: Values<PersonKey>,
  {
    today,
    opensOn,
    identityNumber,
  }: Pick<PersonGround, 'today' | 'opensOn'> & { identityNumber: string | null },
  refuse: Refuse,
): void {
  const read = identityNumber === null ? null : readIdentityNumber(identityNumber, 'identityNumber')
  const bornOn = read?.done === true ? read.value.bornOn : null
  if (bornOn !== null && bornOn > today)
    refuse('identityNumber', { code: 'identity-number-date', field: 'identityNumber' })
  if (bornOn !== null && values.beganWorkOn !== null && values.beganWorkOn <= bornOn) {
    refuse('beganWorkOn', refusal(`早于出生日期 ${bornOn}。请核对。`))
  }
  if (opensOn === null) return
  for (const key of derivedKeys) {
    const on = values[key]
    if (on !== null && on > opensOn)
      refuse(key, refusal(`晚于期初日 ${opensOn}。期初以后的异动在启用后办理。`))
  }
}

/** Everyday work: what a movement or a correction needs, and what no list may change. */
function checkChange(
  values: Values<PersonKey>,
  {
    changed,
    isNew,
    before,
  }: { changed: readonly PersonKey[]; isNew: boolean; before: Values<PersonKey> | null },
  refuse: Refuse,
): void {
  const moves = isNew || changed.some((key) => movedKeys.includes(key))
  if (moves && values.changeOn === null) refuse('changeOn', { code: 'required', field: 'changeOn' })
  if (values.reason === null) refuse('reason', { code: 'required', field: 'reason' })
  if (isNew && values.movementKind === null) {
    refuse('movementKind', refusal('新增人员应填写进入方式，例如录用、招聘、调入。'))
  }
  if (!isNew && values.movementKind !== null) {
    refuse(
      'movementKind',
      refusal('该人员已经在编，不能再办增员。请核对身份证号；变动由系统按变更的内容办理，此格留空。'),
    )
  }
  if (before === null) return
  if (changed.some((key) => particularsKeys.includes(key))) {
    for (const key of documentKeys) {
      if (values[key] === null) refuse(key, { code: 'required', field: key })
    }
  }
  for (const key of changed.filter((key) => derivedKeys.includes(key) && !isNew)) {
    refuse(key, refusal('由异动得出，不能直接修改。登记有误的，请更正相应的异动。'))
  }
  for (const key of changed.filter((key) => titleKeys.includes(key) && values[key] === null && !isNew)) {
    refuse(key, refusal('清空不能代替免职或降级。请在人员页面办理相应的异动。'))
  }
  if (changed.includes('payingPlace') && !isNew) {
    refuse('payingPlace', refusal('工资发放单位不能由表格变更。请恢复原值。'))
  }
}

/** As many may enter as are vacant on the day; the movement itself looks at every later day too. */
function checkVacancy(
  values: Values<PersonKey>,
  {
    isNew,
    changed,
    places,
    ground,
    entering,
  }: {
    isNew: boolean
    changed: readonly PersonKey[]
    places: Places
    ground: PersonGround
    entering: Map<string, number>
  },
  refuse: Refuse,
): void {
  const moves = isNew || changed.some((key) => placeKeys.includes(key))
  const { establishmentKind, changeOn } = values
  if (!moves || places.organization === null || establishmentKind === null || changeOn === null) return
  const { organizationId, name } = places.organization
  const vacancies = ground.vacanciesOn(organizationId, establishmentKind, changeOn)
  if (vacancies === null) {
    const field = 'establishmentKind'
    refuse(field, { code: 'kind-not-approved', field, organizationName: name, establishmentKind })
    return
  }
  const key = `${organizationId} ${establishmentKind}`
  const already = entering.get(key) ?? 0
  entering.set(key, already + 1)
  if (already < vacancies) return
  const kind = establishmentKindName(establishmentKind)
  const because = `${name}${kind} ${changeOn} 空编 ${Math.max(vacancies, 0)} 名，本表到此行已超出。请先办理用编申请或调整核定编制。`
  refuse('organization', refusal(because))
}

/** 期初: what is over is taken over as it is, but not unnoticed. */
function openingWarnings(facts: readonly PersonFact[], { vacanciesOn, opensOn }: PersonGround): string[] {
  const counts = new Map<string, { name: string; organizationId: string; kind: string; count: number }>()
  for (const { organization, values, present } of facts) {
    const kind = values.establishmentKind ?? ''
    const stays =
      present?.values.organization === organization.code && present.values.establishmentKind === kind
    if (stays) continue
    const key = `${organization.organizationId} ${kind}`
    const known = counts.get(key) ?? {
      name: organization.name,
      organizationId: organization.organizationId,
      kind,
      count: 0,
    }
    counts.set(key, { ...known, count: known.count + 1 })
  }
  return [...counts.values()].flatMap(({ name, organizationId, kind, count }) => {
    const vacancies = vacanciesOn(organizationId, kind, opensOn ?? '') ?? 0
    return count > vacancies ? [`${name}${establishmentKindName(kind)}将超编 ${count - vacancies} 名`] : []
  })
}
