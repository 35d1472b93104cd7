import { type LeadershipRow, leadershipPositions } from '../../src/establishment/leadership-post.ts'
import type { Link } from '../../src/http/viewpoint.ts'
import { organizationRanks, wordOf } from '../../src/organization/organization.ts'
import { DocumentWords } from '../parts/document-words.tsx'
import { RecordedBy } from '../parts/moment.tsx'

type LedgerProps = { rows: LeadershipRow[]; mayWrite: boolean; link: Link }

/** 职数台账: every row stands, one that was taken back says so. */
export function LeadershipLedger({ rows, mayWrite, link }: LedgerProps) {
  return (
    <>
      <h2>职数台账</h2>
      <table class="register">
        <caption>领导职数台账，单位：名</caption>
        <thead>
          <tr>
            <th scope="col">生效日期</th>
            <th scope="col">机构</th>
            <th scope="col">级别</th>
            <th scope="col">正副</th>
            <th scope="col" class="number">
              增减
            </th>
            <th scope="col">批准文件</th>
            <th scope="col">备注</th>
            <th scope="col">登记</th>
            {mayWrite ? <th scope="col">办理</th> : null}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr id={`row-${row.leadershipPostId}`}>
              <th scope="row" class={row.reversedById === null ? 'day' : 'day struck'}>
                {row.effectiveOn}
              </th>
              <td>{row.organizationName}</td>
              <td>{wordOf(organizationRanks, row.rank)}</td>
              <td>{wordOf(leadershipPositions, row.position)}</td>
              <td class="number">{row.change > 0 ? `+${row.change}` : row.change}</td>
              <td class="clip" title={row.document.title}>
                <DocumentWords document={row.document} />
              </td>
              <td>
                {row.reversedById === null ? null : <span class="tag wrong">已冲销</span>}
                {row.reversesId === null ? null : <a href={`#row-${row.reversesId}`}>冲销误登行</a>}{' '}
                {row.note}
              </td>
              <td>
                <RecordedBy at={row.recordedAt} name={row.recordedByName} />
              </td>
              {mayWrite ? (
                <td>
                  {row.reversedById === null && row.reversesId === null ? (
                    <a href={link(`/leadership-posts/${row.leadershipPostId}/reversal`)}>冲销</a>
                  ) : null}
                </td>
              ) : null}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
