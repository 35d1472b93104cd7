import { economicItemName, functionItemName } from '../../src/budget/account-code.ts'
import type { ExpenditureRow } from '../../src/budget/expenditure.ts'
import type { Link } from '../../src/http/viewpoint.ts'
import type { Viewpoint } from '../../src/kernel/acting.ts'
import type { IsoDate } from '../../src/kernel/dates.ts'
import { total } from '../../src/kernel/money.ts'
import type { Organization } from '../../src/organization/organization.ts'
import { Yuan } from '../parts/figure.tsx'
import { YearFilter } from '../parts/year-filter.tsx'

type ExpenditureListProps = {
  year: number
  years: readonly number[]
  /** null before a unit was chosen */
  unit: Organization | null
  month: number | null
  rows: readonly ExpenditureRow[]
  mayWrite: boolean
  viewpoint: Viewpoint
  today: IsoDate
  link: Link
}

/** 支出 of a unit in a year; the rows that were taken back and those that do it stay. */
export function ExpenditureList(props: ExpenditureListProps) {
  const { year, years, unit, month, rows, viewpoint, today, link } = props
  if (unit === null) {
    return (
      <p class="empty">
        支出按单位查看：在<a href={link('/budget-lines', { year: String(year) })}>预算</a>
        中打开单位，再选“支出”。人员经费每月由“登记人员经费发放”一次登记。
      </p>
    )
  }
  const { organizationId } = unit
  const query = { year: String(year), organizationId, month: month === null ? undefined : String(month) }
  return (
    <section id="expenditures">
      <YearFilter
        action="/expenditures"
        {...{ year, years, viewpoint, today, organizationId }}
        beside={
          <>
            <a href={link('/budget-lines', { organizationId, year: String(year) })}>预算</a>
            <span class="shown">共 {rows.length} 行</span>
            <a class="export" href={link('/expenditures.xlsx', query)}>
              导出 .xlsx
            </a>
            <button type="button" class="plain" data-print>
              打印
            </button>
          </>
        }
      >
        <label for="month">月份</label>
        <select id="month" name="month">
          <option value="">全年</option>
          {Array.from({ length: 12 }, (_, at) => at + 1).map((one) => (
            <option value={String(one)} selected={one === month}>
              {one} 月
            </option>
          ))}
        </select>
      </YearFilter>
      {rows.length === 0 ? (
        <p class="empty">没有支出。人员经费每月登记发放后列在这里，其他支出用“登记支出”录入。</p>
      ) : (
        <Rows {...props} unit={unit} />
      )}
    </section>
  )
}

function Rows({ year, unit, rows, mayWrite, link }: ExpenditureListProps & { unit: Organization }) {
  const reversed = new Set(rows.flatMap(({ reversesId }) => reversesId ?? []))
  return (
    <div class="scroll wide-print">
      <table class="register">
        <caption>
          {unit.name} {year} 年支出，单位：元
        </caption>
        <thead>
          <tr>
            <th scope="col">月份</th>
            <th scope="col">项目</th>
            <th scope="col">功能科目</th>
            <th scope="col">经济科目</th>
            <th scope="col">摘要</th>
            <th scope="col">凭证号</th>
            <th scope="col" class="number">
              金额
            </th>
            <th scope="col">
              <span class="hidden">办理</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr>
              <td class="day">{row.month} 月</td>
              <td>{row.projectName}</td>
              <td title={functionItemName(row.functionCode)}>{row.functionCode}</td>
              <td>
                {row.economicCode} {economicItemName(row.economicCode)}
              </td>
              <td class={reversed.has(row.expenditureId) ? 'struck' : undefined}>{row.summary}</td>
              <td class="day">{row.voucherNumber ?? '–'}</td>
              <td class="number">
                <Yuan amount={row.amount} />
              </td>
              <td>
                {mayWrite && row.reversesId === null && !reversed.has(row.expenditureId) ? (
                  <a
                    href={link(`/expenditures/${row.expenditureId}/reversal`)}
                    aria-label={`冲销 ${row.month} 月 ${row.summary}`}
                  >
                    冲销
                  </a>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colspan={6}>
              合计
            </th>
            <td class="number">
              <Yuan amount={total(rows.map(({ amount }) => amount))} />
            </td>
            <td />
          </tr>
        </tfoot>
      </table>
    </div>
  )
}
