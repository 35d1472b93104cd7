import { sumOfFigures, type UnitSums } from '../../src/budget/budget-line.ts'
import type { Link } from '../../src/http/viewpoint.ts'
import type { Viewpoint } from '../../src/kernel/acting.ts'
import type { IsoDate } from '../../src/kernel/dates.ts'
import { total } from '../../src/kernel/money.ts'
import { YearFilter } from '../parts/year-filter.tsx'
import { FigureCells, FigureHeadings } from './budget-figures.tsx'

type BudgetUnitsProps = {
  year: number
  years: readonly number[]
  isAdopted: boolean
  units: readonly UnitSums[]
  viewpoint: Viewpoint
  today: IsoDate
  link: Link
}

/** 预算执行情况 of all units in a year. */
export function BudgetUnits({ year, years, isAdopted, units, viewpoint, today, link }: BudgetUnitsProps) {
  const query = { year: String(year) }
  return (
    <section id="budget-units">
      <YearFilter
        action="/budget-lines"
        year={year}
        years={years}
        viewpoint={viewpoint}
        today={today}
        beside={
          <>
            <span class="shown">共 {units.length} 个单位</span>
            <a class="export" href={link('/budget-lines.xlsx', query)}>
              导出 .xlsx
            </a>
            <button type="button" class="plain" data-print>
              打印
            </button>
          </>
        }
      />
      {isAdopted ? null : <p class="warning">{year} 年年初预算尚未批复，年初预算数为空。</p>}
      {units.length === 0 ? (
        <p class="empty">
          {year} 年没有预算。年初预算由“年初预算编制”按 1 月 1 日在编人员测算，批复后列在这里。
        </p>
      ) : (
        <div class="scroll wide-print">
          <table class="register">
            <caption>{year} 年各单位预算，单位：万元</caption>
            <thead>
              <tr>
                <th scope="col">单位</th>
                <FigureHeadings />
              </tr>
            </thead>
            <tbody>
              {units.map((unit) => (
                <tr>
                  <th scope="row">
                    <a href={link('/budget-lines', { ...query, organizationId: unit.organizationId })}>
                      {unit.name}
                    </a>
                  </th>
                  <FigureCells {...unit} />
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row">合计</th>
                <FigureCells {...sumOfUnits(units)} />
              </tr>
            </tfoot>
          </table>
        </div>
      )}
    </section>
  )
}

function sumOfUnits(units: readonly UnitSums[]) {
  return {
    ...sumOfFigures(units),
    adjusted: total(units.map(({ adjusted }) => adjusted)),
    forecast: total(units.map(({ forecast }) => forecast)),
  }
}
