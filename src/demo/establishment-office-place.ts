import type { EstablishmentKind } from '../establishment/establishment-kind.ts'
import type { DistrictRows, OrganizationVersionRow } from './district-rows.ts'
import type { OfficeUnit } from './establishment-office-people.ts'
import { exampleRegionCode, moment, openingDay, rootOrganizationId } from './example-region.ts'
import { clerk } from './example-users.ts'
import { namedId } from './generator.ts'
import { syntheticCreditCode } from './synthetic-identity.ts'

export const officeId = namedId('organization', '区委编办')

/** Recorded with the opening of the registry, before anything else. */
export const officeOpening = moment('2020-12-22', '10:00')

const mandateId = namedId('document', '区委编办', '三定')

export function unitId(unit: OfficeUnit): string {
  return namedId('organization', unit)
}

export function divisionId(division: string): string {
  return namedId('organization', '区委编办', division)
}

const divisions = [
  '综合股',
  '机构编制股（机构改革股）',
  '监督检查股（政策法规股）',
  '事业单位登记管理股（区事业单位登记管理局）',
]

type Place = {
  unit: OfficeUnit
  approved: readonly (readonly [kind: EstablishmentKind, count: number])[]
  posts: readonly (readonly [rank: string, position: 'chief' | 'deputy', count: number])[]
}

/** 核定编制 16: 行政 5, 机关工勤 1, 参公 5, 事业 5, as published. */
const places: readonly Place[] = [
  {
    unit: '区委编办',
    approved: [
      ['administrative', 5],
      ['office-worker', 1],
    ],
    posts: [
      ['109', 'chief', 1],
      ['110', 'deputy', 2],
    ],
  },
  {
    unit: '区事业单位登记服务中心',
    approved: [['civil-service-institution', 5]],
    posts: [['110', 'chief', 1]],
  },
  { unit: '区机构编制信息中心', approved: [['institution', 5]], posts: [['111', 'chief', 1]] },
]

/** 区委编办, its four inner sections, its 参公 and its 事业 subordinate: identity, place, places. */
export function officePlaceRows(): Partial<DistrictRows> {
  return {
    approvalDocuments: [
      {
        regionCode: exampleRegionCode,
        id: mandateId,
        number: '朝编发〔2019〕6号',
        title: '关于印发《中共朝天区委机构编制委员会办公室职能配置、内设机构和人员编制规定》的通知',
        issuer: '中共朝天区委机构编制委员会',
        issuedOn: '2019-03-15',
        ...opened(),
      },
    ],
    organizations: [
      organizationRow(officeId, '106'),
      ...divisions.map((division, index) => organizationRow(divisionId(division), `106N0${index + 1}`)),
      organizationRow(unitId('区事业单位登记服务中心'), '10601'),
      organizationRow(unitId('区机构编制信息中心'), '10602'),
    ],
    organizationVersions: [
      officeVersion(),
      ...divisions.map(divisionVersion),
      subordinateVersion('区事业单位登记服务中心', {
        nature: 'civil-service-institution',
        rank: '110',
        order: 1,
      }),
      subordinateVersion('区机构编制信息中心', { nature: 'public-welfare-one', rank: '111', order: 2 }),
    ],
    organizationEvents: [officeId, unitId('区事业单位登记服务中心'), unitId('区机构编制信息中心')].map(
      (organizationId) => ({
        regionCode: exampleRegionCode,
        id: namedId('organization-event', organizationId),
        organizationId,
        kind: 'establishment',
        effectiveOn: founded,
        documentId: mandateId,
        summary: '依机构改革方案设立',
        ...opened(),
      }),
    ),
    establishmentPositions: places.flatMap(({ unit, approved }) =>
      approved.map(([establishmentKind]) => ({
        regionCode: exampleRegionCode,
        organizationId: unitId(unit),
        establishmentKind,
      })),
    ),
    approvedHeadcounts: places.flatMap(({ unit, approved }) =>
      approved.map(([establishmentKind, change]) => ({
        regionCode: exampleRegionCode,
        id: namedId('approved-headcount', unit, establishmentKind),
        organizationId: unitId(unit),
        establishmentKind,
        change,
        effectiveOn: openingDay,
        documentId: mandateId,
        note: '期初核定',
        ...opened(),
      })),
    ),
    leadershipPosts: places.flatMap(({ unit, posts }) =>
      posts.map(([rank, position, change]) => ({
        regionCode: exampleRegionCode,
        id: namedId('leadership-post', unit, rank, position),
        organizationId: unitId(unit),
        rank,
        position,
        change,
        effectiveOn: openingDay,
        documentId: mandateId,
        note: '期初核定',
        ...opened(),
      })),
    ),
  }
}

const founded = '2019-03-20'

function opened() {
  return { recordedAt: officeOpening, recordedBy: clerk.id }
}

function organizationRow(id: string, code: string): DistrictRows['organizations'][number] {
  return { regionCode: exampleRegionCode, id, code, ...opened() }
}

function officeVersion(): OrganizationVersionRow {
  return {
    ...version(officeId),
    name: '中共朝天区委机构编制委员会办公室',
    shortName: '区委编办',
    kind: 'unit',
    nature: 'administrative-organ',
    rank: '109',
    parentId: rootOrganizationId,
    funding: 'full',
    budgetLevel: 1,
    budgetUnitCode: '106001',
    functionClass: '20131',
    creditCode: syntheticCreditCode('11', 901),
    duties: '贯彻落实党中央、省委、市委、区委机构编制工作方针政策，统一管理全区机构编制工作。',
    documentId: mandateId,
    sortOrder: 106,
  }
}

function divisionVersion(division: string, index: number): OrganizationVersionRow {
  return {
    ...version(divisionId(division)),
    name: division,
    shortName: division.replace(/（.*/, ''),
    kind: 'division',
    nature: 'administrative-organ',
    rank: '111',
    parentId: officeId,
    documentId: mandateId,
    sortOrder: index + 1,
  }
}

/** Its people are paid through the office: no budget unit of its own. */
function subordinateVersion(
  unit: OfficeUnit,
  { nature, rank, order }: { nature: string; rank: string; order: number },
): OrganizationVersionRow {
  return {
    ...version(unitId(unit)),
    name: `朝天${unit}`,
    shortName: unit,
    kind: 'unit',
    category: 'institution',
    nature,
    rank,
    parentId: officeId,
    supervisorId: officeId,
    funding: 'full',
    functionClass: '20131',
    creditCode: syntheticCreditCode('12', 901 + order),
    documentId: mandateId,
    sortOrder: 10600 + order,
  }
}

function version(
  organizationId: string,
): Omit<OrganizationVersionRow, 'name' | 'shortName' | 'kind' | 'nature' | 'sortOrder'> {
  return {
    regionCode: exampleRegionCode,
    id: namedId('organization-version', organizationId),
    organizationId,
    otherNames: [],
    category: 'party',
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
    effectiveFrom: founded,
    effectiveTo: null,
    ...opened(),
    supersededAt: null,
  }
}
