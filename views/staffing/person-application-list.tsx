import type { List, ListColumn } from '../../src/http/list.ts'
import type { Link } from '../../src/http/viewpoint.ts'
import { choicesOf } from '../../src/organization/organization.ts'
import {
  applicationState,
  applicationStates,
  applicationSubject,
  type PersonApplication,
} from '../../src/staffing/person-application.ts'
import { FilterChoice } from '../parts/filter-choice.tsx'
import { ListTable, ListTools } from '../parts/list-table.tsx'
import { beijingMinute, Moment } from '../parts/moment.tsx'
import { UnitFilter } from '../parts/unit-filter.tsx'

type Names = ReadonlyMap<string, string>

export function applicationColumns(
  { people, names }: { people: Names; names: Names },
  link: Link,
): ListColumn<PersonApplication>[] {
  return [
    {
      key: 'number',
      title: '编号',
      width: 14,
      kind: 'code',
      value: ({ number }) => number,
      cell: (one) => <a href={link(`/person-applications/${one.applicationId}`)}>{one.number}</a>,
    },
    {
      key: 'name',
      title: '姓名',
      width: 12,
      kind: 'code',
      value: ({ personId }) => people.get(personId) ?? '',
      cell: ({ personId }) => <a href={link(`/people/${personId}`)}>{people.get(personId)}</a>,
    },
    { key: 'unit', title: '单位', width: 30, value: (one) => names.get(one.organizationId) ?? '' },
    { key: 'subject', title: '事项', width: 24, value: applicationSubject },
    { key: 'reason', title: '事由', width: 36, value: ({ reason }) => reason },
    { key: 'by', title: '申请人', width: 12, kind: 'code', value: ({ recordedByName }) => recordedByName },
    {
      key: 'recordedAt',
      title: '申请时间',
      width: 18,
      kind: 'date',
      value: ({ recordedAt }) => beijingMinute(recordedAt),
      cell: ({ recordedAt }) => <Moment at={recordedAt} />,
    },
    {
      key: 'state',
      title: '状态',
      width: 10,
      kind: 'code',
      value: (one) => applicationStates[applicationState(one)],
    },
  ]
}

type ApplicationListProps = {
  list: List<PersonApplication>
  asked: { unit: string; state: string }
  hint: string | null
  /** of all that the user may see */
  waiting: number
}

export function ApplicationList({ list, asked, hint, waiting }: ApplicationListProps) {
  return (
    <section id="person-applications">
      <form class="filters" method="get" action="/person-applications" aria-label="筛选更正申请">
        <UnitFilter typed={asked.unit} />
        <FilterChoice name="state" label="状态" choices={choicesOf(applicationStates)} chosen={asked.state} />
        <button class="plain">查看</button>
        <ListTools list={list} counted="件">
          <span class="shown">待受理 {waiting} 件</span>
        </ListTools>
      </form>
      {hint === null ? null : <p class="warning">{hint}</p>}
      {list.count === 0 ? (
        <p class="empty">
          没有更正申请。单位发现姓名、身份证号、出生日期、参加工作时间有误的，在人员页面申请更正；学历、资格、联系方式在“明细”中申报。
        </p>
      ) : (
        <ListTable list={list} caption="更正申请，按登记时间由近到远" counted="件" />
      )}
    </section>
  )
}
