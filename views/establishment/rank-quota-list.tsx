import { groupKey, groupName, percentInWords, vacantRanks } from '../../src/establishment/rank-quota.ts'
import { type ListedQuota, rankStandings } from '../../src/establishment/rank-quota-list.ts'
import { groundsInWords, type RatioRow } from '../../src/establishment/rank-setting.ts'
import type { List, ListColumn } from '../../src/http/list.ts'
import type { Link } from '../../src/http/viewpoint.ts'
import type { Viewpoint } from '../../src/kernel/acting.ts'
import type { IsoDate } from '../../src/kernel/dates.ts'
import { choicesOf } from '../../src/organization/organization.ts'
import { KeptViewpoint } from '../layout.tsx'
import { Count } from '../parts/figure.tsx'
import { FilterChoice } from '../parts/filter-choice.tsx'
import { ListTable, ListTools } from '../parts/list-table.tsx'
import { UnitFilter } from '../parts/unit-filter.tsx'

/** What the address of the list asks for. */
export type QuotaFields = { unit: string; group: string; standing: string }

/** Sums stand below one group alone: a group and one inside it count the same people. */
export function quotaColumns({ summed, link }: { summed: boolean; link: Link }): ListColumn<ListedQuota>[] {
  const count = (
    key: string,
    title: string,
    value: (row: ListedQuota) => number | null,
    more: Partial<ListColumn<ListedQuota>> = {},
  ): ListColumn<ListedQuota> => ({
    key,
    title,
    width: 10,
    kind: 'count',
    value,
    ...(summed ? { total: (rows) => rows.reduce((sum, row) => sum + (value(row) ?? 0), 0) } : {}),
    ...more,
  })
  const people = (row: ListedQuota) =>
    link('/rank-quotas/people', { organizationId: row.organizationId, only: 'yes', group: groupKey(row) })
  return [
    {
      key: 'unit',
      title: '机构',
      width: 36,
      value: ({ organizationName }) => organizationName,
      cell: ({ organizationId, organizationName, ended }) =>
        ended ? (
          <>
            {organizationName} <span class="tag warn">已撤销</span>
          </>
        ) : (
          <a href={link('/rank-quotas', { organizationId })}>{organizationName}</a>
        ),
    },
    { key: 'group', title: '职级', width: 22, value: groupName, order: groupKey },
    count('base', '编制基数', ({ base }) => base, {
      cell: (row) =>
        row.outer === null && !row.ended ? (
          <Count value={row.base} href={link(`/organizations/${row.organizationId}/headcounts`)} />
        ) : (
          <Count value={row.base} />
        ),
    }),
    {
      key: 'percent',
      title: '比例',
      width: 8,
      kind: 'code',
      value: ({ percent }) => percentInWords(percent),
    },
    count('entitled', '应核定', ({ entitled }) => entitled),
    count('approved', '已核定', ({ approved }) => approved, {
      cell: ({ organizationId, approved }) =>
        approved === null ? null : (
          <a href={link('/rank-quotas/settings', { organizationId })}>{approved.toLocaleString('zh-CN')}</a>
        ),
    }),
    count('held', '实有', ({ held }) => held, {
      cell: (row) => <Count value={row.held} href={row.ended ? undefined : people(row)} />,
    }),
    count('vacant', '空缺', (row) => Math.max(vacantRanks(row), 0), {
      cell: (row) => <Vacant value={vacantRanks(row)} />,
    }),
    count('over', '超出', (row) => Math.max(-vacantRanks(row), 0), {
      cell: (row) => <Over value={-vacantRanks(row)} />,
    }),
  ]
}

function Vacant({ value }: { value: number }) {
  if (value > 0) return <span class="vacant">{value}</span>
  return value === 0 ? <span class="full">满额</span> : <>–</>
}

function Over({ value }: { value: number }) {
  return value > 0 ? <span class="over">超职数 {value}</span> : <>–</>
}

type QuotaListProps = {
  list: List<ListedQuota>
  fields: QuotaFields
  ratios: readonly RatioRow[]
  hint: string | null
  mayRead: { people: boolean }
  viewpoint: Viewpoint
  today: IsoDate
  link: Link
}

/** 职级职数 by unit and group: base, share, entitled, approved, held, vacant, over. */
export function QuotaList(props: QuotaListProps) {
  const { list, fields, ratios, hint, mayRead, viewpoint, today, link } = props
  return (
    <section id="rank-quotas">
      <form class="filters" method="get" action="/rank-quotas" aria-label="筛选职级职数">
        <KeptViewpoint frame={{ viewpoint, today }} />
        <UnitFilter typed={fields.unit} />
        <FilterChoice
          name="group"
          label="职级"
          choices={ratios.map((group) => ({ value: groupKey(group), label: groupName(group) }))}
          chosen={fields.group}
        />
        <FilterChoice
          name="standing"
          label="情况"
          choices={choicesOf(rankStandings)}
          chosen={fields.standing}
        />
        <button class="plain">查看</button>
        <ListTools list={list} counted="行">
          {mayRead.people ? (
            <a class="plain" href={link('/rank-quotas/people', { unit: fields.unit, group: fields.group })}>
              人员
            </a>
          ) : null}
        </ListTools>
      </form>
      {hint === null ? null : <p class="warning">{hint}</p>}
      <Quotas {...props} />
      {ratios.map((ratio) => (
        <p class="note">{groundsInWords(ratio)}</p>
      ))}
      <p class="note">
        口径：应核定＝编制基数×比例；包含在另一组内的，以该组职数为基数。有核定数批文的按批文，且不超过所在组的职数。一级、二级科员不限职数。
        依据：公务员职务与职级并行规定第十一条。
      </p>
    </section>
  )
}

function Quotas({ list, ratios, viewpoint, link }: QuotaListProps) {
  if (ratios.length === 0) {
    return (
      <p class="empty">
        {viewpoint.asOf} 没有登记职级职数比例。职级职数按批文的比例核定：由股室负责人在
        <a href={link('/rank-quotas/settings')}>比例和核定数</a>中登记后，本页按单位列出职数、实有和空缺。
      </p>
    )
  }
  if (list.count === 0) return <p class="empty">没有符合条件的职级职数。请更改筛选条件。</p>
  return <ListTable list={list} caption={`${viewpoint.asOf} 职级职数，单位：名`} counted="行" />
}
