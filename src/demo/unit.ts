import type { EstablishmentKind } from '../establishment/establishment-kind.ts'
import type { IsoDate } from '../kernel/dates.ts'
import type { OrganizationCategory } from '../organization/organization.ts'
import type { Places } from './department.ts'
import { namedId } from './generator.ts'
import { governmentDepartments } from './government-departments.ts'
import { type Institution, institutions } from './institutions.ts'
import { partyDepartments } from './party-departments.ts'
import { townships } from './townships.ts'

/** A department, township or institution of the example as the three years of movements need it. */
export type Unit = {
  id: string
  /** 机构编码, the example's own: 101 …, 201 …, and two more digits for an institution. */
  code: string
  shortName: string
  name: string
  level: 'department' | 'township' | 'institution'
  category: OrganizationCategory
  nature: Institution['nature']
  funding: Institution['funding']
  functionClass: string
  places: Places
  deputies: number
  divisions: readonly { id: string; name: string }[]
  calling: Institution['calling']
  /** null for departments and townships */
  supervisor: Unit | null
  budgetUnitCode: string
  /** within the three years of the example; null: there before, there after */
  foundedOn: IsoDate | null
  abolishedOn: IsoDate | null
}

/** 106 is kept for 区委编办 (establishment-office.ts), which stands behind 区委政法委. */
const officeNumber = 106

export function unitsOfDistrict(): Unit[] {
  const departments = [...partyDepartments, ...governmentDepartments].map((department, index) => {
    const number = 101 + index
    return topUnit(department, number < officeNumber ? number : number + 1, 'department')
  })
  const towns = townships.map((township, index) => topUnit(township, 201 + index, 'township'))
  const tops = new Map([...departments, ...towns].map((unit) => [unit.shortName, unit]))
  const counted = new Map<string, number>()
  const below = institutions().map((institution): Unit => {
    const supervisor = tops.get(institution.supervisor)
    if (!supervisor) throw new Error(`no department ${institution.supervisor}`)
    const serial = (counted.get(supervisor.code) ?? 0) + 1
    counted.set(supervisor.code, serial)
    const { foundedOn, abolishedOn, ...rest } = institution
    return {
      ...rest,
      id: namedId('organization', institution.shortName),
      code: `${supervisor.code}${String(serial).padStart(2, '0')}`,
      level: 'institution',
      category: 'institution',
      divisions: [],
      supervisor,
      budgetUnitCode: `${supervisor.code}${String(serial + 1).padStart(3, '0')}`,
      foundedOn: foundedOn ?? null,
      abolishedOn: abolishedOn ?? null,
    }
  })
  return [...departments, ...towns, ...below]
}

export function kindsOf(unit: Unit): EstablishmentKind[] {
  return Object.keys(unit.places) as EstablishmentKind[]
}

function topUnit(
  department: (typeof partyDepartments)[number],
  number: number,
  level: 'department' | 'township',
): Unit {
  return {
    id: namedId('organization', department.shortName),
    code: String(number),
    shortName: department.shortName,
    name: department.name,
    level,
    category: department.category,
    nature: department.nature,
    funding: 'full',
    functionClass: department.functionClass,
    places: department.places,
    deputies: department.deputies,
    divisions: department.divisions.map((name) => ({
      id: namedId('organization', department.shortName, name),
      name,
    })),
    calling: 'office',
    supervisor: null,
    budgetUnitCode: `${number}001`,
    foundedOn: null,
    abolishedOn: null,
  }
}
