import {
  type AdjustmentRow,
  adjustmentKindName,
  adjustmentKinds,
  adjustmentStates,
  stateOf,
} from '../../src/budget/budget-adjustment.ts'
import type { List, ListColumn } from '../../src/http/list.ts'
import type { Link } from '../../src/http/viewpoint.ts'
import type { Viewpoint } from '../../src/kernel/acting.ts'
import type { IsoDate } from '../../src/kernel/dates.ts'
import { total } from '../../src/kernel/money.ts'
import { choicesOf, type Organization } from '../../src/organization/organization.ts'
import { FilterChoice } from '../parts/filter-choice.tsx'
import { ListTable, ListTools } from '../parts/list-table.tsx'
import { YearFilter } from '../parts/year-filter.tsx'

type ListedAdjustment = AdjustmentRow & { organizationName: string }

export function adjustmentColumns(link: Link): ListColumn<ListedAdjustment>[] {
  return [
    {
      key: 'effectiveOn',
      title: '生效日期',
      width: 12,
      kind: 'date',
      value: ({ effectiveOn }) => effectiveOn,
      cell: (row) => <a href={link(`/budget-adjustments/${row.adjustmentId}`)}>{row.effectiveOn}</a>,
    },
    { key: 'unit', title: '单位', width: 30, value: ({ organizationName }) => organizationName },
    { key: 'kind', title: '种类', width: 10, kind: 'code', value: ({ kind }) => adjustmentKindName(kind) },
    { key: 'reason', title: '事由', width: 50, value: ({ reason }) => reason },
    {
      key: 'document',
      title: '文号',
      width: 24,
      kind: 'code',
      value: ({ documentNumber }) => documentNumber ?? '',
    },
    {
      key: 'increase',
      title: '调增',
      width: 16,
      kind: 'yuan',
      value: ({ increase }) => increase,
      total: (rows) => total(rows.map(({ increase }) => increase)),
    },
    {
      key: 'decrease',
      title: '调减',
      width: 16,
      kind: 'yuan',
      value: ({ decrease }) => decrease,
      total: (rows) => total(rows.map(({ decrease }) => decrease)),
    },
    {
      key: 'state',
      title: '状态',
      width: 12,
      kind: 'code',
      value: (row) => adjustmentStates[stateOf(row)],
      cell: (row) => <StateTag row={row} />,
    },
  ]
}

type AdjustmentListProps = {
  year: number
  years: readonly number[]
  unit: Organization | null
  state: string
  kind: string
  list: List<ListedAdjustment>
  viewpoint: Viewpoint
  today: IsoDate
}

/** 预算调整 of a year, of one unit or of all. */
export function AdjustmentList(props: AdjustmentListProps) {
  const { year, years, unit, state, kind, list, viewpoint, today } = props
  return (
    <section id="budget-adjustments">
      <YearFilter
        action="/budget-adjustments"
        {...{ year, years, viewpoint, today, organizationId: unit?.organizationId }}
        beside={<ListTools list={list} counted="件" />}
      >
        <FilterChoice name="state" label="状态" choices={choicesOf(adjustmentStates)} chosen={state} />
        <FilterChoice name="kind" label="种类" choices={choicesOf(adjustmentKinds)} chosen={kind} />
      </YearFilter>
      {list.count === 0 ? (
        <p class="empty">
          没有符合条件的预算调整。异动生效时自动提出；追加、压减、调剂在单位预算页用“提出调整”登记。
        </p>
      ) : (
        <ListTable list={list} caption={`${year} 年预算调整，单位：元`} counted="件" />
      )}
    </section>
  )
}

export function StateTag({ row }: { row: Pick<AdjustmentRow, 'decision'> }) {
  const state = stateOf(row)
  const look = { open: 'tag warn', approved: 'tag', refused: 'tag wrong' }[state]
  return <span class={look}>{adjustmentStates[state]}</span>
}
