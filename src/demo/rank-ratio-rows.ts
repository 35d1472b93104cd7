import type { DistrictRows } from './district-rows.ts'
import { officeId, officeOpening } from './establishment-office-place.ts'
import { exampleRegionCode, openingDay } from './example-region.ts'
import { clerk } from './example-users.ts'
import { namedId } from './generator.ts'

const documentId = namedId('document', '职级职数比例')
const example = '示范比例，以本地批文为准'

/** 职级职数比例, and one unit's own number: made up for the example, which is said wherever they show. */
export function rankRatioRows(): Partial<DistrictRows> {
  const recorded = { recordedAt: officeOpening, recordedBy: clerk.id }
  const ratio = (
    [fromLevel, toLevel]: [string, string],
    percent: string,
    outer: [string, string] | null,
  ): DistrictRows['rankRatios'][number] => ({
    regionCode: exampleRegionCode,
    id: namedId('rank-ratio', fromLevel, toLevel),
    fromLevel,
    toLevel,
    percent,
    establishmentKinds: outer === null ? ['administrative', 'civil-service-institution'] : [],
    outerFrom: outer?.[0] ?? null,
    outerTo: outer?.[1] ?? null,
    rounding: 'down',
    leadersCount: false,
    documentId,
    note: example,
    effectiveFrom: openingDay,
    effectiveTo: null,
    ...recorded,
  })
  return {
    approvalDocuments: [
      {
        regionCode: exampleRegionCode,
        id: documentId,
        number: '朝组发〔2020〕示1号',
        title: '关于核定职级职数比例的通知（示范）',
        issuer: '中共朝天区委组织部',
        issuedOn: '2020-12-15',
        ...recorded,
      },
    ],
    rankRatios: [
      ratio(['04', '06'], '10.00', null),
      ratio(['07', '10'], '60.00', null),
      ratio(['07', '08'], '50.00', ['07', '10']),
    ],
    rankApprovals: [
      {
        regionCode: exampleRegionCode,
        id: namedId('rank-approval', '区委编办'),
        organizationId: officeId,
        fromLevel: '07',
        toLevel: '10',
        count: 4,
        documentId,
        note: '示范核定数，以本地批文为准',
        effectiveFrom: openingDay,
        effectiveTo: null,
        ...recorded,
      },
    ],
  }
}
