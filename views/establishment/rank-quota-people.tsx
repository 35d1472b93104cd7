import { establishmentKindName } from '../../src/establishment/establishment-kind.ts'
import { groupKey, groupName, type RankGroup } from '../../src/establishment/rank-quota.ts'
import type { RankHolder } from '../../src/establishment/rank-reader.ts'
import type { List, ListColumn } from '../../src/http/list.ts'
import type { Link } from '../../src/http/viewpoint.ts'
import type { Viewpoint } from '../../src/kernel/acting.ts'
import type { IsoDate } from '../../src/kernel/dates.ts'
import { KeptViewpoint } from '../layout.tsx'
import { FilterChoice } from '../parts/filter-choice.tsx'
import { ListTable, ListTools } from '../parts/list-table.tsx'
import { UnitFilter } from '../parts/unit-filter.tsx'

/** Somebody with a 职级 and the groups whose number he takes up. */
export type CountedHolder = RankHolder & { organizationName: string; groups: RankGroup[] }

export function rankHolderColumns(link: Link): ListColumn<CountedHolder>[] {
  return [
    {
      key: 'name',
      title: '姓名',
      width: 12,
      kind: 'code',
      value: ({ name }) => name,
      cell: ({ personId, name }) => <a href={link(`/people/${personId}`)}>{name}</a>,
    },
    { key: 'unit', title: '机构', width: 36, value: ({ organizationName }) => organizationName },
    {
      key: 'kind',
      title: '编制类型',
      width: 14,
      value: (holder) => establishmentKindName(holder.establishmentKind),
    },
    {
      key: 'level',
      title: '职级',
      width: 16,
      value: ({ title }) => title,
      order: ({ levelCode }) => levelCode,
    },
    { key: 'from', title: '任职级时间', width: 12, kind: 'date', value: ({ from }) => from },
    { key: 'duties', title: '领导职务', width: 20, value: ({ duties }) => duties },
    {
      key: 'groups',
      title: '占用职数',
      width: 30,
      value: ({ groups }) => (groups.length === 0 ? '不占用' : groups.map(groupName).join('、')),
    },
  ]
}

type PeopleProps = {
  list: List<CountedHolder>
  fields: { unit: string; only: string; group: string }
  groups: readonly RankGroup[]
  hint: string | null
  viewpoint: Viewpoint
  today: IsoDate
}

/** The people behind the figures of 职级职数. */
export function RankPeople({ list, fields, groups, hint, viewpoint, today }: PeopleProps) {
  return (
    <section id="rank-people">
      <form class="filters" method="get" action="/rank-quotas/people" aria-label="筛选职级人员">
        <KeptViewpoint frame={{ viewpoint, today }} />
        {fields.only === 'yes' ? <input type="hidden" name="only" value="yes" /> : null}
        <UnitFilter typed={fields.unit} />
        <FilterChoice
          name="group"
          label="占用职数"
          choices={groups.map((group) => ({ value: groupKey(group), label: groupName(group) }))}
          chosen={fields.group}
        />
        <button class="plain">查看</button>
        <ListTools list={list} counted="人" />
      </form>
      {hint === null ? null : <p class="warning">{hint}</p>}
      {list.count === 0 ? (
        <p class="empty">没有符合条件的人员。职级由职级晋升等异动登记。</p>
      ) : (
        <ListTable list={list} caption={`${viewpoint.asOf} 职级人员`} counted="人" />
      )}
    </section>
  )
}
