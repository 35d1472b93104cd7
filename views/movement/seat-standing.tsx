import { controls } from '../../src/establishment/establishment-control.ts'
import {
  leadershipPositions,
  type SeatKey,
  type Seats,
  vacantSeats,
} from '../../src/establishment/leadership-post.ts'
import { type IsoDate, inChinese } from '../../src/kernel/dates.ts'
import type { SeatEntered } from '../../src/movement/effect.ts'
import { organizationRanks, wordOf } from '../../src/organization/organization.ts'
import { messageOf } from '../messages.ts'
import { VacantSeats } from '../parts/figure.tsx'

type Named = { name: (organizationId: string) => string }

/** 领导职数 before and after: what the person will newly hold, and the warning where none is vacant. */
export function SeatsTaken({ seats, name }: Named & { seats: readonly SeatEntered[] }) {
  if (seats.length === 0) return null
  return (
    <>
      <h2>领导职数</h2>
      {seats.map(({ warning }) =>
        warning === null ? null : <p class="warning">领导职数为提示控制，可以提交：{messageOf(warning)}</p>,
      )}
      <table class="register">
        <caption>任职前后（单位：名）</caption>
        <thead>
          <tr>
            <th scope="col">机构</th>
            <th scope="col">领导职数</th>
            <th scope="col">起始日期</th>
            <th scope="col" class="number">
              核定
            </th>
            <th scope="col" class="number">
              实配
            </th>
            <th scope="col" class="number">
              空缺
            </th>
            <th scope="col">控制方式</th>
          </tr>
        </thead>
        <tbody>
          {seats.map((seat) => (
            <tr>
              <td>{name(seat.organizationId)}</td>
              <td>{seatInWords(seat)}</td>
              <td>{seat.effectiveFrom}</td>
              <td class="number">{seat.approved}</td>
              <td class="number">
                {seat.held} → {seat.held + 1}
              </td>
              <td class="number">
                {seat.approved - seat.held} → <VacantSeats value={seat.approved - seat.held - 1} />
              </td>
              <td>{controls[seat.control]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

/** On the record of what took effect: the seat on that day as it was known at that moment. */
export function SeatHeld({ seats, on, name }: Named & { seats: Seats; on: IsoDate }) {
  const vacant = vacantSeats(seats)
  return (
    <p class={vacant < 0 ? 'warning wrong' : 'note'}>
      {name(seats.organizationId)}
      {inChinese(on)}
      {seatInWords(seats)}：核定 {seats.approved} 名，实配 {seats.held} 名（含本次任职），
      {vacant < 0 ? `超职数 ${-vacant} 名。` : `空缺 ${vacant} 名。`}
    </p>
  )
}

function seatInWords({ rank, position }: SeatKey): string {
  return `${wordOf(organizationRanks, rank)}${wordOf(leadershipPositions, position)}`
}
