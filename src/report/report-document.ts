import {
  AlignmentType,
  Document,
  Footer,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx'
import {
  type PersonnelReport,
  type ReportCell,
  type ReportTable,
  reportBlocks,
  reportTitle,
  shownCell,
} from './personnel-report.ts'
import type { Imprint } from './report-workbook.ts'

/**
 * Typography of GB/T 9704-2012 党政机关公文格式: A4, top 37 mm, binding side 28 mm, type area 156 × 225 mm; title
 * 2号小标宋, body 3号仿宋 at a fixed 28 points, first-level headings 3号黑体, page number 4号宋体 between dashes.
 * Where a typeface is not installed, the reader's program takes its own for Chinese.
 */
const typefaces = {
  title: '方正小标宋简体',
  body: '仿宋',
  heading: '黑体',
  page: '宋体',
  number: 'Times New Roman',
}

/** Half points: 2号 22, 3号 16, 4号 14, 小四 12 points. */
const sizes = { title: 44, body: 32, page: 28, table: 24, small: 21 }

const millimetre = 56.7
const bodyLine = { line: 560, lineRule: LineRuleType.EXACT }
const titleLine = { line: 640, lineRule: LineRuleType.EXACT }

/** The report as .docx. */
export async function reportDocument(
  report: PersonnelReport,
  imprint: Imprint,
): Promise<Uint8Array<ArrayBuffer>> {
  const document = new Document({
    title: reportTitle(report),
    creator: imprint.userName,
    styles: { default: { document: { run: { font: fontOf(typefaces.body), size: sizes.body } } } },
    sections: [
      {
        properties: {
          page: {
            size: { width: Math.round(210 * millimetre), height: Math.round(297 * millimetre) },
            margin: {
              top: Math.round(37 * millimetre),
              bottom: Math.round(35 * millimetre),
              left: Math.round(28 * millimetre),
              right: Math.round(26 * millimetre),
            },
          },
        },
        footers: { default: pageFooter() },
        children: [titleParagraph(reportTitle(report)), ...blocksOf(report), ...imprintOf(report, imprint)],
      },
    ],
  })
  return new Uint8Array(await Packer.toArrayBuffer(document))
}

function blocksOf(report: PersonnelReport): (Paragraph | Table)[] {
  return reportBlocks(report).flatMap((block): (Paragraph | Table)[] => {
    if (block.kind === 'heading') return [bodyParagraph(block.text, typefaces.heading)]
    if (block.kind === 'paragraph') return [bodyParagraph(block.text, typefaces.body)]
    return tableOf(block.table)
  })
}

function titleParagraph(text: string): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { ...titleLine, after: 400 },
    children: [new TextRun({ text, font: fontOf(typefaces.title), size: sizes.title })],
  })
}

/** Two letters in at the first line. */
function bodyParagraph(text: string, typeface: string): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.BOTH,
    spacing: bodyLine,
    indent: { firstLine: 640 },
    keepNext: typeface === typefaces.heading,
    children: [new TextRun({ text, font: fontOf(typeface), size: sizes.body })],
  })
}

function tableOf({ title, unitOfMeasure, columns, rows, totals, notes }: ReportTable): (Paragraph | Table)[] {
  const whole = columns.reduce((sum, { width }) => sum + width, 0)
  const shares = columns.map(({ width }) => Math.round((width / whole) * 100))
  const cell = (text: string, at: number, isHead: boolean) =>
    new TableCell({
      width: { size: shares[at] ?? 0, type: WidthType.PERCENTAGE },
      verticalAlign: VerticalAlignTable.CENTER,
      margins: { left: 60, right: 60 },
      children: [
        new Paragraph({
          alignment: alignmentOf(isHead, columns[at]?.kind === 'text'),
          // An empty cell is as high as a filled one.
          run: { size: sizes.small },
          children: [
            new TextRun({
              text,
              font: fontOf(isHead ? typefaces.heading : typefaces.body),
              size: sizes.small,
            }),
          ],
        }),
      ],
    })
  const line = (cells: readonly ReportCell[]) =>
    new TableRow({
      cantSplit: true,
      children: cells.map((value, at) => cell(shownCell(value, columns[at]?.kind ?? 'text'), at, false)),
    })
  return [
    smallParagraph(`${title}（单位：${unitOfMeasure}）`, AlignmentType.CENTER),
    new Table({
      width: { size: 100, type: WidthType.PERCENTAGE },
      rows: [
        new TableRow({
          tableHeader: true,
          children: columns.map((column, at) => cell(column.title, at, true)),
        }),
        ...rows.map(({ cells }) => line(cells)),
        ...(totals === null ? [] : [line(totals)]),
      ],
    }),
    ...notes.map((note) => smallParagraph(`注：${note}`, AlignmentType.LEFT)),
    smallParagraph('', AlignmentType.LEFT),
  ]
}

function imprintOf(
  { asOf }: PersonnelReport,
  { regionName, userName, today, isExample }: Imprint,
): Paragraph[] {
  const texts = [
    `${regionName}　时点：${asOf}　导出：${userName} ${today}`,
    ...(isExample ? ['示例数据，人员均为虚构。'] : []),
  ]
  return texts.map((text) => smallParagraph(text, AlignmentType.LEFT))
}

function smallParagraph(
  text: string,
  alignment: (typeof AlignmentType)[keyof typeof AlignmentType],
): Paragraph {
  return new Paragraph({
    alignment,
    spacing: { before: 120, after: 60 },
    keepNext: alignment === AlignmentType.CENTER,
    children: [new TextRun({ text, size: sizes.table, font: fontOf(typefaces.body) })],
  })
}

function alignmentOf(isHead: boolean, isText: boolean) {
  if (isHead) return AlignmentType.CENTER
  return isText ? AlignmentType.LEFT : AlignmentType.RIGHT
}

function pageFooter(): Footer {
  const run = (children: (string | (typeof PageNumber)[keyof typeof PageNumber])[]) =>
    new TextRun({ children, font: fontOf(typefaces.page), size: sizes.page })
  return new Footer({
    children: [
      new Paragraph({ alignment: AlignmentType.CENTER, children: [run(['— ', PageNumber.CURRENT, ' —'])] }),
    ],
  })
}

/** Chinese in the typeface of the standard, figures and Latin letters in one that every machine has. */
function fontOf(typeface: string) {
  return { eastAsia: typeface, ascii: typefaces.number, hAnsi: typefaces.number }
}
