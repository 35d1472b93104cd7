import {
  AlignmentType,
  Document,
  Footer,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  type Table,
  TableCell,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx'

/**
 * Typography of GB/T 9704-2012 党政机关公文格式: A4, top 37 mm, binding side 28 mm, type area 156 × 225 mm; title
 * 2号小标宋, body 3号仿宋 at a fixed 28 points, first-level headings 3号黑体, page number 4号宋体 between dashes.
 * Where a typeface is not installed, the reader's program takes its own for Chinese.
 */
const typefaces = { title: '方正小标宋简体', body: '仿宋', heading: '黑体', page: '宋体' }

/** Figures and Latin letters in a typeface that every machine has. */
const latin = 'Times New Roman'

/** Half points: 2号 22, 3号 16, 4号 14, 小四 12, 五号 10.5 points. */
const sizes = { title: 44, body: 32, page: 28, table: 24, small: 21 }

const millimetre = 56.7
const bodyLine = { line: 560, lineRule: LineRuleType.EXACT }
const titleLine = { line: 640, lineRule: LineRuleType.EXACT }

/** A document of the office as .docx: its title above, then what it says. */
export async function wordDocument(
  { title, creator }: { title: string; creator: string },
  children: readonly (Paragraph | Table)[],
): Promise<Uint8Array<ArrayBuffer>> {
  const document = new Document({
    title,
    creator,
    styles: { default: { document: { run: { font: fontOf('body'), size: sizes.body } } } },
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
        children: [titleParagraph(title), ...children],
      },
    ],
  })
  return new Uint8Array(await Packer.toArrayBuffer(document))
}

/** 3号: two letters in at the first line, unless it is whom the paper is for. */
export function bodyParagraph(
  text: string,
  { heading = false, flush = false }: { heading?: boolean; flush?: boolean } = {},
): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.BOTH,
    spacing: bodyLine,
    indent: { firstLine: flush ? 0 : 640 },
    keepNext: heading,
    children: [new TextRun({ text, font: fontOf(heading ? 'heading' : 'body'), size: sizes.body })],
  })
}

/** 3号, to the right with four letters left free: who issues it, and the day. */
export function issuerParagraph(text: string): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.RIGHT,
    spacing: bodyLine,
    indent: { right: 640 },
    children: [new TextRun({ text, font: fontOf('body'), size: sizes.body })],
  })
}

type Side = 'left' | 'center' | 'right'

/** 小四: captions, notes, numbers. */
export function smallParagraph(text: string, side: Side = 'left'): Paragraph {
  return new Paragraph({
    alignment: AlignmentType[sides[side]],
    spacing: { before: 120, after: 60 },
    keepNext: side === 'center',
    children: [new TextRun({ text, size: sizes.table, font: fontOf('body') })],
  })
}

type CellStyle = {
  /** per cent of the table's width */
  share: number
  head?: boolean
  side?: Side
  /** 小四 where the table is the whole of a paper, 五号 where it has many columns */
  large?: boolean
  columnSpan?: number
}

export function tableCell(
  lines: readonly string[],
  { share, head = false, side = 'left', large = false, columnSpan = 1 }: CellStyle,
): TableCell {
  const size = large ? sizes.table : sizes.small
  return new TableCell({
    width: { size: share, type: WidthType.PERCENTAGE },
    columnSpan,
    verticalAlign: VerticalAlignTable.CENTER,
    margins: large ? { left: 100, right: 100, top: 60, bottom: 60 } : { left: 60, right: 60 },
    children: lines.map(
      (text, place) =>
        new Paragraph({
          alignment: AlignmentType[place === 0 ? sides[side] : 'RIGHT'],
          // An empty cell is as high as a filled one.
          run: { size },
          children: [new TextRun({ text, font: fontOf(head ? 'heading' : 'body'), size })],
        }),
    ),
  })
}

const sides = { left: 'LEFT', center: 'CENTER', right: 'RIGHT' } as const

function titleParagraph(text: string): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { ...titleLine, after: 400 },
    children: [new TextRun({ text, font: fontOf('title'), size: sizes.title })],
  })
}

function pageFooter(): Footer {
  const run = (children: (string | (typeof PageNumber)[keyof typeof PageNumber])[]) =>
    new TextRun({ children, font: fontOf('page'), size: sizes.page })
  return new Footer({
    children: [
      new Paragraph({ alignment: AlignmentType.CENTER, children: [run(['— ', PageNumber.CURRENT, ' —'])] }),
    ],
  })
}

function fontOf(typeface: keyof typeof typefaces) {
  return { eastAsia: typefaces[typeface], ascii: latin, hAnsi: latin }
}
