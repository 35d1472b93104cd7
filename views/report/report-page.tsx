import type { Link } from '../../src/http/viewpoint.ts'
import { formatYuan } from '../../src/kernel/money.ts'
import {
  type PersonnelReport,
  type ReportCell,
  type ReportColumn,
  type ReportTable,
  reportBlocks,
  shownCell,
} from '../../src/report/personnel-report.ts'

type ReportPageProps = { report: PersonnelReport; organizationId: string; link: Link }

/** The report on screen and paper: the same blocks as the files, each figure leading to its way back. */
export function ReportPage({ report, organizationId, link }: ReportPageProps) {
  const why = (query: Record<string, string>) =>
    link('/budget-lines/why', { organizationId, year: String(report.year), asOf: report.asOf, ...query })
  return (
    <article id="report" class="report">
      <p class="note">
        {report.organizationName}，时点 {report.asOf}
      </p>
      {reportBlocks(report).map((block) => {
        if (block.kind === 'heading') return <h2>{block.text}</h2>
        if (block.kind === 'paragraph') return <p>{block.text}</p>
        return <TableOfReport table={block.table} why={why} />
      })}
    </article>
  )
}

function TableOfReport({
  table: { title, unitOfMeasure, columns, rows, totals, notes },
  why,
}: {
  table: ReportTable
  why: (query: Record<string, string>) => string
}) {
  return (
    <>
      <table class="register">
        <caption>
          {title}，单位：{unitOfMeasure}
        </caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th scope="col" class={lookOf(column)}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr>
              {row.cells.map((cell, place) => (
                <td class={lookOf(columns[place])}>
                  {row.why !== undefined && place === 1 ? (
                    <a id={`why-${title}-${at}`} data-drawer href={why(row.why)}>
                      <Cell cell={cell} column={columns[place]} />
                    </a>
                  ) : (
                    <Cell cell={cell} column={columns[place]} />
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        {totals === null ? null : (
          <tfoot>
            <tr>
              {totals.map((cell, place) => (
                <td class={lookOf(columns[place])}>
                  <Cell cell={cell} column={columns[place]} />
                </td>
              ))}
            </tr>
          </tfoot>
        )}
      </table>
      {notes.map((note) => (
        <p class="note">注：{note}</p>
      ))}
    </>
  )
}

/** 万元 carry the exact yuan behind them. */
function Cell({ cell, column }: { cell: ReportCell; column: ReportColumn | undefined }) {
  const text = shownCell(cell, column?.kind ?? 'text')
  if (column?.kind !== 'money' || cell === null || typeof cell !== 'object') return text
  return <span title={`${formatYuan(cell)} 元`}>{text}</span>
}

function lookOf(column: ReportColumn | undefined): string | undefined {
  return column === undefined || column.kind === 'text' ? undefined : 'number'
}
