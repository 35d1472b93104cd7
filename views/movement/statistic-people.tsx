import { establishmentKindName } from '../../src/establishment/establishment-kind.ts'
import type { List, ListColumn } from '../../src/http/list.ts'
import type { Link } from '../../src/http/viewpoint.ts'
import type { PersonTraits } from '../../src/staffing/people-statistics.ts'
import { ListTable, ListTools } from '../parts/list-table.tsx'
import { educationName, ethnicityName, sexName } from '../parts/person-words.ts'
import { keptOf, type Span } from './staffing-changes.tsx'

type Listed = PersonTraits & {
  personId: string
  name: string | null
  bornOn: string | null
  organizationId: string
}

export function statisticPeopleColumns(names: ReadonlyMap<string, string>, link: Link): ListColumn<Listed>[] {
  return [
    {
      key: 'name',
      title: '姓名',
      width: 12,
      kind: 'code',
      value: ({ name }) => name ?? '（未登记）',
      cell: ({ personId, name }) => <a href={link(`/people/${personId}`)}>{name ?? '（未登记）'}</a>,
    },
    {
      key: 'unit',
      title: '编制单位',
      width: 34,
      value: ({ organizationId }) => names.get(organizationId) ?? '',
    },
    {
      key: 'kind',
      title: '编制类型',
      width: 14,
      value: ({ establishmentKind }) => establishmentKindName(establishmentKind),
    },
    {
      key: 'sex',
      title: '性别',
      width: 7,
      kind: 'code',
      value: ({ sex }) => (sex === null ? '' : sexName(sex)),
    },
    {
      key: 'ethnicity',
      title: '民族',
      width: 9,
      kind: 'code',
      value: ({ ethnicity }) => (ethnicity === null ? '' : ethnicityName(ethnicity)),
    },
    { key: 'bornOn', title: '出生日期', width: 12, kind: 'date', value: ({ bornOn }) => bornOn },
    { key: 'age', title: '年龄', width: 7, kind: 'count', value: ({ age }) => age },
    {
      key: 'education',
      title: '学历',
      width: 14,
      value: ({ educationLevel }) => educationName(educationLevel),
      order: ({ educationLevel }) => educationLevel,
    },
  ]
}

type StatisticPeopleProps<Row> = { span: Span; list: List<Row>; link: Link }

/** The people behind one cell of the statistics. */
export function StatisticPeople<Row>({ span, list, link }: StatisticPeopleProps<Row>) {
  return (
    <section id="statistic-people">
      <div class="filters">
        <a href={link('/statistics', keptOf(span))}>返回机构编制统计</a>
        <ListTools list={list} counted="人" />
      </div>
      {list.count === 0 ? (
        <p class="empty">没有符合条件的人员。请返回机构编制统计，点数字查看人员。</p>
      ) : (
        <ListTable list={list} caption={`${span.name} ${span.to}`} counted="人" />
      )}
    </section>
  )
}
