import { establishmentKindName } from '../establishment/establishment-kind.ts'
import type { IsoDate } from '../kernel/dates.ts'
import { readIdentityNumber } from '../kernel/identity-number.ts'
import type { Problem } from '../kernel/problem.ts'
import type { Values } from './column.ts'
import { documentKeys } from './document-columns.ts'
import type { ImportedRow } from './imported-table.ts'
import { isThereOn, type NamedOrganization } from './named-organization.ts'
import type { PersonKey } from './person-columns.ts'

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
  'joinedPartyOn',
  'nativePlace',
  'birthPlace',
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
export const derivedKeys: readonly PersonKey[] = ['enteredOn', 'dutyFrom', 'rankFrom', 'postFrom']

/** Vacancies of a position on a day; null: the kind is not approved there. */
export type VacanciesReader = (
  organizationId: string,
  establishmentKind: string,
  day: IsoDate,
) => number | null

export type Refuse = (key: PersonKey, problem: Problem) => void

export function refusal(because: string): Problem {
  return { code: 'refused', field: 'cell', because }
}

export function checkPlaces(
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
export function checkTogether(values: Values<PersonKey>, refuse: Refuse): void {
  for (const keys of together) {
    if (!keys.some((key) => values[key] !== null)) continue
    if (keys[0] === 'leadership' && values.leadership === null && values.leadershipRank === null) continue
    for (const key of keys) if (values[key] === null) refuse(key, { code: 'required', field: key })
  }
}

export function checkDays(
  values: Values<PersonKey>,
  {
    today,
    opensOn,
    identityNumber,
  }: { today: IsoDate; opensOn: IsoDate | null } & { identityNumber: string | null },
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
export function checkChange(
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
export function checkVacancy(
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
    places: { organization: NamedOrganization | null }
    ground: { vacanciesOn: VacanciesReader }
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
