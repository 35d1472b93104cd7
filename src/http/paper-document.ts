import { type Paragraph, Table, TableRow, WidthType } from 'docx'
import type { PaperBlock, PrintedPaper } from '../kernel/printed-paper.ts'
import { actingOf, type Request } from './environment.ts'
import { bodyParagraph, issuerParagraph, smallParagraph, tableCell, wordDocument } from './word-document.ts'
import { download } from './workbook.ts'

/** A printed paper for download as .docx; the same composition stands on the page. */
export async function respondPaper(c: Request, paper: PrintedPaper): Promise<Response> {
  const { isExample } = c.get('services')
  return download(
    c,
    `${paper.title} ${paper.number}.docx`,
    await paperDocument(paper, { userName: actingOf(c).userName, isExample }),
  )
}

/** The paper as .docx on A4, after GB/T 9704. */
export function paperDocument(
  paper: PrintedPaper,
  { userName, isExample }: { userName: string; isExample: boolean },
): Promise<Uint8Array<ArrayBuffer>> {
  return wordDocument({ title: paper.title, creator: userName }, [
    smallParagraph(`编号：${paper.number}`, 'right'),
    ...(paper.warning === null ? [] : [bodyParagraph(paper.warning, { heading: true, flush: true })]),
    ...paper.blocks.flatMap(written),
    ...(isExample ? [smallParagraph('示例数据，人员均为虚构。')] : []),
  ])
}

function written(block: PaperBlock): (Paragraph | Table)[] {
  if (block.kind === 'addressee') return [bodyParagraph(block.text, { flush: true })]
  if (block.kind === 'text') return [bodyParagraph(block.text)]
  if (block.kind === 'issuer') return [smallParagraph(''), ...block.lines.map(issuerParagraph)]
  if (block.kind === 'signers') return block.text === '' ? [] : [smallParagraph(block.text, 'right')]
  if (block.kind === 'copies') return [smallParagraph(block.text)]
  if (block.kind === 'facts') return [smallParagraph(''), factsTable(block), smallParagraph('')]
  return [smallParagraph(''), amountsTable(block), smallParagraph('')]
}

function factsTable({ rows }: Extract<PaperBlock, { kind: 'facts' }>): Table {
  return whole(
    rows.map(({ name, text, signer }) =>
      line([
        tableCell([name], { share: 28, head: true, large: true }),
        tableCell([text, ...(signer === undefined ? [] : [signer])], { share: 72, large: true }),
      ]),
    ),
  )
}

/** Per cent: project, function, account, amount. */
const amountShares = [30, 26, 24, 20]

function amountsTable({ columns, rows, total }: Extract<PaperBlock, { kind: 'amounts' }>): Table {
  const last = columns.length - 1
  const share = (place: number) => amountShares[place] ?? 0
  const side = (place: number) => (place === last ? 'right' : 'left')
  return whole([
    line(
      columns.map((text, place) => tableCell([text], { share: share(place), head: true, side: 'center' })),
    ),
    ...rows.map((row) =>
      line(row.map((text, place) => tableCell([text], { share: share(place), side: side(place) }))),
    ),
    line([
      tableCell(['合计'], { share: 100 - share(last), head: true, columnSpan: last }),
      tableCell([total], { share: share(last), side: 'right' }),
    ]),
  ])
}

function whole(rows: TableRow[]): Table {
  return new Table({ width: { size: 100, type: WidthType.PERCENTAGE }, rows })
}

function line(children: ReturnType<typeof tableCell>[]): TableRow {
  return new TableRow({ cantSplit: true, children })
}
