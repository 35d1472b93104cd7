import { establishmentKindName } from '../../src/establishment/establishment-kind.ts'
import type { List, ListColumn } from '../../src/http/list.ts'
import type { Link } from '../../src/http/viewpoint.ts'
import type { Viewpoint } from '../../src/kernel/acting.ts'
import { type IsoDate, monthsBetween } from '../../src/kernel/dates.ts'
import type { SecondmentRow } from '../../src/staffing/person.ts'
import { KeptViewpoint } from '../layout.tsx'
import { FilterChoice } from '../parts/filter-choice.tsx'
import { ListTable, ListTools } from '../parts/list-table.tsx'
import { secondmentName } from '../parts/person-words.ts'
import { UnitFilter } from '../parts/unit-filter.tsx'

export function secondmentColumns(asOf: IsoDate, link: Link): ListColumn<SecondmentRow>[] {
  return [
    {
      key: 'name',
      title: '姓名',
      width: 12,
      kind: 'code',
      value: ({ personName }) => personName,
      cell: (row) => <a href={link(`/people/${row.personId}`)}>{row.personName}</a>,
    },
    { key: 'unit', title: '编制单位', width: 28, value: ({ organizationName }) => organizationName },
    {
      key: 'establishmentKind',
      title: '编制类型',
      width: 14,
      value: (row) => establishmentKindName(row.establishmentKind),
    },
    {
      key: 'way',
      title: '方式',
      width: 8,
      kind: 'code',
      value: (row) => secondmentName(row.secondmentKind),
    },
    { key: 'place', title: '工作单位', width: 28, value: ({ place }) => place },
    {
      key: 'effectiveFrom',
      title: '起始日期',
      width: 12,
      kind: 'date',
      value: ({ effectiveFrom }) => effectiveFrom,
    },
    {
      key: 'months',
      title: '已满（月）',
      width: 10,
      kind: 'count',
      value: ({ effectiveFrom }) => monthsBetween({ from: effectiveFrom, to: asOf }),
    },
    { key: 'reason', title: '事由', width: 30, value: ({ reason }) => reason },
  ]
}

type SecondmentsProps = {
  list: List<SecondmentRow>
  asked: { unit: string; kind: string }
  hint: string | null
  viewpoint: Viewpoint
  today: IsoDate
}

/** 借调: who works elsewhere; the place in the establishment and the pay stay. */
export function Secondments({ list, asked, hint, viewpoint, today }: SecondmentsProps) {
  const ways = ['borrowing', 'drawing', 'attachment'].map((value) => ({
    value,
    label: secondmentName(value),
  }))
  return (
    <section id="secondments">
      <form class="filters" method="get" action="/secondments" aria-label="筛选借调">
        <KeptViewpoint frame={{ viewpoint, today }} />
        <UnitFilter typed={asked.unit} />
        <FilterChoice name="kind" label="方式" choices={ways} chosen={asked.kind} />
        <button class="plain">查看</button>
        <ListTools list={list} counted="人" />
      </form>
      {hint === null ? null : <p class="warning">{hint}</p>}
      {list.count === 0 ? (
        <p class="empty">{viewpoint.asOf} 没有借调、抽调、挂职的人员。由异动登记，归还后不再列出。</p>
      ) : (
        <ListTable list={list} caption={`${viewpoint.asOf} 借调、抽调、挂职人员`} counted="人" />
      )}
    </section>
  )
}
