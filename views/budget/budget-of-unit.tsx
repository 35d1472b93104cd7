import { economicItemName, functionItemName } from '../../src/budget/account-code.ts'
import { type BudgetLineRow, sumOfFigures } from '../../src/budget/budget-line.ts'
import type { Link } from '../../src/http/viewpoint.ts'
import type { Viewpoint } from '../../src/kernel/acting.ts'
import type { IsoDate } from '../../src/kernel/dates.ts'
import { type Money, total, zero } from '../../src/kernel/money.ts'
import type { Organization } from '../../src/organization/organization.ts'
import { TenThousand } from '../parts/figure.tsx'
import { YearFilter } from '../parts/year-filter.tsx'
import { FigureCells, FigureHeadings, Rate } from './budget-figures.tsx'

type BudgetOfUnitProps = {
  unit: Organization
  year: number
  years: readonly number[]
  lines: readonly BudgetLineRow[]
  months: readonly { month: number; basic: Money; project: Money }[]
  /** adjustments that wait for finance */
  open: number
  viewpoint: Viewpoint
  today: IsoDate
  link: Link
}

/** 预算 of a unit: projects with their lines, each figure leading to its people and documents; progress by month. */
export function BudgetOfUnit(props: BudgetOfUnitProps) {
  const { unit, year, years, lines, months, open, viewpoint, today, link } = props
  const { organizationId } = unit
  const query = { organizationId, year: String(year) }
  return (
    <section id="budget-of-unit">
      <YearFilter
        action="/budget-lines"
        {...{ year, years, viewpoint, today, organizationId }}
        beside={
          <>
            <a href={link(`/organizations/${organizationId}`)}>{unit.shortName}</a>
            <a href={link('/budget-adjustments', query)}>预算调整</a>
            <a href={link('/expenditures', query)}>支出</a>
            <a href={link('/reports/personnel', query)}>报告</a>
            <span class="shown">共 {lines.length} 行</span>
            <a class="export" href={link('/budget-lines.xlsx', query)}>
              导出 .xlsx
            </a>
            <button type="button" class="plain" data-print>
              打印
            </button>
          </>
        }
      />
      {open === 0 ? null : (
        <p class="warning">
          有 {open} 件预算调整待财政受理，
          <a href={link('/budget-adjustments', { ...query, state: 'open' })}>查看</a>。
        </p>
      )}
      {lines.length === 0 ? (
        <p class="empty">
          {unit.shortName} {year} 年没有预算。预算按工资发放单位编列；下属单位的经费可能列在主管部门。
        </p>
      ) : (
        <>
          <LineTable {...{ unit, year, lines, link }} />
          <Progress {...{ year, months, adjusted: total(lines.map(({ adjusted }) => adjusted)) }} />
        </>
      )}
    </section>
  )
}

function LineTable({ unit, year, lines, link }: Pick<BudgetOfUnitProps, 'unit' | 'year' | 'lines' | 'link'>) {
  const codes = [...new Set(lines.map(({ projectCode }) => projectCode))]
  const why = (asked: Record<string, string>) =>
    link('/budget-lines/why', { organizationId: unit.organizationId, year: String(year), ...asked })
  return (
    <div class="scroll wide-print">
      <table class="register budget">
        <caption>
          {unit.name} {year} 年预算，单位：万元
        </caption>
        <thead>
          <tr>
            <th scope="col">项目和科目</th>
            <FigureHeadings />
            <th scope="col" class="no-print">
              <span class="hidden">构成</span>
            </th>
          </tr>
        </thead>
        {codes.map((projectCode) => {
          const own = lines.filter((line) => line.projectCode === projectCode)
          return (
            <tbody>
              <tr class="group">
                <th scope="rowgroup">
                  {own[0]?.projectName} <small>{projectCode}</small>
                </th>
                <FigureCells {...sums(own)} />
                <td class="no-print">
                  <Why
                    id={`why-${projectCode}`}
                    href={why({ projectCode })}
                    of={own[0]?.projectName ?? projectCode}
                  />
                </td>
              </tr>
              {own.map(({ functionCode, economicCode, ...line }) => (
                <tr>
                  <th scope="row" class="part">
                    {functionCode} {functionItemName(functionCode)} · {economicCode}{' '}
                    {economicItemName(economicCode)}
                  </th>
                  <FigureCells {...line} />
                  <td class="no-print">
                    <Why
                      id={`why-${projectCode}-${functionCode}-${economicCode}`}
                      href={why({ projectCode, functionCode, economicCode })}
                      of={economicItemName(economicCode)}
                    />
                  </td>
                </tr>
              ))}
            </tbody>
          )
        })}
        <tfoot>
          <tr>
            <th scope="row">合计</th>
            <FigureCells {...sums(lines)} />
            <td class="no-print" />
          </tr>
        </tfoot>
      </table>
    </div>
  )
}

function Why({ id, href, of }: { id: string; href: string; of: string }) {
  return (
    <a id={id} data-drawer href={href} aria-label={`${of}：为什么`}>
      为什么
    </a>
  )
}

/** 执行进度 by month, against the adjusted budget of the whole year. */
function Progress({
  year,
  months,
  adjusted,
}: Pick<BudgetOfUnitProps, 'year' | 'months'> & { adjusted: Money }) {
  if (months.length === 0) return null
  let sum = zero
  const rows = months.map(({ month, basic, project }) => {
    sum = sum.plus(basic).plus(project)
    return { month, basic, project, sum }
  })
  return (
    <table class="register">
      <caption>{year} 年执行进度，单位：万元；进度为累计支出占调整预算的比例</caption>
      <thead>
        <tr>
          {['月份', '基本支出', '项目支出', '累计支出', '进度'].map((title, at) => (
            <th scope="col" class={at === 0 ? undefined : 'number'}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr>
            <th scope="row">{row.month} 月</th>
            <td class="number">
              <TenThousand amount={row.basic} />
            </td>
            <td class="number">
              <TenThousand amount={row.project} />
            </td>
            <td class="number">
              <TenThousand amount={row.sum} />
            </td>
            <td class="number">
              <Rate adjusted={adjusted} executed={row.sum} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function sums(lines: readonly BudgetLineRow[]) {
  return {
    ...sumOfFigures(lines),
    adjusted: total(lines.map(({ adjusted }) => adjusted)),
    forecast: total(lines.map(({ forecast }) => forecast)),
  }
}
