import type { EstablishmentKind } from '../establishment/establishment-kind.ts'
import type { OrganizationCategory, OrganizationNature } from '../organization/organization.ts'

/** How many places of which kind the opening approves. */
export type Places = Partial<Record<EstablishmentKind, number>>

/** A department or a township of the example: 一级预算单位. */
export type Department = {
  shortName: string
  name: string
  category: OrganizationCategory
  nature: OrganizationNature
  /** 款 of its operating costs; standards/county_organs_function_codes.csv where the organ stands there */
  functionClass: string
  places: Places
  /** 副职 approved; every department has one 正职 */
  deputies: number
  divisions: readonly string[]
}

type Description = {
  /** 行政编制 and 机关工勤编制, or 参公编制 and 机关工勤编制 of a 参公 unit */
  staff: readonly [officials: number, workers: number]
  functionClass: string
  divisions: string
  name?: string
  deputies?: number
  political?: number
  nature?: OrganizationNature
}

/** `divisions` are written as in the mandate, divided by 、 */
export function department(
  category: OrganizationCategory,
  shortName: string,
  { staff, functionClass, divisions, name, deputies, political, nature }: Description,
): Department {
  const [officials, workers] = staff
  return {
    shortName,
    name: name ?? `朝天区${shortName.slice(1)}`,
    category,
    nature: nature ?? 'administrative-organ',
    functionClass,
    places: approvedPlaces({
      [nature === 'civil-service-institution' ? nature : 'administrative']: officials,
      'political-legal': political ?? 0,
      'office-worker': workers,
    }),
    deputies: deputies ?? 3,
    divisions: divisions.split('、'),
  }
}

function approvedPlaces(places: Places): Places {
  return Object.fromEntries(Object.entries(places).filter(([, count]) => count > 0))
}
