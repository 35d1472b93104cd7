import { type Paragraph, Table, TableRow, WidthType } from 'docx'
import { bodyParagraph, smallParagraph, tableCell, wordDocument } from '../http/word-document.ts'
import {
  type PersonnelReport,
  type ReportCell,
  type ReportTable,
  reportBlocks,
  reportTitle,
  shownCell,
} from './personnel-report.ts'
import type { Imprint } from './report-workbook.ts'

/** The report as .docx. */
export function reportDocument(report: PersonnelReport, imprint: Imprint): Promise<Uint8Array<ArrayBuffer>> {
  const title = reportTitle(report)
  return wordDocument({ title, creator: imprint.userName }, [
    ...blocksOf(report),
    ...imprintOf(report, imprint).map((text) => smallParagraph(text)),
  ])
}

function blocksOf(report: PersonnelReport): (Paragraph | Table)[] {
  return reportBlocks(report).flatMap((block): (Paragraph | Table)[] => {
    if (block.kind === 'heading') return [bodyParagraph(block.text, { heading: true })]
    if (block.kind === 'paragraph') return [bodyParagraph(block.text)]
    return tableOf(block.table)
  })
}

function tableOf({ title, unitOfMeasure, columns, rows, totals, notes }: ReportTable): (Paragraph | Table)[] {
  const whole = columns.reduce((sum, { width }) => sum + width, 0)
  const shares = columns.map(({ width }) => Math.round((width / whole) * 100))
  const share = (at: number) => shares[at] ?? 0
  const line = (cells: readonly ReportCell[]) =>
    new TableRow({
      cantSplit: true,
      children: cells.map((value, at) => {
        const kind = columns[at]?.kind ?? 'text'
        return tableCell([shownCell(value, kind)], {
          share: share(at),
          side: kind === 'text' ? 'left' : 'right',
        })
      }),
    })
  return [
    smallParagraph(`${title}（单位：${unitOfMeasure}）`, 'center'),
    new Table({
      width: { size: 100, type: WidthType.PERCENTAGE },
      rows: [
        new TableRow({
          tableHeader: true,
          children: columns.map((column, at) =>
            tableCell([column.title], { share: share(at), head: true, side: 'center' }),
          ),
        }),
        ...rows.map(({ cells }) => line(cells)),
        ...(totals === null ? [] : [line(totals)]),
      ],
    }),
    ...notes.map((note) => smallParagraph(`注：${note}`)),
    smallParagraph(''),
  ]
}

function imprintOf({ asOf }: PersonnelReport, { regionName, userName, today, isExample }: Imprint): string[] {
  return [
    `${regionName}　时点：${asOf}　导出：${userName} ${today}`,
    ...(isExample ? ['示例数据，人员均为虚构。'] : []),
  ]
}
