import type { Child } from 'hono/jsx'
import type { List, ListColumn } from '../../src/http/list.ts'
import type { Link } from '../../src/http/viewpoint.ts'
import type { Viewpoint } from '../../src/kernel/acting.ts'
import type { IsoDate } from '../../src/kernel/dates.ts'
import { type Money, zero } from '../../src/kernel/money.ts'
import { type CostRow, type CostView, costTotals, costViews } from '../../src/pay/cost-table.ts'
import { ListTable, ListTools } from '../parts/list-table.tsx'
import { YearFilter } from '../parts/year-filter.tsx'

type CostColumnsOf = {
  heading: string
  label: (key: string) => string
  cell?: (key: string) => Child
}

/** Twelve months across, whatever stands down; the sums are exact. */
export function costColumns({ heading, label, cell }: CostColumnsOf): ListColumn<CostRow>[] {
  const amount = (key: string, title: string, pick: (row: Omit<CostRow, 'key'>) => Money) => ({
    key,
    title,
    width: 14,
    kind: 'yuan' as const,
    value: pick,
    total: (rows: readonly CostRow[]) => pick(costTotals(rows)),
  })
  return [
    {
      key: 'name',
      title: heading,
      width: 30,
      value: ({ key }) => label(key),
      ...(cell === undefined ? {} : { cell: ({ key }: CostRow) => cell(key) }),
    },
    ...Array.from({ length: 12 }, (_, at) =>
      amount(`month${at + 1}`, `${at + 1} 月`, ({ months }) => months[at] ?? zero),
    ),
    amount('whole', '全年', ({ whole }) => whole),
  ]
}

type CommonProps = {
  year: number
  years: readonly number[]
  viewpoint: Viewpoint
  today: IsoDate
  link: Link
}

/** 人员经费 of all paying units by month. */
export function CostOfUnits(props: CommonProps & { list: List<CostRow> }) {
  const { year, years, viewpoint, today, list } = props
  return (
    <section id="personnel-cost">
      <YearFilter
        action="/personnel-cost"
        {...{ year, years, viewpoint, today }}
        beside={<ListTools list={list} counted="个单位" />}
      />
      {list.count === 0 ? (
        <Nothing year={year} />
      ) : (
        <ListTable
          list={list}
          caption={`${year} 年人员经费，按工资发放单位，单位：元（含记账的职业年金）`}
          counted="个单位"
          look="by-month"
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
    list: List<CostRow>
  },
) {
  const { year, years, viewpoint, today, link, organizationId, unitName, view, list } = props
  const query = { organizationId, year: String(year) }
  const counted = view === 'people' ? '人' : '项'
  return (
    <section id="personnel-cost">
      <YearFilter
        action="/personnel-cost"
        {...{ year, years, viewpoint, today, organizationId }}
        beside={
          <ListTools list={list} counted={counted}>
            <a href={link('/budget-lines', query)}>预算</a>
          </ListTools>
        }
      >
        <label for="view">列示</label>
        <select id="view" name="view">
          {Object.entries(costViews).map(([value, label]) => (
            <option value={value} selected={value === view}>
              {label}
            </option>
          ))}
        </select>
      </YearFilter>
      {list.count === 0 ? (
        <Nothing year={year} />
      ) : (
        <ListTable
          list={list}
          caption={`${unitName} ${year} 年人员经费，单位：元（含记账的职业年金）`}
          counted={counted}
          look="by-month"
        />
      )}
    </section>
  )
}

function Nothing({ year }: { year: number }) {
  return <p class="empty">{year} 年没有人员经费。测算人员经费后在此按月列示。</p>
}
