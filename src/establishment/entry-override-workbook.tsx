import type { Sheet } from '../http/workbook.ts'
import type { Entrant } from './entrant-reader.ts'
import {
  type EntryOverride,
  grantedByOverride,
  overrideLeft,
  overrideState,
  overrideStates,
} from './entry-override.ts'
import type { EntryWarning } from './entry-warning.ts'
import { controls } from './establishment-control.ts'
import { establishmentKindName } from './establishment-kind.ts'

export function sheetOfOverrides(
  overrides: readonly EntryOverride[],
  entrants: ReadonlyMap<string, Entrant>,
  today: string,
): Sheet {
  return {
    title: '超编进人特批',
    unitOfMeasure: '名',
    columns: [
      { title: '编号', width: 18 },
      { title: '机构', width: 36 },
      { title: '编制类型', width: 14 },
      { title: '批准', width: 8, kind: 'count' },
      { title: '已用', width: 8, kind: 'count' },
      { title: '剩余', width: 8, kind: 'count' },
      { title: '状态', width: 10 },
      { title: '有效期至', width: 12 },
      { title: '文号', width: 24 },
      { title: '事由', width: 36, breaks: true },
      { title: '进入人员', width: 30, breaks: true },
    ],
    rows: overrides.map((override) => [
      override.number,
      override.organizationName,
      establishmentKindName(override.establishmentKind),
      grantedByOverride(override),
      override.uses.length,
      overrideLeft(override),
      overrideStates[overrideState(override, today)],
      override.expiresOn,
      override.document.number,
      override.reason,
      override.uses.flatMap(({ movementId }) => entrants.get(movementId)?.personName ?? []).join('、'),
    ]),
  }
}

export function sheetOfWarnings(warnings: readonly EntryWarning[]): Sheet {
  return {
    title: '预警',
    unitOfMeasure: '名',
    columns: [
      { title: '机构', width: 36 },
      { title: '编制类型', width: 14 },
      { title: '核定', width: 8, kind: 'count' },
      { title: '实有', width: 8, kind: 'count' },
      { title: '已批未用', width: 10, kind: 'count' },
      { title: '冻结', width: 8, kind: 'count' },
      { title: '超出', width: 8, kind: 'count' },
      { title: '凭特批进入', width: 12, kind: 'count' },
      { title: '特批剩余', width: 10, kind: 'count' },
      { title: '控制方式', width: 12 },
      { title: '预警', width: 14 },
    ],
    rows: warnings.map((warning) => [
      warning.organizationName,
      establishmentKindName(warning.establishmentKind),
      warning.approved,
      warning.occupied,
      warning.reserved,
      warning.frozen,
      warning.over,
      warning.overridden,
      warning.left,
      controls[warning.control],
      warning.level === 'wrong' ? '超编，无特批' : '已知',
    ]),
    notes: ['口径：超出＝实有＋已批未用＋冻结－核定。凭特批进入按入编日期计，其后出编的不减。'],
  }
}
