import { type ListedSeats, seatOrders, seatStandings } from '../../src/establishment/leadership-list.ts'
import {
  type LeadershipRow,
  leadershipPositions,
  vacantSeats,
} from '../../src/establishment/leadership-post.ts'
import type { List, ListColumn } from '../../src/http/list.ts'
import type { Link } from '../../src/http/viewpoint.ts'
import type { Viewpoint } from '../../src/kernel/acting.ts'
import type { IsoDate } from '../../src/kernel/dates.ts'
import { choicesOf, organizationRanks, wordOf } from '../../src/organization/organization.ts'
import { KeptViewpoint } from '../layout.tsx'
import { Count, VacantSeats } from '../parts/figure.tsx'
import { FilterChoice } from '../parts/filter-choice.tsx'
import { ListTable, ListTools } from '../parts/list-table.tsx'
import { LeadershipLedger } from './leadership-ledger.tsx'

/** What the address of the list and of its people may ask for. */
export type LeadershipFields = {
  organization: string
  /** yes: the unit alone, without what is below it */
  only: string
  rank: string
  position: string
  standing: string
  order: string
  /** held | concurrent, of people */
  part: string
}

type SeatColumnsOf = { fields: LeadershipFields; link: Link }

export function seatColumns({ fields, link }: SeatColumnsOf): ListColumn<ListedSeats>[] {
  const { part: _part, ...asked } = fields
  const query = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== ''))
  // People are not asked for by how their seat stands: a sum over some of the seats opens nobody.
  const summed = (part: string) =>
    fields.standing === '' ? link('/leadership-posts/people', { ...query, part }) : undefined
  const only = ({ organizationId }: ListedSeats) => ({ organization: organizationId, only: 'yes' })
  const people = (seat: ListedSeats, part: string) =>
    link('/leadership-posts/people', { ...only(seat), rank: seat.rank, position: seat.position, part })
  const sum = (pick: (seat: ListedSeats) => number) => (seats: readonly ListedSeats[]) =>
    seats.reduce((total, seat) => total + pick(seat), 0)
  const holders = (part: 'held' | 'concurrent', title: string): ListColumn<ListedSeats> => ({
    key: part,
    title,
    width: 8,
    kind: 'count',
    value: (seat) => seat[part],
    cell: (seat) => <Count value={seat[part]} href={people(seat, part)} />,
    total: sum((seat) => seat[part]),
    totalCell: (seats) => <Count value={sum((seat) => seat[part])(seats)} href={summed(part)} />,
  })
  return [
    {
      key: 'unit',
      title: '机构',
      width: 40,
      value: ({ organizationName }) => organizationName,
      cell: (seat) =>
        seat.ended ? (
          <>
            {seat.organizationName} <span class="tag warn">已撤销</span>
          </>
        ) : (
          <a href={link('/leadership-posts', only(seat))}>{seat.organizationName}</a>
        ),
    },
    {
      key: 'rank',
      title: '级别',
      width: 12,
      value: ({ rank }) => wordOf(organizationRanks, rank),
      cell: ({ rank, aboveRank }) => (
        <>
          {wordOf(organizationRanks, rank)} {aboveRank ? <span class="tag wrong">超规格</span> : null}
        </>
      ),
      order: ({ rank }) => rank,
    },
    {
      key: 'position',
      title: '正副',
      width: 14,
      value: ({ position }) => wordOf(leadershipPositions, position),
      order: ({ position }) => Object.keys(leadershipPositions).indexOf(position),
    },
    {
      key: 'approved',
      title: '核定',
      width: 8,
      kind: 'count',
      value: ({ approved }) => approved,
      cell: (seat) => <Count value={seat.approved} href={link('/leadership-posts', only(seat))} />,
      total: sum(({ approved }) => approved),
    },
    holders('held', '实配'),
    holders('concurrent', '兼任'),
    {
      key: 'vacant',
      title: '空缺',
      width: 8,
      kind: 'count',
      value: vacantSeats,
      cell: (seat) => <VacantSeats value={vacantSeats(seat)} />,
      total: sum(vacantSeats),
      totalCell: (seats) => <VacantSeats value={sum(vacantSeats)(seats)} />,
    },
    {
      key: 'hint',
      title: '提示',
      width: 10,
      value: (seat) =>
        [vacantSeats(seat) < 0 ? '超职数' : '', seat.aboveRank ? '超规格' : ''].filter(Boolean).join('、'),
      only: 'file',
      order: null,
    },
  ]
}

type LeadershipListProps = {
  list: List<ListedSeats>
  /** only when one unit and what is below it was asked for */
  ledger: List<LeadershipRow> | null
  fields: LeadershipFields
  unitMessage: string | null
  viewpoint: Viewpoint
  today: IsoDate
}

/** 领导职数: approved, held, concurrent and vacant by rank and 正副; the ledger of one unit below. */
export function LeadershipList(props: LeadershipListProps) {
  const { list, ledger, fields, unitMessage, viewpoint, today } = props
  return (
    <section id="leadership-posts">
      <form class="filters" method="get" action="/leadership-posts" aria-label="筛选领导职数">
        <KeptViewpoint frame={{ viewpoint, today }} />
        <label for="organization">机构</label>
        <input
          id="organization"
          name="organization"
          value={fields.organization}
          size={18}
          maxlength={100}
          aria-describedby={unitMessage === null ? undefined : 'organization-message'}
        />
        <FilterChoice name="rank" label="级别" choices={choicesOf(organizationRanks)} chosen={fields.rank} />
        <FilterChoice
          name="position"
          label="正副"
          choices={choicesOf(leadershipPositions)}
          chosen={fields.position}
        />
        <FilterChoice
          name="standing"
          label="情况"
          choices={choicesOf(seatStandings)}
          chosen={fields.standing}
        />
        <label for="order">排序</label>
        <select id="order" name="order">
          {choicesOf(seatOrders).map(({ value, label }) => (
            <option value={value} selected={value === fields.order}>
              {label}
            </option>
          ))}
        </select>
        <button class="plain">查看</button>
        <ListTools list={list} counted="行" />
      </form>
      {unitMessage === null ? null : (
        <p id="organization-message" class="warning">
          {unitMessage}
        </p>
      )}
      {list.count === 0 ? (
        <p class="empty">没有符合条件的领导职数。批文到件后，由经办人用“登记职数”登记。</p>
      ) : (
        <ListTable list={list} caption={`${viewpoint.asOf} 领导职数，单位：名`} counted="行" />
      )}
      <p class="note">
        口径：兼任的在主要职务处计一次，不占本处职数；内设机构领导职数与单位领导职数分别核定、分别计算。
      </p>
      {ledger === null || ledger.count === 0 ? null : <LeadershipLedger list={ledger} />}
    </section>
  )
}
