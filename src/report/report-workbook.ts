import { workbookOfSheets } from '../http/workbook.ts'
import { inTenThousand, yuan } from '../kernel/money.ts'
import {
  type PersonnelReport,
  type ReportCell,
  type ReportColumn,
  type ReportTable,
  reportBlocks,
  reportTitle,
} from './personnel-report.ts'

/** Who prints it and when; stands on every sheet. */
export type Imprint = { regionName: string; userName: string; today: string; isExample: boolean }

/** The report's tables as .xlsx, a sheet each, after a sheet with its sentences. Numbers are numbers. */
export function reportWorkbook(
  report: PersonnelReport,
  { regionName, userName, today, isExample }: Imprint,
): Promise<Uint8Array<ArrayBuffer>> {
  const under = (unitOfMeasure: string) =>
    `${report.organizationName}　时点：${report.asOf}　导出：${userName} ${today}　单位：${unitOfMeasure}`
  const example = isExample ? ['示例数据，人员均为虚构。'] : []
  const blocks = reportBlocks(report)
  const texts = blocks.flatMap((block) => (block.kind === 'table' ? [] : [[block.text]]))
  const tables = blocks.flatMap((block) => (block.kind === 'table' ? [block.table] : []))
  return workbookOfSheets([
    {
      title: reportTitle(report),
      under: `${regionName}　时点：${report.asOf}　导出：${userName} ${today}`,
      columns: [{ title: '说明', width: 120 }],
      rows: texts,
      notes: example,
    },
    ...tables.map((table) => ({
      title: table.title,
      under: under(table.unitOfMeasure),
      columns: table.columns.map(({ title, width, kind }) => ({ title, width, kind: columnKind(kind) })),
      rows: table.rows.map(({ cells }) => numbers(table, cells)),
      ...(table.totals === null ? {} : { totals: numbers(table, table.totals) }),
      notes: [...table.notes, ...example],
    })),
  ])
}

function columnKind(kind: ReportColumn['kind']) {
  return kind === 'money' || kind === 'percent' ? ('ten-thousand' as const) : kind
}

/** 万元 as shown, percent without its sign: both with two decimals. */
function numbers({ columns }: ReportTable, cells: readonly ReportCell[]): ReportCell[] {
  return cells.map((cell, at) => {
    const kind = columns[at]?.kind
    if (kind === 'money' && cell !== null && typeof cell === 'object') return inTenThousand(cell)
    return kind === 'percent' && typeof cell === 'string' ? yuan(cell) : cell
  })
}
