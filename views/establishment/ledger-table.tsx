import { establishmentKindName } from '../../src/establishment/establishment-kind.ts'
import type { HeadcountRow } from '../../src/establishment/headcount.ts'
import type { Link } from '../../src/http/viewpoint.ts'
import type { IsoDate } from '../../src/kernel/dates.ts'
import { DocumentWords } from '../parts/document-words.tsx'
import { Count } from '../parts/figure.tsx'
import { RecordedBy } from '../parts/moment.tsx'

type LedgerTableProps = {
  caption: string
  rows: HeadcountRow[]
  /** the unit's column is left out on the unit's own page */
  ofOneUnit: boolean
  mayWrite: boolean
  asOf: IsoDate
  link: Link
}

/** 台账: every row stands, one that was taken back is struck through and names the row that did it. */
export function LedgerTable({ caption, rows, ofOneUnit, mayWrite, asOf, link }: LedgerTableProps) {
  const added = rows.reduce((sum, { change }) => sum + Math.max(change, 0), 0)
  const cut = rows.reduce((sum, { change }) => sum + Math.max(-change, 0), 0)
  return (
    <div class="scroll">
      <table class="register wide-print">
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">生效日期</th>
            {ofOneUnit ? null : <th scope="col">机构</th>}
            <th scope="col">编制类型</th>
            <th scope="col" class="number">
              增编
            </th>
            <th scope="col" class="number">
              减编
            </th>
            <th scope="col">批准文件</th>
            <th scope="col">批准机关</th>
            <th scope="col">备注</th>
            <th scope="col">登记</th>
            {mayWrite ? <th scope="col">办理</th> : null}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr id={`row-${row.headcountId}`}>
              <th scope="row" class={row.reversedById === null ? 'date' : 'date struck'}>
                {row.effectiveOn} {row.effectiveOn > asOf ? <span class="tag">待生效</span> : null}
              </th>
              {ofOneUnit ? null : (
                <td>
                  <a href={link(`/organizations/${row.organizationId}/headcounts`)}>{row.organizationName}</a>
                  {row.ofRegion ? <span class="tag">总量</span> : null}
                </td>
              )}
              <td>{establishmentKindName(row.establishmentKind)}</td>
              <td class="number">
                <Count value={Math.max(row.change, 0)} />
              </td>
              <td class="number">
                <Count value={Math.max(-row.change, 0)} />
              </td>
              <td class="clip" title={row.document.title}>
                <DocumentWords document={row.document} />
              </td>
              <td class="clip" title={row.document.issuer}>
                {row.document.issuer}
              </td>
              <td class="clip" title={row.note}>
                <Standing row={row} /> {row.note}
              </td>
              <td>
                <RecordedBy at={row.recordedAt} name={row.recordedByName} />
              </td>
              {mayWrite ? (
                <td>
                  {row.reversedById === null && row.reversesId === null ? (
                    <a href={link(`/headcounts/${row.headcountId}/reversal`)}>冲销</a>
                  ) : null}
                </td>
              ) : null}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colspan={ofOneUnit ? 2 : 3}>
              合计 {rows.length} 行，净增 {added - cut} 名
            </th>
            <td class="number">
              <Count value={added} />
            </td>
            <td class="number">
              <Count value={cut} />
            </td>
            <td colspan={mayWrite ? 5 : 4} />
          </tr>
        </tfoot>
      </table>
    </div>
  )
}

function Standing({ row }: { row: HeadcountRow }) {
  if (row.reversesId !== null) return <a href={`#row-${row.reversesId}`}>冲销前列误登行</a>
  if (row.reversedById !== null) {
    return (
      <a class="tag wrong" href={`#row-${row.reversedById}`}>
        已冲销
      </a>
    )
  }
  return null
}
