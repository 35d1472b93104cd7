import {
  establishmentKindName,
  establishmentKindOrder,
  isEstablishmentKind,
} from '../../src/establishment/establishment-kind.ts'
import type { HeadcountRow } from '../../src/establishment/headcount.ts'
import type { List, ListColumn } from '../../src/http/list.ts'
import type { Link } from '../../src/http/viewpoint.ts'
import type { IsoDate } from '../../src/kernel/dates.ts'
import { ListTable } from '../parts/list-table.tsx'
import { beijingMinute, RecordedBy } from '../parts/moment.tsx'

type LedgerColumnsOf = {
  /** the unit's column is left out on the unit's own page */
  ofOneUnit: boolean
  mayWrite: boolean
  asOf: IsoDate
  link: Link
}

/** 台账: every row stands, one that was taken back is struck through and names the row that did it. */
export function ledgerColumns(of: LedgerColumnsOf): ListColumn<HeadcountRow>[] {
  const { ofOneUnit, mayWrite, asOf, link } = of
  const added = (row: HeadcountRow) => Math.max(row.change, 0)
  const cut = (row: HeadcountRow) => Math.max(-row.change, 0)
  const sumOf = (pick: (row: HeadcountRow) => number) => (rows: readonly HeadcountRow[]) =>
    rows.reduce((sum, row) => sum + pick(row), 0)
  return [
    {
      key: 'effectiveOn',
      title: '生效日期',
      width: 12,
      kind: 'date',
      value: (row) => row.effectiveOn,
      cell: (row) => (
        <>
          {row.effectiveOn} {row.effectiveOn > asOf ? <span class="tag">待生效</span> : null}
        </>
      ),
      cellClass: (row) => (row.reversedById === null ? undefined : 'struck'),
    },
    {
      key: 'unit',
      title: '机构',
      width: 36,
      value: (row) => `${row.organizationName}${row.ofRegion ? '（总量）' : ''}`,
      cell: (row) => (
        <>
          <a href={link(`/organizations/${row.organizationId}/headcounts`)}>{row.organizationName}</a>
          {row.ofRegion ? <span class="tag">总量</span> : null}
        </>
      ),
      ...(ofOneUnit ? { only: 'file' as const } : {}),
    },
    {
      key: 'kind',
      title: '编制类型',
      width: 14,
      value: (row) => establishmentKindName(row.establishmentKind),
      order: ({ establishmentKind: kind }) =>
        isEstablishmentKind(kind) ? establishmentKindOrder.indexOf(kind) : null,
    },
    { key: 'added', title: '增编', width: 8, kind: 'count', value: added, total: sumOf(added) },
    { key: 'cut', title: '减编', width: 8, kind: 'count', value: cut, total: sumOf(cut) },
    {
      key: 'document',
      title: '批准文件',
      width: 22,
      kind: 'code',
      value: (row) => row.document.number,
      cell: (row) => (
        <a
          href={link(`/documents/${row.document.id}`)}
          title={`${row.document.issuer} ${row.document.title}`}
        >
          {row.document.number}
        </a>
      ),
    },
    { key: 'title', title: '标题', width: 40, value: (row) => row.document.title, only: 'file' },
    {
      key: 'issuer',
      title: '批准机关',
      width: 20,
      value: (row) => row.document.issuer,
      only: 'file',
    },
    {
      key: 'note',
      title: '备注',
      width: 24,
      value: (row) => [standingWords(row), row.note].filter((words) => words !== '').join(' '),
      cell: (row) => (
        <span title={row.note}>
          <Standing row={row} /> {row.note}
        </span>
      ),
      cellClass: () => 'clip',
    },
    {
      key: 'recordedAt',
      title: '登记',
      width: 24,
      kind: 'code',
      value: (row) => `${beijingMinute(row.recordedAt)} ${row.recordedByName ?? ''}`.trim(),
      cell: (row) => <RecordedBy at={row.recordedAt} name={row.recordedByName} />,
    },
    ...(mayWrite ? [reversalColumn(link)] : []),
  ]
}

export function LedgerTable({ list }: { list: List<HeadcountRow> }) {
  const net = (list.all ?? []).reduce((sum, { change }) => sum + change, 0)
  return <ListTable list={list} caption="核定编制台账，单位：名" counted="行" summed={`净增 ${net} 名`} />
}

/** Where a row that was taken back, and the one that did it, point at each other. */
export function ledgerRowId({ headcountId }: HeadcountRow): string {
  return `row-${headcountId}`
}

function reversalColumn(link: Link): ListColumn<HeadcountRow> {
  return {
    key: 'acts',
    title: '办理',
    width: 8,
    kind: 'acts',
    value: () => '',
    cell: (row) =>
      row.reversedById === null && row.reversesId === null ? (
        <a href={link(`/headcounts/${row.headcountId}/reversal`)}>冲销</a>
      ) : null,
    order: null,
    only: 'page',
  }
}

function standingWords(row: HeadcountRow): string {
  if (row.reversesId !== null) return '冲销误登行'
  return row.reversedById === null ? '' : '已冲销'
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
