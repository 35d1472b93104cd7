import type { OrganizationVersionRow } from './district-rows.ts'
import { exampleRegionCode, exampleRegionName, moment, rootOrganizationId } from './example-region.ts'
import { clerk } from './example-users.ts'
import { otherNames } from './reorganization.ts'
import { syntheticCreditCode } from './synthetic-identity.ts'
import type { Unit } from './unit.ts'

/** `index` counts the units: the serial of the credit code. */
export function unitVersion(unit: Unit, index: number): OrganizationVersionRow {
  const above = unit.supervisor?.id ?? null
  const prefixes = { 'mass-organization': '13', institution: '12' } as const
  const prefix = prefixes[unit.category as keyof typeof prefixes] ?? '11'
  return {
    ...emptyVersion(unit.id),
    name: unit.name,
    shortName: unit.shortName,
    otherNames: [...(otherNames[unit.shortName] ?? [])],
    kind: 'unit',
    category: unit.category,
    nature: unit.nature,
    rank: rankOf(unit),
    parentId: above ?? rootOrganizationId,
    supervisorId: above,
    funding: unit.funding,
    budgetLevel: above === null ? 1 : 2,
    budgetUnitCode: unit.budgetUnitCode,
    functionClass: unit.functionClass,
    creditCode: syntheticCreditCode(prefix, index + 1),
    duties:
      unit.divisions.length === 0
        ? null
        : `依照职能配置、内设机构和人员编制规定履行职责，内设机构 ${unit.divisions.length} 个。`,
    sortOrder: Number.parseInt(unit.code, 10),
  }
}

/** 规格, codes of ZB03. */
export function rankOf({ shortName, level, category, nature, places }: Unit): string {
  if (category === 'congress' || category === 'consultative') return '107'
  if (category === 'court' || category === 'procuratorate' || shortName === '区纪委监委') return '108'
  if (level !== 'institution') return '109'
  return nature === 'civil-service-institution' || (places.institution ?? 0) > 80 ? '110' : '111'
}

/** 副职 stand one step below the unit. */
export function rankOfDeputies(unit: Unit): string {
  const rank = rankOf(unit)
  return { '107': '108', '108': '109', '109': '110', '110': '111' }[rank] ?? rank
}

export function divisionVersion(
  unit: Unit,
  division: { id: string; name: string },
  order: number,
): OrganizationVersionRow {
  return {
    ...emptyVersion(division.id),
    name: division.name,
    shortName: division.name,
    kind: 'division',
    category: unit.category,
    nature: unit.nature,
    rank: '111',
    parentId: unit.id,
    sortOrder: order + 1,
  }
}

export function rootVersion(): OrganizationVersionRow {
  return {
    ...emptyVersion(rootOrganizationId),
    name: exampleRegionName,
    shortName: exampleRegionName,
    kind: 'region',
    category: 'government',
    nature: 'administrative-organ',
    rank: '107',
    parentId: null,
    sortOrder: 0,
  }
}

function emptyVersion(
  organizationId: string,
): Omit<OrganizationVersionRow, 'name' | 'shortName' | 'kind' | 'category' | 'nature' | 'sortOrder'> {
  return {
    regionCode: exampleRegionCode,
    id: '',
    organizationId,
    otherNames: [],
    rank: null,
    parentId: null,
    supervisorId: null,
    funding: null,
    budgetLevel: null,
    budgetUnitCode: null,
    functionClass: null,
    creditCode: null,
    legalRepresentative: null,
    address: null,
    duties: null,
    documentId: null,
    effectiveFrom: '2019-03-20',
    effectiveTo: null,
    recordedAt: moment('2020-12-24', '10:00'),
    recordedBy: clerk.id,
    supersededAt: null,
  }
}
