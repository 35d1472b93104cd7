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

type OrganizationListProps = {
  rows: ListedOrganization[]
  filter: ListFilter
  flat: boolean
  viewpoint: Viewpoint
  today: IsoDate
  link: Link
  query: Record<string, string>
}

export function OrganizationList({
  rows,
  filter,
  flat,
  viewpoint,
  today,
  link,
  query,
}: OrganizationListProps) {
  const total = (pick: (row: ListedOrganization) => number) => rows.reduce((sum, row) => sum + pick(row), 0)
  return (
    <section id="organizations">
      <Filters filter={filter} viewpoint={viewpoint} today={today} count={rows.length}>
        <a class="export" href={link('/organizations.xlsx', query)}>
          导出 .xlsx
        </a>
        <button type="button" class="plain" data-print>
          打印
        </button>
      </Filters>
      {rows.length === 0 ? (
        <p class="empty">
          {viewpoint.asOf} 没有符合条件的机构。请放宽筛选条件，或换一个时点；新机构由“设立机构”登记。
        </p>
      ) : (
        <table class="register wide-print organizations">
          <caption>{viewpoint.asOf} 机构，编制和人数单位：名</caption>
          <thead>
            <tr>
              <th scope="col">名称</th>
              <th scope="col">编码</th>
              <th scope="col">类别</th>
              <th scope="col">性质</th>
              <th scope="col">规格</th>
              <th scope="col">上级</th>
              {['核定', '实有', '已批未用', '空缺'].map((title) => (
                <th scope="col" class="number">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row row={row} flat={flat} link={link} />
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" colspan={6}>
                合计 {rows.length} 个
              </th>
              <td class="number">
                <Count value={total(({ approved }) => approved)} />
              </td>
              <td class="number">
                <Count value={total(({ occupied }) => occupied)} />
              </td>
              <td class="number">
                <Count value={total(({ reserved }) => reserved)} />
              </td>
              <td class="number">
                <Vacancies value={total(({ vacancies }) => vacancies)} />
              </td>
            </tr>
          </tfoot>
        </table>
      )}
      <p class="note">
        口径：核定、实有为本机构的编制数和在编人数，不含下属单位，不含备案人员总量；空缺已扣除已批未用和冻结。
      </p>
    </section>
  )
}

function Row({ row, flat, link }: { row: ListedOrganization; flat: boolean; link: Link }) {
  return (
    <tr>
      <th scope="row" class={flat ? '' : `depth-${Math.min(row.depth, 5)}`}>
        <a href={link(`/organizations/${row.organizationId}`)}>{row.name}</a>
      </th>
      <td>{row.code}</td>
      <td>{row.kind === 'division' ? '内设机构' : wordOf(organizationCategories, row.category)}</td>
      <td>{row.kind === 'division' ? '' : wordOf(organizationNatures, row.nature)}</td>
      <td>{wordOf(organizationRanks, row.rank)}</td>
      <td>{row.parentId === null ? '' : row.parentName}</td>
      <td class="number">
        <Count value={row.approved} href={link(`/organizations/${row.organizationId}/headcounts`)} />
      </td>
      <td class="number">
        <Count value={row.occupied} href={link('/people', { organizationId: row.organizationId })} />
      </td>
      <td class="number">
        <Count value={row.reserved} href={link('/vacancy-requests', { unit: row.code, state: 'approved' })} />
      </td>
      <td class="number">
        {row.approved === 0 && row.occupied === 0 && row.vacancies === 0 ? (
          '–'
        ) : (
          <Vacancies value={row.vacancies} />
        )}
      </td>
    </tr>
  )
}

type FiltersProps = Pick<OrganizationListProps, 'filter' | 'viewpoint' | 'today'> & {
  count: number
  children?: unknown
}

function Filters({ filter, viewpoint, today, count, children }: FiltersProps) {
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
      <Choose name="category" label="类别" table={organizationCategories} chosen={filter.category} />
      <Choose name="nature" label="性质" table={organizationNatures} chosen={filter.nature} />
      <Choose name="rank" label="规格" table={organizationRanks} chosen={filter.rank} />
      <Choose name="funding" label="经费形式" table={fundings} chosen={filter.funding} />
      <label>
        <input type="checkbox" name="divisions" value="yes" checked={filter.divisions} /> 含内设机构
      </label>
      <button class="plain">查看</button>
      <span class="tools">
        <span class="shown">共 {count.toLocaleString('zh-CN')} 个</span>
        {children}
      </span>
    </form>
  )
}

type ChooseProps = { name: string; label: string; table: Readonly<Record<string, string>>; chosen: string }

function Choose({ name, label, table, chosen }: ChooseProps) {
  return (
    <>
      <label for={`filter-${name}`}>{label}</label>
      <select id={`filter-${name}`} name={name}>
        <option value="">全部</option>
        {choicesOf(table).map((choice) => (
          <option value={choice.value} selected={choice.value === chosen}>
            {choice.label}
          </option>
        ))}
      </select>
    </>
  )
}
