import type { List, ListColumn } from '../../src/http/list.ts'
import type { Link } from '../../src/http/viewpoint.ts'
import { organizationCategories, organizationRanks, wordOf } from '../../src/organization/organization.ts'
import type { PositionSum } from '../../src/staffing/establishment-table.ts'
import { ListTable, ListTools } from '../parts/list-table.tsx'
import { keptOf, type Span } from './staffing-changes.tsx'

type Unit = { organizationId: string; name: string; category: string; rank: string | null; sum: PositionSum }

const figures = {
  approved: '核定',
  occupied: '实有',
  reserved: '已批未用',
  frozen: '冻结',
  vacant: '空缺',
  over: '超编',
} as const

export function statisticUnitColumns(link: Link): ListColumn<Unit>[] {
  const counted = Object.entries(figures) as [keyof typeof figures, string][]
  return [
    {
      key: 'name',
      title: '机构',
      width: 34,
      value: ({ name }) => name,
      cell: ({ organizationId, name }) => <a href={link(`/organizations/${organizationId}`)}>{name}</a>,
    },
    {
      key: 'category',
      title: '类别',
      width: 14,
      value: ({ category }) => wordOf(organizationCategories, category),
    },
    {
      key: 'rank',
      title: '规格',
      width: 12,
      value: ({ rank }) => wordOf(organizationRanks, rank),
      order: ({ rank }) => rank,
    },
    ...counted.map(
      ([key, title]): ListColumn<Unit> => ({
        key,
        title,
        width: 10,
        kind: 'count',
        value: ({ sum }) => sum[key],
        total: (units) => units.reduce((total, { sum }) => total + sum[key], 0),
      }),
    ),
  ]
}

type StatisticUnitsProps<Row> = { span: Span; list: List<Row>; link: Link }

/** The units behind one cell of the statistics, with the places that are counted in it. */
export function StatisticUnits<Row>({ span, list, link }: StatisticUnitsProps<Row>) {
  return (
    <section id="statistic-units">
      <div class="filters">
        <a href={link('/statistics', keptOf(span))}>返回机构编制统计</a>
        <ListTools list={list} counted="个" />
      </div>
      {list.count === 0 ? (
        <p class="empty">没有符合条件的机构。请返回机构编制统计，点数字查看机构。</p>
      ) : (
        <ListTable list={list} caption={`${span.name} ${span.to}（单位：名）`} counted="个" />
      )}
    </section>
  )
}
