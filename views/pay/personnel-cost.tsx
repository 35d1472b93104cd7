import type { Child } from 'hono/jsx'
import type { Link } from '../../src/http/viewpoint.ts'
import type { Viewpoint } from '../../src/kernel/acting.ts'
import type { IsoDate } from '../../src/kernel/dates.ts'
import { type CostRow, type CostView, costTotals, costViews } from '../../src/pay/cost-table.ts'
import { Yuan } from '../parts/figure.tsx'
import { YearFilter } from '../parts/year-filter.tsx'

type MonthTableProps = {
  caption: string
  heading: string
  rows: CostRow[]
  label: (key: string) => Child
}

/** Twelve months across, whatever stands down; the sum is exact. */
export function MonthTable({ caption, heading, rows, label }: MonthTableProps) {
  const sums = costTotals(rows)
  return (
    <div class="scroll wide-print">
      <table class="register months">
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{heading}</th>
            {sums.months.map((_, at) => (
              <th scope="col" class="number">
                {at + 1} 月
              </th>
            ))}
            <th scope="col" class="number">
              全年
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr>
              <th scope="row">{label(row.key)}</th>
              <Months {...row} />
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">合计</th>
            <Months {...sums} />
          </tr>
        </tfoot>
      </table>
    </div>
  )
}

function Months({ months, whole }: Omit<CostRow, 'key'>) {
  return (
    <>
      {[...months, whole].map((amount) => (
        <td class="number">
          <Yuan amount={amount} />
        </td>
      ))}
    </>
  )
}

type CommonProps = {
  year: number
  years: readonly number[]
  viewpoint: Viewpoint
  today: IsoDate
  link: Link
}

/** 人员经费 of all paying units by month. */
export function CostOfUnits(props: CommonProps & { rows: CostRow[]; names: ReadonlyMap<string, string> }) {
  const { year, years, viewpoint, today, link, rows, names } = props
  return (
    <section id="personnel-cost">
      <YearFilter action="/personnel-cost" {...{ year, years, viewpoint, today }}>
        <span class="shown">共 {rows.length} 个单位</span>
        <Tools href={link('/personnel-cost.xlsx', { year: String(year) })} />
      </YearFilter>
      {rows.length === 0 ? (
        <Nothing year={year} />
      ) : (
        <MonthTable
          caption={`${year} 年人员经费，按工资发放单位，单位：元（含记账的职业年金）`}
          heading="单位"
          rows={rows}
          label={(key) => (
            <a href={link('/personnel-cost', { organizationId: key, year: String(year) })}>
              {names.get(key) ?? key}
            </a>
          )}
        />
      )}
    </section>
  )
}

/** 人员经费 of one unit by month: its people, or its pay items. */
export function CostOfUnit(
  props: CommonProps & {
    organizationId: string
    unitName: string
    view: CostView
    rows: CostRow[]
    names: ReadonlyMap<string, string>
  },
) {
  const { year, years, viewpoint, today, link, organizationId, unitName, view, rows, names } = props
  const query = { organizationId, year: String(year) }
  return (
    <section id="personnel-cost">
      <YearFilter action="/personnel-cost" {...{ year, years, viewpoint, today, organizationId }}>
        <label for="view">列示</label>
        <select id="view" name="view">
          {Object.entries(costViews).map(([value, label]) => (
            <option value={value} selected={value === view}>
              {label}
            </option>
          ))}
        </select>
        <a href={link('/budget-lines', query)}>预算</a>
        <span class="shown">
          共 {rows.length} {view === 'people' ? '人' : '项'}
        </span>
        <Tools href={link('/personnel-cost.xlsx', { ...query, view })} />
      </YearFilter>
      {rows.length === 0 ? (
        <Nothing year={year} />
      ) : (
        <MonthTable
          caption={`${unitName} ${year} 年人员经费，单位：元（含记账的职业年金）`}
          heading={view === 'people' ? '姓名' : '工资项目'}
          rows={rows}
          label={(key) =>
            view === 'people' ? (
              <a href={link(`/people/${key}/pay`, { year: String(year) })}>{names.get(key) ?? key}</a>
            ) : (
              (names.get(key) ?? key)
            )
          }
        />
      )}
    </section>
  )
}

function Nothing({ year }: { year: number }) {
  return <p class="empty">{year} 年没有人员经费。测算人员经费后在此按月列示。</p>
}

function Tools({ href }: { href: string }) {
  return (
    <>
      <a class="export" href={href}>
        导出 .xlsx
      </a>
      <button type="button" class="plain" data-print>
        打印
      </button>
    </>
  )
}
