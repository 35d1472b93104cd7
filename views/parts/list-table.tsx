import type { Child } from 'hono/jsx'
import type { List, ListColumn } from '../../src/http/list.ts'
import { headsOf } from '../../src/kernel/column-heads.ts'
import { formatTenThousand, formatYuan } from '../../src/kernel/money.ts'
import { Count } from './figure.tsx'

/** At the end of a list's filters: how many there are, the file and the print of exactly these. */
export function ListTools<Row>({
  list,
  counted,
  children,
}: {
  list: List<Row>
  counted: string
  children?: Child
}) {
  const { sort, count, rows, after, most, address, part } = list
  const shown = after + rows.length
  const whole = after === 0 && rows.length === count
  return (
    <>
      {sort === null ? null : <input type="hidden" name={`${part}sort`} value={sortText(sort)} />}
      <span class="tools">
        <span class="shown">
          共 {count.toLocaleString('zh-CN')} {counted}
          {whole || most === null ? null : (
            <>
              ，已显示 <span data-shown>{shown.toLocaleString('zh-CN')}</span>
            </>
          )}
        </span>
        {children}
        <a class="export" href={list.file}>
          导出 .xlsx
        </a>
        {whole ? (
          <button type="button" class="plain" data-print>
            打印
          </button>
        ) : (
          <a class="plain" href={address({ print: 'yes' })}>
            全部打印
          </a>
        )}
      </span>
    </>
  )
}

type ListTableProps<Row> = {
  list: List<Row>
  caption: Child
  counted: string
  /** said behind the number of rows, where the sums stand */
  summed?: string
  /** a class of its own beside those of every list */
  look?: string
}

/** The table of a list: a heading sorts by its column, more rows come as one scrolls. */
export function ListTable<Row>({ list, caption, counted, summed, look }: ListTableProps<Row>) {
  const grouped = list.columns.some(({ group }) => group !== undefined)
  return (
    <div class="scroll">
      <table class={['register', 'wide-print', look].filter(Boolean).join(' ')}>
        <caption>{caption}</caption>
        <thead>
          {grouped ? <Groups list={list} /> : null}
          <tr class={grouped ? 'second' : undefined}>
            {list.columns
              .filter(({ group }) => !grouped || group !== undefined)
              .map((column) => (
                <Heading column={column} list={list} />
              ))}
          </tr>
        </thead>
        <tbody data-list>
          <ListRows list={list} />
        </tbody>
        <Totals list={list} counted={counted} summed={summed} />
      </table>
    </div>
  )
}

/** What stands over several columns; a column of no group reaches down through both lines. */
function Groups<Row>({ list: { columns, ...list } }: { list: List<Row> }) {
  const spans = headsOf(columns).map(({ title, first, last, isGroup }) => {
    const column = columns[first - 1]
    if (!isGroup && column) return <Heading column={column} list={{ columns, ...list }} rows={2} />
    return (
      <th scope="colgroup" colspan={last - first + 1}>
        {title}
      </th>
    )
  })
  return <tr>{spans}</tr>
}

/** A click on a heading sorts by it, another one turns the order round, a third leaves it to the list. */
function Heading<Row>({ column, list, rows }: { column: ListColumn<Row>; list: List<Row>; rows?: number }) {
  const { key, title, order } = column
  if (order === null) {
    return (
      <th scope="col" class={kindClass(column)} rowspan={rows}>
        {title}
      </th>
    )
  }
  const sorted = list.sort?.key === key ? list.sort : null
  const turned = sorted?.descending ? undefined : `-${key}`
  const next = sorted === null ? key : turned
  const direction = sorted?.descending ? 'descending' : 'ascending'
  return (
    <th
      scope="col"
      class={kindClass(column)}
      rowspan={rows}
      aria-sort={sorted === null ? undefined : direction}
    >
      <a class="sort" href={list.address({ [`${list.part}sort`]: next })}>
        {title}
        {sorted === null ? null : <span aria-hidden="true">{sorted.descending ? '▼' : '▲'}</span>}
      </a>
    </th>
  )
}

/** The rows alone: what scrolling on brings. The last one fetches the next when it comes into sight. */
export function ListRows<Row>({ list }: { list: List<Row> }) {
  const shown = list.after + list.rows.length
  const [first, ...others] = list.columns
  return (
    <>
      {list.rows.map((row) => (
        <tr id={list.rowId?.(row)}>
          {first === undefined ? null : (
            <th scope="row" class={cellClass(first, row)}>
              {contentOf(first, row)}
            </th>
          )}
          {others.map((column) => (
            <td class={cellClass(column, row)}>{contentOf(column, row)}</td>
          ))}
        </tr>
      ))}
      {shown >= list.count || list.rows.length === 0 ? null : (
        <tr
          id="list-more"
          hx-get={list.address({ sort: sortText(list.sort), after: String(shown) })}
          hx-trigger="revealed"
          hx-target="#list-more"
          hx-swap="outerHTML"
        >
          <td colspan={list.columns.length}>
            <a href={list.address({ after: String(shown) })}>显示下一页</a>
          </td>
        </tr>
      )}
    </>
  )
}

/** One cell is left of the first sum and says of how many it is the sum. */
function Totals<Row>({ list, counted, summed }: Omit<ListTableProps<Row>, 'caption' | 'look'>) {
  const { columns, all } = list
  const first = columns.findIndex(({ total }) => total !== undefined)
  if (all === null || first < 0) return null
  return (
    <tfoot>
      <tr>
        <th scope="row" colspan={first}>
          合计 {all.length.toLocaleString('zh-CN')} {counted}
          {summed === undefined ? '' : `，${summed}`}
        </th>
        {columns.slice(first).map((column) => (
          <td class={kindClass(column)}>
            {column.total === undefined
              ? null
              : (column.totalCell?.(all) ?? <Value value={column.total(all)} kind={column.kind} />)}
          </td>
        ))}
      </tr>
    </tfoot>
  )
}

function contentOf<Row>(column: ListColumn<Row>, row: Row): Child {
  if (column.cell !== undefined) return column.cell(row)
  return <Value value={column.value(row)} kind={column.kind} />
}

function Value<Row>({
  value,
  kind,
}: {
  value: ReturnType<ListColumn<Row>['value']>
  kind: ListColumn<Row>['kind']
}) {
  if (value === null) return null
  if (typeof value === 'number') return <Count value={value} />
  if (typeof value === 'string') return <>{value}</>
  if (value.isZero()) return <>–</>
  return <>{kind === 'ten-thousand' ? formatTenThousand(value) : formatYuan(value)}</>
}

function kindClass<Row>({ kind = 'text' }: ListColumn<Row>): string | undefined {
  const classes = { text: undefined, date: 'day', code: 'day', acts: 'acts no-print' }
  return kind in classes ? classes[kind as keyof typeof classes] : 'number'
}

function cellClass<Row>(column: ListColumn<Row>, row: Row): string | undefined {
  const classes = [kindClass(column), column.cellClass?.(row)].filter((one) => one !== undefined)
  return classes.length === 0 ? undefined : classes.join(' ')
}

function sortText(sort: List<unknown>['sort']): string | undefined {
  return sort === null ? undefined : `${sort.descending ? '-' : ''}${sort.key}`
}
