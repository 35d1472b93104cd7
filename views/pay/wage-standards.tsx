import type { List, ListColumn } from '../../src/http/list.ts'
import type { Link } from '../../src/http/viewpoint.ts'
import type { IsoDate } from '../../src/kernel/dates.ts'
import { keyName, standardKindName } from '../../src/pay/standard-kind.ts'
import type { StandardAmount, StandardKindRow, WageTable } from '../../src/pay/wage-table.ts'
import { ListTable, ListTools } from '../parts/list-table.tsx'

/** 示范标准 is said wherever one shows. */
function ExampleTag({ isExample }: { isExample: boolean }) {
  return isExample ? <span class="tag warn">示范标准</span> : null
}

export function standardKindColumns(link: Link): ListColumn<StandardKindRow>[] {
  return [
    {
      key: 'kind',
      title: '种类',
      width: 30,
      value: ({ standardKind }) => standardKindName(standardKind),
      cell: ({ standardKind }) => (
        <a href={link('/wage-standards', { kind: standardKind })}>{standardKindName(standardKind)}</a>
      ),
    },
    { key: 'keys', title: '档数', width: 8, kind: 'count', value: ({ keys }) => keys },
    {
      key: 'effectiveFrom',
      title: '执行起始',
      width: 12,
      kind: 'date',
      value: ({ effectiveFrom }) => effectiveFrom,
    },
    {
      key: 'documents',
      title: '依据文件',
      width: 40,
      value: ({ documentNumbers, isExample }) =>
        [documentNumbers.join('、'), ...(isExample ? ['示范标准'] : [])].join(' '),
      cell: ({ documentNumbers, isExample }) => (
        <>
          {documentNumbers.join('、')} <ExampleTag isExample={isExample} />
        </>
      ),
    },
  ]
}

/** 工资标准: the kinds in force on the day. */
export function StandardKinds({ list, asOf }: { list: List<StandardKindRow>; asOf: IsoDate }) {
  if (list.count === 0) {
    return <p class="empty">{asOf} 没有执行中的工资标准。请核对时点；标准依文件导入后在此列出。</p>
  }
  return (
    <>
      <div class="filters">
        <ListTools list={list} counted="种" />
      </div>
      <ListTable list={list} caption={`${asOf} 执行的工资标准`} counted="种" />
    </>
  )
}

type StandardLine = WageTable['rows'][number]

/** One kind as its paper prints it: levels down, steps across. */
export function standardColumns({ columns, rows }: WageTable): ListColumn<StandardLine>[] {
  const places = new Map(rows.map((row, place) => [row, place]))
  return [
    {
      key: 'key',
      title: '级别、档次',
      width: 20,
      value: ({ key }) => keyName(key),
      order: (row) => places.get(row) ?? null,
    },
    ...columns.map(
      (column, place): ListColumn<StandardLine> => ({
        key: column === '' ? 'amount' : column,
        title: column === '' ? '标准' : keyName(column),
        width: 12,
        kind: 'yuan',
        value: ({ amounts }) => amounts[place] ?? null,
      }),
    ),
  ]
}

type StandardTableProps = {
  kind: string
  list: List<StandardLine>
  /** any of them: the paper they stand in */
  first: StandardAmount | undefined
  asOf: IsoDate
  link: Link
}

export function StandardTable({ kind, list, first, asOf, link }: StandardTableProps) {
  if (first === undefined) {
    return (
      <p class="empty">
        {asOf} 没有执行中的{standardKindName(kind)}标准。请核对时点，或返回
        <a href={link('/wage-standards')}>工资标准</a>。
      </p>
    )
  }
  const isYearly = kind === 'operating-quota' || kind === 'health-check'
  return (
    <>
      <div class="filters">
        <span>
          {first.documentNumber} <ExampleTag isExample={first.isExample} />
        </span>
        <span>自 {first.effectiveFrom} 起执行</span>
        <ListTools list={list} counted="行" />
      </div>
      <ListTable
        list={list}
        caption={`${standardKindName(kind)}，单位：${isYearly ? '元/年' : '元/月'}`}
        counted="行"
      />
    </>
  )
}
