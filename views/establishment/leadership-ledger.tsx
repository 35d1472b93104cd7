import { type LeadershipRow, leadershipPositions } from '../../src/establishment/leadership-post.ts'
import type { List, ListColumn } from '../../src/http/list.ts'
import type { Link } from '../../src/http/viewpoint.ts'
import { organizationRanks, wordOf } from '../../src/organization/organization.ts'
import { ListTable, ListTools } from '../parts/list-table.tsx'
import { beijingMinute, RecordedBy } from '../parts/moment.tsx'

export function leadershipLedgerColumns(mayWrite: boolean, link: Link): ListColumn<LeadershipRow>[] {
  return [
    {
      key: 'effectiveOn',
      title: '生效日期',
      width: 12,
      kind: 'date',
      value: ({ effectiveOn }) => effectiveOn,
      cellClass: ({ reversedById }) => (reversedById === null ? undefined : 'struck'),
    },
    { key: 'unit', title: '机构', width: 36, value: ({ organizationName }) => organizationName },
    {
      key: 'rank',
      title: '级别',
      width: 12,
      kind: 'code',
      value: ({ rank }) => wordOf(organizationRanks, rank),
      order: ({ rank }) => rank,
    },
    {
      key: 'position',
      title: '正副',
      width: 14,
      kind: 'code',
      value: ({ position }) => wordOf(leadershipPositions, position),
      order: ({ position }) => Object.keys(leadershipPositions).indexOf(position),
    },
    {
      key: 'change',
      title: '增减',
      width: 8,
      kind: 'count',
      value: ({ change }) => change,
      cell: ({ change }) => (change > 0 ? `+${change}` : change),
    },
    {
      key: 'document',
      title: '批准文件',
      width: 22,
      kind: 'code',
      value: ({ document }) => document.number,
      cell: ({ document }) => (
        <a href={link(`/documents/${document.id}`)} title={document.title}>
          {document.number}
        </a>
      ),
    },
    { key: 'title', title: '标题', width: 40, value: ({ document }) => document.title, only: 'file' },
    { key: 'issuer', title: '批准机关', width: 20, value: ({ document }) => document.issuer, only: 'file' },
    {
      key: 'note',
      title: '备注',
      width: 24,
      value: (row) => [standing(row), row.note].filter((words) => words !== '').join(' '),
      cell: ({ reversedById, reversesId, note }) => (
        <>
          {reversedById === null ? null : <span class="tag wrong">已冲销</span>}
          {reversesId === null ? null : <a href={`#row-${reversesId}`}>冲销误登行</a>} {note}
        </>
      ),
    },
    {
      key: 'recordedAt',
      title: '登记',
      width: 24,
      kind: 'code',
      value: ({ recordedAt, recordedByName }) =>
        `${beijingMinute(recordedAt)} ${recordedByName ?? ''}`.trim(),
      cell: ({ recordedAt, recordedByName }) => <RecordedBy at={recordedAt} name={recordedByName} />,
    },
    ...(mayWrite ? [reversalColumn(link)] : []),
  ]
}

/** Where a row that was taken back, and the one that did it, point at each other. */
export function leadershipRowId({ leadershipPostId }: LeadershipRow): string {
  return `row-${leadershipPostId}`
}

/** 职数台账: every row stands, one that was taken back says so. */
export function LeadershipLedger({ list }: { list: List<LeadershipRow> }) {
  return (
    <>
      <h2>职数台账</h2>
      <div class="filters">
        <ListTools list={list} counted="行" />
      </div>
      <ListTable list={list} caption="领导职数台账，单位：名" counted="行" />
    </>
  )
}

function reversalColumn(link: Link): ListColumn<LeadershipRow> {
  return {
    key: 'acts',
    title: '办理',
    width: 8,
    kind: 'acts',
    value: () => '',
    cell: ({ leadershipPostId, reversedById, reversesId }) =>
      reversedById === null && reversesId === null ? (
        <a href={link(`/leadership-posts/${leadershipPostId}/reversal`)}>冲销</a>
      ) : null,
    order: null,
    only: 'page',
  }
}

function standing({ reversesId, reversedById }: LeadershipRow): string {
  if (reversesId !== null) return '冲销误登行'
  return reversedById === null ? '' : '已冲销'
}
