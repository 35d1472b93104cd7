import { type ListedSeats, seatOrders, seatStandings } from '../../src/establishment/leadership-list.ts'
import {
  type LeadershipRow,
  leadershipPositions,
  vacantSeats,
} from '../../src/establishment/leadership-post.ts'
import type { Link } from '../../src/http/viewpoint.ts'
import type { Viewpoint } from '../../src/kernel/acting.ts'
import type { IsoDate } from '../../src/kernel/dates.ts'
import { choicesOf, organizationRanks, wordOf } from '../../src/organization/organization.ts'
import { KeptViewpoint } from '../layout.tsx'
import { Count, VacantSeats } from '../parts/figure.tsx'
import { FilterChoice } from '../parts/filter-choice.tsx'
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

type LeadershipListProps = {
  seats: ListedSeats[]
  /** the ledger, only when one unit and what is below it was asked for */
  rows: LeadershipRow[] | null
  fields: LeadershipFields
  unitMessage: string | null
  mayWrite: boolean
  viewpoint: Viewpoint
  today: IsoDate
  link: Link
}

/** 领导职数: approved, held, concurrent and vacant by rank and 正副; the ledger of one unit below. */
export function LeadershipList(props: LeadershipListProps) {
  const { seats, rows, fields, unitMessage, mayWrite, viewpoint, today, link } = props
  const total = (pick: (seat: ListedSeats) => number) => seats.reduce((sum, seat) => sum + pick(seat), 0)
  const { part: _part, ...asked } = fields
  const query = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== ''))
  // People are not asked for by how their seat stands: a sum over some of the seats opens nobody.
  const people = (part: string) =>
    fields.standing === '' ? link('/leadership-posts/people', { ...query, part }) : undefined
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
        <span class="tools">
          <span class="shown">共 {seats.length.toLocaleString('zh-CN')} 行</span>
          <a class="export" href={link('/leadership-posts.xlsx', query)}>
            导出 .xlsx
          </a>
          <button type="button" class="plain" data-print>
            打印
          </button>
        </span>
      </form>
      {unitMessage === null ? null : (
        <p id="organization-message" class="warning">
          {unitMessage}
        </p>
      )}
      {seats.length === 0 ? (
        <p class="empty">没有符合条件的领导职数。批文到件后，由经办人用“登记职数”登记。</p>
      ) : (
        <div class="scroll">
          <table class="register">
            <caption>{viewpoint.asOf} 领导职数，单位：名</caption>
            <thead>
              <tr>
                <th scope="col">机构</th>
                <th scope="col">级别</th>
                <th scope="col">正副</th>
                {['核定', '实配', '兼任', '空缺'].map((title) => (
                  <th scope="col" class="number">
                    {title}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {seats.map((seat) => (
                <SeatRow seat={seat} link={link} />
              ))}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row" colspan={3}>
                  合计
                </th>
                <td class="number">
                  <Count value={total(({ approved }) => approved)} />
                </td>
                <td class="number">
                  <Count value={total(({ held }) => held)} href={people('held')} />
                </td>
                <td class="number">
                  <Count value={total(({ concurrent }) => concurrent)} href={people('concurrent')} />
                </td>
                <td class="number">
                  <VacantSeats value={total(vacantSeats)} />
                </td>
              </tr>
            </tfoot>
          </table>
        </div>
      )}
      <p class="note">
        口径：兼任的在主要职务处计一次，不占本处职数；内设机构领导职数与单位领导职数分别核定、分别计算。
      </p>
      {rows === null || rows.length === 0 ? null : (
        <>
          <LeadershipLedger rows={rows} mayWrite={mayWrite} link={link} />
          <p class="buttons">
            <a class="export" href={link('/leadership-posts/ledger.xlsx', query)}>
              导出台账 .xlsx
            </a>
          </p>
        </>
      )}
    </section>
  )
}

function SeatRow({ seat, link }: { seat: ListedSeats; link: Link }) {
  const { organizationId, organizationName, ended, rank, position, aboveRank } = seat
  const only = { organization: organizationId, only: 'yes' }
  const people = (part: string) => link('/leadership-posts/people', { ...only, rank, position, part })
  return (
    <tr>
      <th scope="row">
        {ended ? (
          <>
            {organizationName} <span class="tag warn">已撤销</span>
          </>
        ) : (
          <a href={link('/leadership-posts', only)}>{organizationName}</a>
        )}
      </th>
      <td>
        {wordOf(organizationRanks, rank)} {aboveRank ? <span class="tag wrong">超规格</span> : null}
      </td>
      <td>{wordOf(leadershipPositions, position)}</td>
      <td class="number">
        <Count value={seat.approved} href={link('/leadership-posts', only)} />
      </td>
      <td class="number">
        <Count value={seat.held} href={people('held')} />
      </td>
      <td class="number">
        <Count value={seat.concurrent} href={people('concurrent')} />
      </td>
      <td class="number">
        <VacantSeats value={vacantSeats(seat)} />
      </td>
    </tr>
  )
}
