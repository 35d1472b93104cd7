import type { Sheet } from '../http/workbook.ts'
import { establishmentKindName } from './establishment-kind.ts'
import type { HeadcountRow } from './headcount.ts'

/** 核定编制台账 as a workbook: the rows listed, 增编 and 减编 apart, each summed. */
export function workbookOfLedger(rows: readonly HeadcountRow[]): Sheet {
  return {
    title: '核定编制台账',
    unitOfMeasure: '名',
    columns: [
      { title: '生效日期', width: 12 },
      { title: '机构', width: 36 },
      { title: '编制类型', width: 14 },
      { title: '增编', width: 8, kind: 'count' as const },
      { title: '减编', width: 8, kind: 'count' as const },
      { title: '文号', width: 22 },
      { title: '标题', width: 40 },
      { title: '批准机关', width: 20 },
      { title: '备注', width: 24 },
    ],
    rows: rows.map((row) => [
      row.effectiveOn,
      `${row.organizationName}${row.ofRegion ? '（总量）' : ''}`,
      establishmentKindName(row.establishmentKind),
      Math.max(row.change, 0),
      Math.max(-row.change, 0),
      row.document.number,
      row.document.title,
      row.document.issuer,
      [standing(row), row.note].filter((words) => words !== '').join(' '),
    ]),
    totals: [
      `合计 ${rows.length} 行`,
      null,
      null,
      rows.reduce((sum, { change }) => sum + Math.max(change, 0), 0),
      rows.reduce((sum, { change }) => sum + Math.max(-change, 0), 0),
    ],
  }
}

function standing(row: HeadcountRow): string {
  if (row.reversesId !== null) return '冲销误登行'
  return row.reversedById === null ? '' : '已冲销'
}
