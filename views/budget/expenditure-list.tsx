import { economicItemName, functionItemName } from '../../src/budget/account-code.ts'
import type { ExpenditureRow } from '../../src/budget/expenditure.ts'
import type { List, ListColumn } from '../../src/http/list.ts'
import type { Link } from '../../src/http/viewpoint.ts'
import type { Viewpoint } from '../../src/kernel/acting.ts'
import type { IsoDate } from '../../src/kernel/dates.ts'
import { total } from '../../src/kernel/money.ts'
import type { Organization } from '../../src/organization/organization.ts'
import { ListTable, ListTools } from '../parts/list-table.tsx'
import { YearFilter } from '../parts/year-filter.tsx'

/** `rows` are all of the list: a row that was taken back is struck through. */
export function expenditureColumns(
  rows: readonly ExpenditureRow[],
  { mayWrite, link }: { mayWrite: boolean; link: Link },
): ListColumn<ExpenditureRow>[] {
  const reversed = new Set(rows.flatMap(({ reversesId }) => reversesId ?? []))
  const acts: ListColumn<ExpenditureRow> = {
    key: 'acts',
    title: '办理',
    width: 8,
    kind: 'acts',
    value: () => '',
    cell: (row) =>
      row.reversesId !== null || reversed.has(row.expenditureId) ? null : (
        <a
          href={link(`/expenditures/${row.expenditureId}/reversal`)}
          aria-label={`冲销 ${row.month} 月 ${row.summary}`}
        >
          冲销
        </a>
      ),
    order: null,
    only: 'page',
  }
  return [
    {
      key: 'month',
      title: '月份',
      width: 8,
      kind: 'code',
      value: ({ month }) => `${month} 月`,
      order: ({ month }) => month,
    },
    { key: 'project', title: '项目', width: 40, value: ({ projectName }) => projectName },
    {
      key: 'function',
      title: '功能科目',
      width: 34,
      value: (row) => `${row.functionCode} ${functionItemName(row.functionCode)}`,
      cell: (row) => <span title={functionItemName(row.functionCode)}>{row.functionCode}</span>,
    },
    {
      key: 'economic',
      title: '经济科目',
      width: 30,
      value: (row) => `${row.economicCode} ${economicItemName(row.economicCode)}`,
    },
    {
      key: 'summary',
      title: '摘要',
      width: 40,
      value: ({ summary }) => summary,
      cellClass: (row) => (reversed.has(row.expenditureId) ? 'struck' : undefined),
    },
    {
      key: 'voucher',
      title: '凭证号',
      width: 16,
      kind: 'code',
      value: ({ voucherNumber }) => voucherNumber ?? '',
    },
    {
      key: 'amount',
      title: '金额',
      width: 16,
      kind: 'yuan',
      value: ({ amount }) => amount,
      total: (all) => total(all.map(({ amount }) => amount)),
    },
    ...(mayWrite ? [acts] : []),
  ]
}

type ExpenditureListProps = {
  year: number
  years: readonly number[]
  /** null before a unit was chosen */
  unit: Organization | null
  month: number | null
  list: List<ExpenditureRow>
  viewpoint: Viewpoint
  today: IsoDate
  link: Link
}

/** 支出 of a unit in a year; the rows that were taken back and those that do it stay. */
export function ExpenditureList(props: ExpenditureListProps) {
  const { year, years, unit, month, list, viewpoint, today, link } = props
  if (unit === null) {
    return (
      <p class="empty">
        支出按单位查看：在<a href={link('/budget-lines', { year: String(year) })}>预算</a>
        中打开单位，再选“支出”。人员经费每月由“登记人员经费发放”一次登记。
      </p>
    )
  }
  const { organizationId } = unit
  return (
    <section id="expenditures">
      <YearFilter
        action="/expenditures"
        {...{ year, years, viewpoint, today, organizationId }}
        beside={
          <>
            <a href={link('/budget-lines', { organizationId, year: String(year) })}>预算</a>
            <ListTools list={list} counted="行" />
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
      {list.count === 0 ? (
        <p class="empty">没有支出。人员经费每月登记发放后列在这里，其他支出用“登记支出”录入。</p>
      ) : (
        <ListTable list={list} caption={`${unit.name} ${year} 年支出，单位：元`} counted="行" />
      )}
    </section>
  )
}
