import type { Child } from 'hono/jsx'
import type { List, ListColumn } from '../../src/http/list.ts'
import type { Link } from '../../src/http/viewpoint.ts'
import type { Viewpoint } from '../../src/kernel/acting.ts'
import type { IsoDate } from '../../src/kernel/dates.ts'
import {
  choicesOf,
  fundings,
  organizationCategories,
  organizationNatures,
  organizationRanks,
  wordOf,
} from '../../src/organization/organization.ts'
import type { ListFilter } from '../../src/organization/organization-list.ts'
import { KeptViewpoint } from '../layout.tsx'
import { Count, Vacancies } from '../parts/figure.tsx'
import { FilterChoice } from '../parts/filter-choice.tsx'
import { ListTable, ListTools } from '../parts/list-table.tsx'

/** One line of the list; the counts are of the organization itself, 备案 left out. */
export type ListedOrganization = {
  organizationId: string
  code: string
  name: string
  kind: string
  category: string
  nature: string
  rank: string | null
  funding: string | null
  parentId: string | null
  parentName: string
  depth: number
  approved: number
  occupied: number
  reserved: number
  vacancies: number
}

type Figure = (row: ListedOrganization) => number

const sumOf = (pick: Figure) => (rows: readonly ListedOrganization[]) =>
  rows.reduce((sum, row) => sum + pick(row), 0)

/** In the tree a name stands under its parent's; in a list that is filtered or sorted none does. */
export function organizationColumns({
  flat,
  link,
}: {
  flat: boolean
  link: Link
}): ListColumn<ListedOrganization>[] {
  const count = (key: string, title: string, pick: Figure, href: (row: ListedOrganization) => string) => ({
    key,
    title,
    width: 9,
    kind: 'count' as const,
    value: pick,
    cell: (row: ListedOrganization) => <Count value={pick(row)} href={href(row)} />,
    total: sumOf(pick),
  })
  const ownHeadcounts = ({ organizationId }: ListedOrganization) =>
    link(`/organizations/${organizationId}/headcounts`)
  return [
    {
      key: 'name',
      title: '名称',
      width: 40,
      value: (row) => `${flat ? '' : '　'.repeat(row.depth)}${row.name}`,
      order: ({ name }) => name,
      cell: (row) => <a href={link(`/organizations/${row.organizationId}`)}>{row.name}</a>,
      cellClass: (row) => (flat ? undefined : `depth-${Math.min(row.depth, 5)}`),
    },
    { key: 'code', title: '编码', width: 14, kind: 'code', value: ({ code }) => code },
    {
      key: 'category',
      title: '类别',
      width: 12,
      value: (row) => (row.kind === 'division' ? '内设机构' : wordOf(organizationCategories, row.category)),
    },
    {
      key: 'nature',
      title: '性质',
      width: 18,
      value: (row) => (row.kind === 'division' ? '' : wordOf(organizationNatures, row.nature)),
    },
    {
      key: 'rank',
      title: '规格',
      width: 10,
      value: ({ rank }) => wordOf(organizationRanks, rank),
      order: ({ rank }) => rank,
    },
    {
      key: 'parent',
      title: '上级',
      width: 24,
      value: (row) => (row.parentId === null ? '' : row.parentName),
    },
    {
      key: 'funding',
      title: '经费形式',
      width: 12,
      value: ({ funding }) => wordOf(fundings, funding),
      only: 'file',
    },
    count('approved', '核定', ({ approved }) => approved, ownHeadcounts),
    count(
      'occupied',
      '实有',
      ({ occupied }) => occupied,
      ({ organizationId }) => link('/people', { organizationId }),
    ),
    count(
      'reserved',
      '已批未用',
      ({ reserved }) => reserved,
      ({ code }) => link('/vacancy-requests', { unit: code, state: 'approved' }),
    ),
    {
      key: 'vacancies',
      title: '空缺',
      width: 9,
      kind: 'count',
      value: ({ vacancies }) => vacancies,
      cell: (row) =>
        row.approved === 0 && row.occupied === 0 && row.vacancies === 0 ? (
          '–'
        ) : (
          <Vacancies value={row.vacancies} />
        ),
      total: sumOf(({ vacancies }) => vacancies),
      totalCell: (rows) => <Vacancies value={sumOf(({ vacancies }) => vacancies)(rows)} />,
    },
  ]
}

type OrganizationListProps = {
  list: List<ListedOrganization>
  filter: ListFilter
  viewpoint: Viewpoint
  today: IsoDate
}

export function OrganizationList({ list, filter, viewpoint, today }: OrganizationListProps) {
  return (
    <section id="organizations">
      <Filters filter={filter} viewpoint={viewpoint} today={today}>
        <ListTools list={list} counted="个" />
      </Filters>
      {list.count === 0 ? (
        <p class="empty">
          {viewpoint.asOf} 没有符合条件的机构。请放宽筛选条件，或换一个时点；新机构由“设立机构”登记。
        </p>
      ) : (
        <ListTable list={list} caption={`${viewpoint.asOf} 机构，编制和人数单位：名`} counted="个" />
      )}
      <p class="note">
        口径：核定、实有为本机构的编制数和在编人数，不含下属单位，不含备案人员总量；空缺已扣除已批未用和冻结。
      </p>
    </section>
  )
}

type FiltersProps = Omit<OrganizationListProps, 'list'> & { children?: Child }

function Filters({ filter, viewpoint, today, children }: FiltersProps) {
  return (
    <form class="filters" method="get" action="/organizations" aria-label="筛选机构">
      <KeptViewpoint frame={{ viewpoint, today }} />
      <label for="q">名称</label>
      <input
        id="q"
        name="q"
        type="search"
        value={filter.search}
        size={18}
        maxlength={50}
        placeholder="名称、简称、首字母、编码"
      />
      <FilterChoice
        name="category"
        label="类别"
        choices={choicesOf(organizationCategories)}
        chosen={filter.category}
      />
      <FilterChoice
        name="nature"
        label="性质"
        choices={choicesOf(organizationNatures)}
        chosen={filter.nature}
      />
      <FilterChoice name="rank" label="规格" choices={choicesOf(organizationRanks)} chosen={filter.rank} />
      <FilterChoice name="funding" label="经费形式" choices={choicesOf(fundings)} chosen={filter.funding} />
      <label>
        <input type="checkbox" name="divisions" value="yes" checked={filter.divisions} /> 含内设机构
      </label>
      <button class="plain">查看</button>
      {children}
    </form>
  )
}
