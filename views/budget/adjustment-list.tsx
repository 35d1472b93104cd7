import {
  type AdjustmentRow,
  adjustmentKindName,
  adjustmentKinds,
  adjustmentStates,
  stateOf,
} from '../../src/budget/budget-adjustment.ts'
import type { Link } from '../../src/http/viewpoint.ts'
import type { Viewpoint } from '../../src/kernel/acting.ts'
import type { IsoDate } from '../../src/kernel/dates.ts'
import { total } from '../../src/kernel/money.ts'
import { choicesOf, type Organization } from '../../src/organization/organization.ts'
import { Yuan } from '../parts/figure.tsx'
import { YearFilter } from '../parts/year-filter.tsx'

type AdjustmentListProps = {
  year: number
  years: readonly number[]
  unit: Organization | null
  state: string
  kind: string
  rows: readonly (AdjustmentRow & { organizationName: string })[]
  viewpoint: Viewpoint
  today: IsoDate
  link: Link
}

/** 预算调整 of a year, of one unit or of all. */
export function AdjustmentList(props: AdjustmentListProps) {
  const { year, years, unit, state, kind, rows, viewpoint, today, link } = props
  const organizationId = unit?.organizationId
  const query = { year: String(year), organizationId, state, kind }
  return (
    <section id="budget-adjustments">
      <YearFilter
        action="/budget-adjustments"
        {...{ year, years, viewpoint, today, organizationId }}
        beside={
          <>
            <span class="shown">共 {rows.length} 件</span>
            <a class="export" href={link('/budget-adjustments.xlsx', query)}>
              导出 .xlsx
            </a>
            <button type="button" class="plain" data-print>
              打印
            </button>
          </>
        }
      >
        <Filter name="state" label="状态" choices={choicesOf(adjustmentStates)} chosen={state} />
        <Filter name="kind" label="种类" choices={choicesOf(adjustmentKinds)} chosen={kind} />
      </YearFilter>
      {rows.length === 0 ? (
        <p class="empty">
          没有符合条件的预算调整。异动生效时自动提出；追加、压减、调剂在单位预算页用“提出调整”登记。
        </p>
      ) : (
        <table class="register">
          <caption>{year} 年预算调整，单位：元</caption>
          <thead>
            <tr>
              <th scope="col">生效日期</th>
              <th scope="col">单位</th>
              <th scope="col">种类</th>
              <th scope="col">事由</th>
              <th scope="col">文号</th>
              <th scope="col" class="number">
                调增
              </th>
              <th scope="col" class="number">
                调减
              </th>
              <th scope="col">状态</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr>
                <th scope="row" class="day">
                  <a href={link(`/budget-adjustments/${row.adjustmentId}`)}>{row.effectiveOn}</a>
                </th>
                <td>{row.organizationName}</td>
                <td>{adjustmentKindName(row.kind)}</td>
                <td>{row.reason}</td>
                <td class="day">{row.documentNumber ?? '–'}</td>
                <td class="number">
                  <Yuan amount={row.increase} />
                </td>
                <td class="number">
                  <Yuan amount={row.decrease} />
                </td>
                <td>
                  <StateTag row={row} />
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" colspan={5}>
                合计
              </th>
              <td class="number">
                <Yuan amount={total(rows.map(({ increase }) => increase))} />
              </td>
              <td class="number">
                <Yuan amount={total(rows.map(({ decrease }) => decrease))} />
              </td>
              <td />
            </tr>
          </tfoot>
        </table>
      )}
    </section>
  )
}

export function StateTag({ row }: { row: Pick<AdjustmentRow, 'decision'> }) {
  const state = stateOf(row)
  const look = { open: 'tag warn', approved: 'tag', refused: 'tag wrong' }[state]
  return <span class={look}>{adjustmentStates[state]}</span>
}

function Filter({
  name,
  label,
  choices,
  chosen,
}: {
  name: string
  label: string
  choices: readonly { value: string; label: string }[]
  chosen: string
}) {
  return (
    <>
      <label for={name}>{label}</label>
      <select id={name} name={name}>
        <option value="">全部</option>
        {choices.map((choice) => (
          <option value={choice.value} selected={choice.value === chosen}>
            {choice.label}
          </option>
        ))}
      </select>
    </>
  )
}
