import type { Link } from '../../src/http/viewpoint.ts'
import type { Viewpoint } from '../../src/kernel/acting.ts'
import { headsOf } from '../../src/kernel/column-heads.ts'
import { addDays, type IsoDate } from '../../src/kernel/dates.ts'
import { partOfRow } from '../../src/movement/movement-statistics.ts'
import { countOf, type StatisticRow, type StatisticTable } from '../../src/staffing/statistic-table.ts'
import { KeptViewpoint } from '../layout.tsx'
import { Count } from '../parts/figure.tsx'
import { UnitFilter } from '../parts/unit-filter.tsx'
import { keptOf, type Span } from './staffing-changes.tsx'

type StatisticsProps = {
  span: Span
  tables: readonly StatisticTable[]
  viewpoint: Viewpoint
  today: IsoDate
  link: Link
}

/** 机构编制统计: the tables one below the other, each with its checks; every cell opens what it counts. */
export function Statistics({ span, tables, viewpoint, today, link }: StatisticsProps) {
  return (
    <section id="statistics">
      <form class="filters" method="get" action="/statistics" aria-label="选择机构">
        <KeptViewpoint frame={{ viewpoint, today }} />
        <UnitFilter typed={span.typed} />
        <button class="plain">查看</button>
        <span class="tools">
          <a class="export" href={link('/statistics.xlsx', keptOf(span))}>
            导出 .xlsx
          </a>
          <button type="button" class="plain" data-print>
            打印
          </button>
        </span>
      </form>
      {span.hint === null ? null : <p class="warning">{span.hint}</p>}
      {tables.length === 0 ? (
        <p class="empty">{span.to} 没有可以统计的机构和人员。登记机构、核定编制和人员入编后，在这里汇总。</p>
      ) : (
        tables.map((table) => <Statistic span={span} table={table} link={link} />)
      )}
    </section>
  )
}

function Statistic({ span, table, link }: { span: Span; table: StatisticTable; link: Link }) {
  const { title, first, columns, rows, totals, notes } = table
  const grouped = columns.filter(({ group }) => group !== undefined)
  const lines = grouped.length > 0 ? 2 : 1
  return (
    <section class="wide-print">
      <h2>{title}</h2>
      <div class="scroll whole">
        <table class="register">
          <caption>
            {span.name} {span.to}
          </caption>
          <thead>
            <tr>
              <th scope="col" rowspan={lines}>
                {first}
              </th>
              <Heads columns={columns} lines={lines} />
            </tr>
            {lines === 2 ? (
              <tr class="second">
                {grouped.map(({ title }) => (
                  <th scope="col" class="number">
                    {title}
                  </th>
                ))}
              </tr>
            ) : null}
          </thead>
          <tbody>
            {rows.map((row) => (
              <Line span={span} table={table} row={row} link={link} />
            ))}
          </tbody>
          {totals === null ? null : (
            <tfoot>
              <Line span={span} table={table} row={totals} link={link} />
            </tfoot>
          )}
        </table>
      </div>
      {notes.length === 0 ? null : <p class="note">{notes.join('')}</p>}
      <Checks table={table} />
    </section>
  )
}

/** The upper line: what stands over several columns, and the columns that reach down through both lines. */
function Heads({ columns, lines }: { columns: StatisticTable['columns']; lines: 1 | 2 }) {
  return (
    <>
      {headsOf(columns).map(({ title, first, last, isGroup }) =>
        isGroup ? (
          <th scope="colgroup" colspan={last - first + 1}>
            {title}
          </th>
        ) : (
          <th scope="col" rowspan={lines} class="number">
            {title}
          </th>
        ),
      )}
    </>
  )
}

type LineProps = { span: Span; table: StatisticTable; row: StatisticRow; link: Link }

function Line({ span, table, row, link }: LineProps) {
  return (
    <tr>
      <th scope="row">{row.name}</th>
      {table.columns.map(({ key }) => (
        <td class="number">
          <Count value={countOf(row, key)} href={address({ span, table, row, link }, key)} />
        </td>
      ))}
    </tr>
  )
}

/** Where the units, people or movements of a cell are listed; a sum over kinds of the movements has no list of its own. */
function address({ span, table, row, link }: LineProps, column: string): string | undefined {
  const kept = keptOf(span)
  if (table.key === 'movements') {
    const { part, movement } = partOfRow(row.key)
    if (column === 'total') return undefined
    return link('/staffing-changes/people', { ...kept, part, by: 'kind', line: column, movement })
  }
  const cell = { ...kept, table: table.key, row: row.key, column }
  if (table.key === 'other-movements') {
    const { organizationId } = kept
    const query = {
      organizationId,
      kind: row.key,
      state: 'effective',
      from: addDays(span.from, 1),
      to: span.to,
    }
    return link('/movements', query)
  }
  if (table.key === 'kinds' && column === 'occupied') {
    return link('/statistics/people', { ...cell, table: 'people', column: 'total' })
  }
  return link(
    table.key === 'people' || table.key === 'standings' ? '/statistics/people' : '/statistics/units',
    cell,
  )
}

function Checks({ table: { checks } }: { table: StatisticTable }) {
  if (checks.length === 0) return null
  const failing = checks.filter(({ left, right }) => left !== right).length
  return (
    <div class="checks note">
      <p>
        勾稽 {checks.length} 项，
        {failing === 0 ? '全部相符。' : <span class="over">{failing} 项不符，请告知系统管理员。</span>}
      </p>
      <ul>
        {checks.map(({ name, left, right }) => (
          <li>
            {name}：{left.toLocaleString('zh-CN')} {left === right ? '＝' : '≠'}{' '}
            {right.toLocaleString('zh-CN')}
            {left === right ? null : <span class="over">　差 {left - right}</span>}
          </li>
        ))}
      </ul>
    </div>
  )
}
