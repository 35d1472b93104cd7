import { executionRate, type UnitSums } from '../../src/budget/budget-line.ts'
import type { List, ListColumn } from '../../src/http/list.ts'
import type { Link } from '../../src/http/viewpoint.ts'
import type { Viewpoint } from '../../src/kernel/acting.ts'
import type { IsoDate } from '../../src/kernel/dates.ts'
import { type Money, total } from '../../src/kernel/money.ts'
import { TenThousand } from '../parts/figure.tsx'
import { ListTable, ListTools } from '../parts/list-table.tsx'
import { YearFilter } from '../parts/year-filter.tsx'
import { Rate } from './budget-figures.tsx'

type Pick = (unit: UnitSums) => Money

const sumOf = (pick: Pick) => (units: readonly UnitSums[]) => total(units.map(pick))

/** On the page in 万元 with the exact yuan behind it; in the file in yuan. */
export function budgetUnitColumns(year: number, link: Link): ListColumn<UnitSums>[] {
  const money = (key: string, title: string, pick: Pick): ListColumn<UnitSums> => ({
    key,
    title,
    width: 18,
    kind: 'yuan',
    value: pick,
    cell: (unit) => <TenThousand amount={pick(unit)} />,
    total: sumOf(pick),
    totalCell: (units) => <TenThousand amount={sumOf(pick)(units)} />,
  })
  return [
    {
      key: 'name',
      title: '单位',
      width: 34,
      value: ({ name }) => name,
      cell: ({ organizationId, name }) => (
        <a href={link('/budget-lines', { year: String(year), organizationId })}>{name}</a>
      ),
    },
    money('initial', '年初预算', ({ initial }) => initial),
    money('adjusted', '调整预算', ({ adjusted }) => adjusted),
    money('pending', '待受理调整', ({ pending }) => pending),
    money('executed', '支出', ({ executed }) => executed),
    {
      key: 'rate',
      title: '执行率',
      width: 10,
      kind: 'yuan',
      value: (unit) => executionRate(unit) ?? null,
      cell: (unit) => <Rate {...unit} />,
      total: () => null,
      totalCell: (units) => (
        <Rate
          adjusted={sumOf(({ adjusted }) => adjusted)(units)}
          executed={sumOf(({ executed }) => executed)(units)}
        />
      ),
      only: 'page',
    },
    money('forecast', '全年预计', ({ forecast }) => forecast),
  ]
}

type BudgetUnitsProps = {
  year: number
  years: readonly number[]
  isAdopted: boolean
  list: List<UnitSums>
  viewpoint: Viewpoint
  today: IsoDate
}

/** 预算执行情况 of all units in a year. */
export function BudgetUnits({ year, years, isAdopted, list, viewpoint, today }: BudgetUnitsProps) {
  return (
    <section id="budget-units">
      <YearFilter
        action="/budget-lines"
        year={year}
        years={years}
        viewpoint={viewpoint}
        today={today}
        beside={<ListTools list={list} counted="个单位" />}
      />
      {isAdopted ? null : <p class="warning">{year} 年年初预算尚未批复，年初预算数为空。</p>}
      {list.count === 0 ? (
        <p class="empty">
          {year} 年没有预算。年初预算由“年初预算编制”按 1 月 1 日在编人员测算，批复后列在这里。
        </p>
      ) : (
        <ListTable list={list} caption={`${year} 年各单位预算，单位：万元`} counted="个单位" />
      )}
    </section>
  )
}
