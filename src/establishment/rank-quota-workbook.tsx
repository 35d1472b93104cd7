import type { Sheet } from '../http/sheet.ts'
import { groupName } from './rank-quota.ts'
import { type ApprovalRow, type RatioRow, ratioInWords } from './rank-setting.ts'

/** 比例和核定数, every row that was ever recorded. */
export function workbookOfRankSettings(
  ratios: readonly RatioRow[],
  approvals: readonly ApprovalRow[],
): Sheet {
  const frame = (row: RatioRow | ApprovalRow) => [
    row.effectiveFrom,
    row.effectiveTo ?? '',
    row.document.number,
    row.document.title,
    row.note,
    row.recordedByName ?? '',
    row.supersededAt === null ? '现行登记' : '已取代',
  ]
  return {
    title: '职级职数比例和核定数',
    columns: [
      { title: '机构', width: 36 },
      { title: '职级', width: 22 },
      { title: '比例、核定名数', width: 44 },
      { title: '起', width: 12 },
      { title: '止', width: 12 },
      { title: '文号', width: 24 },
      { title: '标题', width: 40 },
      { title: '说明', width: 30 },
      { title: '登记人', width: 12 },
      { title: '状态', width: 10 },
    ],
    rows: [
      ...ratios.map((row) => ['全区', groupName(row), ratioInWords(row), ...frame(row)]),
      ...approvals.map((row) => [row.organizationName, groupName(row), `${row.count} 名`, ...frame(row)]),
    ],
  }
}
