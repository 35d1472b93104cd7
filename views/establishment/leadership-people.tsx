import { establishmentKindName } from '../../src/establishment/establishment-kind.ts'
import { leadershipPositions, type SeatHolder } from '../../src/establishment/leadership-post.ts'
import type { List, ListColumn } from '../../src/http/list.ts'
import type { Link } from '../../src/http/viewpoint.ts'
import type { Viewpoint } from '../../src/kernel/acting.ts'
import type { IsoDate } from '../../src/kernel/dates.ts'
import { choicesOf, organizationRanks, wordOf } from '../../src/organization/organization.ts'
import { KeptViewpoint } from '../layout.tsx'
import { FilterChoice } from '../parts/filter-choice.tsx'
import { ListTable, ListTools } from '../parts/list-table.tsx'
import type { LeadershipFields } from './leadership-list.tsx'

export function leadershipPeopleColumns(
  names: ReadonlyMap<string, string>,
  link: Link,
): ListColumn<SeatHolder>[] {
  return [
    {
      key: 'person',
      title: '姓名',
      width: 12,
      kind: 'code',
      value: ({ name }) => name,
      cell: ({ personId, name }) => <a href={link(`/people/${personId}`)}>{name}</a>,
    },
    { key: 'unit', title: '机构', width: 36, value: ({ organizationId }) => names.get(organizationId) ?? '' },
    {
      key: 'division',
      title: '内设机构',
      width: 24,
      value: ({ divisionId }) => names.get(divisionId ?? '') ?? '',
    },
    {
      key: 'rank',
      title: '级别',
      width: 12,
      kind: 'code',
      value: ({ rank }) => wordOf(organizationRanks, rank),
      order: ({ rank }) => rank,
    },
    {
      key: 'position',
      title: '正副',
      width: 14,
      kind: 'code',
      value: ({ position }) => wordOf(leadershipPositions, position),
      order: ({ position }) => Object.keys(leadershipPositions).indexOf(position),
    },
    { key: 'title', title: '职务', width: 30, value: ({ title }) => title },
    { key: 'from', title: '任职时间', width: 12, kind: 'date', value: ({ from }) => from },
    {
      key: 'kind',
      title: '编制类型',
      width: 14,
      value: ({ establishmentKind: kind }) => (kind === null ? '' : establishmentKindName(kind)),
    },
    {
      key: 'concurrent',
      title: '兼任',
      width: 8,
      kind: 'code',
      value: ({ concurrent }) => (concurrent ? '兼任' : ''),
    },
  ]
}

type LeadershipPeopleProps = {
  list: List<SeatHolder>
  fields: LeadershipFields
  unitMessage: string | null
  viewpoint: Viewpoint
  today: IsoDate
}

const parts = { held: '占职数', concurrent: '兼任' }

/** The people behind the figures of 领导职数. */
export function LeadershipPeople(props: LeadershipPeopleProps) {
  const { list, fields, unitMessage, viewpoint, today } = props
  return (
    <section id="leadership-people">
      <form class="filters" method="get" action="/leadership-posts/people" aria-label="筛选领导职务人员">
        <KeptViewpoint frame={{ viewpoint, today }} />
        {fields.only === 'yes' ? <input type="hidden" name="only" value="yes" /> : null}
        <label for="organization">机构</label>
        <input id="organization" name="organization" value={fields.organization} size={18} maxlength={100} />
        <FilterChoice name="rank" label="级别" choices={choicesOf(organizationRanks)} chosen={fields.rank} />
        <FilterChoice
          name="position"
          label="正副"
          choices={choicesOf(leadershipPositions)}
          chosen={fields.position}
        />
        <FilterChoice name="part" label="占职数" choices={choicesOf(parts)} chosen={fields.part} />
        <button class="plain">查看</button>
        <ListTools list={list} counted="人次" />
      </form>
      {unitMessage === null ? null : <p class="warning">{unitMessage}</p>}
      {list.count === 0 ? (
        <p class="empty">没有符合条件的人员。任领导职务的，由经办人办理职务变动。</p>
      ) : (
        <ListTable list={list} caption={`${viewpoint.asOf} 领导职务人员`} counted="人次" />
      )}
    </section>
  )
}
